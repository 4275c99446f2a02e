"""A plain article's links, fitted to where it will be read, and the article as elements and as HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

# The body of a `Plain` is written by lxml: each value in double quotes, and no mark of a tag but where a tag is.
LINK = re.compile(r'<a((?: (?!href=)[a-z-]+="[^"]*")*+) href="((?!#)[^"]*)"((?: [a-z-]+="[^"]*")*+)')
_WHOLE = ' rel="alternate"'
STRICT = re.compile(r"[\w%/:?#@!$&'()*+,;=~.-]*+", re.ASCII)
"""An address that every form writes as it is, where it leads to the web."""


class Target(NamedTuple):
    """Where a link leads: a page or file by its `path` inside `content/`, "" for the page itself, and an anchor.

    `whole`: the full page is meant, and no other form of it.
    """

    path: str
    anchor: str
    whole: bool


Address = Callable[[Target], str | None]
"""The address to write for a target; None takes the link away and leaves its words."""


def same_everywhere(link: re.Match[str]) -> bool:
    """Whether the opening of a link, as LINK finds it, is the same wherever the article is read."""
    href = link[2]
    return href.startswith(("https://", "http://")) and bool(STRICT.fullmatch(unescape(href)))


class Ways(dict[str, str]):
    """The openings of links of plain articles, as pages in one place have them in common: at `most` so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, link: str, made: str) -> None:
        if len(self) >= self._most:
            self.clear()
        super().__setitem__(link, made)


class Fitting:
    """The links of a plain article as they are read at one place, each found once; see `fit`.

    `ways`: those found for other articles there, which are the same but for links that say `here`.
    """

    def __init__(
        self,
        address: Address,
        outside: Callable[[str], str] | None = None,
        ways: dict[str, str] | None = None,
        here: str = '"',
    ) -> None:
        self._address, self._outside, self._here = address, outside, here
        self._ways = {} if ways is None else ways
        self._found: dict[str, str] = {}  # a page leads to the same few places many times

    def text(self, body: str) -> str:
        """`body` with each link as it is read there."""
        return LINK.sub(lambda link: self._found.get(link[0]) or self._fitted(link[0]), body)

    def joined(self, pieces: Iterable[str], links: AbstractSet[str]) -> str:
        """`pieces` of text one after the other, of which those in `links` open a link."""
        found = self._found
        if not links <= found.keys():
            for each in links - found.keys():
                self._fitted(each)
        return "".join([found.get(each, each) for each in pieces])

    def _fitted(self, link: str) -> str:
        made = None if self._here in link else self._ways.get(link)
        if made is None:
            found = LINK.match(link)
            assert found is not None
            made = _fitted(found, self._address, self._outside)
            if self._here not in link:
                self._ways[link] = made
        self._found[link] = made
        return made


def common(path: str) -> tuple[str, str]:
    """From where the ways of a page are those of others: a name for that, and what a link says that is its own alone.

    Pages go on in folders of their own, from which all ways but those into it are the same: `actors/*`.
    """
    folder = posixpath.dirname(path)
    above, _, _own = folder.rpartition("/")
    return (f"{above}/*", f'"{folder}/') if above else (folder, f'"{path}')


def fit(body: str, address: Address, outside: Callable[[str], str] | None = None) -> str:
    """`body`, that of a `Plain`, with each link as it is read there; `outside`: the address of a link to the web.

    A link to an anchor of the article itself stays as it is, and one to the web where there is no `outside`.
    """
    return Fitting(address, outside).text(body)


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
