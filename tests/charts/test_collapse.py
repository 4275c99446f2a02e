"""What a force did itself, above the line; the places it lost, below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import collapse, form

LEFT, OTHER = "Places left", "Places lost otherwise"
ROWS: list[form.Row] = [
    {"date": pd.Timestamp(day), "sign": sign, "confidence": sure, "n": n}
    for day, sign, sure, n in (
        ("2024-12-06", "Withdrawals", "confirmed", 3),
        ("2024-12-06", "Withdrawals", "claimed", 2),
        ("2024-12-06", "Defections", "disputed", 1),
        ("2024-12-07", OTHER, "confirmed", 3),
        ("2024-12-07", LEFT, "claimed", 1),
    )
]


def test_events_stack_up_and_places_lost_hang_down() -> None:
    spec = collapse.signs(ROWS, "t", "s", [LEFT, OTHER])
    assert spec is not None
    bars = [(bar["sign"], bar["confidence"], bar["low"], bar["high"]) for bar in spec["datasets"]["bars"]]
    assert bars == [
        ("Withdrawals", "confirmed", 0, 3),
        ("Withdrawals", "claimed", 3, 5),
        ("Defections", "disputed", 5, 6),
        (LEFT, "claimed", 0, -1),
        (OTHER, "confirmed", -1, -4),
    ]
    assert spec["layer"][1]["encoding"]["y"]["scale"]["domain"] == [-4, 6]


def test_words(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(collapse.signs(ROWS, "t", "s", [LEFT, OTHER])))
    assert words[:3] == ["Withdrawals", "Defections", LEFT]
    assert {"↑ events per day", "↓ places lost per day", OTHER, "claimed", "disputed"} <= set(words)


def test_only_places_only_events_a_span_and_none(parse: Callable[..., Any]) -> None:
    assert parse(collapse.signs(ROWS[-1:], "t", "s", [LEFT, OTHER])) is not None
    up = collapse.signs(ROWS[:1], "t", "s", [LEFT, OTHER])
    assert up is not None
    assert up["layer"][1]["encoding"]["y"]["scale"]["domain"] == [0, 3]
    span = (pd.Timestamp("2024-11-27"), pd.Timestamp("2024-12-08"))
    wide = collapse.signs(ROWS, "t", "s", [LEFT, OTHER], span)
    assert wide is not None
    ends = wide["layer"][1]["encoding"]["x"]["scale"]["domain"]
    assert [f"{pd.Timestamp(end, unit='ms'):%Y-%m-%d}" for end in ends] == ["2024-11-27", "2024-12-09"]
    assert collapse.signs([], "t", "s", [LEFT, OTHER]) is None


def test_400_days(parse: Callable[..., Any]) -> None:
    dates = pd.date_range("2023-01-01", periods=400)
    long = [{"date": day, "sign": "Withdrawals", "confidence": "claimed", "n": 1} for day in dates]
    spec = collapse.signs(long, "t", "s", [LEFT, OTHER])
    assert spec is not None
    assert len(spec["datasets"]["bars"]) == 58
    assert parse(spec).get("width") == "720"
