"""Levels as runs: what stands on a day, and the cut of a span, is what the daily rows say."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from generator.measure import Measures, runs


def test_runs_say_of_every_day_what_the_rows_of_levels_say(syria_measures: Measures) -> None:
    frames = (
        (syria_measures.levels, syria_measures.series, ["backer", "recipient", "category"]),
        (syria_measures.overall, syria_measures.backing, ["backer", "recipient"]),
    )
    for frame, found, key in frames:
        assert sum(run.days for stood in found.values() for run in stood) == len(frame)
        for row in frame.to_dict("records"):
            run = runs.on(found[tuple(row[name] for name in key)], row["date"].date())
            assert run is not None
            for name in ("actual", "announced"):
                assert getattr(run, name) == (None if pd.isna(row[name]) else row[name])
            for name in ("stale", "gap", "announced_status", "actual_row", "announced_row"):
                assert getattr(run, name) == row[name]


def run(first: int, last: int, level: int, row: str) -> runs.Run:
    return runs.Run(date(2024, 1, first), date(2024, 1, last), level, None, False, False, 0, "", row, "")


def test_a_cut_keeps_to_its_days_and_knows_where_nothing_stood() -> None:
    stood = [run(2, 4, 1, "a"), run(5, 6, 1, "b"), run(9, 20, 2, "c")]
    day = date(2024, 1, 1)
    assert runs.between(stood, day, day) == []
    assert runs.between(stood, date(2024, 1, 7), date(2024, 1, 8)) == []
    assert runs.between(stood, date(2024, 1, 3), date(2024, 1, 3)) == [run(3, 3, 1, "a")]
    assert runs.between(stood, date(2024, 1, 4), date(2024, 1, 9)) == [
        run(4, 4, 1, "a"),
        run(5, 6, 1, "b"),
        run(9, 9, 2, "c"),
    ]
    assert [row.actual_row for row in runs.turns(stood)] == ["a", "c"]
    there = [runs.on(stood, day + timedelta(days=n)) for n in range(10)]
    assert "".join(row.actual_row if row else "-" for row in there) == "-aaabb--cc"
    assert runs.before(stood, date(2024, 1, 2)) is None
