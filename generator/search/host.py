"""Search within MkDocs: our index in the place of the one that Material's plugin makes of all pages in one file.

Material's plugin stays: the box is there when it is in `mkdocs.yml`, and its options reach the index as before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.search.entry import card_path, entry
from generator.search.pieces import INDEX, pieces

_OPTIONS = ("lang", "separator", "pipeline", "fields")
_MARK = re.compile(r'data-search-\w+="[^"]+"')


class Index:
    """What search knows of the pages of one build, whose site is in the folder `site`. Material's plugin hands it each
    page, and in the end asks for the text of `search_index.json`; the methods for that bear the names that it calls.

    `entries`: of each page its address ("location"), its words, and its card, or the SHA-256 of that when it is there
    ("published"), in any order.
    """

    def __init__(self, options: dict[str, Any], site: Path, write: Callable[[bytes, Path], str]) -> None:
        self._options = options
        self._site = site
        self._write = write
        self.entries: list[dict[str, str]] = []

    def add_entry_from_context(self, page: Page) -> None:
        """Hold the entry of a page that has its article."""
        if made := entry(page.content or "", str(page.title), page.meta):
            self.entries.append({"location": page.url, "card": made.card, "words": made.words})

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Stands in for Material's own event, which looks for the marks of search, each with a blank before it, as long
        as it takes to lay the page out.
        """
        self.add_entry_from_context(page)
        *parts, last = _MARK.split(page.content or "")
        page.content = "".join([*(part[:-1] if part[-1:].isspace() else part for part in parts), last])
        return context

    def generate_search_index(self, _: object) -> str:
        """The index that says which pieces there are."""
        return self._pieces[INDEX].decode()

    def publish(self, entry: dict[str, str]) -> dict[str, str]:
        """Write the card of a page, in whatever process, unless that is done; the entry as it is then."""
        if "card" not in entry:
            return entry
        name = self._put(card_path(entry["location"]), entry["card"].encode())
        return {"location": entry["location"], "words": entry["words"], "published": name}

    def write(self) -> dict[str, str]:
        """Write what is not published yet; then all pages must have been added. The SHA-256 of each file of search, by
        its path in the site.
        """
        published = map(self.publish, self.entries)
        names = {card_path(each["location"]): each["published"] for each in published}
        # Material's plugin writes the index itself, in place.
        return names | {
            path: self._put(path, content) for path, content in self._pieces.items() if path != INDEX
        }

    def _put(self, path: str, content: bytes) -> str:
        target = self._site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return self._write(content, target)

    @cached_property
    def _pieces(self) -> dict[str, bytes]:
        return pieces({each["location"]: each["words"] for each in self.entries}, self._options)


def write(content: bytes, target: Path) -> str:
    """Write a file, whose folder is there; its SHA-256."""
    target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def take_over(config: MkDocsConfig, write: Callable[[bytes, Path], str] = write) -> Index | None:
    """The index of a site with Material's search, whose plugin from now on fills it; None for a site without. `write`:
    how its files are written.
    """
    plugin = config.plugins.get("material/search")
    if plugin is None or not plugin.config.enabled:
        return None
    index = Index({option: plugin.config[option] for option in _OPTIONS}, Path(config.site_dir), write)
    plugin.search_index = index
    events = config.plugins.events["page_context"]
    events[events.index(plugin.on_page_context)] = index.on_page_context
    return index
