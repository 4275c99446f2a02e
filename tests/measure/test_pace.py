"""Places gained: grain at its limits, weeks and months, running mean."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from generator.measure import Measures, pace

Measured = Callable[..., Measures]


@pytest.mark.parametrize(
    ("first", "last", "grain"),
    [
        ("2024-01-01", "2024-01-01", "day"),
        ("2024-01-01", "2024-03-30", "day"),  # 90 days
        ("2024-01-01", "2024-03-31", "week"),  # 91 days
        ("2021-01-01", "2023-12-31", "week"),  # three years to the day
        ("2021-01-01", "2024-01-01", "month"),
    ],
)
def test_grain_follows_the_span(first: str, last: str, grain: str) -> None:
    assert pace.grain(pd.date_range(first, last)) == grain


CONTROL = """place|date|from_actor|to_actor|confidence
a|2024-01-03|army|rebels|confirmed
b|2024-01-07|army|rebels|claimed
c|2024-01-08|army|rebels|confirmed
d|2024-01-08|army|rebels|confirmed
e|2024-01-08|rebels|army|disputed"""


def periods(measures: Measures) -> list[tuple[str, str, str, int]]:
    frame = measures.periods
    dates = frame["period"].dt.strftime("%Y-%m-%d")
    return list(zip(dates, frame["actor"], frame["confidence"], frame["places"], strict=True))


def test_by_day(measured: Measured) -> None:
    measures = measured(events="id|date\nx|2024-01-01\ny|2024-03-30", control=CONTROL)
    assert measures.grain == "day"
    assert periods(measures) == [
        ("2024-01-03", "rebels", "confirmed", 1),
        ("2024-01-07", "rebels", "claimed", 1),
        ("2024-01-08", "army", "disputed", 1),
        ("2024-01-08", "rebels", "confirmed", 2),
    ]


def test_by_week_from_monday(measured: Measured) -> None:
    measures = measured(events="id|date\nx|2024-01-03\ny|2024-04-02", control=CONTROL)
    assert measures.grain == "week"
    assert periods(measures) == [
        ("2024-01-01", "rebels", "claimed", 1),
        ("2024-01-01", "rebels", "confirmed", 1),
        ("2024-01-08", "army", "disputed", 1),
        ("2024-01-08", "rebels", "confirmed", 2),
    ]
    first, last = measures.spans.iloc[0], measures.spans.iloc[-1]
    assert (first["period"], first["start"], first["days"]) == (
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2024-01-03"),
        5,
    )
    assert (last["period"], last["end"], last["days"]) == (
        pd.Timestamp("2024-04-01"),
        pd.Timestamp("2024-04-02"),
        2,
    )


def test_by_month(measured: Measured) -> None:
    measures = measured(events="id|date\nx|2024-01-03\ny|2027-02-02", control=CONTROL)
    assert measures.grain == "month"
    assert periods(measures) == [
        ("2024-01-01", "army", "disputed", 1),
        ("2024-01-01", "rebels", "claimed", 1),
        ("2024-01-01", "rebels", "confirmed", 3),
    ]
    assert len(measures.spans) == 38
    assert measures.spans["days"].sum() == len(measures.days)


def test_running_mean_divides_by_the_days_that_exist_at_the_start(measured: Measured) -> None:
    measures = measured(
        events="id|date\nx|2024-01-01\ny|2024-01-06",
        control="""place|date|from_actor|to_actor|confidence
                   a|2024-01-01|army|rebels|confirmed
                   b|2024-01-01|army|rebels|claimed
                   c|2024-01-02|army|rebels|confirmed
                   d|2024-01-05|rebels|army|confirmed""",
    )
    frame = measures.pace
    assert list(frame["places"]) == [2, 1, 0, 0, 1, 0]
    assert list(frame["mean"]) == [2, 1.5, 1, 1 / 3, 1 / 3, 1 / 3]
    assert list(frame["mean_confirmed"]) == [1, 1, 2 / 3, 1 / 3, 1 / 3, 1 / 3]
    assert list(frame["claimed"]) == [1, 0, 0, 0, 0, 0]
    assert list(frame["date"]) == list(measures.days)


def test_pace_of_one_actor_covers_its_members_but_not_their_exchange(measured: Measured) -> None:
    measures = measured(
        actors="id|parent\nrebels|\nwing|rebels\narmy|",
        control="""place|date|from_actor|to_actor
                   a|2024-01-01|army|wing
                   a|2024-01-02|wing|rebels
                   b|2024-01-02|army|rebels
                   b|2024-01-03|rebels|army""",
    )
    assert list(measures.pace_of("rebels")["places"]) == [1, 1, 0]
    assert list(measures.pace_of("wing")["places"]) == [1, 0, 0]
    assert list(measures.pace_of("army")["places"]) == [0, 0, 1]
