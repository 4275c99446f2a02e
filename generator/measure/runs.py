"""Levels of support as runs: days in a row that rest on the same rows; plain, so that the cut for a day is a bisect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

_STATE = ("actual", "announced", "stale", "ended", "gap", "announced_status", "actual_row", "announced_row")


class Run(NamedTuple):
    """What stood from `first` to `last`, both included, as `support.levels` and `.overall` say it; None for <NA>."""

    first: date
    last: date
    actual: int | None
    announced: int | None
    stale: bool
    ended: bool
    gap: int
    announced_status: str
    actual_row: str
    announced_row: str

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return (self.last - self.first).days + 1

    @property
    def state(self) -> tuple[int | None, int | None, bool, bool]:
        """What readers are shown of it: given, announced, stale, ended."""
        return self.actual, self.announced, self.stale, self.ended


Key = tuple[str, ...]
Runs = Sequence[Run]
"""Runs of one series in the order of time; where they leave days out it had no level."""


def runs(rows: pd.DataFrame, key: Sequence[str]) -> Mapping[Key, Runs]:
    """The runs of each series of `rows` (of `support.levels` or `.overall`); `key`: its columns, of which series are in
    order.
    """
    if "ended" not in rows:
        rows = rows.assign(ended=False)  # of a pair, not of a category
    rows = rows.sort_values([*key, "date"], kind="stable", ignore_index=True)
    days = rows["date"].to_numpy("datetime64[D]")
    turns = np.ones(len(rows), dtype="bool")
    turns[1:] = np.diff(days) != np.timedelta64(1, "D")
    for name in (*key, *_STATE):
        values, _names = pd.factorize(rows[name])
        turns[1:] |= values[1:] != values[:-1]
    starts = np.flatnonzero(turns)
    ends = np.append(starts[1:], len(rows))[: len(starts)] - 1
    cells = rows.iloc[starts][[*key, *_STATE]].astype(object)
    cells = cells.where(cells.notna(), None)
    found: dict[Key, list[Run]] = {}
    for first, last, row in zip(
        days[starts].tolist(), days[ends].tolist(), cells.itertuples(index=False), strict=True
    ):
        found.setdefault(tuple(row[: len(key)]), []).append(Run(first, last, *row[len(key) :]))
    return found


def between(runs: Runs, first: date, last: date) -> list[Run]:
    """What stood from `first` to `last`, both days included: the runs cut to them."""
    start = bisect_left(runs, first, key=lambda run: run.last)
    found = list(runs[start : bisect_right(runs, last, key=lambda run: run.first)])
    if found:
        found[0] = found[0]._replace(first=max(found[0].first, first))
        found[-1] = found[-1]._replace(last=min(found[-1].last, last))
    return found


def on(runs: Runs, day: date) -> Run | None:
    """What stood on a day, if anything."""
    number = bisect_left(runs, day, key=lambda run: run.last)
    return runs[number] if number < len(runs) and runs[number].first <= day else None


def before(runs: Runs, day: date) -> Run | None:
    """What stood on the day before."""
    return on(runs, day - timedelta(days=1))


def turns(runs: Runs) -> list[Run]:
    """The runs that say something else than the one before them, and the first."""
    return [run for n, run in enumerate(runs) if not n or run.state != runs[n - 1].state]
