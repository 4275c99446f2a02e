"""Support levels: each rule on a few rows, the real rows, and the replay as a property."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure import Measures, on, support
from generator.tables import Tables

Build = Callable[..., Tables]
Measured = Callable[..., Measures]

SPAN = "id|date\nx|2024-01-01\ny|2024-01-20"


def rows(text: str) -> str:
    """Support rows of one pair: id, day of January, category, scope, status, level; the rest filled in."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    whole = [f"{i}|2024-01-{int(d):02}|{c}|{s}|{how}|{n}|east|army|confirmed" for i, d, c, s, how, n in lines]
    return "\n".join(["id|date|category|scope|status|level|backer|recipient|confidence", *whole])


def level(frame: pd.DataFrame, day: int, category: str) -> dict[str, Any]:
    found = frame[(frame["date"] == pd.Timestamp(2024, 1, day)) & (frame["category"] == category)]
    assert len(found) == 1
    return dict(found.iloc[0])


def overall(measures: Measures, day: int) -> dict[str, Any]:
    found = on(measures.overall, pd.Timestamp(2024, 1, day))
    assert len(found) == 1
    return dict(found.iloc[0])


@pytest.fixture
def given_rows(measured: Measured) -> Callable[[str], Measures]:
    return lambda text: measured(events=SPAN, support=rows(text))


GivenRows = Callable[[str], Measures]


def test_a_series_starts_with_its_first_row_and_runs_to_the_last_day(given_rows: GivenRows) -> None:
    frame = given_rows("a | 3 | troops | | delivered | 2").levels
    assert list(frame["date"].dt.day) == list(range(3, 21))
    assert set(frame["actual"]) == {2}
    assert set(frame["gap"]) == {0}


def test_the_data_begin_with_the_first_row_of_any_dated_table(measured: Measured) -> None:
    measures = measured(
        events="id|date\nx|2024-01-05\ny|2024-01-06",
        support=rows("a|1|troops||delivered|2\nb|2|troops||delivered|3"),
    )
    assert list(measures.levels["date"].dt.day) == [1, 2, 3, 4, 5, 6]
    assert list(measures.levels["actual"]) == [2, 3, 3, 3, 3, 3]
    assert list(measures.levels["actual_since"].dt.day) == [1, 2, 2, 2, 2, 2]


def test_an_announcement_is_no_support(given_rows: GivenRows) -> None:
    today = level(given_rows("a | 1 | troops | | requested | 3").levels, 1, "troops")
    assert today["actual"] is pd.NA
    assert (today["announced"], today["announced_status"], today["announced_row"], today["gap"]) == (
        3,
        "requested",
        "a",
        3,
    )
    assert today["actual_row"] == ""


def test_the_latest_announcement_counts_also_within_a_day(given_rows: GivenRows) -> None:
    frame = given_rows("a|1|troops||pledged|4\nb|2|troops||conditional|3\nc|2|troops||considered|1").levels
    assert level(frame, 1, "troops")["announced"] == 4
    assert (level(frame, 2, "troops")["announced"], level(frame, 2, "troops")["announced_row"]) == (1, "c")


@pytest.mark.parametrize(("delivered", "announced", "gap"), [(2, 3, 1), (3, None, 0), (4, None, 0)])
def test_a_delivery_that_reaches_the_announced_level_fulfils_it(
    given_rows: GivenRows, delivered: int, announced: int | None, gap: int
) -> None:
    today = level(given_rows(f"a|1|troops||pledged|3\nb|2|troops||delivered|{delivered}").levels, 2, "troops")
    assert today["actual"] == delivered
    assert (None if today["announced"] is pd.NA else today["announced"]) == announced
    assert today["gap"] == gap


@pytest.mark.parametrize("status", ["withheld", "withdrawn"])
def test_withheld_and_withdrawn_leave_what_remains_and_close_the_announcement(
    given_rows: GivenRows, status: str
) -> None:
    frame = given_rows(
        f"a|1|troops||delivered|3\nb|1|troops||pledged|4\nc|2|troops||{status}|1\nd|1|funding||pledged|2"
    ).levels
    assert (level(frame, 1, "troops")["actual"], level(frame, 1, "troops")["announced"]) == (3, 4)
    after = level(frame, 2, "troops")
    assert (after["actual"], after["actual_row"], after["announced_status"], after["gap"]) == (1, "c", "", 0)
    assert after["announced"] is pd.NA
    assert level(frame, 2, "funding")["announced"] == 2


