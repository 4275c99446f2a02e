"""A long article → parts of a size, cut where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from lxml import etree

from generator.plain import HELD, html_of, tree
from generator.plain.entries import ASIDE, INLINE

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SECTIONS = ("h2", "h3")
_EARLY = 0.75
"""A part that is so full may end before the section that would not fit in whole."""


_ID = re.compile(r'<[a-z0-9]+(?: (?!id=)[a-z-]+="[^"]*")* id="([^"]+)"')
# Entries of one line each that HTML writes as XML does: none is empty, and no address holds what is to be escaped.
_TAG = rf'</?(?:{"|".join(sorted(INLINE))})(?: href="[!#-~]*+"| (?!href)[a-z-]++="[^"]*+")*+>'
_ENTRIES = re.compile(
    rf'(?<=<[uo]l>\n)(?:<li(?: id="[^"]*+")?>(?:[^<\n{HELD}]++|{_TAG})*+</li>\n)++(?=</[uo]l>)'
)
_SECTION = re.compile(r"<(h[23])[ >].*?</\1>", re.DOTALL)
_MARK = re.compile(r"<[^>]*>")
_PLACE = re.compile(rf"{ASIDE}(\d+){ASIDE}")
_HELD = re.compile(rf"{HELD}(\d+){HELD}")


class Line(NamedTuple):
    """An entry of one line that HTML writes as XML does, the anchors in it, and those of the article it leads to."""

    html: str
    ids: tuple[str, ...]
    links: tuple[str, ...]


class Unit(NamedTuple):
    """What is never cut: a block, or an entry of a list, or a row of a table.

    `tag`: of a block, "" for an entry or a row. `html`: as it stands on a page, `size`: bytes of that. `within`: the
    list or table that it stands in; `number`: its place there, from 1. `ids`: the anchors in it, with that of the list
    or table in the first of its entries; `links`: those of the article that it leads to, None where they have to be
    searched for.
    """

    tag: str
    html: str
    size: int
    ids: tuple[str, ...]
    within: Any = None
    number: int = 0
    links: tuple[str, ...] | None = None

    @property
    def heads(self) -> bool:
        """Whether it must not end a part."""
        return self.tag in _HEADINGS

    @property
    def opens(self) -> bool:
        """Whether a section begins here."""
        return self.tag in _SECTIONS


def units(body: str, held: Sequence[Sequence[Line]] = ()) -> list[Unit]:
    """The units of an article in their order; `body`: as that of a `Plain`, or its text with the places of the lines
    that are `held` beside it. Of long lists no tree is made.
    """
    aside: list[list[str]] = []

    def left(found: re.Match[str]) -> str:
        aside.append(found[0].split("\n")[:-1])
        return f"<li>{ASIDE}{len(aside) - 1}{ASIDE}</li>\n"

    root = tree(body if ASIDE in body or "&quot;" in body else _ENTRIES.sub(left, body))
    if sum(_place(block) is not None for block in root) < len(aside):  # a list within another block
        root, aside = tree(body), []
    return [unit for block in root for unit in _units(block, aside, held)]


def _place(block: Any) -> int | None:
    """The number of the entries that are set aside from a list."""
    found = _PLACE.fullmatch(block[0].text or "") if len(block) else None
    return int(found[1]) if found else None


def _units(block: Any, aside: Sequence[Sequence[str]], held: Sequence[Sequence[Line]]) -> Iterator[Unit]:
    rows = list(block) if block.tag in ("ul", "ol") else block.findall("./tbody/tr")
    whole = html_of(block)
    if not rows:
        yield Unit(block.tag, _reached(block, whole), _size(whole), _ids(whole))
        return
    written = [html_of(row) for row in rows]
    shell = _size(whole) - sum(map(_size, written))
    own = (block.get("id"),) if block.get("id") else ()
    lines: Iterable[tuple[str, str, tuple[str, ...], tuple[str, ...] | None]]
    if aside and (place := _place(block)) is not None:
        lines = ((line, f"{line}\n", _ids(line), None) for line in aside[place])
    else:
        lines = _lines(rows, written, held)
    for number, (html, text, ids, links) in enumerate(lines, 1):
        # Its list or table is counted with every row that may come first.
        first = number == 1
        size = _size(html) + shell if first else _size(html)
        yield Unit("", text, size, own + ids if first else ids, block, number, links)


def _lines(
    rows: Sequence[Any], written: Sequence[str], held: Sequence[Sequence[Line]]
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...] | None]]:
    """Of each row what it is as HTML, the same as it stands on a page, the anchors in it and its links."""
    for row, html in zip(rows, written, strict=True):
        if found := _HELD.fullmatch(row.text or ""):
            for line in held[int(found[1])]:
                yield line.html, f"{line.html}\n", line.ids, line.links
        else:
            yield html, f"{_reached(row, html)}{escape(row.tail or '', quote=False)}", _ids(html), None


def _ids(html: str) -> tuple[str, ...]:
    return tuple(map(unescape, _ID.findall(html)))


def _size(html: str) -> int:
    return len(html.encode()) + 1


def _reached(element: Any, html: str) -> str:
    """Each table may scroll sideways: whoever has only keys has to get into one that has no link."""
    if "<table" not in html:
        return html
    for table in element.iter("table"):
        if table.find(".//a") is None:
            table.set("tabindex", "0")
    return html_of(element)


def cut(whole: Sequence[Unit], first: int, rest: int) -> list[list[Unit]]:
    """The units in parts of about `first` bytes, then of `rest`; a unit that is larger stands alone."""
    parts: list[list[Unit]] = []
    left = list(whole)
    while left:
        room = rest if parts else first
        taken = _fitting(left, room)
        parts.append(left[:taken])
        left = left[taken:]
    return parts


def _fitting(left: Sequence[Unit], room: int) -> int:
    """How many units of `left` go into the next part: at least one, and no heading at its end but there is no more."""
    size = taken = 0
    for unit in left:
        if size + unit.size > room:
            break
        size += unit.size
        taken += 1
    if taken == len(left):
        return taken
    sections = [at for at in range(1, taken + 1) if left[at].opens]
    if sections and sum(unit.size for unit in left[: sections[-1]]) >= _EARLY * room:
        taken = sections[-1]
    while taken > 1 and left[taken - 1].heads:
        taken -= 1
    return max(taken, 1)


def joined(part: Sequence[Unit], write: Callable[[Unit], str] = attrgetter("html")) -> str:
    """The HTML of a part, its entries and rows in their lists and tables again; `write`: what stands for each unit."""
    pieces: list[str] = []
    for within, found in groupby(part, lambda unit: unit.within):
        some = list(found)
        inner = [write(unit) for unit in some]
        pieces += inner if within is None else [_shell(some[0], "".join(inner))]
    return "\n".join(pieces)


def _shell(first: Unit, inner: str) -> str:
    """The list or table of units, from the `first` on, with these alone, its numbers going on."""
    of = first.within
    shell = etree.Element(
        of.tag, {name: value for name, value in of.items() if first.number == 1 or name != "id"}
    )
    if of.tag == "ol" and first.number > 1:
        shell.set("start", str(int(of.get("start", "1")) + first.number - 1))
    if of.tag == "table":
        head = of.find("thead")
        above = "" if head is None else f"{html_of(head)}{escape(head.tail or '', quote=False)}"
        inner = f"{above}<tbody>{inner}</tbody>"
        if "<a" not in inner:
            shell.set("tabindex", "0")
    end = f"</{of.tag}>"
    return f"{html_of(shell).removesuffix(end)}{inner}{end}"


def begins(part: Sequence[Unit]) -> str:
    """The heading under which a part begins, "" where a section only goes on."""
    for unit in part:
        if found := _SECTION.search(unit.html):
            return " ".join(unescape(_MARK.sub("", found[0])).split())
    return ""
