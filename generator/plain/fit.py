"""A plain article's links, fitted to where it will be read, and the article as elements and as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

# The body of a `Plain` is written by lxml: each value in double quotes, and no mark of a tag but where a tag is.
_LINK = re.compile(r'<a((?: (?!href=)[a-z-]+="[^"]*")*+) href="((?!#)[^"]*)"((?: [a-z-]+="[^"]*")*+)')
_WHOLE = ' rel="alternate"'


class Target(NamedTuple):
    """Where a link leads: a page or file by its `path` inside `content/`, "" for the page itself, and an anchor.

    `whole`: the full page is meant, and no other form of it.
    """

    path: str
    anchor: str
    whole: bool


Address = Callable[[Target], str | None]
"""The address to write for a target; None takes the link away and leaves its words."""


def fit(body: str, address: Address, outside: Callable[[str], str] | None = None) -> str:
    """`body`, that of a `Plain`, with each link as it is read there; `outside`: the address of a link to the web.

    A link to an anchor of the article itself stays as it is, and one to the web where there is no `outside`.
    """
    found: dict[str, str] = {}  # a page leads to the same few places many times

    def fitted(link: re.Match[str]) -> str:
        if (there := found.get(link[0])) is None:
            there = found[link[0]] = _fitted(link, address, outside)
        return there

    return _LINK.sub(fitted, body)


def _fitted(link: re.Match[str], address: Address, outside: Callable[[str], str] | None) -> str:
    before, href, after = link.groups()
    if _in_the_web(href):
        return link[0] if outside is None else f"<a{before}{_attribute(outside(unescape(href)))}{after}"
    path, _, anchor = unescape(href).partition("#")
    whole = _WHOLE in before or _WHOLE in after
    if whole:
        before, after = before.replace(_WHOLE, ""), after.replace(_WHOLE, "")
    return f"<a{before}{_attribute(address(Target(path, anchor, whole)))}{after}"


def _attribute(there: str | None) -> str:
    """The attribute of a link as it is written: nothing where it leads nowhere."""
    return "" if there is None else f' href="{_escaped(there)}"'


def _escaped(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _in_the_web(href: str) -> bool:
    return href.startswith(("https://", "http://")) or _of_a_scheme(href)


@lru_cache(maxsize=1 << 14)
def _of_a_scheme(href: str) -> bool:
    return urlsplit(href).scheme in ("http", "https", "mailto")


@lru_cache(maxsize=1 << 14)
def way(path: str, folder: str) -> str:
    """The way from a folder to a path, both inside one root: `posixpath.relpath` without a look at the disk."""
    there, here = (each.strip("/").split("/") if each else [] for each in (path, folder))
    same = 0
    while same < min(len(there), len(here)) and there[same] == here[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def tree(body: str) -> Any:
    """A plain article as an lxml element `div`."""
    return etree.fromstring(f"<div>{body}</div>")


def as_html(root: Any) -> str:
    """What is in `root`, as HTML."""
    return "\n".join(html_of(each) for each in root)


def html_of(element: Any) -> str:
    """An element as HTML."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
