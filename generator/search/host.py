"""Search within MkDocs: our index in the place of the one that Material's plugin makes of all pages in one file.

Material's plugin stays: the box is there when it is in `mkdocs.yml`, and its options reach the index as before.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from generator.search.entry import card_path, entry
from generator.search.pieces import INDEX, pieces

_OPTIONS = ("lang", "separator", "pipeline", "fields")


class Index:
    """What search knows of the pages of one build. Material's plugin hands it each page, and in the end asks for the
    text of `search_index.json`; the methods for that bear the names that it calls.

    `entries`: of each page its address ("location"), its card and its words, in any order.
    """

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self.entries: list[dict[str, str]] = []

    def add_entry_from_context(self, page: Page) -> None:
        """Hold the entry of a page that has its article."""
        if made := entry(page.content or "", str(page.title), page.meta):
            self.entries.append({"location": page.url, "card": made.card, "words": made.words})

    def generate_search_index(self, _: object) -> str:
        """The index that says which pieces there are."""
        return self._pieces[INDEX].decode()

    def write(self, site: Path) -> None:
        """Put the cards and the pieces in their places under `site`; then all pages must have been added."""
        cards = {card_path(each["location"]): each["card"].encode() for each in self.entries}
        for path, content in {**cards, **self._pieces}.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)

    @cached_property
    def _pieces(self) -> dict[str, bytes]:
        return pieces({each["location"]: each["words"] for each in self.entries}, self._options)


def take_over(config: MkDocsConfig) -> Index | None:
    """The index of a site with Material's search, whose plugin from now on fills it; None for a site without."""
    plugin = config.plugins.get("material/search")
    if plugin is None or not plugin.config.enabled:
        return None
    index = Index({option: plugin.config[option] for option in _OPTIONS})
    plugin.search_index = index
    return index
