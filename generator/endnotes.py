"""The numbered sources of a page: the marks beside what rests on them, and the list at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from generator import words
from generator.bibliography import source
from generator.language import gettext as _
from generator.measure import evidence
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
        self._told: dict[tuple[int, int], str] = {}
        self._back = _("Back to citation {use} of source {number}")
        self._uses: list[list[str]] = []  # the anchors that cite each number, from 1
        self.counted = False
        """Whether origins stand beside any row so far."""

    def cite(self, ids: Iterable[str], grades: Sequence[str] | None = None) -> Markup:
        """Superscript numbers for `ids`, each an anchor that its endnote links back to; "4–9" for a run of them.

        grades: how credible each of `ids` is in the matter of one row, () where none is graded; None where what is
        cited is not one row. Beside the numbers of a row stand how many origins its sources have, and the grades,
        those of the sources before them.
        """
        ids = tuple(ids)
        return self._numbers_of(ids) + (Markup("") if grades is None else self._resting(ids, grades))

    def _resting(self, ids: Sequence[str], grades: Sequence[str]) -> Markup:
        rows = [self._sources[id] for id in dict.fromkeys(ids)]
        if not rows:
            return Markup("")
        self.counted = True
        links, roots = len(rows), len({row.root for row in rows})
        if not (told := self._told.get((links, roots), "")):
            told = self._told[links, roots] = origins(links, roots) or _origins(roots)
        said = f"{told} · {_graded(rows, grades)}" if grades else told
        return Markup(f' <small class="fm-rests" data-search-exclude>{said}</small>')

    def _numbers_of(self, ids: Iterable[str]) -> Markup:
        numbers = sorted({self._number(id) for id in ids})
        if len(numbers) < 3:  # no run, and so it is of most rows
            marks = [self._mark(number) for number in numbers]
        else:
            by_distance = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
            marks = [self._marks([number for _, number in run]) for _, run in by_distance]
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

    def health(self) -> str:
        """How the sources of this page can still be read: "20 live, 5 archived"; "" where nothing is known of any."""
        states = Counter(self._sources[id].state for id in self._numbers)
        return health(states) if states.keys() - {evidence.UNCHECKED} else ""

    def entries(self) -> Markup:
        """The list itself: publisher, title, date, archived copy, and a way back to each place that cites it."""
        return Markup("\n".join(self._entry(number, id) for id, number in self._numbers.items()))

    def _entry(self, number: int, id: str) -> str:
        uses = self._uses[number - 1]
        back = " ".join(
            f'<a href="#{anchor}" class="fm-back" aria-label="{self._back.format(use=use, number=number)}">'
            f"{'↩' if use == 1 else use}</a>"
            for use, anchor in enumerate(uses[:BACK], 1)
        )
        if (more := len(uses) - BACK) > 0:
            others = words.tally(more, "and {n} more on this page", "and {n} more on this page")
            back = f"{back} {others}"
        return f'{number}. <span id="s{number}"></span>{self._worded(self._sources[id])} {back}'


def origins(links: int, roots: int) -> str:
    """ "6 sources, 1 origin" where sources repeat one another; "" where each speaks for itself."""
    if roots == links:
        return ""
    sources = words.tally(links, "{n} source", "{n} sources")
    return _("{sources}, {origins}", sources=sources, origins=_origins(roots))


def _origins(roots: int) -> str:
    return words.tally(roots, "{n} origin", "{n} origins")


def health(states: Mapping[str, int]) -> str:
    """How many sources are live, archived, neither and not checked; nothing is said of none."""
    return words.joined([_HEALTH[state](n) for state in evidence.STATES if (n := states.get(state, 0))])


_HEALTH: Mapping[str, Callable[[int], str]] = {
    evidence.LIVE: lambda n: words.tally(n, "{n} live", "{n} live"),
    evidence.ARCHIVED: lambda n: words.tally(n, "{n} archived", "{n} archived"),
    evidence.NEITHER: lambda n: words.tally(
        n, "{n} neither live nor archived", "{n} neither live nor archived"
    ),
    evidence.UNCHECKED: lambda n: words.tally(n, "{n} not checked", "{n} not checked"),
}


def _graded(rows: Sequence[Source], grades: Sequence[str]) -> str:
    """ "graded B2, F6": of each source its reliability, where it has one, and its credibility here."""
    pairs = [row.reliability + grade for row, grade in zip(rows, grades, strict=True)]
    return _("graded {grades}", grades=words.joined(pairs))
