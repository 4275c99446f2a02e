"""What each backer gives and announces, per recipient and category, as of each day."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from generator.measure.replay import Ended, Standing, replay

FORMULA = (
    "*Support level* (0–4, ordinal: never added up) per backer, recipient and category: the rows of "
    "`support` are read by date, and within a day in table order. `delivered` sets the **actual** level; "
    "`withheld` and `withdrawn` set it to what remains and close the announcement of their category. "
    "`requested`, `considered`, `conditional` and `pledged` set the **announced** level, the latest row "
    "counting; a `delivered` row that reaches the announced level fulfils and closes it. A row of category "
    "`withdrawal` with scope `general` (and status `withdrawn` or `delivered`) sets every category of that "
    "backer for that recipient to 0 and closes its announcements, from that day until a later row opens a "
    "category again; with scope `local` it changes no level. The **gap** is announced − actual, at least 0, "
    "an unknown actual level counting as 0. A level holds until the next row; one older than `stale_days` "
    "days (7 unless the site says otherwise) counts as stale. The **overall** level of a backer for a "
    "recipient is the greatest actual level over the categories (the greatest announced level likewise); it "
    "is stale if no category reaches it with a level that is not. Support counts as **ended** from a "
    "general withdrawal until a later row delivers a level above 0. With the last day on which a backer or "
    "a recipient existed as such (`until`) its levels end, unless a later row sets one."
)

_SERIES = ["backer", "recipient", "category"]
_PAIR = ["backer", "recipient"]
_OVERALL = (
    *("backer", "recipient", "date"),
    *("actual", "category", "actual_row", "actual_since", "actual_confidence", "stale"),
    *("announced", "announced_category", "announced_status", "announced_row", "announced_since"),
    *("announced_confidence", "announced_stale", "gap", "ended", "ended_row"),
)


def withdrawals(support: pd.DataFrame) -> pd.DataFrame:
    """Rows of category `withdrawal`: [row, date, backer, recipient, scope, status, confidence], by date."""
    rows = support[support["category"] == "withdrawal"].sort_values("date", kind="stable", ignore_index=True)
    columns = ["id", "date", "backer", "recipient", "scope", "status", "confidence"]
    return rows[columns].rename(columns={"id": "row"})


def levels(support: pd.DataFrame, days: pd.DatetimeIndex, stale_days: int) -> pd.DataFrame:
    """Level of each series on each of `days` from its first row on, by date, backer, recipient, category.

    Columns: backer, recipient, category, date; actual (Int64, <NA> where no row has set it), actual_row,
    actual_since, actual_confidence, stale; announced (Int64, <NA> where none is open), announced_status,
    announced_row, announced_since, announced_confidence, announced_stale; gap (Int64). stale = date −
    actual_since > stale_days days; gap = max(announced − actual, 0), unknown actual = 0, no open announcement
    = 0. Category `withdrawal` is no series, see `withdrawals`.
    """
    standings, _ = replay(support)
    daily = _daily(_typed(standings, [*_SERIES, "date", *_names(Standing)], days), _SERIES, days)
    limit = pd.Timedelta(days=stale_days)
    daily["stale"] = daily["date"] - daily["actual_since"] > limit
    daily["announced_stale"] = daily["date"] - daily["announced_since"] > limit
    daily["gap"] = _gap(daily)
    return daily.sort_values(["date", *_SERIES], ignore_index=True)


def overall(support: pd.DataFrame, levels: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Level of each backer for each recipient on each of `days`: _OVERALL, by date, backer, recipient.

    actual = greatest actual level over the categories, `category` the one that reaches it: of several one
    that is not stale, then the one renewed last, then the first by name; likewise announced and
    announced_category. gap as in `levels`, of these two. ended: a general withdrawal (`ended_row`) is in
    force. A backer of whom only a general withdrawal is known has actual 0 and no category.
    """
    _, endings = replay(support)
    rows = _daily(_typed(endings, [*_PAIR, "date", *_names(Ended)], days), _PAIR, days)
    actual, announced = (
        _greatest(levels, "actual", "stale"),
        _greatest(levels, "announced", "announced_stale"),
    )
    for part in (actual, announced.rename(columns={"category": "announced_category"})):
        rows = rows.merge(part, on=[*_PAIR, "date"], how="left")
    bare = rows["ended"] & rows["actual"].isna()
    rows["actual"] = rows["actual"].mask(bare, 0)
    rows["actual_row"] = rows["actual_row"].mask(bare, rows["ended_row"])
    texts = list(rows.columns[rows.dtypes == "str"])
    rows[texts] = rows[texts].fillna("")
    flags = ["stale", "announced_stale"]
    rows[flags] = rows[flags].astype("boolean").fillna(False).astype("bool")
    rows["gap"] = _gap(rows)
    return rows.sort_values(["date", *_PAIR], ignore_index=True)[list(_OVERALL)]


