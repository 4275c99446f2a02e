"""Checked tables and measures → the pages of a site, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.compose import actors, dates, forecasts, fresh, home, overviews, places, reference, sources
from generator.compose.addresses import Addresses
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
from generator.untidied import untidied

__all__ = ["compose", "stray_notes"]


@untidied()
def compose(
    tables: Tables,
    measures: Measures,
    notes: Iterable[Note],
    settings: Settings,
    sizes: Callable[[], Mapping[str, int]] = dict,
) -> Site:
    """Every page of the site planned, each with its note; none is made yet. sizes: of the files in `downloads/`, asked
    for when all else is planned.
    """
    planned = plan(tables, settings)
    book, days = planned.book, planned.days
    addresses = Addresses(planned)
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
        *reference.pages(book, tables, prints, about(tables, measures, settings), sizes()),
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


@untidied()
def stray_notes(tables: Tables, notes: Iterable[Note], settings: Settings) -> list[Problem]:
    """A problem for each note whose page is not made from the tables."""
    if not (notes := tuple(notes)):
        return []
    there = set(plan(tables, settings).paths())
    fault = "no page {}.md is made from the tables; a note bears the path of its page"
    return [
        Problem(note.file, 0, "", fault.format(note.page)) for note in notes if f"{note.page}.md" not in there
    ]
