"""What happened on each day."""

from __future__ import annotations

from generator.compose.book import Book, grouped


class Days:
    """What happened on each day, grouped once; a day has a page when any row is dated to it."""

    def __init__(self, book: Book) -> None:
        self.changes = grouped(book.changes, lambda row: [row.date])
        self.areas = grouped(book.areas, lambda row: [row.date])
        self.support = grouped(book.support, lambda row: [row.date])
        self.support_of = grouped(book.support, lambda row: [(row.backer, row.recipient)])
        self.meetings = grouped(book.meetings, lambda row: [row.date])
        self.made = grouped(book.assessments, lambda row: [row.date])
        self.resolved = grouped(
            book.assessments, lambda row: [row.resolution_date] if row.resolution_date else []
        )
        dated = (book.by_date, self.changes, self.areas, self.support, self.meetings, self.made)
        self.there = frozenset(day for group in dated for day in group)
        self.all = tuple(sorted(self.there))
