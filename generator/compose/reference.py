"""The pages about the material itself: sources, data, methodology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from generator import words
from generator.blocks import DataTable, Parts, Ref
from generator.compose import downloads, forecasts, parts
from generator.compose.book import Book
from generator.compose.fingerprint import Addresses, Prints, digest
from generator.dataset.about import About
from generator.language import gettext as _
from generator.measure import FORMULAS
from generator.pages import Leaf, Page
from generator.records import Source
from generator.schema import TABLES, table
from generator.tables import Tables
from generator.views import MethodologyView, SourcesView

PER_PAGE = 250
"""Sources on one page: a row is a line, where an event is a paragraph."""


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
            tuple((name, _(text), _table(name)) for name, text in FORMULAS.items() if _applies(name, book)),
            _vocabularies(book),
            _sides(book),
        ),
        note=prints.note("methodology.md"),
    )


def _table(formula: str) -> DataTable | None:
    """What a formula refers to as the table below it."""
    return forecasts.ranges() if formula == "Forecasts" else None


def _applies(formula: str, book: Book) -> bool:
    """A formula is told where the site shows its measure."""
    needs = {
        "Support level": {"support"},
        "Direction": {"support", "control"},
        "Distance along an axis": {"axes"},
        "Umbrella actors": {"actors"},
        "Steps of support": {"support"},
        "Forecasts": {"assessments"},
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
    strip = digest(all_parts)
    for label, rows in ((("", _(parts.FIRST)), cut.first), *cut.rest):
        slug, name = label
        path = f"sources/{slug}.md" if slug else "sources.md"
        by_publisher = sorted(
            rows, key=lambda row: (row.publisher.casefold(), str(row.published or ""), row.id)
        )
        rows_of = tuple((row, tuple(rests.get(row.id, ()))) for row in by_publisher)
        view = SourcesView(rows_of, Parts(name, all_parts) if all_parts else None)
        resting = [(ref, addresses.get((ref.kind, ref.id))) for _row, refs in view.sources for ref in refs]
        count = len(book.sources) if not slug else len(rows)
        fingerprint = prints.of(
            path, count, name, strip, prints.sources(row.id for row in by_publisher), resting
        )
        yield Leaf(path, fingerprint, partial(_source_page, path, view, count, prints))


def _source_page(path: str, view: SourcesView, sources: int, prints: Prints) -> Page:
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
