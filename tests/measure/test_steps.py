"""The way of support series from step to step, and from pledge to delivery."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure import Measures
from generator.measure.steps import steps, waits
from generator.records import each
from generator.tables import Tables

Measured = Callable[..., Measures]
HEAD = "id | date | backer | recipient | category | scope | status | level\n"


def told(frame: pd.DataFrame, category: str) -> list[tuple[Any, ...]]:
    rows = frame[frame["category"] == category]
    return [
        (
            row.status,
            row.scope,
            row.first.day,
            row.last.day,
            None if pd.isna(row.days) else row.days,
            row.rows,
        )
        for row in each(rows)
    ]


def test_neighbours_with_one_status_are_one_step(measured: Measured) -> None:
    found = measured(
        support=HEAD
        + """a | 2031-03-01 | league | council | troops | | requested | 3
        b | 2031-03-04 | league | council | troops | | considered | 3
        c | 2031-03-06 | league | council | troops | | considered | 3
        d | 2031-03-06 | league | council | troops | | withheld | 0
        e | 2031-03-09 | league | council | troops | | considered | 3"""
    ).steps
    assert told(found, "troops") == [
        ("requested", "", 1, 1, None, ("a",)),
        ("considered", "", 4, 6, 3, ("b", "c")),
        ("withheld", "", 6, 6, 0, ("d",)),
        ("considered", "", 9, 9, 3, ("e",)),
    ]


def test_rows_count_by_date_and_within_a_day_in_table_order(measured: Measured) -> None:
    found = measured(
        support=HEAD
        + """c | 2031-03-05 | league | council | troops | | delivered | 3
        a | 2031-03-02 | league | council | troops | | pledged | 3
        b | 2031-03-05 | league | council | troops | | withheld | 0"""
    ).steps
    assert [row[-1] for row in told(found, "troops")] == [("a",), ("c",), ("b",)]


def test_a_general_withdrawal_is_a_step_of_each_series_before_it(measured: Measured) -> None:
    found = measured(
        support=HEAD
        + """a | 2031-03-01 | league | council | troops | | delivered | 3
        b | 2031-03-02 | league | council | advisers | | pledged | 2
        c | 2031-03-03 | league | council | withdrawal | local | withdrawn | 0
        d | 2031-03-05 | league | council | withdrawal | general | withdrawn | 0
        e | 2031-03-07 | league | council | logistics | | delivered | 2
        f | 2031-03-08 | league | council | troops | | delivered | 3
        x | 2031-03-01 | league | front | troops | | delivered | 3
        y | 2031-03-01 | state | council | troops | | delivered | 3"""
    ).steps
    of_league = found[(found["backer"] == "league") & (found["recipient"] == "council")]
    assert told(of_league, "troops") == [
        ("delivered", "", 1, 1, None, ("a",)),
        ("withdrawn", "general", 5, 5, 4, ("d",)),
        ("delivered", "", 8, 8, 3, ("f",)),
    ]
    assert told(of_league, "advisers") == [
        ("pledged", "", 2, 2, None, ("b",)),
        ("withdrawn", "general", 5, 5, 3, ("d",)),
    ]
    assert told(of_league, "withdrawal") == [
        ("withdrawn", "local", 3, 3, None, ("c",)),
        ("withdrawn", "general", 5, 5, 2, ("d",)),
    ]
    assert told(of_league, "logistics") == [("delivered", "", 7, 7, None, ("e",))]
    others = found.drop(of_league.index)
    assert [row.rows for row in each(others)] == [("x",), ("y",)]


def test_an_announced_general_withdrawal_ends_nothing(measured: Measured) -> None:
    found = measured(
        support=HEAD
        + """a | 2031-03-01 | league | council | troops | | delivered | 3
        b | 2031-03-05 | league | council | withdrawal | general | pledged | 0"""
    )
    assert told(found.steps, "troops") == [("delivered", "", 1, 1, None, ("a",))]
    assert told(found.steps, "withdrawal") == [("pledged", "general", 5, 5, None, ("b",))]
    assert found.waits.empty


def test_from_the_first_pledge_to_the_first_delivery_after_it(measured: Measured) -> None:
    found = measured(
        support=HEAD
        + """a | 2031-03-01 | league | council | troops | | delivered | 3
        b | 2031-03-02 | league | council | troops | | pledged | 3
        c | 2031-03-04 | league | council | troops | | pledged | 4
        d | 2031-03-09 | league | council | troops | | delivered | 3
        e | 2031-03-10 | league | council | troops | | delivered | 4
        f | 2031-03-02 | league | council | funding | | pledged | 1
        g | 2031-03-03 | league | council | funding | | withheld | 0
        h | 2031-03-02 | league | council | advisers | | pledged | 2
        i | 2031-03-02 | league | council | advisers | | delivered | 2
        j | 2031-03-05 | league | council | logistics | | delivered | 2"""
    ).waits
    assert [
        (row.category, row.pledged_row, row.delivered_row, None if pd.isna(row.days) else row.days)
        for row in each(found)
    ] == [("troops", "b", "d", 7), ("funding", "f", "", None), ("advisers", "h", "i", 0)]


def test_without_support_there_are_no_steps(measured: Measured) -> None:
    found = measured(events="id | date\ne | 2031-03-01")
    assert found.steps.empty
    assert found.waits.empty


def test_the_embedded_series(syria_measures: Measures) -> None:
    found = syria_measures.steps
    troops = found[(found["backer"] == "russia") & (found["category"] == "troops")]
    assert troops["status"].tolist()[:4] == ["requested", "conditional", "withheld", "conditional"]
    assert troops["days"].tolist()[1:4] == [8, 0, 0]
    waited = syria_measures.waits.set_index(["backer", "category"])
    assert waited.loc[("iran", "diplomatic"), "days"] == 5
    assert waited["days"].isna()["iran", "missiles_drones"]


STATUSES = ("requested", "considered", "conditional", "pledged", "delivered", "withheld", "withdrawn")
SUPPORT = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(["league", "state"]),
        st.sampled_from(["troops", "advisers", "withdrawal"]),
        st.sampled_from(STATUSES),
        st.sampled_from(["local", "general"]),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(rows=SUPPORT)
def test_no_row_is_lost_and_time_does_not_run_backwards(rows: list[tuple[int, str, str, str, str]]) -> None:
    frame = pd.DataFrame(
        [
            (
                f"r{n}",
                pd.Timestamp(2031, 3, day),
                backer,
                "council",
                what,
                status,
                scope * (what == "withdrawal"),
            )
            for n, (day, backer, what, status, scope) in enumerate(rows)
        ],
        columns=["id", "date", "backer", "recipient", "category", "status", "scope"],
    ).astype({"date": "datetime64[us]"})
    found = steps(frame)
    own = {
        id
        for step in each(found)
        for id in step.rows
        if frame.set_index("id").loc[id, "category"] == step.category
    }
    assert own == set(frame["id"])
    for _key, way in found.groupby(["backer", "recipient", "category"]):
        assert pd.isna(way["days"].iloc[0])
        assert (way["days"].iloc[1:] >= 0).all()
        assert (way["first"] <= way["last"]).all()
        kinds = list(zip(way["status"], way["scope"], strict=True))
        assert all(one != other for one, other in itertools.pairwise(kinds))
    assert (waits(found)["days"].dropna() >= 0).all()


@pytest.mark.parametrize("name", ["steps", "waits"])
def test_frames_have_fixed_types(name: str, syria: Tables, syria_measures: Measures) -> None:
    full = getattr(syria_measures, name)
    none = steps(syria.support.iloc[:0])
    empty = none if name == "steps" else waits(none)
    assert list(empty.columns) == list(full.columns)
    assert empty["days"].dtype == full["days"].dtype == "Int64"
