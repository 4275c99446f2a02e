"""The schema against the codebook it was written from, and against itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.schema import FACTS, TABLES, TYPES, Column, label, table
from generator.tables import empty

DATA = Path(__file__).parent.parent / "content" / "data"
COLUMNS = [(each, column) for each in TABLES for column in each.columns]
ADDED = {
    "sources": {"archived_url", "reliability"},
    "actors": {"color"},
    "events": {"date_end", "reported", "fatalities_low", "fatalities_best", "fatalities_high", "credibility"},
    "support": {"amount", "unit", "condition", "condition_met", "credibility"},
    "meetings": {"credibility"},
    "assessments": {"credibility"},
}

OF_UCDP = {"armed_incident", "attack_on_civilians"}


def test_the_tables_and_their_order() -> None:
    names = [each.name for each in TABLES]
    assert names == [
        "sources",
        "actors",
        "places",
        "events",
        "control",
        "axes",
        "support",
        "meetings",
        "assessments",
        "editions",
        "changes",
        "source_checks",
    ]
    assert [each.name for each in TABLES if each.required] == ["sources", "actors", "events"]


@pytest.mark.parametrize("each", FACTS, ids=lambda each: each.name)
def test_the_columns_are_those_of_the_codebook_and_the_optional_ones(each: object) -> None:
    assert isinstance(each, type(TABLES[0]))
    header = (DATA / f"{each.name}.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
    names = [column.name for column in each.columns]
    added = ADDED.get(each.name, set())
    assert [name for name in names if name not in added] == header
    assert all(each.column(name).optional for name in added)
    assert len(set(names)) == len(names)
    assert list(empty(each).columns) == names


@pytest.mark.parametrize(("each", "column"), COLUMNS, ids=lambda part: getattr(part, "name", ""))
def test_every_column_is_declared_whole(each: object, column: Column) -> None:
    assert isinstance(each, type(TABLES[0]))
    assert column.type in TYPES
    assert re.fullmatch(r"[A-Z“].*\.", column.meaning)
    assert not column.references or table(column.references).key == ("id",)
    assert bool(column.pattern) == bool(column.form)
    assert all(code.code and code.label and re.fullmatch(r"[A-Z].*\.", code.meaning) for code in column.codes)
    assert len({code.code for code in column.codes}) == len(column.codes)
    assert not (column.name in each.key and column.optional)
    assert not column.beside or each.column(column.beside).type == column.type == "list"


def test_every_code_of_the_codebook_is_known() -> None:
    codebook = (DATA / "CODEBOOK.md").read_text(encoding="utf-8")
    for name, column in (
        ("actors", "kind"),
        ("actors", "side"),
        ("places", "kind"),
        ("places", "precision"),
        ("events", "type"),
        ("events", "confidence"),
        ("support", "category"),
        ("support", "status"),
    ):
        for code in table(name).column(column).codes:
            assert f"`{code.code}`" in codebook or code.code in OF_UCDP


def test_labels() -> None:
    assert label("actors", "side", "regime") == "Government"
    assert label("support", "category", "air_power") == "air power"
    assert label("support", "level", "4") == "large-scale combat"
    assert label("actors", "side", "a-side-of-a-site") == "a-side-of-a-site"
    assert label("events", "place", "") == ""


def test_our_own_words_are_neutral() -> None:
    words = [each.meaning for each in TABLES]
    words += [text for _, column in COLUMNS for code in column.codes for text in (code.label, code.meaning)]
    words += [column.meaning for _, column in COLUMNS]
    assert not [text for text in words if re.search(r"regime|terroris|liberat", text, re.IGNORECASE)]


def test_unknown_names_are_key_errors() -> None:
    with pytest.raises(KeyError, match="no table 'event'"):
        table("event")
    with pytest.raises(KeyError, match="events has no column 'colour'"):
        table("events").column("colour")
