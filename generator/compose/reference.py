"""The pages about the material itself: data and methodology; `sources` has the third."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.blocks import DataTable
from generator.compose import downloads, forecasts
from generator.compose.book import Book
from generator.compose.fingerprint import Prints
from generator.dataset.about import About
from generator.language import gettext as _
from generator.measure import FORMULAS
from generator.measure.evidence import UNCHECKED
from generator.pages import Leaf, Page
from generator.schema import TABLES, table
from generator.tables import Tables
from generator.views.reference import MethodologyView


def pages(
    book: Book, tables: Tables, prints: Prints, about: About, sizes: Mapping[str, int]
) -> Iterator[Leaf]:
    """data.md and methodology.md; `sizes`: of the files in `downloads/`."""
    yield Leaf(
        "data.md",
        prints.of("data.md", prints.everything, sorted(tables.files.items()), about, sorted(sizes.items())),
        partial(_data, tables, prints, about, sizes),
    )
    yield Leaf(
        "methodology.md",
        prints.of("methodology.md", _sides(book), _vocabularies(book), _formulas(book)),
        partial(_methodology, book, prints),
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
            tuple((name, _(FORMULAS[name]), _table(name)) for name in _formulas(book)),
            _vocabularies(book),
            _sides(book),
        ),
        note=prints.note("methodology.md"),
    )


def _table(formula: str) -> DataTable | None:
    """What a formula refers to as the table below it."""
    return forecasts.ranges() if formula == "Forecasts" else None


def _formulas(book: Book) -> tuple[str, ...]:
    """The measures that the site shows; a formula is told where it applies."""
    needs = {
        "Support level": {"support"},
        "Direction": {"support", "control"},
        "Distance along an axis": {"axes"},
        "Umbrella actors": {"actors"},
        "Steps of support": {"support"},
        "Forecasts": {"assessments"},
        "Claims": {"editions"},
        "Silence": {"events"},
        "Independent origins": {"sources"},
    }
    told = {
        "Evidence": any(source.state != UNCHECKED for source in book.sources.values()) or bool(book.checks),
    }
    return tuple(
        name for name in FORMULAS if told.get(name, bool(needs.get(name, {"control"}) & book.present))
    )


def _vocabularies(book: Book) -> tuple[tuple[str, str], ...]:
    return tuple(
        (table.name, column.name)
        for table in TABLES
        if table.name in book.present
        for column in table.columns
        if column.codes and _given(table.name, column.name, book)
    )


def _given(table: str, column: str, book: Book) -> bool:
    """Whether the codes of a column are explained: those of grades where some are given."""
    if column == "reliability":
        return any(source.reliability for source in book.sources.values())
    if column != "credibility":
        return True
    rows = {
        "events": (row.credibility for row in book.events),
        "support": (row.credibility for row in book.support),
        "meetings": (row.credibility for row in book.meetings),
        "assessments": (row.credibility for row in book.assessments),
    }
    return any(rows[table])


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
