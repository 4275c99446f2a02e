"""Calibration: the range of each word, what happened, and how far that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from charts import calibration, form, lettering, theme

ROWS = pd.DataFrame(
    [
        ("unlikely", 20, 45, 4, 1, 4.6, 69.9),
        ("roughly even chance", 45, 55, 0, 0, float("nan"), float("nan")),
        ("likely", 55, 80, 8, 8, 67.6, 100.0),
    ],
    columns=["word", "from", "to", "n", "happened", "low", "high"],
)


def drawn(rows: pd.DataFrame = ROWS) -> form.Spec:
    spec = calibration.calibration(rows, "t", "s")
    assert spec is not None
    return spec


def shares(spec: form.Spec, row: form.Row) -> tuple[float, float]:
    """Where a mark lies on the scale of per cent."""
    left, right = (round(100 * row[end] / spec["width"], 1) for end in ("px", "px2"))
    return left, right


def test_a_band_is_the_range_of_its_word() -> None:
    spec = drawn()
    bands = [shares(spec, band) for band in spec["datasets"]["bands"]]
    assert bands == [pytest.approx(ends, abs=0.1) for ends in ((20, 45), (45, 55), (55, 80))]


def test_an_interval_is_a_line_with_two_ends_and_its_share_a_dot() -> None:
    spec = drawn()
    lines = [row for row in spec["datasets"]["intervals"] if row["py"] == row["py2"]]
    assert [shares(spec, line) for line in lines] == [
        pytest.approx(ends, abs=0.1) for ends in ((4.6, 69.9), (67.6, 100))
    ]
    assert len(spec["datasets"]["intervals"]) == 3 * len(lines)
    dots = spec["datasets"]["dots"]
    assert [dot["word"] for dot in dots] == ["unlikely", "likely"]
    middles = [sum(shares(spec, dot)) / 2 for dot in dots]
    assert middles == pytest.approx([25, 100], abs=0.1)


def test_a_word_without_forecasts_has_its_range_alone(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(drawn()))
    assert {"unlikely", "20–45 %", "1 of 4", "roughly even chance", "none", "8 of 8"} <= set(words)
    assert {"what the word stands for (ICD 203)", "95 % interval", "share that happened"} <= set(words)


def test_nothing_is_cut_off_at_the_sides() -> None:
    spec = drawn(ROWS.assign(n=[12_345, 0, 8]))
    left, right = spec["padding"]["left"], spec["padding"]["right"]
    assert left + spec["width"] + right == pytest.approx(form.WIDTH)
    for row in spec["datasets"]["labels"]:
        wide = lettering.width(row["text"], row["size"], row["weight"] > 400)
        start = {"left": row["px"], "right": row["px"] - wide, "center": row["px"] - wide / 2}[row["align"]]
        assert start >= -left - 0.5, row["text"]
        assert start + wide <= spec["width"] + right + 0.5, row["text"]
        assert row["size"] >= theme.SMALL


def test_no_forecasts_no_chart() -> None:
    assert calibration.calibration(ROWS[:0], "t", "s") is None
    assert calibration.calibration(ROWS.assign(n=0), "t", "s") is None
