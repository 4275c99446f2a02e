"""What differs between two sites, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.compare.site import Facts, Page, Site

Kind = Literal["title", "number", "takeaway", "heading", "chart"]


@dataclass(frozen=True)
class Difference:
    """One headline: `before` or `after` is "" where it was not there. `label` says which number it is."""

    kind: Kind
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A page whose article differs; no `differences` when only other text, a table or a drawing does."""

    address: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """`before`, `after`: the facts of each site; `added`, `removed`: address -> title; `same`: pages as before."""

    before: Facts
    after: Facts
    added: Mapping[str, str]
    removed: Mapping[str, str]
    changed: tuple[Change, ...]
    same: int

    @property
    def pages(self) -> tuple[int, int]:
        """How many pages there were, and are."""
        kept = len(self.changed) + self.same
        return kept + len(self.removed), kept + len(self.added)


def compare(old: Site, new: Site) -> Comparison:
    """What a reader of `old` would find otherwise in `new`; pages whose article is the same are not looked at.

    Changed pages come in the order of a reader's interest: home, the sections, then the rest, the last day first.
    """
    common = old.digests.keys() & new.digests.keys()
    changed = [address for address in common if old.digests[address] != new.digests[address]]
    return Comparison(
        old.facts,
        new.facts,
        {address: new.look(address).title for address in _ordered(new.digests.keys() - common)},
        {address: old.look(address).title for address in _ordered(old.digests.keys() - common)},
        tuple(_change(address, old.look(address), new.look(address)) for address in _ordered(changed)),
        len(common) - len(changed),
    )


def _ordered(addresses: Sequence[str] | set[str]) -> list[str]:
    """By depth; days with the last first, all else by its address."""
    days = sorted((address for address in addresses if address.startswith("dates/2")), reverse=True)
    others = sorted(set(addresses) - set(days), key=lambda address: (address.count("/"), address))
    sections = [address for address in others if address.count("/") < 2]
    return [*sections, *days, *others[len(sections) :]]


def _change(address: str, old: Page, new: Page) -> Change:
    return Change(address, new.title, tuple(_differences(old, new)))


def _differences(old: Page, new: Page) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference("title", "", old.title, new.title)
    yield from _numbers(old.numbers, new.numbers)
    yield from _lines("takeaway", old.takeaways, new.takeaways)
    yield from _lines("heading", old.headings, new.headings)
    yield from _lines("chart", old.charts, new.charts)


def _numbers(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    """Figures by their label; where the label differs too ("1 place lost", "2 places lost"), as lines."""
    for label, before in old.items():
        if before != (after := new.get(label, before)):
            yield Difference("number", label, before, after)
    gone = [f"{number} {label}" for label, number in old.items() if label not in new]
    came = [f"{number} {label}" for label, number in new.items() if label not in old]
    yield from _lines("number", gone, came)


def _lines(kind: Kind, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """Lines that came, went, or were reworded: as many new ones in the place of as many old ones."""
    for tag, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and j - i == n - k:
            yield from (Difference(kind, "", *pair) for pair in zip(old[i:j], new[k:n], strict=True))
        elif tag != "equal":
            yield from (Difference(kind, "", line, "") for line in old[i:j])
            yield from (Difference(kind, "", "", line) for line in new[k:n])
