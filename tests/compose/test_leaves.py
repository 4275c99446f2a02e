"""Planned pages: an equal fingerprint means the same bytes, and a new day leaves most pages as they were."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from charts.draw import Drawing
from generator.blocks import Chart
from generator.check import check
from generator.compose import compose, stray_notes
from generator.compose.figures import maps
from generator.lines import Lines
from generator.make import make
from generator.measure import measure
from generator.pages import Leaf, Site
from generator.problems import ContentError
from generator.read import read
from generator.schema import TABLES, table
from generator.settings import Settings, read_settings

CASE = Path(__file__).parent.parent / "cases" / "full"
Row = dict[str, str]
Files = dict[str, bytes]


def drawn(chart: Chart) -> Drawing:
    """A stand-in that is as different as the spec is: drawing itself is pure."""
    told = json.dumps([chart.name, chart.title, chart.alt, chart.spec], sort_keys=True)
    mark = hashlib.sha256(told.encode()).hexdigest()
    return Drawing(f'<svg width="1" height="1" viewBox="0 0 1 1"><!-- {mark} --></svg>', chart.spec, 1, 1)


@dataclass
class Content:
    """Tables, notes and choices of a site, to be changed at will."""

    tables: dict[str, list[Row]]
    notes: dict[str, str]
    choices: dict[str, Any] = field(default_factory=dict)

    def copy(self) -> Content:
        tables = {name: [dict(row) for row in rows] for name, rows in self.tables.items()}
        return Content(tables, dict(self.notes), dict(self.choices))

    def site(self, folder: Path) -> Site:
        """The site planned. Raises ContentError."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "content" / "data").mkdir(parents=True)
        for name, rows in self.tables.items():
            if rows:
                out = io.StringIO()
                writer = csv.DictWriter(out, [column.name for column in table(name).columns], restval="")
                writer.writeheader()
                writer.writerows(rows)
                (folder / "content" / "data" / f"{name}.csv").write_text(out.getvalue(), "utf-8")
        for page, text in self.notes.items():
            file = folder / "content" / "notes" / f"{page}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        chosen = {"site_url": "https://x.example/", "sides": read_settings(CASE).sides} | self.choices
        of = Settings(folder, folder / "content", folder / "site", **chosen)
        raw = read(of)
        checked = check(raw, of)
        if problems := stray_notes(checked, raw.notes, of):
            raise ContentError(problems)
        return compose(checked, measure(checked, of), raw.notes, of)


def content() -> Content:
    """That of the case "full", some of it twice, a year apart: so that days and rows have others to depend on."""
    tables: dict[str, list[Row]] = {each.name: [] for each in TABLES}
    for file in sorted((CASE / "content" / "data").rglob("*.csv")):
        name = file.stem if file.stem in tables else file.parent.name
        with file.open(encoding="utf-8", newline="") as stream:
            tables[name] += list(csv.DictReader(stream))
    notes = {
        file.relative_to(CASE / "content" / "notes").with_suffix("").as_posix(): file.read_text("utf-8")
        for file in (CASE / "content" / "notes").rglob("*.md")
    }
    return Content(tables, notes)


def everything(leaf: Leaf, lines: Lines) -> dict[str, bytes]:
    """The files of a page, and the pieces that other files are made of."""
    made = make(leaf, lines, drawn)
    return {**made.files, **{f"piece {name}": data for name, data in made.pieces.items()}}


class Known:
    """The files of every page of a first build, by path and fingerprint."""

    def __init__(self, site: Site) -> None:
        self.site = site
        lines = Lines(site)
        self.files = {(leaf.path, leaf.fingerprint): everything(leaf, lines) for leaf in site.leaves}

    def stale(self, site: Site) -> list[str]:
        """The files that a build from these would leave as they were, though a clean one makes others."""
        lines, found = Lines(site), []
        for leaf in site.leaves:
            kept = self.files.get((leaf.path, leaf.fingerprint))
            if kept is not None:
                made = everything(leaf, lines)
                found += [path for path in {*kept, *made} if kept.get(path) != made.get(path)]
        return sorted(found)

    def kept(self, site: Site) -> set[str]:
        """The pages that stay as they were."""
        return {leaf.path for leaf in site.leaves if (leaf.path, leaf.fingerprint) in self.files}