def test_a_local_withdrawal_leaves_every_level(given_rows: GivenRows) -> None:
    measures = given_rows("a|1|troops||delivered|3\nb|2|withdrawal|local|withdrawn|0")
    assert level(measures.levels, 2, "troops")["actual_row"] == "a"
    assert set(measures.levels["category"]) == {"troops"}
    assert not measures.overall["ended"].any()
    found = measures.withdrawals.iloc[0]
    assert (found["row"], found["scope"], found["recipient"], found["confidence"]) == (
        "b",
        "local",
        "army",
        "confirmed",
    )


def test_a_general_withdrawal_ends_every_category(given_rows: GivenRows) -> None:
    measures = given_rows(
        "a|1|troops||delivered|3\nb|1|funding||pledged|2\nc|2|withdrawal|general|withdrawn|0\nd|5|missiles_drones||pledged|2"
    )
    for category in ("troops", "funding"):
        today = level(measures.levels, 2, category)
        assert (today["actual"], today["actual_row"], today["gap"]) == (0, "c", 0)
        assert today["announced"] is pd.NA
    # A pledge opens the announced series again; what is given stays at none, on the word of the withdrawal.
    opened = level(measures.levels, 5, "missiles_drones")
    assert (opened["actual"], opened["actual_row"], opened["announced"], opened["gap"]) == (0, "c", 2, 2)
    assert not overall(measures, 1)["ended"]
    assert (overall(measures, 2)["actual"], overall(measures, 2)["ended_row"]) == (0, "c")
    assert overall(measures, 20)["ended"]


def test_a_later_row_of_the_same_day_opens_support_again(given_rows: GivenRows) -> None:
    measures = given_rows(
        "a|1|troops||delivered|3\nb|1|advisers||delivered|2\nc|2|withdrawal|general|withdrawn|0\nd|2|advisers||delivered|2"
    )
    assert level(measures.levels, 2, "troops")["actual"] == 0
    assert (
        level(measures.levels, 2, "advisers")["actual"],
        level(measures.levels, 2, "advisers")["actual_row"],
    ) == (2, "d")
    today = overall(measures, 2)
    assert (today["actual"], today["category"], today["ended"], today["ended_row"]) == (
        2,
        "advisers",
        False,
        "",
    )


def test_an_earlier_row_of_the_same_day_does_not(given_rows: GivenRows) -> None:
    measures = given_rows("d|2|advisers||delivered|2\nc|2|withdrawal|general|withdrawn|0")
    assert level(measures.levels, 2, "advisers")["actual"] == 0
    assert overall(measures, 2)["ended"]


def test_an_announced_withdrawal_ends_nothing_yet(given_rows: GivenRows) -> None:
    measures = given_rows("a|1|troops||delivered|3\nb|2|withdrawal|general|pledged|0")
    assert level(measures.levels, 2, "troops")["actual"] == 3
    assert list(measures.withdrawals["status"]) == ["pledged"]


def test_a_withdrawal_is_known_also_where_nothing_else_is(given_rows: GivenRows) -> None:
    measures = given_rows("a|2|withdrawal|general|withdrawn|0")
    assert len(measures.levels) == 0
    today = overall(measures, 3)
    assert (today["actual"], today["actual_row"], today["category"], today["ended"]) == (0, "a", "", True)


def test_a_level_is_stale_on_the_eighth_day_without_a_row(given_rows: GivenRows) -> None:
    frame = given_rows("a|1|troops||delivered|3\nb|2|troops||pledged|4").levels
    assert [level(frame, day, "troops")["stale"] for day in (1, 8, 9, 20)] == [False, False, True, True]
    assert [level(frame, day, "troops")["announced_stale"] for day in (9, 10)] == [False, True]


def test_overall_is_the_greatest_level_and_prefers_a_fresh_one(given_rows: GivenRows) -> None:
    measures = given_rows(
        "a|1|troops||delivered|3\nb|4|air_power||delivered|3\nc|5|advisers||delivered|2\nd|5|funding||pledged|4\ne|9|advisers||delivered|2"
    )
    assert [
        (overall(measures, day)["category"], overall(measures, day)["stale"]) for day in (3, 4, 10, 12)
    ] == [
        ("troops", False),
        ("air_power", False),
        ("air_power", False),
        ("air_power", True),  # advisers are fresh but do not reach it
    ]
    today = overall(measures, 10)
    assert (today["actual"], today["announced"], today["announced_category"], today["gap"]) == (
        3,
        4,
        "funding",
        1,
    )


