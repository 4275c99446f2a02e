"""A feed and its entries, before they have a syntax."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.pages import Facts
from generator.plain import Target, fit, tree

FOLDER = "feeds"
NEWEST = 20
"""At most so many entries: readers who come daily miss none, and a feed stays some hundred kilobytes."""


@dataclass(frozen=True)
class Entry:
    """`page`, `anchor`: where it stands, inside `content/`; `day`: which it is of; `updated`: when it last changed;
    `body`: plain markup without a root, see `plain.Plain`.
    """

    page: str
    anchor: str
    title: str
    summary: str
    day: date
    updated: date
    body: str


@dataclass(frozen=True)
class Feed:
    """`name`: its path in `feeds/` without an ending; `page`: the page that shows the same."""

    name: str
    title: str
    page: str
    language: str
    rtl: bool = False

    def path(self, ending: str) -> str:
        """Where it lies inside `content/`."""
        return f"{FOLDER}/{self.name}.{ending}"


class Addresses:
    """The addresses that one feed writes: whole ones where the site has one, else relative to the feed."""

    def __init__(self, feed: Feed, facts: Facts) -> None:
        self._facts = facts
        self._up = "../" * (feed.name.count("/") + 1)

    def of(self, path: str, anchor: str = "") -> str:
        """Of a page or a file inside `content/`."""
        facts = self._facts
        if path.endswith(".md"):
            found = facts.address(path)
        else:
            found = f"{facts.site_url.rstrip('/')}/{path}" if facts.site_url else path
        found = found if facts.site_url else f"{self._up}{found}"
        return f"{found}#{anchor}" if anchor else found

    def id(self, path: str, anchor: str = "") -> str:
        """A name that stays: the address, or a UUID of the site's name and the path where it has none."""
        if self._facts.site_url:
            return self.of(path, anchor)
        told = f"{self._facts.site_name}\n{path}#{anchor}" if anchor else f"{self._facts.site_name}\n{path}"
        return uuid.uuid5(uuid.NAMESPACE_URL, told).urn

    def fitted(self, entry: Entry) -> Any:
        """The text of an entry as an element `div`, its links whole; its anchors stay with the page."""

        def address(target: Target) -> str:
            return self.of(target.path or entry.page, target.anchor)

        root = tree(fit(entry.body, address))
        for element in root.iter():
            element.attrib.pop("id", None)
            if (href := element.get("href", "")).startswith("#"):
                element.set("href", self.of(entry.page, href[1:]))
        return root