@pytest.fixture(scope="module", autouse=True)
def pictures() -> Iterator[None]:
    """Pictures as the SVG they are made from: a PNG would take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vl_convert.svg_to_png", lambda svg, **_: svg.encode())
        yield


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return Known(content().site(tmp_path_factory.mktemp("first")))


@pytest.fixture
def ahead(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Known:
    """As `known`, with maps that look ahead for fewer days than there are, so that places are on some of them alone."""
    monkeypatch.setattr(maps, "EARLIEST", timedelta(days=3))
    return Known(content().site(tmp_path_factory.mktemp("first")))


# --- one edit at a time ----------------------------------------------------------------------------------


def renamed(of: Content, name: str, old: str, new: str) -> None:
    """Another id for a row, and in every cell that names it."""
    for each in TABLES:
        for row in of.tables[each.name]:
            for column in each.columns:
                if column.references == name or (each.name == name and column.name == "id"):
                    parts = row.get(column.name, "").split("|")
                    row[column.name] = "|".join(new if part == old else part for part in parts)


def values(of: Content, name: str, column: str, row: Row) -> list[str]:
    """What a cell might be changed to: what other rows have there, nothing, or something near it."""
    kind, cell = table(name).column(column).type, row.get(column, "")
    near = [cell + "x", cell + " and more"]
    if kind == "date" and cell:
        near = [(date.fromisoformat(cell) + timedelta(days=n)).isoformat() for n in (-1, 1, 40)]
    elif kind in ("integer", "number"):
        near = ["1", "2"]
    found = {other.get(column, "") for other in of.tables[name]} | {"", *near}
    return sorted(found - {cell})


# Of `mkdocs.yml`, those that a page is composed of.
CHOICES: list[dict[str, Any]] = [
    {"stale_days": 2},
    {"window_days": 5},
    {"page_events": 2},
    {"sides": {"north": "The north", "south": "The south", "outside": "Others"}},
    {"site_name": "Another"},
    {"site_url": ""},
    {"directory_urls": False},
    {"language": "ar"},
]


def edits(draw: st.DrawFn, of: Content) -> str:
    """Change `of` in one place; returns what was done."""
    name = draw(st.sampled_from([name for name, rows in of.tables.items() if rows]))
    rows = of.tables[name]
    number = draw(st.integers(0, len(rows) - 1))
    row, columns = rows[number], [column.name for column in table(name).columns]
    how = draw(st.sampled_from(["change", "change", "change", "add", "delete", "move", "note", "choice"]))
    if how == "change":
        column = draw(st.sampled_from(columns))
        value = draw(st.sampled_from(values(of, name, column, row)))
        told = f"{name} {number} {column}: {row.get(column, '')!r} → {value!r}"
        if column == "id" and value:
            renamed(of, name, row["id"], value)
        else:
            row[column] = value
        return told
    if how == "add":
        another = dict(row)
        if "id" in another:
            another["id"] += "-new"
        if "date" in another:
            day = date.fromisoformat(row["date"]) + timedelta(days=draw(st.sampled_from([0, 1, 3, 40])))
            another["date"] = day.isoformat()
        rows.insert(draw(st.integers(0, len(rows))), another)
    elif how == "delete":
        del rows[number]
    elif how == "move":
        rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(number))
    elif how == "note":
        page = draw(
            st.sampled_from(["index", "support", "places/ford", "dates/2031-03-04", "actors/river-front"])
        )
        of.notes[page] = "Another note."
        return f"note {page}"
    else:
        choice = draw(st.sampled_from(CHOICES))
        of.choices |= choice
        return f"choice {choice}"
    return f"{how} {name} {number}"


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_page_with_an_equal_fingerprint_is_the_same_page(
    data: st.DataObject, ahead: Known, tmp_path: Path
) -> None:
    edited = content()
    told = data.draw(st.composite(edits)(edited))
    try:
        site = edited.site(tmp_path)
    except ContentError:
        assume(False)
    assert ahead.stale(site) == [], told


# --- what stays as it was --------------------------------------------------------------------------------


def test_every_planned_path_is_that_of_the_page_that_is_made(known: Known) -> None:
    assert [leaf.path for leaf in known.site.leaves if leaf.make().path != leaf.path] == []
    pages = {path for kind, path in known.site.addresses if kind == "page"}
    assert {leaf.path for leaf in known.site.leaves} == {path for path in pages if path.endswith(".md")}


def test_a_new_day_leaves_the_days_before_as_they_were(known: Known, tmp_path: Path) -> None:
    edited = content()
    event = {"id": "new", "date": "2031-03-20", "type": "clash", "place": "mill", "actor": "north-army"}
    edited.tables["events"].append(
        {**event, "summary": "Shells fell.", "confidence": "claimed", "sources": "courier-1"}
    )
    site = edited.site(tmp_path)
    kept, lines = known.kept(site), Lines(site)
    days = [leaf for leaf in site.leaves if leaf.path.startswith("dates/2031")]
    # The last day so far leads on to the new one; the days most like it name it among related pages.
    named = {leaf.path for leaf in days if b"2031-03-20" in make(leaf, lines, drawn).files[leaf.path]}
    assert {leaf.path for leaf in days} - kept == named
    assert len(named) < len(days) / 2
    assert known.stale(site) == []


def test_a_place_that_changes_hands_again_leaves_the_days_before_as_they_were(
    known: Known, tmp_path: Path
) -> None:
    edited = content()
    changed = [row for row in edited.tables["control"] if row["scope"] == "place"]
    event = {
        "id": "new",
        "date": "2031-03-20",
        "type": "capture",
        "actor": "north-army",
        "confidence": "claimed",
    }
    event |= {"place": changed[0]["place"], "summary": "It changed hands again.", "sources": "courier-1"}
    edited.tables["events"].append(event)
    again = {
        "event": "new",
        "date": "2031-03-20",
        "from_actor": changed[0]["to_actor"],
        "to_actor": changed[0]["from_actor"],
    }
    edited.tables["control"].append(changed[0] | again)
    site = edited.site(tmp_path)
    lines, before = Lines(site), {path: files for (path, _), files in known.files.items()}
    made = [
        leaf
        for leaf in site.leaves
        if leaf.path.startswith("dates/2031") and leaf.path not in known.kept(site)
    ]
    same = {leaf.path for leaf in made if before.get(leaf.path) == everything(leaf, lines)}
    assert same == set()
    assert {"dates/2031-03-12.md", "dates/2031-03-20.md"} <= {leaf.path for leaf in made}


def test_a_new_day_makes_these_pages_anew_and_no_others(known: Known, tmp_path: Path) -> None:
    """What a build after a new day costs: a page that comes to this list has to say something new."""
    edited = content()
    event = {"id": "new", "date": "2031-03-20", "type": "clash", "place": "mill", "actor": "north-army"}
    edited.tables["events"].append(
        {**event, "summary": "Shells fell.", "confidence": "claimed", "sources": "courier-1"}
    )
    site = edited.site(tmp_path)
    made = {leaf.path for leaf in site.leaves} - known.kept(site)
    of_the_whole = {"index.md", "dates/index.md", "actors/index.md", "places/index.md", "data.md"}
    until_the_last_day = {"support.md", "advance.md"}
    named = {"dates/2031-03-20.md", "actors/north-army.md", "places/mill.md", "sources.md"}
    lead_to_it = {"dates/2031-03-12.md", "dates/2031-03-02.md"}  # the day before, and a day much like it
    not_settled = {"actors/coast-league.md", "actors/eastmere.md"}  # their support changed a few days before
    assert made == {*of_the_whole, *until_the_last_day, *named, *lead_to_it, *not_settled}
    before, lines = {path: files for (path, _), files in known.files.items()}, Lines(site)
    now = {leaf.path: everything(leaf, lines) for leaf in site.leaves if leaf.path in made}
    assert [path for path, files in now.items() if files == before.get(path)] == []


def test_another_headline_of_a_source_leaves_the_days_that_do_not_cite_it(
    known: Known, tmp_path: Path
) -> None:
    edited = content()
    edited.tables["sources"][0]["title"] = "Another headline"
    site = edited.site(tmp_path)
    kept, lines = known.kept(site), Lines(site)
    days = [leaf for leaf in site.leaves if leaf.path.startswith("dates/2031")]
    cited = {leaf.path for leaf in days if b"Another headline" in make(leaf, lines, drawn).files[leaf.path]}
    assert cited
    assert {leaf.path for leaf in days} - kept == cited


@pytest.mark.parametrize(
    ("name", "key", "cells"),
    [
        ("sources", "wire-1", {"origin": "courier-2"}),
        ("sources", "courier-2", {"origin": "analysts-1"}),  # bulletin-1 repeats it: another root for both
        ("sources", "wire-1", {"reliability": "B"}),
        ("sources", "wire-1", {"archived_url": "https://archive.example/w"}),
        ("events", "2031-03-04-ridge-morning", {"credibility": "1|6|2"}),
        ("support", "em-2031-03-05-ships-pledged", {"credibility": "3"}),
        ("source_checks", "wire-1", {"date": "2031-05-01", "result": "gone", "fault": "answered 404"}),
        ("source_checks", "wire-1", {"date": "2031-05-01", "result": "live", "status": "200"}),
        ("source_checks", "unused-1", {"date": "2031-05-01", "result": "failed"}),
    ],
)
def test_what_is_known_of_a_source_reaches_every_page_that_shows_it(
    known: Known, tmp_path: Path, name: str, key: str, cells: Row
) -> None:
    edited = content()
    if name == "source_checks":
        edited.tables[name].append({"source": key, **cells})
    else:
        next(row for row in edited.tables[name] if row["id"] == key).update(cells)
    site = edited.site(tmp_path)
    assert known.stale(site) == []
    assert ("sources.md" in known.kept(site)) == (
        name in ("events", "support")
    )  # grades of citations are no part of it
    if name != "source_checks":  # the first check of all is told everywhere
        assert "places/fort.md" in known.kept(site)  # cites none of these


def test_a_source_that_answers_again_leaves_the_days_as_they_were(tmp_path: Path) -> None:
    """The weekly job renews the day of every check; only the page of the sources tells it."""
    edited = content()
    check = {"source": "wire-1", "date": "2031-05-01", "result": "live", "status": "200"}
    edited.tables["source_checks"].append(check)
    first = Known(edited.site(tmp_path / "first"))
    check["date"] = "2031-05-08"
    site = edited.site(tmp_path / "second")
    assert first.stale(site) == []
    assert {leaf.path for leaf in site.leaves} - first.kept(site) == {"sources.md"}
