"""The numbered sources of a page: the marks beside what rests on them, and the list at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from generator import words
from generator.bibliography import source
from generator.entry import Entry, Listed, Words, place
from generator.language import gettext as _
from generator.measure import evidence
from generator.records import Source

BACK = 10
"""So many ways back an endnote gives: a source that half a page rests on would else be a line of numbers."""


def endnote(row: Source) -> Words:
    """A source in words, before the ways back to what rests on it."""
    return Words(f"{source(row)} ")


class Endnotes:
    """The numbered sources of one page, in the order in which the page first cites them, and the lists that cite them.

    An endnote leads back to the first BACK places that cite it, and counts the others. `worded`: a source in words;
    that of a site's `Lines` words each once.
    """

    def __init__(self, sources: Mapping[str, Source], worded: Callable[[Source], Words] = endnote) -> None:
        self._sources, self._worded = sources, worded
        self._numbers: dict[str, int] = {}
        self._back = _("Back to citation {use} of source {number}")
        self._uses: list[list[str]] = []  # the anchors that cite each number, from 1
        self.lists: list[Listed] = []
        """The lists of the page, beside its text."""
        self.counted = False
        """Whether origins stand beside any row so far."""

    def cite(self, ids: Iterable[str], grades: Sequence[str] | None = None) -> Markup:
        """Superscript numbers for `ids`, each an anchor that its endnote links back to; "4–9" for a run of them.

        grades: how credible each of `ids` is in the matter of one row, () where none is graded; None where what is
        cited is not one row. Beside the numbers of a row stand how many origins its sources have, and the grades,
        those of the sources before them.
        """
        ids = tuple(ids)
        if grades is None or not ids:
            return Markup(self._cited(ids).markdown)
        self.counted = True
        return Markup(self._cited(ids).markdown + resting(self._sources, ids, grades))

    __call__ = cite  # templates hand on the page's `cite`

    def row(self, anchor: str, words: Words, ids: Sequence[str]) -> Entry:
        """The entry of a row that rests on the sources `ids`; how they rest is in its `words`."""
        if not ids:
            return Entry("- ", anchor, words, "", "")
        self.counted = True
        return Entry("- ", anchor, words, *self._cited(ids))

    def listed(self, entries: Sequence[Entry]) -> Markup:
        """The place of a list in the page's text."""
        if not entries:
            return Markup("")
        self.lists.append(entries)
        return Markup(place(len(self.lists) - 1))

    def _cited(self, ids: Iterable[str]) -> _Cited:
        numbers = sorted({self._number(id) for id in ids})
        if not numbers:
            return _NOTHING
        if len(numbers) < 3:  # no run, and so it is of most rows
            runs = [([self._mark(number) for number in numbers], " ")]
        else:
            by_distance = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
            runs = [self._run([number for _, number in run]) for _, run in by_distance]
        told = " ".join([sign.join([mark.markdown for mark in marks]) for marks, sign in runs])
        plain = " ".join([sign.join([mark.plain for mark in marks]) for marks, sign in runs])
        return _Cited(
            f'<sup class="fm-cite" data-search-exclude>{told}</sup>',
            f"<sup>{plain}</sup>",
            tuple([mark.anchor for marks, _ in runs for mark in marks if mark.first]),
            tuple([f"s{mark.number}" for marks, _ in runs for mark in marks]),
        )

    def _number(self, id: str) -> int:
        if id not in self._numbers:
            self._numbers[id] = len(self._numbers) + 1
            self._uses.append([])
        return self._numbers[id]

    def _run(self, run: list[int]) -> tuple[list[_Mark], str]:
        """The marks of numbers that follow one another, and what stands between them."""
        if len(run) < 3:
            return [self._mark(number) for number in run], " "
        first, between = self._mark(run[0]), [self._uses[number - 1] for number in run[1:-1]]
        if not all(between):
            first = first._replace(first=True, plain=first.markdown)
        for uses in between:
            uses.append(first.anchor)
        return [first, self._mark(run[-1])], "–"

    def _mark(self, number: int) -> _Mark:
        uses = self._uses[number - 1]
        anchor = f"c{number}-{len(uses) + 1}"
        told, plain = (
            f'<a id="{anchor}" href="#s{number}">{number}</a>',
            f'<a href="#s{number}">{number}</a>',
        )
        mark = _Mark(number, anchor, told, plain if uses else told, not uses)
        uses.append(anchor)
        return mark

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def health(self) -> str:
        """How the sources of this page can still be read: "20 live, 5 archived"; "" where nothing is known of any."""
        states = Counter(self._sources[id].state for id in self._numbers)
        return health(states) if states.keys() - {evidence.UNCHECKED} else ""

    def entries(self) -> list[Entry]:
        """The list itself: publisher, title, date, archived copy, and a way back to each place that cites it."""
        return [self._entry(number, self._worded(self._sources[id])) for id, number in self._numbers.items()]

    def _entry(self, number: int, worded: Words) -> Entry:
        uses = self._uses[number - 1]
        back = " ".join(
            f'<a href="#{anchor}" class="fm-back" aria-label="{self._back.format(use=use, number=number)}">'
            f"{'↩' if use == 1 else use}</a>"
            for use, anchor in enumerate(uses[:BACK], 1)
        )
        others = ""
        if (more := len(uses) - BACK) > 0:
            others = " " + words.tally(more, "and {n} more on this page", "and {n} more on this page")
        # As plain text, the first way back does: the further ones weigh as much as their source.
        label = self._back.format(use=1, number=number)
        first = f'<a href="#{uses[0]}" aria-label="{label}">↩</a>{" " * (min(len(uses), BACK) - 1)}'
        start, anchor = f'{number}. <span id="s{number}"></span>', f"s{number}"
        return Entry(start, anchor, worded, f"{back}{others}", f"{first}{others}", (), (uses[0],))


class _Mark(NamedTuple):
    """The number of a source, as Markdown and as plain text; `first`: whether a way back leads to it there."""

    number: int
    anchor: str
    markdown: str
    plain: str
    first: bool


class _Cited(NamedTuple):
    """The marks of one row, see `Entry`."""

    markdown: str
    plain: str
    ids: tuple[str, ...]
    links: tuple[str, ...]


_NOTHING = _Cited("", "", (), ())


def resting(sources: Mapping[str, Source], ids: Iterable[str], grades: Sequence[str]) -> str:
    """How many origins the sources of a row have, and how they are graded; "" of a row without any."""
    rows = [sources[id] for id in dict.fromkeys(ids)]
    if not rows:
        return ""
    links, roots = len(rows), len({row.root for row in rows})
    told = origins(links, roots) or _origins(roots)
    said = f"{told} · {_graded(rows, grades)}" if grades else told
    return f' <small class="fm-rests" data-search-exclude>{said}</small>'


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
