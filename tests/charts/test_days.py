"""Dates on an axis."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import days


def at(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2024-01-01", "day"),
        ("2024-03-30", "day"),
        ("2024-03-31", "week"),
        ("2026-12-31", "week"),
        ("2027-02-01", "month"),
    ],
)
def test_grain_by_span(last: str, expected: str) -> None:
    assert days.grain(at("2024-01-01"), at(last)) == expected


def test_marks_that_need_room_are_by_quarter_over_more_than_eight_years() -> None:
    assert days.roomy(at("2024-01-01"), at("2024-03-31")) == "week"
    assert days.roomy(at("2024-01-01"), at("2031-12-31")) == "month"
    assert days.roomy(at("2024-01-01"), at("2032-03-01")) == "quarter"


def test_periods() -> None:
    assert days.start(at("2024-12-08"), "quarter") == at("2024-10-01")
    assert days.after(at("2024-12-08"), "quarter") == at("2025-01-01")
    assert days.start(at("2024-12-08"), "week") == at("2024-12-02")
    assert days.after(at("2024-12-08"), "week") == at("2024-12-09")
    assert days.start(at("2024-12-08"), "month") == at("2024-12-01")
    assert days.after(at("2024-12-31"), "month") == at("2025-01-01")
    assert days.after(at("2024-12-31"), "day") == at("2025-01-01")
    assert days.noon(at("2024-12-31"), at("2025-01-01")) == "2024-12-31T12:00Z"


def test_daily_ticks_name_each_month_once() -> None:
    found = days.ticks(at("2024-11-27"), at("2024-12-08"), 600)
    assert [tick.upper for tick in found] == ["27", "28", "29", "30", "1", "2", "3", "4", "5", "6", "7", "8"]
    assert {tick.upper: tick.lower for tick in found if tick.lower} == {"27": "Nov 2024", "1": "Dec"}


def test_a_month_of_one_tick_leaves_room_for_the_next() -> None:
    assert [tick.lower for tick in days.ticks(at("2024-11-30"), at("2024-12-03"), 600)] == [
        "Nov",
        "Dec",
        "",
        "",
    ]


def test_long_spans_tick_by_month_and_year() -> None:
    found = days.ticks(at("2024-01-15"), at("2025-02-20"), 500)
    assert (found[0].upper, found[-1].upper, found[-1].lower) == ("Feb", "Feb", "")
    assert [(tick.upper, tick.lower) for tick in found if tick.lower] == [("Feb", "2024"), ("Jan", "2025")]
    assert [tick.upper for tick in days.ticks(at("2001-05-01"), at("2024-05-01"), 600)][:2] == [
        "2002",
        "2004",
    ]


@given(st.integers(0, 20_000), st.floats(120, 700))
def test_labels_never_touch(span: int, room: float) -> None:
    first = at("2001-03-05")
    found = days.ticks(first, first + pd.Timedelta(days=span), room)
    assert found
    assert all(first <= tick.date <= first + pd.Timedelta(days=span) for tick in found)
    places = [(tick.date - first).days / max(span, 1) * room for tick in found]
    assert all(after - before >= 22 for before, after in itertools.pairwise(places))
