"""Who holds each place on each day, and what each actor gained and lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.measure.umbrella import tops
from generator.schema import table

FORMULA = (
    "Control follows from the rows of `control` with scope `place` alone. Before its first row a place is "
    "held by that row's `from_actor`; from the date of a row on by its `to_actor`. A map shows a place from 30 "
    "days before its first row on. Rows of one day count in "
    "table order, so the last of them names the holder at the end of that day. From the day after a "
    "holder's `until` the place has no known holder, until a later row names one. *Gained* is the number of "
    "rows whose `to_actor` is the actor, *lost* the number whose `from_actor` is, *net* is gained − lost; "
    "each row counts as one place, whatever its `settlements`. Rolled up to an umbrella, rows between two "
    "actors under it are left out. Rows of scope `area` are shown as they are and never added to these "
    "counts."
)

CONFIDENCE = tuple(code.code for code in table("events").column("confidence").codes)

_CHANGES = (
    *("event", "place", "date", "from_actor", "to_actor", "settlements", "note"),
    *("confidence", "event_type", "order", "from_umbrella", "to_umbrella"),
)
_ONE_DAY = pd.Timedelta(days=1)


def changes(
    control: pd.DataFrame, events: pd.DataFrame, umbrella: dict[str, str], scope: str = "place"
) -> pd.DataFrame:
    """The rows of `control` of one scope, by date and then in table order.

    Columns: event, place, date, from_actor, to_actor, settlements, note, confidence and event_type (both of
    the row's event), order (row number in the table), from_umbrella, to_umbrella ("" where no actor is
    named).
    """
    rows = control[control["scope"] == scope]
    rows = rows.assign(order=rows.index.astype("int64")).sort_values(["date", "order"])
    cited = events.loc[events["id"].isin(rows["event"]), ["id", "confidence", "type"]].set_index("id")
    return rows.assign(
        confidence=rows["event"].map(cited["confidence"]).astype("str"),
        event_type=rows["event"].map(cited["type"]).astype("str"),
        from_umbrella=tops(rows["from_actor"], umbrella),
        to_umbrella=tops(rows["to_actor"], umbrella),
    ).reset_index(drop=True)[list(_CHANGES)]


def spells(changes: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Who held a place when: [place, actor, start, end, event], by place and then in the order of time.

    `start` NaT: since before the data. `end`: the first day it no longer held; NaT: to the end of the data; a
    spell that began and ended on one day has start == end. `event`: the change that began it, "" for none.
    `actor` "": no known holder, named so by a row, or because the holder's `actors.until` has passed. A row
    later than an actor's `until` that names it all the same is followed: rows outrank the list of actors.
    """
    rows = changes.sort_values(["place", "date", "order"]).reset_index(drop=True)
    opening = rows.drop_duplicates("place")
    before = opening.assign(actor=opening["from_actor"], end=opening["date"], event="")
    after = rows.assign(
        actor=rows["to_actor"], start=rows["date"], end=rows.groupby("place")["date"].shift(-1)
    )
    before["start"] = pd.Series(pd.NaT, index=before.index, dtype=after["start"].dtype)
    # Ranks keep the order of time within a place, also where a spell starts and ends on one day.
    before["rank"], after["rank"] = before.index - 0.5, after.index.astype("float64")
    columns = ["place", "actor", "start", "end", "event"]
    held = _ceased(pd.concat([before, after], ignore_index=True)[[*columns, "rank"]], actors)
    return held.sort_values(["place", "rank"])[columns].reset_index(drop=True)


