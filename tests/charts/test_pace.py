"""Places gained per period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from charts import form, pace

COLUMNS = ["period", "actor", "color", "confidence", "places"]
HTS, SDF = "var(--fm-opposition-0)", "var(--fm-sdf-0)"
ROWS = pd.DataFrame(
    [
        ("2024-12-05", "Fateh Mubin", HTS, "confirmed", 3),
        ("2024-12-06", "SDF", SDF, "disputed", 2),
        ("2024-12-06", "Fateh Mubin", HTS, "claimed", 4),
        ("2024-12-06", "Fateh Mubin", HTS, "confirmed", 1),
    ],
    columns=COLUMNS,
)
MEAN = pd.DataFrame(
    {
        "period": ["2024-12-04", "2024-12-05", "2024-12-06"],
        "mean": [0.0, 1.5, 10 / 3],
        "mean_confirmed": [0.0, 1.5, 4 / 3],
    }
)


def places(rows: pd.DataFrame, mean: pd.DataFrame, *told: Any, **options: Any) -> form.Spec | None:
    rows, mean = (frame.assign(period=pd.to_datetime(frame["period"])) for frame in (rows, mean))
    means = [pace.Mean(*row) for row in mean.itertuples(index=False)]
    return pace.places(form.records(rows), means, *told, **options)


def test_what_is_confirmed_is_the_lower_bound_and_the_rest_a_band_on_top() -> None:
    spec = places(ROWS, MEAN, "day", "t", "s")
    assert spec is not None
    bars = [(b["start"], b["actor"], b["confidence"], b["low"], b["high"]) for b in spec["datasets"]["bars"]]
    assert bars == [
        ("2024-12-05", "Fateh Mubin", "confirmed", 0, 3),
        ("2024-12-06", "Fateh Mubin", "confirmed", 0, 1),
        ("2024-12-06", "Fateh Mubin", "claimed", 1, 5),
        ("2024-12-06", "SDF", "disputed", 5, 7),
    ]
    looks = [(b["fill"], b["stroke"], b["dash"]) for b in spec["datasets"]["bars"]]
    assert looks[1:] == [(HTS, HTS, []), (f"hatch:{HTS}", HTS, []), ("var(--fm-paper)", SDF, [3, 2])]


def test_domain_covers_whole_days_and_starts_at_zero() -> None:
    spec = places(ROWS, MEAN, "day", "t", "s")
    assert spec is not None
    for layer in spec["layer"]:
        x = layer["encoding"]["x"]
        if x.get("scale"):
            assert x["scale"]["type"] == "utc"
            assert x["scale"]["domain"] == [1733270400000.0, 1733529600000.0]
            assert layer["encoding"]["y"]["scale"]["domain"] == [0, 8]
    assert spec["datasets"]["mean"][2] == {
        "at": "2024-12-06T12:00Z",
        "low": 4 / 3,
        "high": 10 / 3,
        "key": "",
        "run": 0,
    }
    assert spec["usermeta"] == {"title": "t", "subtitle": "s", "days": ["2024-12-04", "2024-12-07"]}


def test_words(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(places(ROWS, MEAN, "day", "t", "s")))
    assert words[:5] == ["Fateh Mubin", "SDF", "confirmed", "claimed", "disputed"]
    assert {"places per day", "3-day", "mean", "1.3–3.3", "1–7", "3"} <= set(words)


def test_one_bound_stands_alone(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    sure = MEAN.assign(mean_confirmed=MEAN["mean"])
    words = said(parse(places(ROWS.assign(confidence="confirmed"), sure, "day", "t", "s")))
    assert {"3.3", "7", "3"} <= set(words)
    assert not any("–" in word for word in words)


def test_all_confirmed_needs_no_key_of_confidence(
    said: Callable[[Any], list[str]], parse: Callable[..., Any]
) -> None:
    words = said(parse(places(ROWS.head(1), MEAN, "day", "t", "s")))
    assert "confirmed" not in words


@pytest.mark.parametrize(("grain", "says"), [("week", "places per week"), ("month", "places per month")])
def test_grain_is_said(
    grain: Any, says: str, parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(places(ROWS.assign(period="2024-12-01"), MEAN.iloc[:0], grain, "t", "s")))
    assert says in words


def test_mark_date_shades_its_period_or_nothing() -> None:
    marked = places(ROWS, MEAN, "day", "t", "s", "2024-12-06")
    outside = places(ROWS, MEAN, "day", "t", "s", "2025-01-01")
    assert marked is not None
    assert outside is not None
    assert len(marked["datasets"]["behind"]) == 1
    assert outside["datasets"]["behind"] == []


def test_no_rows_no_chart() -> None:
    assert places(ROWS.iloc[:0], MEAN, "day", "t", "s") is None


def test_400_days_and_long_names_stay_inside(parse: Callable[..., Any]) -> None:
    dates = pd.date_range("2023-01-01", periods=400)
    rows = pd.DataFrame(
        {"period": dates, "actor": "An actor " * 30, "color": HTS, "confidence": "claimed", "places": 3}
    )
    root = parse(places(rows, MEAN.iloc[:0], "day", "t", "s"))
    assert float(root.get("width")) == 720


def test_the_mean_is_named_by_its_window(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(places(ROWS, MEAN, "day", "t", "s", window=7)))
    assert "7-day" in words
    assert "3-day" not in words


def test_a_silence_is_left_blank_and_breaks_the_mean() -> None:
    days = pd.date_range("2024-12-04", periods=5)
    mean = pd.DataFrame({"period": days, "mean": 1.0, "mean_confirmed": 1.0})
    silent = [(pd.Timestamp("2024-12-07"), pd.Timestamp("2024-12-08"))]
    spec = places(ROWS, mean, "day", "t", "s", silent=silent)
    assert spec is not None
    runs = [(row["at"][:10], row["run"]) for row in spec["datasets"]["mean"]]
    assert runs == [("2024-12-04", 0), ("2024-12-05", 0), ("2024-12-06", 0), ("2024-12-08", 1)]
    (blank,) = spec["datasets"]["silence"]
    assert blank["px2"] - blank["px"] == pytest.approx(spec["width"] / 5, abs=0.2)
    assert blank["fill"] == "var(--fm-paper)"
