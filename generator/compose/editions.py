"""The record of editions: an overview, a page for each edition, and what other pages say of their own changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial

from generator import words
from generator.blocks import Parts, Ref, Sentence
from generator.compose import parts
from generator.compose.book import Book, grouped
from generator.compose.changed import HEADINGS, Worded, mark
from generator.compose.fingerprint import Prints, digest
from generator.compose.history import History, RowChange
from generator.language import gettext as _
from generator.ledger import Edition, kinds
from generator.pages import Leaf, Page
from generator.revisions import Revision, Section, WhatChanged
from generator.schema import table
from generator.views.editions import ChangesView, EditionView

IN_BRIEF = 20
"""Changed rows of one edition on the overview; the page of the edition has them all."""
IN_FULL = 10
"""Editions that the overview tells with their rows; the earlier ones in a line each."""
ON_A_PAGE = 3
"""Editions that a page of a day, an actor or a place tells of."""
FEW = 12


class Record:
    """All that pages say of editions. Everything a page shows is worded here, so that it is its own fingerprint."""

    def __init__(self, history: History, book: Book) -> None:
        self.history, self._book = history, book

    @cached_property
    def marks(self) -> Mapping[tuple[str, str], Ref]:
        """What stands beside the rows that an edition has corrected, see `pages.Site`."""
        return dict(_marks(self.history))

    @cached_property
    def provisional(self) -> frozenset[tuple[str, str]]:
        """The rows of `marks` that are provisional."""
        last = self.history.rows.get(self.history.last, ())
        caught = {(row.table, row.id) for row in last if self.history.provisional(row)}
        return frozenset(caught & self.marks.keys())

    @cached_property
    def retracted(self) -> Mapping[str, list[tuple[str, str, Revision]]]:
        """By its day each event that is gone: its id, the day, and the change."""
        there = set(self.history.retracted())
        gone = ((row.id, row.was["date"], revision) for row, revision in self._pairs if row in there)
        return grouped(gone, lambda told: [told[1]])

    @cached_property
    def _changed(self) -> Mapping[int, tuple[Revision, ...]]:
        worded, history = Worded(self._book), self.history
        return {
            edition.number: tuple(
                worded.revision(row, history.provisional(row)) for row in history.changed(edition.number)
            )
            for edition in history.editions
        }

    @cached_property
    def _pairs(self) -> list[tuple[RowChange, Revision]]:
        return [
            (row, revision)
            for number, revisions in self._changed.items()
            for row, revision in zip(self.history.changed(number), revisions, strict=True)
        ]

    @cached_property
    def _by_page(self) -> Mapping[str, list[tuple[RowChange, Revision]]]:
        return grouped(self._pairs, lambda pair: pair[0].pages)

    @cached_property
    def _new_by_page(self) -> Counter[tuple[str, int]]:
        return Counter(
            (page, row.edition)
            for rows in self.history.rows.values()
            for row in rows
            if row.kind == kinds.NEW and row.table == "events"
            for page in row.pages
        )

    def paths(self) -> Iterator[str]:
        """The pages of this record, inside `content/`."""
        if self.history.editions:
            yield "changes.md"
        for edition in self.history.editions:
            yield from self._paths(edition.number)

    def _paths(self, number: int) -> list[str]:
        count = max(1, -(-len(self.history.changed(number)) // self._book.settings.page_events))
        return [f"changes/{number}.md", *(f"changes/{number}/{n}.md" for n in range(2, count + 1))]

    def addresses(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Where each change stands."""
        limit = self._book.settings.page_events
        for number, revisions in self._changed.items():
            paths = self._paths(number)
            for at, revision in enumerate(revisions):
                yield revision.ref, f"{paths[at // limit]}#{revision.anchor}"

    def on_page(self, page: str, events: int) -> tuple[WhatChanged, ...]:
        """What changed on `page`, that shows so many events: newest first. What came with all it has is no change."""
        changed = self._by_page.get(page, ())
        found = []
        for edition in reversed(self.history.editions):
            number = edition.number
            revisions = tuple(revision for row, revision in changed if row.edition == number)
            new = self._new_by_page[page, number]
            new = 0 if new >= events else new
            if revisions or new:
                shown = revisions[:FEW]
                ref = Ref("page", f"changes/{number}", _("Edition {number}", number=str(number)))
                found.append(WhatChanged(ref, edition.date, new, shown, len(revisions) - len(shown)))
            if len(found) == ON_A_PAGE:
                break
        return tuple(found)

    def pages(self, prints: Prints) -> Iterator[Leaf]:
        """The overview, and the pages of each edition."""
        if not self.history.editions:
            return
        newest = self.history.editions[::-1]
        overview = ChangesView(
            tuple(self._section(edition, IN_BRIEF, overview=True) for edition in newest[:IN_FULL]),
            tuple((self._ref(edition), edition.date, edition.note) for edition in newest[IN_FULL:]),
        )
        yield self._leaf("changes.md", "changes", _("Changes"), overview, prints)
        for edition in self.history.editions:
            yield from self._of_edition(edition, prints)

    def _of_edition(self, edition: Edition, prints: Prints) -> Iterator[Leaf]:
        paths, limit = self._paths(edition.number), self._book.settings.page_events
        names = [_(parts.FIRST), *(_("part {n}", n=str(n)) for n in range(2, len(paths) + 1))]
        refs = tuple(Ref("page", path, name) for path, name in zip(paths, names, strict=True))
        name = _("Edition {number}", number=str(edition.number))
        for at, path in enumerate(paths):
            strip = Parts(names[at], refs) if len(paths) > 1 else None
            section = self._section(edition, limit, at * limit)
            title = _("{page}: {part}", page=name, part=names[at]) if at else name
            yield self._leaf(path, "edition", title, EditionView(section, strip), prints)

    def _leaf(
        self, path: str, template: str, title: str, view: ChangesView | EditionView, prints: Prints
    ) -> Leaf:
        number = self.history.last
        description = (
            _(
                "Edition {number}, {day}: what it changed, and why",
                number=str(view.section.number),
                day=words.long_date(view.section.date),
            )
            if isinstance(view, EditionView)
            else words.opening(number, "{n} edition of these tables", "{n} editions of these tables")
        )
        page = Page(
            path, template, title, description, view, prints.note(path), indexed=template == "changes"
        )
        cited = sorted(_cited(view))
        return Leaf(
            path,
            prints.of(path, digest(view, title, description), prints.sources(cited)),
            partial(_same, page),
        )

    def _ref(self, edition: Edition) -> Ref:
        return Ref("page", f"changes/{edition.number}", _("Edition {number}", number=str(edition.number)))

    def _section(self, edition: Edition, limit: int, first: int = 0, *, overview: bool = False) -> Section:
        """So many of its changed rows, from the `first` on; what is new stands with the first."""
        revisions = self._changed[edition.number]
        shown = revisions[first : first + limit]
        groups = grouped(shown, lambda revision: [revision.kind])
        more = Ref(
            "page",
            f"changes/{edition.number}",
            _("All changes of edition {number}", number=str(edition.number)),
        )
        return Section(
            number=edition.number,
            date=edition.date,
            note=_note(edition.note, self.history.rows[edition.number]),
            hashes=tuple(edition.tables.items()),
            new=() if first else tuple(self._new(edition.number)),
            groups=tuple((_(HEADINGS[kind]), tuple(rows)) for kind, rows in groups.items()),
            remarks=() if first else tuple(_remarks(self.history.remarks.get(edition.number, {}))),
            more=more if overview and revisions else None,
        )

    def _new(self, number: int) -> Iterator[Sentence]:
        """What was added, table by table: how many rows, and where they stand."""
        added = grouped(
            (row for row in self.history.rows[number] if row.kind == kinds.NEW), lambda row: [row.table]
        )
        for name, rows in added.items():
            yield Sentence.of(
                _("{table}: {n}{where}"),
                table=Ref("page", _OVERVIEWS[name], _(table(name).title)),
                n=words.figures(len(rows)),
                where=self._where(name, rows),
            )

    def _where(self, name: str, rows: list[RowChange]) -> tuple[str | Ref, ...]:
        """The days that have them, or the actors and places themselves; only the span where they are many."""
        book = self._book
        if name in ("actors", "places"):
            there = book.actors if name == "actors" else book.places
            refs = [
                book.actor(row.id) if name == "actors" else book.place(row.id)
                for row in rows
                if row.id in there
            ]
        else:
            days = sorted(
                {
                    page.removeprefix("dates/")
                    for row in rows
                    for page in row.pages
                    if page.startswith("dates/")
                }
            )
            refs = [Ref("date", day, words.short_date(date.fromisoformat(day))) for day in days]
        if not refs:
            return ()
        if len(refs) > FEW and name not in ("actors", "places"):
            refs = [refs[0], refs[-1]]
            return (" (", refs[0], "–", refs[1], ")")
        found: list[str | Ref] = [" ("]
        for at, ref in enumerate(refs[:FEW]):
            found += [_(", "), ref] if at else [ref]
        return (*found, "…)" if len(refs) > FEW else ")")


