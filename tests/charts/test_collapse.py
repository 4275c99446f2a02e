"""Signs of collapse beside places lost in fighting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import collapse

ROWS = pd.DataFrame(
    [
        ("2024-12-06", "Withdrawals", "confirmed", 3),
        ("2024-12-06", "Withdrawals", "claimed", 2),
        ("2024-12-06", "Defections", "disputed", 1),
        ("2024-12-07", collapse.FOUGHT, "confirmed", 4),
    ],
    columns=["date", "sign", "confidence", "n"],
)


def test_signs_stack_up_and_fighting_hangs_down() -> None:
    spec = collapse.signs(ROWS, "t", "s")
    assert spec is not None
    bars = [(bar["sign"], bar["confidence"], bar["low"], bar["high"]) for bar in spec["datasets"]["bars"]]
    assert bars == [
        ("Withdrawals", "confirmed", 0, 3),
        ("Withdrawals", "claimed", 3, 5),
        ("Defections", "disputed", 5, 6),
        (collapse.FOUGHT, "confirmed", 0, -4),
    ]
    assert spec["layer"][1]["encoding"]["y"]["scale"]["domain"] == [-4, 6]


def test_words(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(collapse.signs(ROWS, "t", "s")))
    assert words[:3] == ["Withdrawals", "Defections", collapse.FOUGHT]
    assert {"↑ signs of collapse per day", "↓ lost in fighting per day", "claimed", "disputed"} <= set(words)


def test_only_fighting_only_signs_other_names_and_none(parse: Callable[..., Any]) -> None:
    assert parse(collapse.signs(ROWS.tail(1), "t", "s")) is not None
    up = collapse.signs(ROWS.head(1), "t", "s")
    assert up is not None
    assert up["layer"][1]["encoding"]["y"]["scale"]["domain"] == [0, 3]
    named = collapse.signs(ROWS, "t", "s", fought=["Defections"])
    assert named is not None
    assert [bar["sign"] for bar in named["datasets"]["bars"] if bar["high"] < 0] == ["Defections"]
    assert collapse.signs(ROWS.iloc[:0], "t", "s") is None


def test_400_days(parse: Callable[..., Any]) -> None:
    dates = pd.date_range("2023-01-01", periods=400)
    long = pd.DataFrame({"date": dates, "sign": "Withdrawals", "confidence": "claimed", "n": 1})
    spec = collapse.signs(long, "t", "s")
    assert spec is not None
    assert len(spec["datasets"]["bars"]) == 58
    assert parse(spec).get("width") == "720"
