"""What each page is made from, as one hash: equal hashes mean equal pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from generator.compose.book import Book
from generator.measure import Measures
from generator.records import Event

Files = Mapping[str, tuple[str, ...]]
"""The files of each table."""


class Prints:
    """The fingerprints of the pages of one site, and their notes (page without its ending → text)."""

    def __init__(self, book: Book, measures: Measures, files: Files, notes: Mapping[str, str]) -> None:
        self._notes = notes
        settings = book.settings
        self._whole = digest(
            (settings.site_name, settings.site_url, settings.language, list(settings.sides.items())),
            (settings.stale_days, settings.window_days, settings.page_events),
            sorted(files.items()),
            [*book.actors.values(), *book.places.values(), *book.sources.values(), *book.axes.values()],
            [book.events, book.changes, book.areas, book.support, book.meetings, book.assessments],
            measures.first,
            measures.last,
        )

    def note(self, path: str) -> str:
        """The note of a page."""
        return self._notes.get(path.removesuffix(".md"), "")

    def whole(self, path: str) -> str:
        """Of a page that may depend on every row."""
        return self.of(path, self._whole)

    def of(self, path: str, *parts: object) -> str:
        """Of a page that depends on `parts`, its note, and nothing else."""
        return digest(path, self.note(path), *parts)

    def events(self, _events: Iterable[Event]) -> str:
        """Of rows of events with all that they name."""
        return self._whole


def digest(*parts: object) -> str:
    """SHA-256 (hex) of the `repr` of plain values, records and tuples of them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
