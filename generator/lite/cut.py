"""A long article → parts of a size, cut where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SECTIONS = ("h2", "h3")
_EARLY = 0.75
"""A part that is so full may end before the section that would not fit in whole."""


@dataclass(frozen=True)
class Unit:
    """What is never cut: a block, or an entry of a list, or a row of a table.

    `size`: bytes as HTML. `within`: the list or table that it stands in; `number`: its place there, from 1.
    """

    element: Any
    size: int
    within: Any = None
    number: int = 0

    @property
    def heads(self) -> bool:
        """Whether it must not end a part."""
        return self.within is None and self.element.tag in _HEADINGS

    @property
    def opens(self) -> bool:
        """Whether a section begins here."""
        return self.within is None and self.element.tag in _SECTIONS


def units(root: Any) -> list[Unit]:
    """The units of an article in their order; `root`: an element that holds its blocks."""
    return [unit for block in root for unit in _units(block)]


def _units(block: Any) -> Iterator[Unit]:
    rows = list(block) if block.tag in ("ul", "ol") else block.findall("./tbody/tr")
    if not rows:
        yield Unit(block, _size(block))
        return
    shell = _size(block) - sum(map(_size, rows))
    for number, row in enumerate(rows, 1):
        # Its list or table is counted with every row that may come first.
        yield Unit(row, _size(row) + (shell if number == 1 else 0), block, number)


def _size(element: Any) -> int:
    return len(etree.tostring(element, encoding="utf-8", method="html", with_tail=False)) + 1


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


def joined(part: Sequence[Unit]) -> Any:
    """The units of a part as copies in an element `div`, in their lists and tables again."""
    root = etree.Element("div")
    within: Any = None
    holder: Any = None
    for unit in part:
        if unit.within is None:
            root.append(deepcopy(unit.element))
        else:
            if unit.within is not within:
                shell = _shell(unit)
                root.append(shell)
                holder = shell.find("tbody") if shell.tag == "table" else shell
            holder.append(deepcopy(unit.element))
        within = unit.within
    return root


def _shell(unit: Unit) -> Any:
    """The list or table of a unit without entries, its numbers going on."""
    of = unit.within
    shell = etree.Element(
        of.tag, {name: value for name, value in of.items() if unit.number == 1 or name != "id"}
    )
    if of.tag == "ol" and unit.number > 1:
        shell.set("start", str(int(of.get("start", "1")) + unit.number - 1))
    if of.tag == "table":
        if (head := of.find("thead")) is not None:
            shell.append(deepcopy(head))
        etree.SubElement(shell, "tbody")
    return shell
