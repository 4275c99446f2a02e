"""Changes of rows in words: what the row is called, what each cell was and is, why, and who approved it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator import words
from generator.blocks import Part, Prose, Ref, Sentence
from generator.compose.book import Book
from generator.compose.history import RowChange
from generator.language import gettext as _
from generator.language import later
from generator.ledger import Entry, kinds
from generator.records import Assessment, Change, Meeting
from generator.revisions import Revision
from generator.schema import Column, label, table

HEADINGS = {
    kinds.UPGRADED: later("Surer than before"),
    kinds.DOWNGRADED: later("Less sure than before"),
    kinds.RESOLVED: later("Forecasts resolved"),
    kinds.CORRECTED: later("Corrected"),
    kinds.COMPLETED: later("Completed"),
    kinds.RETRACTED: later("Retracted"),
}
_COLUMNS = {
    "confidence": later("how sure"),
    "summary": later("wording"),
    "sources": later("sources"),
    "date": later("day"),
    "date_end": later("last possible day"),
    "date_precision": later("how exact the day is"),
    "type": later("type"),
    "place": later("place"),
    "places": later("places"),
    "actor": later("actor"),
    "target": later("target"),
    "other_actors": later("others involved"),
    "fatalities_low": later("deaths, lowest estimate"),
    "fatalities_best": later("deaths, best estimate"),
    "fatalities_high": later("deaths, highest estimate"),
    "event": later("event"),
    "from_actor": later("holder before"),
    "to_actor": later("holder after"),
    "scope": later("scope"),
    "settlements": later("settlements"),
    "note": later("note"),
    "backer": later("backer"),
    "recipient": later("recipient"),
    "category": later("category"),
    "status": later("status"),
    "level": later("level"),
    "amount": later("amount"),
    "unit": later("unit"),
    "condition": later("condition"),
    "condition_met": later("whether the condition was met"),
    "convener": later("asked for or hosted by"),
    "participants": later("participants"),
    "purpose": later("purpose"),
    "outcome": later("outcome"),
    "author": later("author"),
    "statement": later("statement"),
    "likelihood_term": later("word of likelihood"),
    "horizon": later("to be judged by"),
    "resolved": later("what became of it"),
    "resolution_date": later("judged on"),
    "resolution_note": later("reason of the judgement"),
    "name": later("name"),
    "short_name": later("short name"),
    "name_ar": later("Arabic name"),
    "aliases": later("other names"),
    "description": later("description"),
    "kind": later("kind"),
    "side": later("side"),
    "parent": later("umbrella"),
    "until": later("existed as such until"),
    "admin1": later("province"),
    "lat": later("latitude"),
    "lon": later("longitude"),
    "precision": later("precision"),
    "publisher": later("publisher"),
    "title": later("title"),
    "url": later("address"),
    "archived_url": later("archived address"),
    "published": later("day of publication"),
    "language": later("language"),
    "origin": later("the source that it repeats"),
    "reliability": later("grade of the source"),
    "credibility": later("credibility of each source here"),
}


class Worded:
    """Words changes of the rows of one site; `last`: the last edition."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._control = {f"{row.event}|{row.place}": row for row in (*book.changes, *book.areas)}
        self._meetings = {row.id: row for row in book.meetings}
        self._assessments = {row.id: row for row in book.assessments}

    def revision(self, row: RowChange, provisional: bool) -> Revision:
        """A changed or removed row."""
        entry = row.entries[0]
        return Revision(
            anchor=row.anchor,
            edition=row.edition,
            kind=row.kind,
            what=Sentence((self.name(row),)),
            cells=tuple(self._cell(row.table, entry) for entry in _sorted(row)),
            said=_said(row.was),
            reason=entry.reason,
            approved_by=entry.approved_by if row.guard else "",
            rules=tuple(label("changes", "guard", rule) for rule in row.guard) if provisional else (),
        )

    def name(self, row: RowChange) -> Part:
        """What the row is, leading to its place where it still has one."""
        ref = self._ref(row)
        return ref or _called(row, self._book)

    def _ref(self, row: RowChange) -> Ref | None:
        book, id = self._book, row.id
        if row.table == "events" and (event := book.event.get(id)):
            return Ref(
                "event",
                id,
                _joined(
                    words.capital(label("events", "type", event.type)), self._place(event.place), event.date
                ),
            )
        if row.table == "control" and (change := self._control.get(id)):
            return Ref("event", change.event, self._of_control(change))
        if row.table == "support" and (given := book.support_row.get(id)):
            pair = words.pair(book.actors[given.backer].short_name, book.actors[given.recipient].short_name)
            return Ref("support", id, _joined(pair, label("support", "category", given.category), given.date))
        if row.table == "meetings" and (meeting := self._meetings.get(id)):
            return Ref("meeting", id, self._of_meeting(meeting))
        if row.table == "assessments" and (forecast := self._assessments.get(id)):
            return Ref("assessment", id, _of_forecast(forecast))
        if row.table == "actors" and id in book.actors:
            return Ref("actor", id, book.actors[id].name)
        if row.table == "places" and id in book.places:
            return book.place(id)
        return None

    def _of_control(self, change: Change) -> str:
        return _joined(_("Change of control"), self._place(change.place), change.date)

    def _of_meeting(self, meeting: Meeting) -> str:
        return _joined(_("Meeting"), self._place(meeting.place), meeting.date)

    def _place(self, id: str) -> str:
        return self._book.places[id].called if id in self._book.places else ""

    def _cell(self, name: str, entry: Entry) -> Sentence:
        column = table(name).column(entry.column)
        known = _COLUMNS.get(entry.column)
        old, new = entry.old, entry.new
        template = _("{column}: {old} → {new}")
        if column.type == "list":
            was, now = kinds.parts(old), kinds.parts(new)
            old = "|".join(part for part in old.split("|") if part.strip() not in now)
            new = "|".join(part for part in new.split("|") if part.strip() not in was)
            if not old or not new:
                template = _("{column}: added {new}") if new else _("{column}: no longer {old}")
        elif column.type == "prose" and old and new:
            template = _("{column}: “{old}” → “{new}”")
        cited = new.split("|") if column.references == "sources" else []
        return Sentence.of(
            template,
            column=_(known) if known else entry.column.replace("_", " "),
            old=tuple(self._value(name, column, old)),
            new=tuple(self._value(name, column, new)),
            sources=tuple(id for id in cited if id in self._book.sources),
        )

    def _value(self, name: str, column: Column, cell: str) -> Iterator[Part]:
        if not cell:
            yield _("empty")
            return
        values = cell.split("|") if column.type == "list" else [cell]
        for at, value in enumerate(values):
            if at:
                yield _(", ")
            yield self._one(name, column, value.strip())

    def _one(self, name: str, column: Column, value: str) -> Part:
        book = self._book
        if column.references == "actors" and value in book.actors:
            return book.actor(value)
        if column.references == "places" and value in book.places:
            return book.place(value)
        if column.references == "sources" and value in book.sources:
            return book.sources[value].publisher
        if column.type == "date":
            return words.long_date(date.fromisoformat(value))
        if column.codes and any(code.code == value for code in column.codes):
            return label(name, column.name, value)
        return Prose(value) if column.type == "prose" else value