def settled(levels: pd.DataFrame, stale_days: int) -> dict[tuple[str, str], pd.Timestamp]:
    """(backer, recipient) -> the last day on which a level was reported, announced or went stale."""
    last = levels.drop_duplicates(_SERIES, keep="last")
    since = last[["actual_since", "announced_since"]]
    stale = last["actual_since"] + pd.Timedelta(days=stale_days + 1)
    latest = last.assign(latest=since.assign(stale=stale.where(last["stale"])).max(axis=1))
    pairs = latest.groupby(_PAIR, as_index=False)["latest"].max()
    return {
        (str(backer), str(recipient)): day
        for backer, recipient, day in zip(pairs["backer"], pairs["recipient"], pairs["latest"], strict=True)
    }


def lasting(rows: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """`rows` of `levels` or `overall` as long as backer and recipient existed as such (`until` of `actors`), and
    later ones on which a row of support from after that day sets a level.
    """
    until = actors.set_index("id")["until"]
    ends = [until.reindex(rows[who]).set_axis(rows.index) for who in _PAIR]
    last = pd.concat(ends, axis=1).min(axis=1)
    set_later = rows[["actual_since", "announced_since"]].max(axis=1) > last
    return rows[~(rows["date"] > last) | set_later].reset_index(drop=True)


def _greatest(levels: pd.DataFrame, level: str, stale: str) -> pd.DataFrame:
    """Per backer, recipient and day the category with the greatest `level`, and what describes it."""
    key = [*_PAIR, "date"]
    by = {level: False, stale: True, f"{level}_since": False, "category": True}
    known = levels[levels[level].notna()].sort_values(list(by), ascending=list(by.values()))
    columns = [*(name for name in levels.columns if name.startswith(level)), stale]
    return known.drop_duplicates(key)[[*key, "category", *dict.fromkeys(columns)]]


def _gap(rows: pd.DataFrame) -> pd.Series[int]:
    gap = rows["announced"].fillna(0) - rows["actual"].fillna(0)
    return gap.clip(lower=0).astype("Int64")


def _names(record: type[Standing | Ended]) -> list[str]:
    return [field.name for field in fields(record)]


def _typed(records: list[dict[str, Any]], columns: list[str], days: pd.DatetimeIndex) -> pd.DataFrame:
    """Records as a frame with fixed types, also when there are none."""
    kinds = {"actual": "Int64", "announced": "Int64", "ended": "bool"}
    kinds |= dict.fromkeys(("date", "actual_since", "announced_since"), str(days.dtype))
    frame = pd.DataFrame(records, columns=columns)
    return frame.astype({name: kinds.get(name, "str") for name in columns})


def _daily(turns: pd.DataFrame, key: list[str], days: pd.DatetimeIndex) -> pd.DataFrame:
    """Repeat each record for every one of `days` from its date to the day before the next one of its key."""
    turns = turns.sort_values([*key, "date"], kind="stable", ignore_index=True)
    # A row from before the first day counts from that day on: searchsorted puts it at 0.
    start = pd.Series(days.searchsorted(turns["date"]), index=turns.index, dtype="int64")
    end = start.groupby([turns[name] for name in key]).shift(-1).fillna(len(days)).astype("int64")
    length = (end - start).to_numpy()
    rows = turns.loc[turns.index.repeat(length)].reset_index(drop=True)
    nth = np.arange(length.sum()) - np.repeat(length.cumsum() - length, length)
    rows["date"] = days[np.repeat(start.to_numpy(), length) + nth]
    return rows
