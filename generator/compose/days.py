"""What happened on each day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.compose.book import Book, grouped


class Days:
    """What happened on each day, grouped once; a day has a page when any row is dated to it, or was to it.

    `bare`: days between others that have lost all their rows, and keep their page for those that were retracted.
    """

    def __init__(self, book: Book, retracted: Iterable[date] = ()) -> None:
        self.changes = grouped(book.changes, lambda row: [row.date])
        self.areas = grouped(book.areas, lambda row: [row.date])
        self.support = grouped(book.support, lambda row: [row.date])
        self.meetings = grouped(book.meetings, lambda row: [row.date])
        self.made = grouped(book.assessments, lambda row: [row.date])
        self.resolved = grouped(
            book.assessments, lambda row: [row.resolution_date] if row.resolution_date else []
        )
        dated = (book.by_date, self.changes, self.areas, self.support, self.meetings, self.made)
        told = frozenset(day for group in dated for day in group)
        self.bare = frozenset(day for day in retracted if told and min(told) < day < max(told)) - told
        self.there = told | self.bare
        self.all = tuple(sorted(self.there))
