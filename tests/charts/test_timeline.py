"""Events over time."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import form, timeline

ROWS: list[form.Row] = [
    {"date": pd.Timestamp(day), "lane": lane, "confidence": sure, "n": n}
    for day, lane, sure, n in (
        ("2024-12-05", "Capture", "confirmed", 4),
        ("2024-12-05", "Capture", "claimed", 1),
        ("2024-12-06", "Capture", "disputed", 1),
        ("2024-12-06", "Meeting", "confirmed", 1),
    )
]


def test_dots_by_confidence_do_not_overlap() -> None:
    spec = timeline.events(ROWS, "t", "s")
    assert spec is not None
    dots = spec["datasets"]["dots"]
    assert [(dot["confidence"], dot["n"], dot["fill"]) for dot in dots] == [
        ("confirmed", 4, "var(--fm-mark)"),
        ("claimed", 1, "var(--fm-paper)"),
        ("disputed", 1, "var(--fm-paper)"),
        ("confirmed", 1, "var(--fm-mark)"),
    ]
    radius = [math.sqrt(dot["size"] / math.pi) + 0.8 for dot in dots]
    assert abs(radius[0] - 2 * radius[1]) < 0.1, "area is n"
    assert dots[1]["px"] - dots[0]["px"] > radius[0] + radius[1]


def test_lanes_totals_and_key(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(timeline.events(ROWS, "t", "s")))
    assert {"Capture", "6", "Meeting", "1", "confirmed", "claimed", "disputed"} <= set(words)
    assert "one dot = a day’s events; area shows how many" in words


def test_long_spans_go_by_week_month_and_quarter(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    for days, unit, most in ((400, "week", 59), (2000, "month", 67), (3700, "quarter", 41)):
        dates = pd.date_range("2020-01-01", periods=days)
        long = [{"date": day, "lane": "Capture", "confidence": "confirmed", "n": 30} for day in dates]
        spec = timeline.events(long, "t", "s")
        assert spec is not None
        assert len(spec["datasets"]["dots"]) <= most
        assert f"one dot = a {unit}’s events; area shows how many" in said(parse(spec))


def test_busy_periods_do_not_run_into_one_another() -> None:
    dates = pd.date_range("2020-01-01", "2023-12-31", freq="MS")
    long = [{"date": day, "lane": "Capture", "confidence": "confirmed", "n": 350} for day in dates]
    spec = timeline.events(long, "t", "s")
    assert spec is not None
    dots = spec["datasets"]["dots"]
    # From March to April a month has 31 days, as January.
    assert 2 * math.sqrt(dots[2]["size"] / math.pi) + 1.6 < dots[3]["px"] - dots[2]["px"] + 0.2
    assert "350" not in [row["text"] for row in spec["datasets"]["labels"]], "there is no room for a number"


def test_one_row_own_colour_and_none(parse: Callable[..., Any]) -> None:
    own = {**ROWS[0], "color": "var(--fm-sdf-0)", "lane": "A lane of great length " * 5}
    spec = timeline.events([own], "t", "s")
    assert spec is not None
    assert spec["datasets"]["dots"][0]["fill"] == "var(--fm-sdf-0)"
    assert parse(spec) is not None
    assert timeline.events([], "t", "s") is None
