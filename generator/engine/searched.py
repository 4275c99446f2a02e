"""What the search plugins of MkDocs and of Material have gathered of a page, carried from process to process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


@contextmanager
def entries(config: MkDocsConfig) -> Iterator[list[Any]]:
    """Afterwards, what was added to the site's index within is in the list that this gives, not in the index."""
    index = _index(config)
    before, found = len(index), []  # type: ignore[var-annotated]
    yield found
    found += index[before:]
    del index[before:]


def put(config: MkDocsConfig, found: Sequence[Any]) -> None:
    """Add to the site's index what was found of one page."""
    _index(config).extend(found)


def order(config: MkDocsConfig, place: Callable[[str], int]) -> None:
    """Sort the site's index by the place that `place` gives the address of a page."""
    _index(config).sort(key=lambda entry: place(entry["location"].partition("#")[0]))


def _index(config: MkDocsConfig) -> list[Any]:
    """The list that the search plugin of the site fills; an empty one where there is none."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        for name in ("entries", "_entries"):  # Material's name for it, MkDocs's
            if isinstance(found := getattr(index, name, None), list):
                return found
    return []
