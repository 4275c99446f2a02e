"""The entries of the lists that a page hands over beside its text: plain without a look at their Markdown on the page.

Their words are made plain once, on whichever page first shows them; what is a page's own comes plain already. What is
not known of it stands in the text of the page, as any other line does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby, repeat
from typing import NamedTuple

from generator.engine.inline import Unsure
from generator.entry import BETWEEN, SMALL, SMALL_END, Entry, Listed, Words, markdown_of
from generator.plain.entries import ASIDE, OPENING, made, piece
from generator.plain.fit import LINK, Fitting, same_everywhere

HELD = "\ue001"
"""Encloses the number of a run of entries; from a page that says it, none are taken."""
_HELD = re.compile(rf"<li>{HELD}(\d+){HELD}</li>")
# A way to a mark of sources that is not one of the page's endnotes: in a note, or from an endnote that is not known.
_TO_A_MARK = re.compile(r'(?:href="|\]\()#c\d+-\d')
_ODD = re.compile(f'[{ASIDE}{HELD}\ufffe\uffff]|\\]\\([#/]|href="#')


class Said(NamedTuple):
    """Words as plain text before the marks of a page, in `pieces` of which those in `links` open a link, and `after`
    them.
    """

    pieces: tuple[str, ...]
    links: frozenset[str]
    after: str


def said(words: Words) -> Said | None:
    """What `words` say as plain text, None where that is not known."""
    if words.plain is ...:
        words.plain = _said(words)
    return words.plain  # type: ignore[no-any-return]


def _said(words: Words) -> Said | None:
    if words.anchor and not OPENING.fullmatch(words.anchor):
        return None
    try:
        found = [*_cut(words.said)]
        for before, fact in zip(chain((SMALL,), repeat(BETWEEN)), words.facts, strict=False):
            found += [before, *_fact(fact)]
        after = piece(words.after)
    except Unsure:
        return None
    if words.facts:
        found.append(SMALL_END)
    links = frozenset(each for each in found if LINK.fullmatch(each))
    runs = ((opens, list(run)) for opens, run in groupby(found, links.__contains__))
    pieces = [each for opens, run in runs for each in (run if opens else ["".join(run)])]
    return Said(tuple(pieces), links, after)


def _cut(markdown: str) -> list[str]:
    """Markdown as plain text, the openings of its links apart. Raises Unsure."""
    if _ODD.search(markdown):
        raise Unsure
    # A link to another page is known by its path in `content/`, wherever it stands.
    plain = made(markdown.replace("](../", "](/"))
    pieces, at = [], 0
    for link in LINK.finditer(plain):
        if not same_everywhere(link):
            pieces += [plain[at : link.start()], link[0]]
            at = link.end()
    return [each for each in (*pieces, plain[at:]) if each]


_fact = lru_cache(maxsize=1 << 13)(_cut)


@dataclass(frozen=True)
class Held:
    """The Markdown of a page, without the `runs` of entries that are held beside it."""

    text: str
    runs: tuple[Listed, ...] = ()

    @property
    def led(self) -> frozenset[str]:
        """The anchors that these entries lead to."""
        return frozenset(link for run in self.runs for entry in run for link in entry.links)


def whole(pieces: Iterable[str | Listed], depth: int) -> Held:
    """All of a page as text; `depth`: of its folder inside `content/`."""
    return Held("".join([each if isinstance(each, str) else markdown_of(each, depth) for each in pieces]))


def held(pieces: Sequence[str | Listed], depth: int) -> Held:
    """A page's Markdown with the entries that are known beside it."""
    runs: list[Listed] = []
    texts = [each if isinstance(each, str) else _left(each, depth, runs) for each in pieces]
    text = "".join(texts)
    found = Held(text, tuple(runs))
    ids = {id for run in runs for entry in run for id in entry.ids}
    if text.count(HELD) != 2 * len(runs) or _TO_A_MARK.search(text) or not ids <= found.led:
        return whole(pieces, depth)
    return found


def _left(listed: Listed, depth: int, runs: list[Listed]) -> str:
    """What is left of a list in the text; its runs of known entries go to `runs`."""
    there = ""
    for unknown, run in groupby(listed, lambda entry: said(entry.words) is None):
        entries = list(run)
        if unknown:
            there += markdown_of(entries, depth)
        else:
            there += f"{listed[0].start.split(' ', 1)[0]} {HELD}{len(runs)}{HELD}\n"
            runs.append(entries)
    return there


def put_back(text: str, runs: Sequence[Listed], entry: Callable[[Entry], str]) -> str:
    """`text` with the runs whose places it has, each entry as `entry` writes it."""
    if not runs:
        return text
    return _HELD.sub(lambda found: "\n".join(map(entry, runs[int(found[1])])), text)


def known(entry: Entry) -> Said:
    """What an entry says that is held."""
    found = said(entry.words)
    assert found is not None
    return found


def plain_entry(entry: Entry) -> str:
    """An entry that is held, as plain text."""
    told = known(entry)
    return f'<li id="{entry.anchor}">{"".join(told.pieces)}{entry.plain}{told.after}</li>'


def fitted_entry(entry: Entry, fitting: Fitting) -> str:
    """An entry that is held, its links as they are read there."""
    told = known(entry)
    before = fitting.joined(told.pieces, told.links)
    return f'<li id="{entry.anchor}">{before}{entry.plain}{told.after}</li>'