_OVERVIEWS: Mapping[str, str] = {
    "sources": "sources.md",
    "actors": "actors/index.md",
    "places": "places/index.md",
    "events": "dates/index.md",
    "control": "advance.md",
    "axes": "advance.md",
    "support": "support.md",
    "meetings": "dates/index.md",
    "assessments": "assessments.md",
}


def _note(note: str, rows: Iterable[RowChange]) -> tuple[str, ...]:
    """The note of an edition: reason by reason where it is the reasons of its changes, one after the other."""
    reasons = {entry.reason for row in rows for entry in row.entries}
    told = sorted(reasons, key=lambda reason: (note.find(reason), reason))
    return tuple(told) if " ".join(told) == note else (note,)


def _same(page: Page) -> Page:
    return page


def _cited(view: ChangesView | EditionView) -> set[str]:
    sections = [view.section] if isinstance(view, EditionView) else view.sections
    rows = [row for section in sections for _name, rows in section.groups for row in rows]
    return {source for row in rows for cell in row.cells for source in cell.sources}


def _remarks(counts: Mapping[str, int]) -> Iterator[str]:
    if rows := counts.get(kinds.ORDER):
        yield _("Rows put elsewhere in their table, without a change of a value: {n}.", n=words.figures(rows))
    if files := counts.get(kinds.FILES):
        yield words.opening(
            files,
            "{n} table has other files or columns than before; no value changes by that.",
            "{n} tables have other files or columns than before; no value changes by that.",
        )


def _marks(history: History) -> Iterator[tuple[tuple[str, str], Ref]]:
    """Beside each row the last change that corrected it; a change of control that has none bears that of its event."""
    for edition in history.editions:
        for row in history.rows[edition.number]:
            if row.kind != kinds.RETRACTED and (said := mark(row, history.provisional(row))):
                # A row that is new has no place on the page of its edition; the page itself tells of it.
                ref = Ref("change", f"{row.edition}/{row.anchor}", said)
                yield (
                    (row.table, row.id),
                    ref if row.kind != kinds.NEW else Ref("page", f"changes/{row.edition}", said),
                )
