"""The day of each page: the last on which its own rows changed, for sitemaps, feeds and citations.

A row counts with its own date; where editions are kept, also with that of the last edition that added or changed it.
So a new day leaves the pages that it does not touch as they were dated.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from generator.compose.book import Book
from generator.compose.history import RowChange
from generator.compose.parts import Cut
from generator.compose.plan import Plan
from generator.records import Assessment, Change, Event, Meeting, Support, each
from generator.tables import Tables

Row = Event | Change | Support | Meeting | Assessment


def dated(
    planned: Plan, tables: Tables, addresses: Mapping[tuple[str, str], str]
) -> tuple[dict[str, date], dict[str, dict[date, date]]]:
    """The day of each page that rests on rows with a day, by its path inside `content/`; and `Site.named`."""
    recorded = _recorded(tables)
    days = dict(_newest(planned))
    for page, day in _told(planned, recorded, addresses):
        if days.get(page, date.min) < day:
            days[page] = day
    for day, change in _rewritten(planned):
        for page in change.pages:
            days[f"{page}.md"] = max(day, days.get(f"{page}.md", date.min))
    if days:
        last = max(days.values())
        gathered = (
            "index.md",
            "dates/index.md",
            "actors/index.md",
            "places/index.md",
            "sources.md",
            "data.md",
        )
        days |= dict.fromkeys(gathered, max([last, *recorded.values()]))
    for edition in planned.record.history.editions:
        days[f"changes/{edition.number}.md"] = days["changes.md"] = edition.date
    there = {page: day for page, day in days.items() if ("page", page) in addresses}
    return there, _named_later(planned, recorded)


def _newest(planned: Plan) -> Iterator[tuple[str, date]]:
    """The pages that show events, each with the day of the newest of them: there are too many to ask each."""
    for day, events in planned.by_day.items():
        if events.first:
            yield from ((path, day) for path, _ in _parts(f"dates/{day.isoformat()}", events))
    for folder, cuts in (("actors", planned.by_actor), ("places", planned.by_place)):
        for id, cut in cuts.items():
            yield from ((path, rows[0].date) for path, rows in _parts(f"{folder}/{id}", cut) if rows)


def _told(
    planned: Plan, recorded: Mapping[tuple[str, str], date], addresses: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, date]]:
    """The pages of all rows but the events that no edition has changed, with the day on which each row counts."""
    changed = {id for table, id in recorded if table == "events"} & planned.book.event.keys()
    parts = dict(_placed("actors", planned.by_actor, changed)) | dict(
        _placed("places", planned.by_place, changed)
    )
    events = (("events", id, planned.book.event[id]) for id in sorted(changed))
    for table, key, row in itertools.chain(events, _rows(planned.book)):
        day = max(row.date, recorded.get((table, key), row.date))
        yield from ((page, day) for page in _pages(row, addresses, parts))


def _rewritten(planned: Plan) -> Iterator[tuple[date, RowChange]]:
    """Every row that an edition changed or removed, with the day of that edition: a page that a row has left changed
    by it too.
    """
    for edition in planned.record.history.editions:
        for change in planned.record.history.changed(edition.number):
            yield edition.date, change


def _named_later(planned: Plan, recorded: Mapping[tuple[str, str], date]) -> dict[str, dict[date, date]]:
    """For each actor's page the days on which an event named it and changed later."""
    found: dict[str, dict[date, date]] = {f"actors/{actor}.md": {} for actor in planned.book.by_actor}
    for (table, id), day in recorded.items():
        if table == "events" and (event := planned.book.event.get(id)):
            for actor in event.actors:
                later = found[f"actors/{actor}.md"]
                if day > later.get(event.date, event.date):
                    later[event.date] = day
    for day, change in _rewritten(planned):
        if change.table == "events":
            pages = [f"{page}.md" for page in change.pages if f"{page}.md" in found]
            left = [page.removeprefix("dates/") for page in change.pages if page.startswith("dates/")]
            for page, text in itertools.product(pages, left):
                when = date.fromisoformat(text)
                found[page][when] = max(day, found[page].get(when, when))
    return found


def _rows(book: Book) -> Iterator[tuple[str, str, Row]]:
    """Every row with a day but events, with its table and its key there."""
    for table, rows in (
        ("support", book.support),
        ("meetings", book.meetings),
        ("assessments", book.assessments),
    ):
        for row in rows:
            yield table, row.id, row
    for change in (*book.changes, *book.areas):
        yield "control", f"{change.event}|{change.place}", change


def edition_days(tables: Tables) -> dict[int, date]:
    """The day of each edition by its number."""
    return {int(row.number): row.date.date() for row in each(tables.editions)}


def _recorded(tables: Tables) -> dict[tuple[str, str], date]:
    """The day of the last edition that changed each row, by table and key."""
    days = edition_days(tables)
    return {(row.table, row.id): days[row.edition] for row in each(tables.changes) if row.id}


def _parts(base: str, cut: Cut[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """The pages over which a list goes, with what each shows."""
    yield f"{base}.md", cut.first
    yield from ((f"{base}/{slug}.md", events) for (slug, _), events in cut.rest)


def _placed(
    folder: str, cuts: Mapping[str, Cut[Event]], ids: Collection[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Where each of the events `ids` stands on the pages of an actor or a place."""
    if ids:
        for id, cut in cuts.items():
            for path, events in _parts(f"{folder}/{id}", cut):
                yield from (((f"{folder}/{id}", row.id), path) for row in events if row.id in ids)


def _pages(
    row: Row, addresses: Mapping[tuple[str, str], str], parts: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """The pages on which a row is one of their own."""
    yield f"dates/{row.date.isoformat()}.md"
    if isinstance(row, Event):
        yield addresses["event", row.id].partition("#")[0]
        for base in _named(row.actors, [row.place]):
            yield parts[base, row.id]
    elif isinstance(row, Change):
        yield "advance.md"
        yield from (f"{base}.md" for base in _named([row.from_actor, row.to_actor], [row.place]))
    elif isinstance(row, Support):
        yield "support.md"
        yield from (f"{base}.md" for base in _named([row.backer, row.recipient], []))
    elif isinstance(row, Meeting):
        yield from (f"{base}.md" for base in _named([*row.participants, row.convener], [row.place]))
    else:
        yield "assessments.md"


def _named(actors: Iterable[str], places: Iterable[str]) -> Iterator[str]:
    for folder, ids in (("actors", actors), ("places", places)):
        yield from (f"{folder}/{id}" for id in ids if id)
