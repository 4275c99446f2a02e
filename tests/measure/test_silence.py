"""Event days, quiet days and silent days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.measure.silence import Coverage, coverage
from generator.tables import Tables

FIRST = date(2031, 3, 1)


def day(number: int) -> date:
    return date(2031, 3, number)


def test_a_day_without_a_row_or_a_source_is_silent(build: Callable[..., Tables]) -> None:
    found = coverage(
        build(
            events="id | date | date_end\na | 2031-03-01 |\nb | 2031-03-03 | 2031-03-04\nc | 2031-03-09 |",
            support="id | date\ns | 2031-03-05",
            sources="id | published\nx | 2031-03-06\nearly | 2031-02-01\nlate | 2031-04-01\nundated |",
            assessments="id | date | resolution_date\nf | 2031-03-01 | 2031-03-08",
        )
    )
    states = ["event", "silent", "event", "event", "quiet", "quiet", "silent", "quiet", "event"]
    assert [found.of(day(number)) for number in range(1, 10)] == states
    assert found.silent == (day(2), day(7))
    assert (found.of(date(2031, 2, 28)), found.of(day(10))) == ("", "")


def test_no_events_no_days(build: Callable[..., Tables]) -> None:
    assert coverage(build()).states == ()


def test_silent_days_in_a_row_are_one_silence() -> None:
    states = ("event", "silent", "silent", "quiet", "silent", "event")
    found = Coverage(FIRST, states)
    assert found.silences(FIRST, day(6), "day") == ((day(2), day(3)), (day(5), day(5)))
    assert found.silences(day(3), day(4), "day") == ((day(3), day(3)),)


def test_by_week_and_month_only_whole_ones_are_silent() -> None:
    # 1 March 2031 is a Saturday: its week is cut to two days, the next one from 3 to 9 March is whole.
    states = ("event", "event", *("silent",) * 7, "event", *("silent",) * 6, "event")
    assert Coverage(FIRST, states).silences(FIRST, day(17), "week") == ((day(3), day(9)),)
    year = ("event", *("silent",) * 60, "event")
    assert Coverage(FIRST, year).silences(FIRST, FIRST + timedelta(days=61), "month") == (
        (date(2031, 4, 1), date(2031, 4, 30)),
    )


@given(st.lists(st.sampled_from(("event", "quiet", "silent")), min_size=1, max_size=60))
def test_silences_are_the_silent_days_and_no_others(states: list[str]) -> None:
    found = Coverage(FIRST, tuple(states))
    last = FIRST + timedelta(days=len(states) - 1)
    told = [
        first + timedelta(days=number)
        for first, end in found.silences(FIRST, last, "day")
        for number in range((end - first).days + 1)
    ]
    assert told == [
        FIRST + timedelta(days=number) for number, state in enumerate(states) if state == "silent"
    ]