def test_russia_and_hezbollah_as_the_codebook_reads_them(syria_measures: Measures) -> None:
    def on_day(backer: str, recipient: str, date: str) -> tuple[Any, ...]:
        frame = on(syria_measures.overall, pd.Timestamp(date))
        found = frame[(frame["backer"] == backer) & (frame["recipient"] == recipient)].iloc[0]
        return found["actual"], found["category"], found["actual_row"], found["ended"]

    government = "syrian-government"
    assert on_day("russia", government, "2024-12-07") == (
        3,
        "air_power",
        "ru-2024-12-06-rastan-bridge",
        False,
    )
    assert on_day("russia", government, "2024-12-08")[0::3] == (0, True)
    assert on_day("hezbollah", government, "2024-12-06")[0] == 2
    # Both deliveries of 7 December come before the withdrawal of that day in the table.
    assert on_day("hezbollah", government, "2024-12-07")[2:] == ("hz-2024-12-07-withdrawal", True)
    assert on_day("united-states", "sdf", "2024-12-08")[0] == 3
    levels = syria_measures.levels
    troops = levels[(levels["backer"] == "russia") & (levels["category"] == "troops")].set_index("date")
    assert list(troops.loc["2024-12-05":"2024-12-06", "announced"]) == [3, 1]
    assert troops.loc["2024-12-05", "actual"] is pd.NA


CATEGORY = st.sampled_from(["troops", "advisers"])
STATUS = st.sampled_from(
    ["requested", "considered", "conditional", "pledged", "delivered", "withheld", "withdrawn"]
)
ROW = st.one_of(
    st.tuples(st.integers(1, 12), CATEGORY, st.just(""), STATUS, st.integers(0, 4)),
    st.tuples(
        st.integers(1, 12),
        st.just("withdrawal"),
        st.sampled_from(["local", "general"]),
        st.just("withdrawn"),
        st.just(0),
    ),
)


def replayed(
    rows: list[tuple[int, str, str, str, int]], day: int
) -> dict[str, tuple[int | None, int | None]]:
    """Category -> (actual, announced) at the end of `day`: the rules of the codebook, row by row."""
    state: dict[str, tuple[int | None, int | None]] = {}
    ended = False
    for when, category, scope, status, level in sorted(rows, key=lambda row: row[0]):
        if when > day or scope == "local":
            continue
        if scope == "general":
            ended = True
            state = dict.fromkeys(state, (0, None))
            continue
        actual, announced = state.get(category, (0 if ended else None, None))
        if status == "delivered":
            open_still = announced is not None and level < announced
            state[category] = (level, announced if open_still else None)
        elif status in ("withheld", "withdrawn"):
            state[category] = (level, None)
        else:
            state[category] = (actual, level)
    return state


@settings(deadline=None)
@given(drawn=st.lists(ROW, min_size=1, max_size=10), day=st.integers(1, 12))
def test_levels_are_what_a_naive_replay_finds(
    build: Build, drawn: list[tuple[int, str, str, str, int]], day: int
) -> None:
    text = "\n".join(f"r{nth}|{d}|{c}|{s}|{how}|{n}" for nth, (d, c, s, how, n) in enumerate(drawn))
    days = pd.date_range("2024-01-01", "2024-01-12", unit="us")
    found = on(support.levels(build(support=rows(text)).support, days, 7), days[day - 1])
    values = [[None if cell is pd.NA else cell for cell in found[name]] for name in ("actual", "announced")]
    assert dict(zip(found["category"], zip(*values, strict=True), strict=True)) == replayed(drawn, day)


def test_levels_end_with_the_last_day_of_backer_and_recipient(syria_measures: Measures) -> None:
    overall = syria_measures.overall
    of_state = overall[overall["recipient"] == "syrian-government"]
    assert of_state["date"].max() == pd.Timestamp("2024-12-08")
    assert overall[overall["backer"] == "turkey"]["date"].max() == syria_measures.last
    standing = syria_measures.standing.set_index(["backer", "recipient"])
    assert standing.at[("iraq", "syrian-government"), "actual"] == 1
    assert standing.loc[("russia", "syrian-government"), "ended"]
    assert len(standing) == len(overall.drop_duplicates(["backer", "recipient"]))


def test_a_row_from_after_the_last_day_sets_a_level_again(build: Build) -> None:
    tables = build(
        actors="id|until\neast|\narmy|2024-01-02",
        events=SPAN,
        support=rows("a|1|troops||delivered|2\nb|4|troops||delivered|1"),
    )
    found = support.lasting(
        support.levels(tables.support, pd.date_range("2024-01-01", periods=5, unit="us"), 7), tables.actors
    )
    assert found["date"].dt.day.tolist() == [1, 2, 4, 5]
    assert found["actual"].tolist() == [2, 2, 1, 1]
