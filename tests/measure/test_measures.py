"""All measures together: known figures of the real tables, absent tables, large ones, formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from generator.measure import FORMULAS, Measures, measure
from generator.tables import Tables

from .conftest import settings

Build = Callable[..., Tables]


def test_the_span_of_the_real_data(syria_measures: Measures) -> None:
    assert (syria_measures.first, syria_measures.last) == (
        pd.Timestamp("2024-11-27"),
        pd.Timestamp("2024-12-15"),
    )
    assert len(syria_measures.days) == 19
    assert syria_measures.grain == "day"


def test_places_gained_per_day(syria: Tables, syria_measures: Measures) -> None:
    rows = syria.control[syria.control["scope"] == "place"]
    per_day = [4, 2, 2, 10, 7, 1, 6, 1, 3, 18, 13, 9, 2, 1, 3]
    assert list(syria_measures.pace["places"]) == [*per_day, 0, 0, 0, 0]
    assert list(rows.groupby("date").size()) == per_day
    assert len(syria_measures.changes) == 82
    assert len(syria_measures.areas) == 11
    assert syria_measures.pace["mean"].iloc[11] == 40 / 3
    assert syria_measures.pace["mean"].iloc[-1] == 0
    assert syria_measures.periods["places"].sum() == 82


def test_the_airport_changed_hands_twice_and_khanasir_has_no_known_holder(
    syria_measures: Measures,
) -> None:
    measures = syria_measures
    assert (
        measures.holders(pd.Timestamp("2024-11-30"))["aleppo-international-airport"]
        == "fateh-mubin-operations-room"
    )
    assert measures.holders(pd.Timestamp("2024-12-08"))["khanasir"] == "syrian-arab-army"
    assert measures.holders(pd.Timestamp("2024-12-09"))["khanasir"] == ""


def test_three_tables_are_enough(build: Build) -> None:
    measures = measure(
        build(actors="id|parent\narmy|", events="id|date\nx|2024-01-01\ny|2024-01-03"), settings()
    )
    frames = [frame for frame in vars(measures).values() if isinstance(frame, pd.DataFrame)]
    assert [len(frame) for frame in frames if len(frame) not in (0, 1, 3)] == []
    assert list(measures.pace["places"]) == [0, 0, 0]
    assert len(measures.directions(measures.last)) == 0
    assert len(measures.holders(measures.last)) == 0


def test_no_event_at_all(build: Build) -> None:
    measures = measure(build(actors="id|parent\narmy|"), settings())
    assert len(measures.days) == len(measures.pace) == len(measures.overall) == 0
    assert pd.isna(measures.first)


def test_the_last_day_may_come_from_any_table(build: Build) -> None:
    events, days = "id|date\nx|2024-01-05", []
    for name, text in {
        "support": "id|date|category|status|level\na|2024-01-07|troops|delivered|1",
        "meetings": "id|date\na|2024-01-08",
        "assessments": "id|date\na|2024-01-09",
    }.items():
        days.append(len(measure(build(events=events, **{name: text}), settings()).days))
    assert days == [3, 4, 5]


def test_the_same_tables_in_another_order_of_events_give_the_same_measures(syria: Tables) -> None:
    shuffled = syria.events.sample(frac=1, random_state=1).reset_index(drop=True)
    first, second = (
        measure(syria, settings()),
        measure(Tables(**{**vars(syria), "events": shuffled}), settings()),
    )
    for name in ("changes", "spells", "tally", "family_tally", "fronts", "levels", "overall", "losses"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_large_tables_are_measured_whole(build: Build) -> None:
    """400,000 events over 16,000 days with 4,000 changes of control: seconds, not minutes."""
    rng = np.random.default_rng(1)
    base = build(
        actors="\n".join(["id|parent", *(f"a{n}|{f'a{n // 4}' if n > 7 else ''}" for n in range(40))]),
        events="id|date\nx|1980-01-01",
        support="id|date|backer|recipient|category|status|level\ns|1990-01-01|a1|a2|troops|delivered|2",
    )
    start, count = pd.Timestamp("1980-01-01"), 400_000
    dates = pd.Series(start + pd.to_timedelta(np.sort(rng.integers(0, 16_000, count)), unit="D")).astype(
        "datetime64[us]"
    )
    kinds = rng.choice(
        ["clash", "capture", "withdrawal", "defection", "airstrike"], count, p=[0.6, 0.2, 0.1, 0.05, 0.05]
    )
    values: dict[str, pd.Series[Any]] = {
        "id": pd.Series([f"e{n}" for n in range(count)], dtype="str"),
        "date": dates,
        "type": pd.Series(kinds, dtype="str"),
        "actor": pd.Series(rng.choice([f"a{n}" for n in range(40)], count), dtype="str"),
        "place": pd.Series(rng.choice([f"p{n}" for n in range(300)], count), dtype="str"),
        "confidence": pd.Series(rng.choice(["confirmed", "claimed", "disputed"], count), dtype="str"),
    }
    events = base.events.iloc[:0].reindex(range(count)).assign(**values)
    picked = np.sort(rng.choice(count, 4_000, replace=False))
    control = base.control.reindex(range(4_000)).assign(
        event=values["id"].iloc[picked].to_numpy(),
        place=values["place"].iloc[picked].to_numpy(),
        date=values["date"].iloc[picked].to_numpy(),
        from_actor=rng.choice([f"a{n}" for n in range(40)], 4_000),
        to_actor=rng.choice([f"a{n}" for n in range(40)], 4_000),
        scope="place",
    )
    tables = Tables(**{**vars(base), "events": events, "control": control})
    measures = measure(tables, settings())
    assert len(measures.days) > 15_990
    for day in measures.days[[0, 8_000, -1]]:  # pages ask for one day; each has what the rows up to it say
        found = measures.directions(day)
        assert len(found) > 5
        assert set(found["date"]) == {day}


def test_every_measure_prints_its_formula() -> None:
    assert len(FORMULAS) == 13
    for text in FORMULAS.values():
        assert all(part and part == part.strip() and "\n" not in part for part in text.split("\n\n"))
        assert text.endswith(".")
