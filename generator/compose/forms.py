"""In which forms a report is there beside its pages, and which of its pages are long ones."""

from __future__ import annotations

from generator.compose.book import Book
from generator.settings import Settings

_LISTED = 200
"""Anchors that the first part of a page for slow lines can point to: some 50 bytes each, a third of its 30 KB."""


def forms(settings: Settings) -> frozenset[str]:
    """Which of `lite`, `digests` and `epub` the site has."""
    chosen = {"lite": settings.lite, "digests": settings.digests, "epub": settings.epub}
    return frozenset(name for name, wanted in chosen.items() if wanted)


def long(book: Book) -> tuple[str, ...]:
    """How the paths of pages begin that may hold more rows than `_LISTED`.

    It turns on a table's size alone, so that links to a page do not hang on what stands on it.
    """
    tables = {"support.md": book.support, "assessments.md": book.assessments}
    found = [path for path, rows in tables.items() if len(rows) > _LISTED]
    return (*found, "dates/") if book.settings.page_events > _LISTED else tuple(found)
