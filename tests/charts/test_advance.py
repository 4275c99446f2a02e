"""Distance along an axis."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from charts import advance, form

GREEN = "var(--fm-opposition-0)"
TOWNS = pd.DataFrame({"name": ["Aleppo", "Hama", "Homs", "Damascus"], "km": [0.0, 133.6, 178.0, 319.3]})
FASTEST = pd.DataFrame(
    [("153 km in a day", "2024-12-08", 166.0, 319.0)], columns=["label", "date", "from_km", "to_km"]
)


def rows(*found: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(actor, GREEN, date, km) for actor, date, km in found], columns=["actor", "color", "date", "km"]
    )


def distance(rows: pd.DataFrame, places: pd.DataFrame, fastest: pd.DataFrame, *told: Any) -> form.Spec | None:
    rows, fastest = (frame.assign(date=pd.to_datetime(frame["date"])) for frame in (rows, fastest))
    rows = rows.assign(end=rows["date"] + pd.Timedelta(days=1))
    known = rows.astype({"km": "object"}).where(rows.notna(), None)
    towns = list(zip(places["name"], places["km"], strict=True))
    return advance.distance(form.records(known), towns, form.records(fastest), *told)


FRONT = rows(
    ("Fateh Mubin", "2024-12-05", float("nan")),
    ("Fateh Mubin", "2024-12-06", 133.0),
    ("Fateh Mubin", "2024-12-07", 166.0),
    ("Fateh Mubin", "2024-12-08", 319.0),
    ("SOR", "2024-12-05", 50.0),
    ("SOR", "2024-12-06", float("nan")),
    ("SOR", "2024-12-07", 60.0),
    ("SOR", "2024-12-08", 60.0),
)


def test_lines_break_where_no_data_is() -> None:
    spec = distance(FRONT, TOWNS, FASTEST, "Aleppo", "t", "s", "2024-12-08")
    assert spec is not None
    runs = [(row["actor"], row["date"], row["run"]) for row in spec["datasets"]["front"]]
    assert runs == [
        ("Fateh Mubin", "2024-12-06", 1),
        ("Fateh Mubin", "2024-12-07", 1),
        ("Fateh Mubin", "2024-12-08", 1),
        ("SOR", "2024-12-05", 2),
        ("SOR", "2024-12-07", 3),
        ("SOR", "2024-12-08", 3),
    ]
    assert [(row["date"], row["km"]) for row in spec["datasets"]["fast"]] == [
        ("2024-12-07", 166),
        ("2024-12-08", 319),
    ]


def test_axes_run_from_the_first_row_to_until_and_to_the_furthest_town() -> None:
    spec = distance(FRONT, TOWNS, FASTEST, "Aleppo", "t", "s", "2024-12-10")
    assert spec is not None
    line = spec["layer"][2]["encoding"]
    assert line["x"]["scale"]["domain"] == [1733356800000.0, 1733788800000.0]
    assert line["y"]["scale"]["domain"] == [0, 319.3]


def test_towns_actors_and_fastest_are_named(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(distance(FRONT, TOWNS, FASTEST, "Aleppo", "t", "s", "2024-12-08")))
    assert {"km from Aleppo", "Aleppo", "Hama", "134", "Homs", "Damascus", "319"} <= set(words)
    assert {"153 km in a day", "Fateh Mubin", "319 km", "SOR", "60 km"} <= set(words)


def test_crowded_towns_give_way_but_never_the_first_or_last() -> None:
    many = pd.DataFrame({"name": [f"Town {n}" for n in range(60)], "km": [n * n / 10 for n in range(60)]})
    spec = distance(FRONT, many, FASTEST, "Town 0", "t", "s", "2024-12-08")
    assert spec is not None
    named = [w for w in spec["datasets"]["labels"] if w["text"].startswith("Town")]
    heights = sorted(word["py"] for word in named)
    assert {"Town 0", "Town 59"} <= {word["text"] for word in named}
    assert all(below - above >= 15.9 for above, below in itertools.pairwise(heights))


def test_ends_that_meet_move_apart() -> None:
    together = rows(
        *((actor, "2024-12-08", 100.0) for actor in ("A", "B", "A name that is far too long for its room"))
    )
    spec = distance(together, TOWNS, FASTEST.iloc[:0], "Aleppo", "t", "s", "2024-12-08")
    assert spec is not None
    ends = [w for w in spec["datasets"]["labels"] if w["weight"] == 700]
    assert [word["text"] for word in ends[:2]] == ["A", "B"]
    assert ends[2]["text"].endswith("…")
    assert [ends[1]["py"] - ends[0]["py"], ends[2]["py"] - ends[1]["py"]] == [34, 34]


def test_one_row_one_day_no_towns(parse: Callable[..., Any]) -> None:
    one = rows(("A", "2024-12-08", 0.0))
    assert (
        parse(distance(one, TOWNS.iloc[:0], FASTEST.iloc[:0], "Aleppo", "t", "s", "2024-12-08")) is not None
    )


def test_nothing_known_no_chart() -> None:
    empty = rows(("A", "2024-12-08", float("nan")))
    assert distance(empty, TOWNS, FASTEST, "Aleppo", "t", "s", "2024-12-08") is None
    assert distance(empty.iloc[:0], TOWNS, FASTEST, "Aleppo", "t", "s", "2024-12-08") is None


def test_a_silence_breaks_a_line_from_the_day_before_to_the_day_after() -> None:
    days = pd.date_range("2024-12-01", periods=5)
    rows = pd.DataFrame({"actor": "A", "color": "red", "date": days, "km": [0.0, 5, 5, 5, 9]})
    places = pd.DataFrame({"name": ["Origin", "Goal"], "km": [0.0, 9.0]})
    fastest = pd.DataFrame(columns=["label", "date", "from_km", "to_km"])
    silent = [(pd.Timestamp("2024-12-03"), pd.Timestamp("2024-12-04"))]
    spec = distance(rows, places, fastest, "Origin", "t", "s", "2024-12-05", silent)
    assert spec is not None
    drawn = [(row["date"], row["run"]) for row in spec["datasets"]["front"]]
    assert drawn == [("2024-12-01", 1), ("2024-12-02", 1), ("2024-12-04", 2), ("2024-12-05", 2)]
    (blank,) = spec["datasets"]["silence"]
    assert blank["px2"] - blank["px"] == pytest.approx(spec["width"] / 2, abs=0.2)


@pytest.mark.parametrize("length", [30, 300])
def test_days_at_one_distance_may_come_as_one_row(length: int) -> None:
    begin = pd.Timestamp("2024-01-01")
    stood = [("A", 0, length // 3, 5.0), ("A", length // 3, length // 2, 9.0), ("B", 4, length, 2.0)]
    whole: list[form.Row] = [
        {
            "actor": actor,
            "color": "red",
            "date": begin + pd.Timedelta(days=first),
            "end": begin + pd.Timedelta(days=end),
            "km": km,
        }
        for actor, first, end, km in stood
    ]
    days: list[form.Row] = [
        row | {"date": day, "end": day + advance.DAY}
        for row in whole
        for day in pd.date_range(row["date"], row["end"] - advance.DAY)
    ]
    silent = [(pd.Timestamp("2024-01-08"), pd.Timestamp("2024-01-10"))]
    until = begin + pd.Timedelta(days=length)
    one, other = (
        advance.distance(rows, [("Origin", 0.0), ("Goal", 9.0)], [], "Origin", "t", "s", until, silent)
        for rows in (whole, days)
    )
    assert one == other is not None