def _ceased(held: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Cut each spell at the day after its actor's `until`; the rest of it has no known holder."""
    gone = (actors.set_index("id")["until"] + _ONE_DAY).reindex(held["actor"]).set_axis(held.index)
    begun = held["start"].isna() | (held["start"] < gone)
    cut = gone.notna() & begun & (held["end"].isna() | (held["end"] > gone))
    rest = held[cut].assign(actor="", start=gone[cut], event="", rank=held["rank"][cut] + 0.25)
    held["end"] = held["end"].mask(cut, gone)
    return pd.concat([held, rest], ignore_index=True)


def holders(spells: pd.DataFrame, day: pd.Timestamp) -> pd.Series[str]:
    """Place -> the actor that holds it at the end of `day` ("" for no known holder), by place."""
    held = spells[_in_force(spells, day)]
    return held.set_index("place")["actor"]


Holdings = tuple[Sequence[date], Sequence[str]]
"""The days from which a place was held by another actor, in the order of time, and by whom from each on."""


def holdings(spells: pd.DataFrame) -> Mapping[str, Holdings]:
    """The spells of each place, by place, for `holder`; one that began before the data has the first of all days."""
    starts = spells["start"].to_numpy("datetime64[D]").tolist()  # None for NaT
    found: dict[str, tuple[list[date], list[str]]] = {}
    for place, start, actor in zip(spells["place"], starts, spells["actor"], strict=True):
        days, actors = found.setdefault(str(place), ([], []))
        days.append(start or date.min)
        actors.append(str(actor))
    return found


def holder(held: Holdings, day: date) -> str:
    """Who held a place at the end of `day`, as `holders` has it: a spell lasts until the next one."""
    days, actors = held
    return actors[bisect_right(days, day) - 1]


def _in_force(spells: pd.DataFrame, day: pd.Timestamp) -> NDArray[np.bool_]:
    moment = np.datetime64(day)
    start, end = spells["start"].to_numpy(), spells["end"].to_numpy()
    held: NDArray[np.bool_] = (np.isnat(start) | (start <= moment)) & (np.isnat(end) | (end > moment))
    return held


def tally(changes: pd.DataFrame, level: str = "actor") -> pd.DataFrame:
    """Places gained and lost per day: [date, actor, confidence, gained, lost], by date, actor and confidence.

    gained = rows to the actor, lost = rows from it; net = gained − lost. `level` "actor" counts each actor
    for itself, "umbrella" rolls up to the top-most actors. A row between two actors of one umbrella (or from
    an actor to itself) is left out; the side of a row that names no actor is left out too.
    """
    source, target = f"from_{level}", f"to_{level}"
    moved = changes[changes[source] != changes[target]]
    sides = [
        moved.assign(actor=moved[target], gained=1, lost=0),
        moved.assign(actor=moved[source], gained=0, lost=1),
    ]
    return _summed(pd.concat(sides))


def family_tally(changes: pd.DataFrame, family: pd.DataFrame) -> pd.DataFrame:
    """As `tally`, for every actor together with all the actors below it (`family`: `umbrella.lineage`).

    For an actor without members this is its own tally, for a top-most actor that of its umbrella.
    """
    gains = changes.merge(family, left_on="to_actor", right_on="actor")
    losses = changes.merge(family, left_on="from_actor", right_on="actor")
    # The same row reached from both ends under one ancestor stayed within its family.
    inside = pd.MultiIndex.from_frame(gains[["order", "ancestor"]]).intersection(
        pd.MultiIndex.from_frame(losses[["order", "ancestor"]])
    )
    sides = []
    for rows, gained in ((gains, 1), (losses, 0)):
        outside = rows[~pd.MultiIndex.from_frame(rows[["order", "ancestor"]]).isin(inside)]
        sides.append(outside.assign(actor=outside["ancestor"], gained=gained, lost=1 - gained))
    return _summed(pd.concat(sides))


def _summed(sides: pd.DataFrame) -> pd.DataFrame:
    by = ["date", "actor", "confidence"]
    named = sides[sides["actor"] != ""]
    return named.groupby(by, as_index=False)[["gained", "lost"]].sum().sort_values(by, ignore_index=True)


def claims(rows: pd.DataFrame) -> dict[str, int]:
    """How many of `rows` (any frame with `confidence`) are confirmed, claimed, disputed; zeros too."""
    counts = rows["confidence"].value_counts()
    return {name: int(counts.get(name, 0)) for name in CONFIDENCE}
