"""Which events came with which edition, as the pages tell the script that marks what is new since a last visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.compose.book import Book
from generator.pages import Added
from generator.records import Event

MOST = 60
"""So many editions are told one by one; before these a reader hears "at least"."""


def of_site(book: Book) -> Added:
    """Of the last editions that added events, how many each."""
    counts = sorted(Counter(book.added.values()).items())
    return Added(_pairs(counts[-MOST:]), counts[-MOST - 1][0] if len(counts) > MOST else 0)


def of_events(book: Book, events: Iterable[Event]) -> str:
    """How many of `events` came with each edition after the first: "2:14 3:1"."""
    return _pairs(sorted(Counter(book.added[event.id] for event in events if event.id in book.added).items()))


def _pairs(counts: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{edition}:{n}" for edition, n in counts)
