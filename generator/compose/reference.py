"""The pages about the material itself: sources, data, methodology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from generator import words
from generator.blocks import Parts, Ref
from generator.compose import downloads, parts
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Addresses, Prints
from generator.dataset.about import About
from generator.language import gettext as _
from generator.language import later
from generator.measure import FORMULAS
from generator.pages import Leaf, Page
from generator.records import Assessment, Event, Meeting, Source, Support
from generator.schema import TABLES, table
from generator.tables import Tables
from generator.views import MethodologyView, SourcesView

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


def pages(
    book: Book,
    tables: Tables,
    sources: parts.Cut[Source],
    addresses: Addresses,
    prints: Prints,
    about: About,
    sizes: Mapping[str, int],
) -> Iterator[Leaf]:
    """sources.md with its continuations, data.md and methodology.md; `sizes`: of the files in `downloads/`."""
    yield from _sources(book, sources, addresses, prints)
    yield Leaf(
        "data.md",
        prints.of("data.md", prints.everything, sorted(tables.files.items()), about, sorted(sizes.items())),
        partial(_data, tables, prints, about, sizes),
    )
    yield Leaf(
        "methodology.md", prints.of("methodology.md", _sides(book)), partial(_methodology, book, prints)
    )


def _data(tables: Tables, prints: Prints, about: About, sizes: Mapping[str, int]) -> Page:
    return Page(
        path="data.md",
        template="data",
        title=_("Data"),
        description=_("Every table as a download, what each column means, the licence, and how to cite"),
        view=downloads.view(tables, about, sizes),
        note=prints.note("data.md"),
    )


def _methodology(book: Book, prints: Prints) -> Page:
    return Page(
        path="methodology.md",
        template="methodology",
        title=_("Methodology"),
        description=_("How the measures are worked out, and what the codes mean"),
        view=MethodologyView(
            tuple((_(name), _(text)) for name, text in FORMULAS.items() if _applies(name, book)),
            _vocabularies(book),
            _sides(book),
        ),
        note=prints.note("methodology.md"),
    )


def _applies(formula: str, book: Book) -> bool:
    """A formula is told where the site shows its measure."""
    needs = {
        "Support level": {"support"},
        "Direction": {"support", "control"},
        "Distance along an axis": {"axes"},
        "Umbrella actors": {"actors"},
        "Claims": {"editions"},
        "Silence": {"events"},
    }
    return bool(needs.get(formula, {"control"}) & book.present)


def _vocabularies(book: Book) -> tuple[tuple[str, str], ...]:
    return tuple(
        (table.name, column.name)
        for table in TABLES
        if table.name in book.present
        for column in table.columns
        if column.codes
    )


def _sides(book: Book) -> tuple[tuple[str, str, str], ...]:
    """Code, name and meaning of each side that an actor is on; the others say nothing about this site."""
    codebook = {code.code: code for code in table("actors").column("side").codes}
    own = _("A side named by this site.")
    return tuple(
        (
            side,
            book.settings.sides.get(side) or _(codebook[side].label),
            own if side in book.settings.sides else _(codebook[side].meaning),
        )
        for side in dict.fromkeys(actor.side for actor in book.actors.values() if actor.side)
    )


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


def _sources(book: Book, cut: parts.Cut[Source], addresses: Addresses, prints: Prints) -> Iterator[Leaf]:
    rests = _rests(book)
    all_parts = cut.pages("sources") if cut.rest else ()
    for number, (label, rows) in enumerate([(("", _(parts.FIRST)), cut.first), *cut.rest]):
        slug, name = label
        # There may be hundreds: beyond the first page each names its neighbours, so that a new one changes two.
        strip = (*all_parts[:1], *all_parts[max(number - 1, 1) : number + 2]) if number else all_parts
        path = f"sources/{slug}.md" if slug else "sources.md"
        by_publisher = sorted(
            rows, key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
        )
        here = Parts(name, strip) if strip else None
        resting = " ".join(
            f"{kind}:{row.id}:{row.date}:{addresses.get((kind, row.id))}"
            for source in by_publisher
            for kind, row in _resting(rests, source)
        )
        count = len(book.sources) if not slug else len(rows)
        fingerprint = prints.of(
            path, count, name, strip, prints.sources(row.id for row in by_publisher), resting
        )
        yield Leaf(path, fingerprint, partial(_source_page, path, by_publisher, rests, here, count, prints))


def _source_page(
    path: str, rows: Sequence[Source], rests: Rests, here: Parts | None, sources: int, prints: Prints
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
        view=SourcesView(tuple((row, tuple(_refs(rests, row))) for row in rows), here),
        note=prints.note(path),
    )


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
