"""`sources.md` and its continuations: every source, what rests on it, whom it repeats, how it can still be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from generator import endnotes, words
from generator.blocks import Parts, Ref
from generator.compose import parts
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Prints, digest
from generator.language import gettext as _
from generator.measure.evidence import UNCHECKED
from generator.pages import Leaf, Page
from generator.records import Source
from generator.views import SourceLine, SourcesView

PER_PAGE = 250
"""Sources on one page: a row is a line, where an event is a paragraph."""


def pages(book: Book, prints: Prints) -> Iterator[Leaf]:
    """The list by publisher, part by part."""
    lines = _lines(book)
    whole = tuple(_whole(book))
    paths = source_paths(book)
    names = [_(parts.FIRST), *(_("part {n}", n=str(n)) for n in range(2, len(paths) + 1))]
    refs = tuple(Ref("page", path, name) for path, name in zip(paths, names, strict=True))
    checks = digest(*book.checks.values())
    for n, (path, sources) in enumerate(placed(book)):
        here = Parts(refs[n].text, refs) if len(refs) > 1 else None
        view = SourcesView(tuple(lines[source.id] for source in sources), whole if not n else (), here)
        make = partial(_page, path, view, len(book.sources), prints)
        yield Leaf(path, prints.of(path, prints.everything, checks), make)


def placed(book: Book) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """The path of each part, and the sources on it in their order."""
    rows = sorted(
        book.sources.values(), key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
    )
    for n, path in enumerate(source_paths(book)):
        yield path, tuple(rows[n * PER_PAGE : (n + 1) * PER_PAGE])


def source_paths(book: Book) -> list[str]:
    """Where the list of sources lies, part by part."""
    count = max(1, -(-len(book.sources) // PER_PAGE))
    return ["sources.md", *(f"sources/{n}.md" for n in range(2, count + 1))]


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
