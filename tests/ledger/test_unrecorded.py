"""A published value that changed in silence: what the check says of tables beside their ledger."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import check
from generator.ledger import unrecorded
from generator.problems import ContentError
from generator.read import read
from generator.settings import Settings, read_settings

CASES = Path(__file__).parent.parent / "cases"
RECORD = 'record it with frontmark record --reason "…"'
Edit = Callable[[str], str]


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """A copy of the case with three editions, without its expected pages."""
    for part in ("mkdocs.yml", "content/data"):
        copy = shutil.copytree if (CASES / "editions" / part).is_dir() else shutil.copy
        copy(CASES / "editions" / part, tmp_path / part)
    return read_settings(tmp_path)


def said(site: Settings) -> list[str]:
    try:
        check(site)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def edit(site: Settings, file: str, old: str, new: str) -> None:
    path = site.content / "data" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_tables_as_recorded_are_fine(site: Settings) -> None:
    assert said(site) == []


def test_a_site_without_a_ledger_has_nothing_to_belie(site: Settings) -> None:
    for file in ("editions.csv", "changes.csv"):
        (site.content / "data" / file).unlink()
    edit(site, "control.csv", "south-bridge,2031-05-04", "south-bridge,2031-05-04")
    edit(site, "actors.csv", "East Bank Guard", "Guard")
    assert said(site) == []
    assert unrecorded(read(site).tables, site) == []


def test_a_preview_shows_what_is_not_recorded_yet(site: Settings) -> None:
    edit(site, "actors.csv", "East Bank Guard", "Guard")
    assert len(said(site)) == 1
    assert said(replace(site, preview=True)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "actors.csv",
            "East Bank Guard",
            "Guard",
            f"content/data/actors.csv: differs from edition 3, and no change says so; {RECORD}",
        ),
        (
            "events/1-may.csv",
            "The Levy took",
            "The Levy has taken",
            f"content/data/events/: differs from edition 3, and no change says so; {RECORD}",
        ),
        (
            "editions.csv",
            "\n3,",
            "\n5,",
            "content/data/editions.csv:4: number: expected 3, as editions are counted from 1 on without a gap, got '5'",
        ),
        (
            "editions.csv",
            "3,2031-05-07",
            "3,2031-05-05",
            "content/data/editions.csv:4: date: expected a day not before 2031-05-06, that of the edition before, got "
            "'2031-05-05'",
        ),
        (
            "editions.csv",
            ",sources:",
            ",sauces:",
            "content/data/editions.csv:2: tables: expected names of tables, got 'sauces' (did you mean 'sources'?)",
        ),
        (
            "changes.csv",
            "\n3,assessments,herald-south,resolved,",
            "\n4,assessments,herald-south,resolved,",
            "content/data/changes.csv:14: edition: expected an edition up to 3, the last of editions.csv, got '4'",
        ),
        (
            "changes.csv",
            "\n3,assessments,herald-south,resolved,",
            "\n3,assesments,herald-south,resolved,",
            "content/data/changes.csv:14: table: expected one of sources, actors, places, events, control, axes, "
            "support, meetings, assessments, got 'assesments' (did you mean 'assessments'?)",
        ),
        (
            "changes.csv",
            "reversed|many_rows,The desk editor",
            "reversed|many_rows,",
            "content/data/changes.csv:7: approved_by: expected who approved it, because guard is 'reversed|many_rows', "
            "got an empty cell",
        ),
        (
            "changes.csv",
            "reversed|many_rows,",
            "reversed|many,",
            "content/data/changes.csv:7: guard: expected one of reversed, far, outsider, lost_source, "
            "removed_row, raised_confidence, many_rows, got 'many' (did you mean 'many_rows'?)",
        ),
        (
            "changes.csv",
            "changed,open,true",
            "changed,open,false",
            "content/data/changes.csv: the changes of edition 3 do not fit the tables: assessments: 'herald-south': "
            "resolved is not the new value here",
        ),
    ],
)
def test_what_belies_the_ledger(site: Settings, file: str, old: str, new: str, problem: str) -> None:
    edit(site, file, old, new)
    assert said(site) == [problem]


def test_an_edition_whose_changes_were_taken_out(site: Settings) -> None:
    path = site.content / "data" / "changes.csv"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("3,control")]
    path.write_text("\n".join([*kept, ""]), "utf-8")
    assert said(site) == [
        "content/data/editions.csv:4: tables: control is another in edition 3 than in edition 2, and the changes of "
        "edition 3 do not say how; take its row out and record it again"
    ]


def test_a_table_that_is_gone(site: Settings) -> None:
    (site.content / "data" / "assessments.csv").unlink()
    assert said(site) == [
        f"content/data/assessments.csv: is gone since edition 3, and no change says so; {RECORD}"
    ]


def test_a_hash_that_is_none(site: Settings) -> None:
    edit(site, "editions.csv", ",sources:", ",sources:x")
    (problem,) = said(site)
    assert re.fullmatch(
        r"content/data/editions.csv:2: tables: expected a table and its SHA-256, as events:3a7b…, got 'sources:x.*'",
        problem,
    )


def test_changes_without_editions(site: Settings) -> None:
    (site.content / "data" / "editions.csv").unlink()
    assert said(site) == [
        "content/data/changes.csv:2: edition: names an edition, but there is no table of editions"
    ]


def test_the_same_facts_in_another_form_are_no_change(site: Settings) -> None:
    path = site.content / "data" / "places.csv"
    lines = path.read_text("utf-8").splitlines()
    saved = [lines[0], *('"{}"'.format('" ,"'.join(line.split(","))) for line in lines[1:]), "", ",,,,,,"]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(saved).replace('" ,', '",').encode())
    assert said(site) == []


def test_an_edition_that_stands_twice(site: Settings) -> None:
    path = site.content / "data" / "editions.csv"
    text = path.read_text("utf-8")
    path.write_text(text + text.splitlines()[-1] + "\n", "utf-8")
    assert said(site) == [
        "content/data/editions.csv:5: number: expected each number once, got '3' again (first in line 4)"
    ]
