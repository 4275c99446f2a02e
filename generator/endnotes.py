"""The numbered sources of a page: the marks beside what rests on them, and the list at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from markupsafe import Markup

from generator import words
from generator.language import gettext as _
from generator.lines import source
from generator.records import Source

BACK = 10
"""So many ways back an endnote gives: a source that half a page rests on would else be a line of numbers."""


class Endnotes:
    """The numbered sources of one page, in the order in which the page first cites them.

    An endnote leads back to the first BACK places that cite it, and counts the others. `worded`: a source in words;
    that of a site's `Lines` words each once.
    """

    def __init__(self, sources: Mapping[str, Source], worded: Callable[[Source], Markup] = source) -> None:
        self._sources, self._worded = sources, worded
        self._numbers: dict[str, int] = {}
        self._uses: list[list[str]] = []  # the anchors that cite each number, from 1

    def cite(self, ids: Iterable[str]) -> Markup:
        """Superscript numbers for `ids`, each an anchor that its endnote links back to; "4–9" for a run of them."""
        numbers = sorted({self._number(id) for id in ids})
        runs = [
            [number for _, number in run]
            for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
        ]
        marks = [self._marks(run) for run in runs]
        return Markup(f'<sup class="fm-cite" data-search-exclude>{" ".join(marks)}</sup>' if marks else "")

    def _number(self, id: str) -> int:
        if id not in self._numbers:
            self._numbers[id] = len(self._numbers) + 1
            self._uses.append([])
        return self._numbers[id]

    def _marks(self, run: list[int]) -> str:
        if len(run) < 3:
            return " ".join(self._mark(number) for number in run)
        first = self._mark(run[0])
        for number in run[1:-1]:
            self._uses[number - 1].append(self._uses[run[0] - 1][-1])
        return f"{first}–{self._mark(run[-1])}"

    def _mark(self, number: int) -> str:
        uses = self._uses[number - 1]
        uses.append(anchor := f"c{number}-{len(uses) + 1}")
        return f'<a id="{anchor}" href="#s{number}">{number}</a>'

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def entries(self) -> Markup:
        """The list itself: publisher, title, date, archived copy, and a way back to each place that cites it."""
        return Markup("\n".join(self._entry(number, id) for id, number in self._numbers.items()))

    def _entry(self, number: int, id: str) -> str:
        uses = self._uses[number - 1]
        back = " ".join(
            f'<a href="#{anchor}" class="fm-back" aria-label="{_back(use, number)}">'
            f"{'↩' if use == 1 else use}</a>"
            for use, anchor in enumerate(uses[:BACK], 1)
        )
        if more := len(uses[BACK:]):
            others = words.tally(more, "and {n} more on this page", "and {n} more on this page")
            back = f"{back} {others}"
        return f'{number}. <span id="s{number}"></span>{self._worded(self._sources[id])} {back}'


def _back(use: int, number: int) -> str:
    return _("Back to citation {use} of source {number}", use=str(use), number=str(number))
