"""Where each actor is heading: gaining or losing places, support rising or falling, over the last days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.measure.control import CONFIDENCE
from generator.measure.window import between

FORMULA = (
    "*Direction* looks at the last `window_days` days (3 unless the site says otherwise), the day itself "
    "included. **Territory**, for an actor together with the actors below it (what one hands to another is "
    "left out): gains and no losses is *gaining*, losses and no gains *losing*; with both, *gaining* where "
    "net is at least half of gains + losses, *losing* where it is at most minus half, else *contested*; "
    "with neither, *holding* where the actor holds at least one place at the end of the day, else nothing "
    "is said. **Support**, for a backer: the greatest overall level over its recipients at the end of the "
    "day against the same `window_days` days before (where no level was known yet, against the first known "
    "one): *rising*, *falling* or *steady*. A first report of support is thus no rise. All confidences "
    "count, and the counts say how many are confirmed, claimed and disputed."
)

COUNTS = tuple(f"{side}_{confidence}" for side in ("gained", "lost") for confidence in CONFIDENCE)
COLUMNS = (
    *("actor", "date", "kind", "direction", "gained", "lost", *COUNTS, "held"),
    *("level_before", "level_now", "recipient", "row", "stale"),
)
_NUMBERS = ("gained", "lost", *COUNTS, "held", "level_before", "level_now")


def territory(
    tally: pd.DataFrame, spells: pd.DataFrame, family: pd.DataFrame, days: pd.DatetimeIndex, window: int
) -> pd.DataFrame:
    """Direction on the ground for each of `days` (consecutive): COLUMNS, by date and actor, kind 'territory'.

    `tally` is that of `control.family_tally`, `family` that of `umbrella.lineage`. gained and lost are sums
    over the days date − window + 1 … date, held the number of places held at the end of date; see FORMULA for
    direction. Rows only where gained, lost or held is above 0.
    """
    counts, actors = _counts(tally, spells, family, days, window)
    some = counts.any(axis=0)
    day, who = np.nonzero(some)
    rows = pd.DataFrame(counts[:, some].T, columns=[*COUNTS, "held"])
    gained, lost = (
        rows[[name for name in COUNTS if name.startswith(side)]].sum(axis=1) for side in ("gained", "lost")
    )
    heading = np.select(
        [gained + lost == 0, 2 * (gained - lost) >= gained + lost, 2 * (lost - gained) >= gained + lost],
        ["holding", "gaining", "losing"],
        "contested",
    )
    rows = rows.assign(actor=actors[who], date=days[day], kind="territory", direction=heading)
    return _typed(rows.assign(gained=gained, lost=lost, stale=False))


def _counts(
    tally: pd.DataFrame, spells: pd.DataFrame, family: pd.DataFrame, days: pd.DatetimeIndex, window: int
) -> tuple[NDArray[np.int64], pd.Index[str]]:
    """(COUNTS, held) × days × actors, with the actors in the order of their ids."""
    ahead = pd.Timedelta(days=window - 1)
    recent = between(tally, days[0] - ahead, days[-1])
    held = spells.merge(family, on="actor")
    # Only spells that touch these days: a long history must not widen every block.
    held = held[~(held["start"] > days[-1]) & ~(held["end"] <= days[0])]
    actors = pd.Index(sorted({*recent["actor"], *held["ancestor"]}), dtype="str")
    # A change on day d counts on d … d + window − 1; a spell on start … end − 1: +1 where it starts, −1 where
    # it ends, and the running sum gives each day.
    turns = np.zeros((len(COUNTS) + 1, len(days) + 1, len(actors)), dtype="int64")
    start, end = days.searchsorted(recent["date"]), days.searchsorted(recent["date"] + ahead, side="right")
    who = actors.get_indexer(recent["actor"])
    for sheet, name in zip(turns, COUNTS, strict=False):
        side, confidence = name.split("_")
        number = (recent[side] * (recent["confidence"] == confidence)).to_numpy("int64")
        np.add.at(sheet, (start, who), number)
        np.add.at(sheet, (end, who), -number)
    who = actors.get_indexer(held["ancestor"])
    start = days.searchsorted(held["start"].fillna(days[0]))
    end = days.searchsorted(held["end"].fillna(days[-1] + pd.Timedelta(days=1)))
    np.add.at(turns[-1], (start, who), 1)
    np.add.at(turns[-1], (end, who), -1)
    return turns.cumsum(axis=1)[:, :-1], actors


def backing(overall: pd.DataFrame, days: pd.DatetimeIndex, window: int) -> pd.DataFrame:
    """Direction of support for each of `days` (consecutive): COLUMNS, by date and backer, kind 'support'.

    `overall` is that of `support.overall`. level_now = greatest actual level over the recipients on date,
    level_before = the same on date − window, or on the first later day on which one is known. `recipient` is
    the one with that level (of several: one not stale, the one renewed last, the first by id) now, or before
    where support is falling; `row` the support row on which its present level rests. No row while no level is
    known.
    """
    known = overall[overall["actual"].notna()]
    since = known.groupby("backer")["date"].min()
    recent = between(known, days[0] - pd.Timedelta(days=window), days[-1])
    ranked = recent.sort_values(
        ["date", "backer", "actual", "stale", "actual_since", "recipient"],
        ascending=[True, True, False, True, False, True],
    ).drop_duplicates(["backer", "date"])
    best = ranked[["backer", "date", "actual", "recipient"]]
    now = between(best, days[0], days[-1])
    earliest = since.reindex(now["backer"]).set_axis(now.index)
    now = now.assign(past=(now["date"] - pd.Timedelta(days=window)).clip(lower=earliest))
    rows = now.merge(best, left_on=["backer", "past"], right_on=["backer", "date"], suffixes=("", "_before"))
    change = rows["actual"] - rows["actual_before"]
    rows["direction"] = np.select([change > 0, change < 0], ["rising", "falling"], "steady")
    rows["recipient"] = rows["recipient"].mask(change < 0, rows["recipient_before"])
    rests = recent[["backer", "recipient", "date", "actual_row", "stale"]]
    rows = rows.merge(rests, on=["backer", "recipient", "date"])
    names = {"backer": "actor", "actual": "level_now", "actual_before": "level_before", "actual_row": "row"}
    return _typed(rows.rename(columns=names).assign(kind="support"))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """All of COLUMNS with fixed types, by date and actor; what does not apply is <NA> or ""."""
    rows = rows.reindex(columns=list(COLUMNS))
    texts = ["recipient", "row"]
    rows[texts] = rows[texts].astype("object").fillna("")
    kinds = dict.fromkeys(("actor", "kind", "direction", *texts), "str") | dict.fromkeys(_NUMBERS, "Int64")
    return rows.astype(kinds | {"stale": "bool"}).sort_values(["date", "actor"], ignore_index=True)
