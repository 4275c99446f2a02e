"""What the page of a day shows of other days: all up to it, and a few things that are known of the whole."""

from __future__ import annotations

import hashlib
from datetime import date

from generator.compose.book import Book
from generator.compose.days import Days
from generator.compose.fingerprint import Prints, digest
from generator.measure import Measures


class Past:
    """For each day the digest of what its page shows of other days."""

    def __init__(self, book: Book, measures: Measures, days: Days, prints: Prints) -> None:
        running = hashlib.sha256(_beforehand(book, measures, prints))
        self._until: dict[date, bytes] = {}
        for day in days.all:
            changes, support = days.changes.get(day, ()), days.support.get(day, ())
            running.update(digest(day, prints.shown(changes), prints.shown(support)))
            self._until[day] = running.digest()

    def until(self, day: date) -> bytes:
        """Of the days that have a page, the changes of control and the support up to `day`."""
        return self._until[day]


def _beforehand(book: Book, measures: Measures, prints: Prints) -> bytes:
    """What maps and axes of every day rest on: who held each place before its first change, and what axes run through.

    A place comes onto all maps with its first row of control; a front onto the charts of an axis when its actor
    gains a place there, however late.
    """
    first = {row.place: row.from_actor for row in reversed(book.changes)}
    fronts = measures.fronts[["axis", "actor"]].drop_duplicates()
    towns = measures.chainage["place"].unique().tolist()
    return digest(
        [*sorted(first)],
        prints.places(sorted(first)),
        prints.actors(first[place] for place in sorted(first)),
        [*book.axes.values()],
        prints.places(towns),
        fronts.to_numpy().tolist(),
    )
