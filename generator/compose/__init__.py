"""Checked tables and measures → the pages of a site, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from generator.compose import actors, dates, forecasts, fresh, home, overviews, places, reference, sources
from generator.compose.dated import dated, edition_days
from generator.compose.fingerprint import Prints
from generator.compose.forms import forms, long
from generator.compose.plan import Plan, plan
from generator.dataset.about import about
from generator.ledger.entries import Edition
from generator.measure import Measures
from generator.pages import Facts, Site
from generator.problems import Problem
from generator.read import Note
from generator.settings import Settings
from generator.tables import Tables

__all__ = ["compose", "stray_notes"]


def compose(
    tables: Tables,
    measures: Measures,
    notes: Iterable[Note],
    settings: Settings,
    sizes: Mapping[str, int] = MappingProxyType({}),
) -> Site:
    """Every page of the site planned, each with its note; none is made yet. sizes: of the files in `downloads/`."""
    planned = plan(tables, settings)
    book, days = planned.book, planned.days
    addresses = dict(_addresses(planned))
    record, texts = planned.record, {note.page: note.text for note in notes}
    edition = record.history.editions[-1:]
    prints = Prints(book, measures, days, addresses, texts, record.marks, edition)
    leaves = (
        home.page(book, measures, days, prints),
        *dates.pages(book, measures, days, planned.by_day, record, prints),
        *actors.pages(book, measures, planned.by_actor, record, prints),
        *(places.pages(book, measures, days, planned.by_place, record, prints) if book.places else ()),
        *overviews.pages(book, measures, prints),
        *((forecasts.page(book, measures, prints),) if book.assessments else ()),
        *sources.pages(book, planned.by_source, addresses, prints),
        *reference.pages(book, tables, prints, about(tables, measures, settings), sizes),
        *record.pages(prints),
    )
    facts = _facts(planned, tables, measures, settings, edition[0] if edition else None)
    updated, named = dated(planned, tables, addresses)
    return Site(
        facts,
        leaves,
        book.actors,
        book.places,
        book.sources,
        addresses,
        updated,
        named,
        edition_days(tables),
        book.added,
        record.marks,
        record.provisional,
    )


def _facts(
    planned: Plan, tables: Tables, measures: Measures, settings: Settings, edition: Edition | None
) -> Facts:
    """What pages say of the data as a whole; `edition`: the last one."""
    book = planned.book
    return Facts(
        settings.site_name,
        measures.first.date(),
        measures.last.date(),
        len(book.events),
        len(book.sources),
        tables.present,
        settings.site_url,
        settings.directory_urls,
        edition.number if edition else None,
        edition.date if edition else None,
        forms(settings),
        long(book),
        fresh.of_site(book),
    )


def stray_notes(tables: Tables, notes: Iterable[Note], settings: Settings) -> list[Problem]:
    """A problem for each note whose page is not made from the tables."""
    if not (notes := tuple(notes)):
        return []
    there = set(plan(tables, settings).paths())
    fault = "no page {}.md is made from the tables; a note bears the path of its page"
    return [
        Problem(note.file, 0, "", fault.format(note.page)) for note in notes if f"{note.page}.md" not in there
    ]


def _addresses(planned: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    """Where each thing stands: a page, or an anchor on one."""
    book = planned.book
    for path in planned.paths():
        yield ("page", path), path
        yield ("page", path.removesuffix(".md")), path
    for id in book.actors:
        yield ("actor", id), f"actors/{id}.md"
    for id in book.places:
        yield ("place", id), f"places/{id}.md"
    for day, cut in planned.by_day.items():
        base = f"dates/{day.isoformat()}"
        yield ("date", day.isoformat()), f"{base}.md"
        for event in cut.first:
            yield ("event", event.id), f"{base}.md#e-{event.id}"
        for (slug, _), events in cut.rest:
            for event in events:
                yield ("event", event.id), f"{base}/{slug}.md#e-{event.id}"
    for path, _name, listed in sources.placed(planned.by_source):
        yield from ((("source", source.id), f"{path}#src-{source.id}") for source in listed)
    for row in book.support:
        yield ("support", row.id), f"support.md#r-{row.id}"
    for meeting in book.meetings:
        yield ("meeting", meeting.id), f"dates/{meeting.date.isoformat()}.md#m-{meeting.id}"
    for assessment in book.assessments:
        yield ("assessment", assessment.id), f"assessments.md#a-{assessment.id}"
    yield from planned.record.addresses()
