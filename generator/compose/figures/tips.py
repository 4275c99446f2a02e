"""What a live chart says of a mark: the rows behind it and the sources they cite, as lines of plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from charts.form import Row, Spec
from generator import words
from generator.compose.book import Book
from generator.endnotes import origins
from generator.language import current, ngettext
from generator.language import gettext as _
from generator.records import Change, Event

MOST = 3
"""So many names are told; the rest is counted."""

Tip = tuple[list[str], str]
"""The lines of a tip, and the label of the link that leads to its rows: as the table under the chart has it."""


def tell(spec: Spec | None, dataset: str, tip: Callable[[Row], Tip | None]) -> None:
    """Add to each row of `dataset` its `tip`, and as `link` the label of the link in the chart's table."""
    for row in spec["datasets"][dataset] if spec else ():
        if told := tip(row):
            row["tip"], row["link"] = told


def lines(*parts: str) -> list[str]:
    """One part a line, the first its headline; empty ones left out."""
    return [part for part in parts if part]


def some(names: Iterable[str]) -> str:
    """ "a, b, c and 4 more"; each once."""
    unique = [*dict.fromkeys(filter(None, names))]
    if len(unique) <= MOST + 1:
        return words.listed(unique)
    more = len(unique) - MOST
    return ngettext(
        "{names} and {n} more", "{names} and {n} more", more, names=words.joined(unique[:MOST]), n=str(more)
    )


def sure(row: Row) -> str:
    """How sure the rows behind a mark are."""
    word = str(row["confidence"])
    return _(word)


def held_since(change: Change) -> str:
    """The change of control by which a place is held, with how sure it is."""
    return _(
        "held since {day} ({confidence})",
        day=words.table_date(change.date),
        confidence=_(change.confidence),
    )


def sources(book: Book, ids: Iterable[str]) -> str:
    """ "Source: Reuters", "Sources: Reuters, SANA and AP"; publishers, in the order in which they are cited."""
    rows = [book.sources[id] for id in dict.fromkeys(ids)]
    publishers = tuple(dict.fromkeys([row.publisher for row in rows]))
    if not publishers:
        return ""
    return _cited(current().code, publishers, len(rows), len({row.root for row in rows}))


@lru_cache(maxsize=1 << 12)  # the same row is behind a mark on the charts of many days
def _cited(_code: str, publishers: tuple[str, ...], rows: int, roots: int) -> str:
    """The same in the current language, whose code is `_code`."""
    told = ngettext(
        "Source: {publishers}", "Sources: {publishers}", len(publishers), publishers=some(publishers)
    )
    few = origins(rows, roots)
    return _("{what} ({split})", what=told, split=few) if few else told


def named(book: Book, events: Sequence[Event]) -> tuple[str, str, str]:
    """The places, actors and sources of events, in their order. Of a thousand events these are a handful."""
    places = dict.fromkeys([event.place for event in events])
    actors = dict.fromkeys(
        chain.from_iterable([(event.actor, event.target, *event.other_actors) for event in events])
    )
    return (
        some(map(book.called, filter(None, places))),
        some(book.actors[id].short_name for id in filter(None, actors)),
        sources(book, chain.from_iterable([event.sources for event in events])),
    )


def of_events(book: Book, events: Iterable[str]) -> str:
    """The sources of several events."""
    return sources(book, (source for event in events for source in book.cited(event)))


def iso_day(row: Row, field: str = "date") -> date:
    """The day of a row."""
    return date.fromisoformat(str(row[field])[:10])
