"""The entries of a page's long lists, kept beside its text: most of a large site is such entries, each on ten pages.

What an entry says is the same on all of them but for the marks of its sources, so its words are made once, and so is
what each form makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.markdown import at_depth

SMALL, BETWEEN, SMALL_END = " <small>", " · ", "</small> "
"""What stands around facts."""
_PLACE = re.compile(r"<!-- list (\d+) -->\n?")


class Words:
    """The Markdown of an entry `before` the marks of a page and `after` them, its links for a page one folder deep.

    Before them stand its `anchor`, what is `said` of it, and small `facts`, of which many rows have the same;
    `address` ends it for readers of the full page alone. `plain`: what `plain.listed.said` made of them.
    Large sites have many: what hangs on one is as few things as can be, which a look for garbage has to go through.
    """

    __slots__ = ("_at", "address", "after", "anchor", "facts", "plain", "said")

    def __init__(
        self, said: str, facts: Sequence[str] = (), anchor: str = "", after: str = "", address: str = ""
    ) -> None:
        self.said, self.facts, self.anchor = str(said), tuple(facts), str(anchor)
        self.after, self.address = str(after), str(address)
        self.plain: Any = ...
        self._at: tuple[int, str, str] | None = None

    @property
    def before(self) -> str:
        """All that stands before the marks."""
        small = f"{SMALL}{BETWEEN.join(self.facts)}{SMALL_END}" if self.facts else ""
        return f"{self.anchor}{self.said}{small}"

    def at(self, depth: int) -> tuple[str, str]:
        """What stands on a page so many folders deep, before its marks and after them."""
        if self._at is None or self._at[0] != depth:
            whole = (self.before, self.after + self.address)
            self._at = (depth, at_depth(whole[0], depth), at_depth(whole[1], depth))
        return self._at[1:]


class Entry(NamedTuple):
    """An entry as one page has it. `start`: how its line begins; `anchor`: its own; `marks`: those of its sources, or
    the ways back from it; `plain`: these as plain text, `ids`: the anchors in that, `links`: those it leads to.
    """

    start: str
    anchor: str
    words: Words
    marks: str
    plain: str
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def line(self, depth: int) -> str:
        """Its Markdown on a page so many folders deep."""
        before, after = self.words.at(depth)
        return f"{self.start}{before}{self.marks}{after}"


Listed = Sequence[Entry]
"""The entries of one list."""


def place(number: int) -> str:
    """What stands in the Markdown of a page for one of its lists; no text of the data can be it."""
    return f"<!-- list {number} -->"


def pieces(text: str, lists: Sequence[Listed]) -> list[str | Listed]:
    """The Markdown of a page and its lists in their order."""
    found: list[str | Listed] = list(_PLACE.split(text))
    found[1::2] = [lists[int(str(number))] for number in found[1::2]]
    return found


def markdown_of(listed: Listed, depth: int) -> str:
    """A list as Markdown, on a page so many folders deep."""
    return "".join([f"{entry.line(depth)}\n" for entry in listed])