def _sorted(row: RowChange) -> list[Entry]:
    """How sure it is comes first, prose last: it is long."""
    cells = [entry for entry in row.entries if entry.kind == "changed"]
    return sorted(
        cells,
        key=lambda entry: (
            entry.column != "confidence",
            table(row.table).column(entry.column).type == "prose",
        ),
    )


def _of_forecast(forecast: Assessment) -> str:
    return _joined(_("Assessment by {author}", author=forecast.author), "", forecast.date)


def _joined(what: str, where: str, when: date) -> str:
    return _(", ").join(part for part in (what, where, words.long_date(when)) if part)


def _called(row: RowChange, book: Book) -> str:
    """What a row that is gone, or has no page, was."""
    if row.table == "sources" and row.id in book.sources:
        source = book.sources[row.id]
        return _("{publisher}, “{title}”", publisher=source.publisher, title=source.title)
    cells = row.was
    if row.table == "events" and cells.get("type"):
        what = words.capital(label("events", "type", cells["type"]))
    else:
        what = _(table(row.table).title)
    place = cells.get("place", "")
    named = book.places[place].called if place in book.places else cells.get("name", cells.get("title", ""))
    if cells.get("date"):
        return _joined(what, named, date.fromisoformat(cells["date"]))
    return _(", ").join(part for part in (what, named or row.id) if part)


def _said(cells: Mapping[str, str]) -> str:
    """The prose of a removed row."""
    return next((cells[name] for name in ("summary", "statement", "purpose", "note") if cells.get(name)), "")


def mark(row: RowChange, provisional: bool) -> str:
    """What stands beside a fact that an edition has changed; "" for one that only grew or is new."""
    number = str(row.edition)
    sure = row.cell("confidence")
    if row.kind in (kinds.UPGRADED, kinds.DOWNGRADED) and sure:
        said = _(
            "{now} since edition {number}, {before} until then",
            now=_(sure.new),
            number=number,
            before=_(sure.old),
        )
    elif row.kind == kinds.RESOLVED:
        said = _("judged in edition {number}", number=number)
    elif row.kind == kinds.CORRECTED:
        said = _("corrected in edition {number}", number=number)
    elif provisional:
        return _("provisional since edition {number}", number=number)
    else:
        return ""
    return _("{said}; provisional", said=said) if provisional else said
