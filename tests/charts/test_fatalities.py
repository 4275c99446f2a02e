"""Deaths per period: the band, the line, and what is no number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import fatalities

SPAN = pd.Timestamp("2031-03-01"), pd.Timestamp("2031-03-10")


def _rows(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["period", "best", "low", "high"])
    return frame.assign(period=pd.to_datetime(frame["period"]))


ROWS = _rows(("2031-03-01", 4, 3, 6), ("2031-03-04", 0, 0, 0), ("2031-03-05", 2, 2, 2))


def test_solid_to_the_lowest_pale_to_the_highest_and_a_line_at_the_best() -> None:
    spec = fatalities.deaths(ROWS, "day", "t", "s", SPAN)
    assert spec is not None
    bars = [(bar["start"], bar["low"], bar["high"], bar["fill"]) for bar in spec["datasets"]["bars"]]
    assert bars == [
        ("2031-03-01", 0, 3, "var(--fm-mark)"),
        ("2031-03-01", 3, 6, "var(--fm-level-2)"),
        ("2031-03-05", 0, 2, "var(--fm-mark)"),
    ]
    assert [(line["start"], line["best"]) for line in spec["datasets"]["best"]] == [
        ("2031-03-01", 4),
        ("2031-03-04", 0),
        ("2031-03-05", 2),
    ], "no deaths is a line on the ground, a day without an estimate is nothing"


def test_numbers_and_key(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(fatalities.deaths(ROWS, "day", "t", "s", SPAN)))
    assert {"best estimate", "up to the lowest estimate", "from the lowest to the highest"} <= set(words)
    assert {"deaths per day", "4", "0", "2"} <= set(words)


def test_estimates_that_agree_have_no_band_in_the_key(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(fatalities.deaths(ROWS[1:], "day", "t", "s", SPAN)))
    assert "from the lowest to the highest" not in words


def test_months_are_too_narrow_for_numbers(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    long = _rows(*((f"{2030 + n // 12}-{n % 12 + 1:02}-01", 1_234 + n, 1_200, 1_400) for n in range(48)))
    words = said(
        parse(fatalities.deaths(long, "month", "t", "s", (long["period"].min(), long["period"].max())))
    )
    assert "deaths per month" in words
    assert "1,234" not in words


def test_no_rows_no_chart() -> None:
    assert fatalities.deaths(ROWS[:0], "day", "t", "s", SPAN) is None
