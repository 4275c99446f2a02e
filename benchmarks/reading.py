"""What a published page says, whichever engine built it: the article's headings, links, tables and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

# Beside what the Markdown says: our theme's lines on the data and on how to cite the page, permalinks, what draws
# and what runs.
_BESIDE = (
    "//svg | //script | //style | //*[contains(@class, 'fm-asof')] | //a[@class='headerlink']"
    " | //article/details[@class='fm-citing']"
    " | //article/nav[contains(@class, 'md-')] | //article/aside[contains(@class, 'md-')]"
)


@dataclass(frozen=True)
class Read:
    """`headings`: level, id and text of each; `links`: from the site's root; `tables`: rows of cells."""

    title: str
    headings: tuple[tuple[str, str, str], ...]
    links: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...]
    text: str


def read_site(folder: Path) -> dict[str, Read]:
    """Every page of a built site with an article, by its path; error pages are the engine's own."""
    found = {}
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        if not re.fullmatch(r"\d{3}\.html", path) and (page := read(file.read_bytes(), path)):
            found[path] = page
    return found


def read(html: bytes, path: str) -> Read | None:
    """One page, whose links are seen from `path`; None when it has no article."""
    root: Any = etree.HTML(html, etree.HTMLParser(huge_tree=True, encoding="utf-8"))
    for article in root.xpath("//article[contains(@class, 'md-content')]"):
        for beside in root.xpath(_BESIDE):
            beside.clear(keep_tail=True)
        headings = article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]")
        return Read(
            next((_line(heading) for heading in headings if heading.tag == "h1"), ""),
            tuple((heading.tag, heading.get("id", ""), _line(heading)) for heading in headings),
            tuple(urljoin(f"/{path}", str(link)) for link in article.xpath(".//a/@href")),
            tuple(tuple(map(_line, row.xpath("./th | ./td"))) for row in article.xpath(".//tr")),
            _line(article),
        )
    return None


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def differences(expected: Mapping[str, Read], found: Mapping[str, Read]) -> Iterator[str]:
    """One line for each page that is missing or not wanted, and for each part of a page that differs."""
    yield from (f"{path}: is missing" for path in sorted(expected.keys() - found.keys()))
    yield from (f"{path}: is not wanted" for path in sorted(found.keys() - expected.keys()))
    for path in sorted(expected.keys() & found.keys()):
        for field in fields(Read):
            one, other = (getattr(pages[path], field.name) for pages in (expected, found))
            if one != other:
                place = next(
                    (n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), -1
                )
                around = [repr(text[max(place - 20, 0) : place + 40] if field.name == "text" else text[place:][:1])
                          for text in (one, other)]  # fmt: skip
                yield f"{path}: {field.name}: {around[1]} in place of {around[0]}"
