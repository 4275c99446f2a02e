"""`sources.md` and its continuations: every source, what rests on it, whom it repeats, how it can still be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from generator import endnotes, words
from generator.blocks import Parts, Ref
from generator.compose import parts
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Addresses, Prints, digest
from generator.language import gettext as _
from generator.measure.evidence import UNCHECKED
from generator.pages import Leaf, Page
from generator.records import Source
from generator.views import SourceLine, SourcesView

PER_PAGE = 250
"""Sources on one page: a row is a line, where an event is a paragraph."""


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
    lines = _lines(book)
    whole = tuple(_whole(book))
    all_parts = cut.pages("sources") if cut.rest else ()
    strip = digest(all_parts)
    for path, name, rows in placed(cut):
        by_publisher = sorted(
            rows, key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
        )
        shown = tuple(lines[row.id] for row in by_publisher)
        first = path == "sources.md"
        view = SourcesView(shown, whole if first else (), Parts(name, all_parts) if all_parts else None)
        refs = [ref for line in shown for ref in (*line.rows, *line.repeated, line.repeats) if ref]
        leading = [(ref, addresses.get((ref.kind, ref.id))) for ref in refs]
        count = len(book.sources) if first else len(rows)
        own = prints.sources(row.id for row in by_publisher)
        checks = [line.check for line in shown if line.check]
        fingerprint = prints.of(path, count, name, strip, own, leading, checks, view.whole)
        yield Leaf(path, fingerprint, partial(_page, path, view, count, prints))


def _page(path: str, view: SourcesView, sources: int, prints: Prints) -> Page:
    part = view.parts.here if view.parts and path != "sources.md" else ""
    return Page(
        path=path,
        template="sources",
        title=_("{page}: {part}", page=_("Sources"), part=part) if part else _("Sources"),
        description=_(
            "{sources} by publisher, each with the rows that rest on it",
            sources=words.opening(sources, "{n} source", "{n} sources"),
        ),
        view=view,
        note=prints.note(path),
    )


def _lines(book: Book) -> Mapping[str, SourceLine]:
    rests = _rests(book)
    repeated = grouped(book.sources.values(), lambda row: [row.origin] if row.origin else [])
    return {
        row.id: SourceLine(
            row,
            tuple(rests.get(row.id, ())),
            _ref(book.sources[row.origin]) if row.origin else None,
            tuple(_ref(other) for other in repeated.get(row.id, ())),
            book.checks.get(row.id),
        )
        for row in book.sources.values()
    }


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


def _rests(book: Book) -> dict[str, list[Ref]]:
    """What rests on each source: events, support, meetings, assessments, each named by its day and kind."""
    found: dict[str, list[Ref]] = {}
    kinds = (
        ("event", book.events, _("event of {day}")),
        ("support", book.support, _("support of {day}")),
        ("meeting", book.meetings, _("meeting of {day}")),
        ("assessment", book.assessments, _("assessment of {day}")),
    )
    for kind, rows, named in kinds:
        for row in rows:
            for source in row.sources:
                text = named.format(day=words.short_date(row.date))
                found.setdefault(source, []).append(Ref(kind, row.id, text))
    return found
