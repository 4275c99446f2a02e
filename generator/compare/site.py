"""A built site as `compare` sees it: its pages by address, each looked at only when it must be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from generator.forms import DIGESTS, LITE

_ARTICLE = re.compile(rb"<article\b.*</article>", re.DOTALL)
# The day of the data stands on every page: a new day would make each of them another one.
_AS_OF = re.compile(rb'<p class="fm-asof".*?</p>', re.DOTALL)
_DAY = re.compile(r'class="fm-asof" data-day="(\d{4}-\d\d-\d\d)"')
_FOOTER = re.compile(r'class="[^"]*\bfm-footer\b[^"]*">\s*<p>([^<]*)</p>')
_NUMBER = re.compile(r"\d[\d,]*")
_ERROR_PAGE = re.compile(r"\d{3}\.html")
_FORMS = (f"{LITE}/", f"{DIGESTS}/")  # they say what the pages say
# Beside the words of a headline: endnote marks, what only a screen reader hears, the way to the rows.
_BESIDE = "descendant::*[self::sup or self::small or contains(@class, 'fm-unseen') or @class='headerlink']"


class NoSiteError(Exception):
    """A folder that holds no built site; says which, and why not."""


@dataclass(frozen=True)
class Facts:
    """What the pages say of the whole; None where they say nothing. `until` as 2024-12-08."""

    until: str | None
    events: int | None
    sources: int | None


@dataclass(frozen=True)
class Page:
    """The headlines of one page, in the order in which they stand on it.

    `numbers`: label -> figure, such as "events" -> "14"; `charts`: their titles.
    """

    title: str
    headings: tuple[str, ...]
    takeaways: tuple[str, ...]
    numbers: Mapping[str, str]
    charts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Site:
    """`digests`: page address, such as "dates/2024-12-06/", -> hash of its article; "" is the home page.

    `look`: the headlines of the page of an address.
    """

    facts: Facts
    digests: Mapping[str, str]
    look: Callable[[str], Page]


def open_site(folder: Path) -> Site:
    """The built site in `folder`. Raises NoSiteError, with one line, when there is none."""
    if not folder.is_dir():
        raise NoSiteError(f"no folder {folder}")
    home = folder / "index.html"
    if not home.is_file():
        raise NoSiteError(f"no site in {folder}: no index.html in it; `frontmark build` makes one")
    files = {_address(file.relative_to(folder).as_posix()): file for file in folder.rglob("*.html")}
    pages = {
        address: file
        for address, file in files.items()
        if not (_ERROR_PAGE.fullmatch(address) or address.startswith(_FORMS))
    }
    digests = {
        address: hashlib.sha256(_article(pages[address].read_bytes())).hexdigest()
        for address in sorted(pages)
    }
    return Site(
        read_facts(home.read_text("utf-8", errors="replace")),
        digests,
        lambda address: read_page(pages[address].read_bytes()),
    )


def read_facts(html: str) -> Facts:
    """The day of the data and the counts of the footer, in whatever language they are worded."""
    day, footer = _DAY.search(html), _FOOTER.search(html)
    parts = footer[1].split("·") if footer else []
    counts = [int(found[0].replace(",", "")) if (found := _NUMBER.search(part)) else None for part in parts]
    events, sources = counts[1:] if len(counts) == 3 else (None, None)
    return Facts(day[1] if day else None, events, sources)


def read_page(html: bytes) -> Page:
    """The headlines of one published page."""
    root: Any = etree.HTML(_article(html), etree.HTMLParser(huge_tree=True, encoding="utf-8"))
    if root is None:
        return Page("", (), (), {}, ())
    for element in root.xpath("//svg | //script | //style"):
        element.clear(keep_tail=True)
    figures = root.xpath("//*[@class='fm-figures']//li[strong]")
    return Page(
        next((_words(heading) for heading in root.xpath("//h1")), ""),
        tuple(map(_words, root.xpath("//h2 | //h3 | //h4"))),
        tuple(map(_words, root.xpath("//*[@class='fm-brief']//li"))),
        {_words(figure, without="strong"): _words(figure.find("strong")) for figure in figures},
        tuple(map(_words, root.xpath("//figure//figcaption/strong"))),
    )


def _article(html: bytes) -> bytes:
    found = _ARTICLE.search(html)
    return _AS_OF.sub(b"", found[0] if found else html)


def _words(element: Any, without: str = "") -> str:
    """The text of a headline in one line, without what stands beside it."""
    beside = {*element.xpath(_BESIDE), *(element.iter(without) if without else ())}
    texts = element.xpath("descendant::text()")
    kept = [text for text in texts if not beside & {*_holders(text, element)}]
    return " ".join("".join(kept).split())


def _holders(text: Any, root: Any) -> list[Any]:
    """The elements around a piece of text, up to `root`; the text after an element is not in it."""
    holder = text.getparent().getparent() if text.is_tail else text.getparent()
    return [] if holder is root else [holder, *holder.iterancestors()]


def _address(path: str) -> str:
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
