"""The way of each support series from step to step: asked for, considered, pledged, delivered, ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from generator.measure.replay import PERFORMED

FORMULA = (
    "The *steps of support* follow each series, that is one backer, one recipient and one category: its rows of "
    "`support` by date, and within a day in table order. Neighbouring rows with the same `status` make one step, which "
    "lasts from the first to the last of them. A general withdrawal (category `withdrawal`, scope `general`, status "
    "`withdrawn` or `delivered`) is also a step `withdrawn` of every other series of that backer for that recipient "
    "that has a row before it.\n\n"
    "The *days* from one step to the next go from the last row of the one to the first of the other. *From pledge to "
    "delivery* counts the days from the first row `pledged` of a series to the first row `delivered` after it. Both "
    "have backer, recipient and category in common; no row says that what was delivered is what was pledged."
)

_SERIES = ["backer", "recipient", "category"]
_STEPS = [*_SERIES, "status", "scope", "first", "last", "days", "rows"]
_WAITS = [*_SERIES, "pledged_row", "delivered_row", "days"]


@dataclass
class _Step:
    status: str
    scope: str
    first: pd.Timestamp
    last: pd.Timestamp
    rows: list[str] = field(default_factory=list)


def steps(support: pd.DataFrame) -> pd.DataFrame:
    """Each step of each series, by series as the table first names them, then in the order of time.

    Columns: backer, recipient, category, status, scope (of a withdrawal, else ""), first, last (days of its first and
    last row), days (Int64: from the last row of the step before to its first one, <NA> for the first step), rows
    (tuple of ids of `support`).
    """
    found = []
    # As the table first names them: the way below goes by pair.
    keys = support[_SERIES].itertuples(index=False, name=None)
    series: dict[tuple[str, ...], list[_Step]] = {key: [] for key in keys}
    for (backer, recipient), pair in support.sort_values("date", kind="stable").groupby(_SERIES[:2]):
        for category, way in _ways(pair).items():
            series[str(backer), str(recipient), category] = way
    for key, way in series.items():
        before: _Step | None = None
        for step in way:
            days = (step.first - before.last).days if before else None
            found.append((*key, step.status, step.scope, step.first, step.last, days, tuple(step.rows)))
            before = step
    kinds = {"days": "Int64", "first": "datetime64[us]", "last": "datetime64[us]"}
    return pd.DataFrame(found, columns=_STEPS).astype(kinds)


def waits(steps: pd.DataFrame) -> pd.DataFrame:
    """From pledge to delivery: [*series, pledged_row, delivered_row, days], a row for each series with a pledge (of
    support: a withdrawal that was announced is none).

    pledged_row: the first row `pledged`; delivered_row: the first `delivered` after it, "" where there is none, and
    days (Int64) is <NA>.
    """
    found = []
    for key, way in steps[steps["category"] != "withdrawal"].groupby(_SERIES, sort=False):
        pledges = way[way["status"] == "pledged"]
        if pledges.empty:
            continue
        pledge = pledges.iloc[0]
        later = way[(way["status"] == "delivered") & (way.index > pledges.index[0])]
        row, days = ("", None) if later.empty else (later["rows"].iloc[0][0], later["first"].iloc[0])
        found.append((*key, pledge["rows"][0], row, None if days is None else (days - pledge["first"]).days))
    return pd.DataFrame(found, columns=_WAITS).astype({"days": "Int64"})


def _ways(pair: pd.DataFrame) -> dict[str, list[_Step]]:
    """The steps of each category of one backer for one recipient; `pair` by date."""
    ways: dict[str, list[_Step]] = {}
    row: Any
    for row in pair.itertuples(index=False):
        for category, status, scope in _told(row, ways):
            way = ways.setdefault(category, [])
            if not way or (way[-1].status, way[-1].scope) != (status, scope):
                way.append(_Step(status, scope, row.date, row.date))
            way[-1].last = row.date
            way[-1].rows.append(row.id)
    return ways


def _told(row: Any, ways: dict[str, list[_Step]]) -> Iterator[tuple[str, str, str]]:
    """The categories that a row is a step of, with its status and scope there."""
    yield row.category, row.status, row.scope
    if row.category == "withdrawal" and row.scope == "general" and row.status in PERFORMED:
        yield from ((category, "withdrawn", "general") for category in list(ways) if category != "withdrawal")
