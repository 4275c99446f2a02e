"""Checked tables and measures → the pages of a site, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.compose import actors, dates, home, overviews, parts, places, reference
from generator.compose.book import Book, open_book
from generator.compose.dates import Days
from generator.measure import Measures
from generator.pages import Facts, Page, Site
from generator.problems import ContentError, Problem
from generator.read import Note
from generator.settings import Settings
from generator.tables import Tables

__all__ = ["compose"]

Cuts = Mapping[str, parts.Cut]


def compose(tables: Tables, measures: Measures, notes: Iterable[Note], settings: Settings) -> Site:
    """Every page of the site. Raises ContentError for a note whose page does not exist."""
    book = open_book(tables, settings)
    days = Days(book)
    by_day = {day: parts.by_number(_in_type_order(book, day), settings.page_events) for day in days.all}
    by_actor = {
        id: parts.by_time(parts.newest_first(book.by_actor.get(id, ())), settings.page_events)
        for id in book.actors
    }
    by_place = {
        id: parts.by_time(parts.newest_first(book.by_place.get(id, ())), settings.page_events)
        for id in book.places
    }
    prose = {note.page: note.text for note in notes}
    pages = (
        home.page(book, measures, days, prose),
        *dates.pages(book, measures, days, by_day, prose),
        *actors.pages(book, measures, by_actor, prose),
        *(places.pages(book, measures, by_place, prose) if book.places else ()),
        *overviews.pages(book, measures, prose),
        *reference.pages(book, tables, prose),
    )
    _refuse_stray(notes, pages)
    facts = Facts(
        settings.site_name,
        measures.first.date(),
        measures.last.date(),
        len(book.events),
        len(book.sources),
        tables.present,
    )
    return Site(
        facts, pages, book.actors, book.places, book.sources, dict(_addresses(book, days, by_day, pages))
    )


def _in_type_order(book: Book, day: date) -> list:  # type: ignore[type-arg]
    """The events of a day as its pages show them, so that a cut never splits a type oddly."""
    return [event for group in parts.by_type(book.by_date.get(day, ())) for event in group.rows]


def _refuse_stray(notes: Iterable[Note], pages: Iterable[Page]) -> None:
    there = {page.path.removesuffix(".md") for page in pages}
    stray = [
        Problem(
            note.file,
            0,
            "",
            f"no page {note.page}.md is made from the tables; a note bears the path of its page",
        )
        for note in notes
        if note.page not in there
    ]
    if stray:
        raise ContentError(stray)


def _addresses(
    book: Book, days: Days, by_day: Mapping[date, parts.Cut], pages: Iterable[Page]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Where each thing stands: a page, or an anchor on one."""
    for page in pages:
        yield ("page", page.path), page.path
        yield ("page", page.path.removesuffix(".md")), page.path
    for id in book.actors:
        yield ("actor", id), f"actors/{id}.md"
    for id in book.places:
        yield ("place", id), f"places/{id}.md"
    for day in days.all:
        base = f"dates/{day.isoformat()}"
        yield ("date", day.isoformat()), f"{base}.md"
        cut = by_day[day]
        for event in cut.first:
            yield ("event", event.id), f"{base}.md#e-{event.id}"
        for (slug, _), events in cut.rest:
            for event in events:
                yield ("event", event.id), f"{base}/{slug}.md#e-{event.id}"
    for row in book.support:
        yield ("support", row.id), f"support.md#{row.id}"
    for meeting in book.meetings:
        yield ("meeting", meeting.id), f"dates/{meeting.date.isoformat()}.md#m-{meeting.id}"
    for assessment in book.assessments:
        yield ("assessment", assessment.id), f"assessments.md#a-{assessment.id}"
