"""A plain article's links, fitted to where it will be read, and the article as text in one of two syntaxes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree


class Target(NamedTuple):
    """Where a link leads: a page or file by its `path` inside `content/`, "" for the page itself, and an anchor.

    `whole`: the full page is meant, and no other form of it.
    """

    path: str
    anchor: str
    whole: bool


Address = Callable[[Target], str | None]
"""The address to write for a target; None takes the link away and leaves its words."""


def fit(body: str, address: Address) -> Any:
    """The article as an lxml element `div`; `body`: that of a `Plain`. Links to the web stay as they are."""
    root = etree.fromstring(f"<div>{body}</div>")
    found: dict[tuple[str, bool], str | None] = {}  # a page leads to the same few places many times
    for link in root.iter("a"):
        href = link.get("href")
        if href is None or _in_the_web(href):
            continue
        key = (href, link.attrib.pop("rel", "") == "alternate")
        if key not in found:
            path, _, anchor = href.partition("#")
            found[key] = address(Target(path, anchor, key[1]))
        if (there := found[key]) is None:
            del link.attrib["href"]
        elif there != href:
            link.set("href", there)
    return root


@lru_cache(maxsize=1 << 14)
def _in_the_web(href: str) -> bool:
    return urlsplit(href).scheme in ("http", "https", "mailto")


def as_xhtml(root: Any) -> str:
    """What is in `root`, as XML."""
    return _inside(root, "xml")


def as_html(root: Any) -> str:
    """What is in `root`, as HTML."""
    return _inside(root, "html")


def _inside(root: Any, method: Any) -> str:
    pieces = [etree.tostring(each, encoding="unicode", method=method, with_tail=False) for each in root]
    return "\n".join(pieces)
