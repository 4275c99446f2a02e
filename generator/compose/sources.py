"""`sources.md` and its continuations: every source, what rests on it, whom it repeats, how it can still be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from generator import endnotes, words
from generator.blocks import Parts, Ref
from generator.compose import parts
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.language import later
from generator.measure.evidence import UNCHECKED
from generator.pages import Leaf, Page
from generator.records import Assessment, Event, Meeting, Source, Support
from generator.views.sources import SourceLine, SourcesView

if TYPE_CHECKING:
    from generator.compose.addresses import Addresses

PER_PAGE = 250
"""Sources on one page: a row is a line, where an event is a paragraph."""

Dated = Event | Support | Meeting | Assessment

_RESTS = {
    "event": later("event of {day}"),
    "support": later("support of {day}"),
    "meeting": later("meeting of {day}"),
    "assessment": later("assessment of {day}"),
}


def cut_sources(sources: Iterable[Source]) -> parts.Cut[Source]:
    """The list of sources in pages: the newest, then older ones by time, at last those without a date."""
    rows = list(sources)
    if len(rows) <= PER_PAGE:
        return parts.Cut(tuple(rows), ())
    dated = sorted((row for row in rows if row.published), key=_published, reverse=True)
    undated = [row for row in rows if not row.published]
    if not dated:
        return parts.by_number(undated, PER_PAGE)
    cut = parts.by_time(dated, PER_PAGE, _published)
    rest = parts.numbered(undated, PER_PAGE, "undated", _("no date shown")) if undated else ()
    return parts.Cut(cut.first, (*cut.rest, *rest))


def _published(row: Source) -> date:
    assert row.published
    return row.published


def placed(cut: parts.Cut[Source]) -> Iterator[tuple[str, str, Sequence[Source]]]:
    """Of each part its path, what it is called, and its sources."""
    yield "sources.md", _(parts.FIRST), cut.first
    yield from ((f"sources/{slug}.md", name, rows) for (slug, name), rows in cut.rest)


def pages(book: Book, cut: parts.Cut[Source], addresses: Addresses, prints: Prints) -> Iterator[Leaf]:
    """The list by publisher, part by part."""
    leading, resting = _Leading(book), _resting(book, addresses)
    whole = tuple(_whole(book))
    all_parts = cut.pages("sources") if cut.rest else ()
    for number, (path, name, rows) in enumerate(placed(cut)):
        strip = parts.near(all_parts, number)
        by_publisher = sorted(
            rows, key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
        )
        here, told = Parts(name, strip) if strip else None, () if number else whole
        count = len(rows) if number else len(book.sources)
        own = prints.sources(row.id for row in by_publisher)
        beside = " ".join(leading.told(row, resting, addresses) for row in by_publisher)
        fingerprint = prints.of(path, count, name, strip, own, beside, told)
        yield Leaf(path, fingerprint, partial(_page, path, by_publisher, leading, told, here, count, prints))


def _page(
    path: str,
    rows: Sequence[Source],
    leading: _Leading,
    whole: tuple[str, ...],
    here: Parts | None,
    sources: int,
    prints: Prints,
) -> Page:
    part = here.here if here and path != "sources.md" else ""
    return Page(
        path=path,
        template="sources",
        title=_("{page}: {part}", page=_("Sources"), part=part) if part else _("Sources"),
        description=_(
            "{sources} by publisher, each with the rows that rest on it",
            sources=words.opening(sources, "{n} source", "{n} sources"),
        ),
        view=SourcesView(tuple(map(leading.line, rows)), whole, here),
        note=prints.note(path),
    )


def _kinds(book: Book) -> dict[str, Iterable[Dated]]:
    return {
        "event": book.events,
        "support": book.support,
        "meeting": book.meetings,
        "assessment": book.assessments,
    }


def _resting(book: Book, addresses: Addresses) -> Mapping[str, list[str]]:
    """Of each source the rows that rest on it, without words: there are many, and few of their pages are made."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind, rows in _kinds(book).items():
        for row in rows:
            # An address names the row.
            told = f"{row.date}:{addresses[kind, row.id]}"
            for source in row.sources:
                found[source].append(told)
    return found


class _Leading:
    """What stands beside each source: the rows that rest on it, whom it repeats, who repeats it, its last check."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rests = {kind: grouped(rows, lambda row: row.sources) for kind, rows in _kinds(book).items()}
        self._repeated = grouped(book.sources.values(), lambda row: [row.origin] if row.origin else [])

    def told(self, source: Source, resting: Mapping[str, list[str]], addresses: Addresses) -> str:
        """All of it as one text without words; `resting`: see `_resting`."""
        near = [source.origin, *(other.id for other in self._repeated.get(source.id, ()))]
        others = [
            f"{self._book.sources[id].publisher!r}:{addresses.get(('source', id))}" for id in near if id
        ]
        return " ".join([*resting.get(source.id, ()), *others, repr(self._book.checks.get(source.id))])

    def line(self, source: Source) -> SourceLine:
        """The same as its page shows it."""
        return SourceLine(
            source,
            tuple(
                Ref(kind, row.id, _(_RESTS[kind], day=words.short_date(row.date)))
                for kind, row in self._on(source)
            ),
            _ref(self._book.sources[source.origin]) if source.origin else None,
            tuple(_ref(other) for other in self._repeated.get(source.id, ())),
            self._book.checks.get(source.id),
        )

    def _on(self, source: Source) -> Iterator[tuple[str, Dated]]:
        return ((kind, row) for kind, of_kind in self._rests.items() for row in of_kind.get(source.id, ()))


def _ref(source: Source) -> Ref:
    """A source where it stands in the list."""
    return Ref("source", source.id, source.publisher)


def _whole(book: Book) -> Iterator[str]:
    """What all sources amount to: independent origins, and how they can still be read."""
    rows = book.sources.values()
    if told := endnotes.origins(len(rows), len({row.root for row in rows})):
        yield _("Some sources repeat another: {origins}.", origins=told)
    states = Counter(row.state for row in rows)
    if states.keys() - {UNCHECKED} or book.checks:
        last = max((check.date for check in book.checks.values()), default=None)
        yield _("How they can still be read: {health}.", health=endnotes.health(states))
        if last:
            yield _("The last check was on {day}.", day=words.long_date(last))
    else:
        yield _("No check of their addresses is on record, and no archived copy is named.")
