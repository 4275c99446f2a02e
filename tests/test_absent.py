"""A site without one of its tables: built whole, with no page, heading, chart or link of it left behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import html

from charts.draw import Drawing
from generator import draw as drawing
from generator.blocks import Chart
from generator.build import build
from generator.schema import table
from generator.settings import Settings, read_settings

CASES = Path(__file__).parent / "cases"

CopySite = Callable[[Path, Path], Settings]


def documents(folder: Path) -> Iterator[tuple[str, Any]]:
    """Every page of a built site."""
    for file in sorted((folder / "site").rglob("index.html")):
        yield file.relative_to(folder / "site").as_posix(), html.document_fromstring(file.read_bytes())


# What goes with a table: those that name its ids, then its pages and the words of its headings and charts.
ABSENT = {
    "assessments": ((), r"assessments\.md", r"assessment"),
    "meetings": ((), r"^$", r"outcome"),
    "support": ((), r"support\.md", r"outside support|support (given|received)|conditions|backers"),
    "axes": ((), r"^$", r"axis|coast road|inland"),
    "control": (("axes",), r"advance\.md", r"control|territory|places? gained|who held it|axis"),
    "places": (("axes", "control"), r"places/.*", r"who held it|where it lies|places"),
}  # fmt: skip


def without(name: str, settings: Settings) -> set[str]:
    """Take a table, and what cannot be without it, out of a site folder; the names of what has gone."""
    gone = {name, *ABSENT[name][0]}
    for each in gone:
        (settings.content / "data" / f"{each}.csv").unlink()
    if "places" in gone:
        for file in (settings.content / "data").rglob("*.csv"):
            owner = file.stem if file.parent.name == "data" else file.parent.name
            if "place" in [column.name for column in table(owner).columns]:
                drop_column(file, "place")
    mkdocs = (settings.folder / "mkdocs.yml").read_text("utf-8")
    for each in gone:
        mkdocs = re.sub(rf"  - \w+: (?:{ABSENT[each][1].replace('.*', 'index.md')})\n", "", mkdocs)
    (settings.folder / "mkdocs.yml").write_text(mkdocs, "utf-8")
    return gone


def drop_column(file: Path, name: str) -> None:
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    frame.drop(columns=name).to_csv(file, index=False, lineterminator="\n")


@pytest.mark.parametrize("name", sorted(ABSENT))
def test_an_absent_table_leaves_no_trace(
    name: str, tmp_path: Path, copy_site: CopySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = copy_site(CASES / "full", tmp_path / name)
    gone = without(name, settings)
    monkeypatch.setattr(drawing, "draw", no_drawing)
    build(read_settings(settings.folder), settings.site)  # MkDocs and verify find links that lead nowhere
    for path, root in documents(settings.folder):
        headings = [
            " ".join(found.text_content().split())
            for found in root.xpath("//article//*[self::h2 or self::h3]")
        ]
        captions = [found.text_content() for found in root.xpath("//figcaption/strong")]
        for each in gone:
            _, pages, words = ABSENT[each]
            assert not re.fullmatch(pages, path.replace("/index.html", ".md")), path
            if not path.startswith(("methodology", "data")):
                assert [
                    text for text in [*headings, *captions] if re.search(words, text, re.IGNORECASE)
                ] == [], path
        for heading in root.xpath("//article//*[self::h2 or self::h3]"):
            rest = heading.getnext()
            assert rest is not None, (path, heading.text_content())
            assert rest.tag not in ("h1", heading.tag), (path, heading.text_content())


def no_drawing(chart: Chart) -> Drawing:
    """A chart as an empty picture: drawing takes most of the time, and what is drawn is tested elsewhere."""
    return Drawing("<svg></svg>", chart.spec, 100, 100)


def test_control_of_areas_alone_leaves_no_empty_section(
    tmp_path: Path, copy_site: CopySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = copy_site(CASES / "full", tmp_path / "areas")
    (settings.content / "data" / "axes.csv").unlink()
    control = settings.content / "data" / "control.csv"
    head, *rows = control.read_text("utf-8").splitlines()
    control.write_text("\n".join([head, *(row for row in rows if ",area," in row), ""]), "utf-8")
    monkeypatch.setattr(drawing, "draw", no_drawing)
    build(settings, settings.site)
    for path, root in documents(settings.folder):
        for heading in root.xpath("//article//*[self::h2 or self::h3]"):
            rest = heading.getnext()
            assert rest is not None, (path, heading.text_content())
            assert rest.tag not in ("h1", heading.tag), (path, heading.text_content())
