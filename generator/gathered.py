"""The files of a site that are made of many pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.epub import PIECE, Book
from generator.pages import Site
from generator.remake import Gathering


def gatherings(site: Site) -> Iterator[Gathering]:
    """Each with the pieces of pages that it takes; `make` has put them there."""
    if "epub" in site.facts.forms:
        book = Book(site)
        yield Gathering(book.key, tuple(f"{PIECE}{path}" for path in book.paths), book.make)
