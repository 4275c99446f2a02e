"""Small tables written as rows of text, as an analyst would, and the real ones of Syria 2024."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

from generator.measure import Measures, measure
from generator.schema import FACTS, TABLES, Table
from generator.settings import Settings
from generator.tables import Tables, dtype

DATA = Path(__file__).parents[2] / "content" / "data"
DEFAULTS = {"confidence": "confirmed", "type": "capture", "scope": "place", "lat": "0", "lon": "0"}


def frame(table: Table, rows: list[dict[str, str]], filled: bool = True) -> pd.DataFrame:
    """The frame of `table` as the check makes it, from cells of text."""
    columns = {}
    for column in table.columns:
        default = DEFAULTS.get(column.name, "") if filled and table.name != "support" else ""
        cells = [row.get(column.name, default) for row in rows]
        kind = dtype(column)
        if kind == "object":
            values = pd.Series(
                [tuple(part for part in cell.split("|") if part) for cell in cells], dtype="object"
            )
        elif kind == "str":
            values = pd.Series(cells, dtype="str")
        else:
            values = pd.Series([cell or None for cell in cells], dtype="object").astype(cast(Any, kind))
        columns[column.name] = values
    return pd.DataFrame(columns)


def as_tables(rows: dict[str, list[dict[str, str]]], filled: bool = True) -> Tables:
    frames = {table.name: frame(table, rows.get(table.name, []), filled) for table in TABLES}
    return Tables(**frames, present=frozenset(rows), files={})


def split(text: str) -> list[dict[str, str]]:
    """Rows from lines of cells between bars, or between semicolons; the first line names the columns."""
    bar = ";" if ";" in text.strip().splitlines()[0] else "|"
    head, *lines = [[cell.strip() for cell in line.split(bar)] for line in text.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def from_text(**tables: str) -> Tables:
    """Tables from text; the events that `control` rows need are added where `events` does not name them."""
    rows = {name: split(text) for name, text in tables.items()}
    events = rows.setdefault("events", [])
    for nth, change in enumerate(rows.get("control", [])):
        change.setdefault("event", f"e{nth}")
        if change["event"] not in {event["id"] for event in events}:
            event = {"id": change["event"], "date": change["date"], "place": change["place"]}
            events.append(event | ({"confidence": change["confidence"]} if "confidence" in change else {}))
    for row in rows.get("axes", []):
        row["places"] = row["places"].replace(" ", "|")
    return as_tables(rows)


def settings(**choices: int) -> Settings:
    return Settings(folder=Path(), content=Path("content"), site=Path("site"), **choices)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def build() -> Callable[..., Tables]:
    return from_text


@pytest.fixture(scope="session")
def measured() -> Callable[..., Measures]:
    """Measures of tables given as text; windows and staleness at their defaults."""
    return lambda **tables: measure(from_text(**tables), settings())


@pytest.fixture(scope="session")
def syria() -> Tables:
    """The real tables, read here with nothing but csv: independent of read and check."""
    rows = {}
    for table in FACTS:
        with (DATA / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            rows[table.name] = list(csv.DictReader(stream))
    return as_tables(rows, filled=False)


@pytest.fixture(scope="session")
def syria_measures(syria: Tables) -> Measures:
    return measure(syria, settings())
