"""`sources.md` and its continuations: every source, what rests on it, whom it repeats, how it can still be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from generator import endnotes, words
from generator.blocks import Parts, Ref
from generator.compose import parts
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Addresses, Prints
from generator.language import gettext as _
from generator.language import later
from generator.measure.evidence import UNCHECKED
from generator.pages import Leaf, Page
from generator.records import Assessment, Event, Meeting, Source, Support
from generator.views import SourceLine, SourcesView

PER_PAGE = 250
"""Sources on one page: a row is a line, where an event is a paragraph."""

Dated = Event | Support | Meeting | Assessment
Rests = Mapping[str, Mapping[str, Sequence[Dated]]]
"""Kind → source → the rows of that kind which rest on it."""

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
    rests, repeats = _rests(book), grouped(book.sources.values(), lambda row: [row.origin] * bool(row.origin))
    whole = tuple(_whole(book))
    all_parts = cut.pages("sources") if cut.rest else ()
    for number, (path, name, rows) in enumerate(placed(cut)):
        # There may be hundreds: beyond the first page each names its neighbours, so that a new one changes two.
        strip = (*all_parts[:1], *all_parts[max(number - 1, 1) : number + 2]) if number else all_parts
        by_publisher = sorted(
            rows, key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
        )
        here = Parts(name, strip) if strip else None
        resting = " ".join(
            f"{kind}:{row.id}:{row.date}:{addresses.get((kind, row.id))}"
            for source in by_publisher
            for kind, row in _resting(rests, source)
        )
        others = [other for row in by_publisher for other in (*_origin(book, row), *repeats.get(row.id, ()))]
        leading = [(other.id, other.publisher, addresses["source", other.id]) for other in others]
        checks = [book.checks.get(row.id) for row in by_publisher]
        count = len(rows) if number else len(book.sources)
        told = () if number else whole
        own = prints.sources(row.id for row in by_publisher)
        fingerprint = prints.of(path, count, name, strip, own, resting, leading, checks, told)
        lines = partial(_lines, book, by_publisher, rests, repeats)
        yield Leaf(path, fingerprint, partial(_page, path, lines, told, here, count, prints))


def _page(
    path: str,
    lines: Callable[[], tuple[SourceLine, ...]],
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
        view=SourcesView(lines(), whole, here),
        note=prints.note(path),
    )


def _lines(
    book: Book, rows: Iterable[Source], rests: Rests, repeats: Mapping[str, Sequence[Source]]
) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(
            row,
            tuple(_refs(rests, row)),
            next((_ref(other) for other in _origin(book, row)), None),
            tuple(_ref(other) for other in repeats.get(row.id, ())),
            book.checks.get(row.id),
        )
        for row in rows
    )


def _origin(book: Book, row: Source) -> Iterator[Source]:
    """The source that it repeats, if any."""
    if row.origin:
        yield book.sources[row.origin]


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


def _rests(book: Book) -> Rests:
    """The rows that rest on each source: events, support, meetings, assessments."""
    kinds: dict[str, Iterable[Dated]] = {
        "event": book.events,
        "support": book.support,
        "meeting": book.meetings,
        "assessment": book.assessments,
    }
    return {kind: grouped(rows, lambda row: row.sources) for kind, rows in kinds.items()}


def _resting(rests: Rests, source: Source) -> Iterator[tuple[str, Dated]]:
    """What rests on a source, each row with its kind."""
    return ((kind, row) for kind, of_kind in rests.items() for row in of_kind.get(source.id, ()))


def _refs(rests: Rests, source: Source) -> Iterator[Ref]:
    """What rests on a source, each named by its day and kind."""
    return (
        Ref(kind, row.id, _(_RESTS[kind], day=words.short_date(row.date)))
        for kind, row in _resting(rests, source)
    )
