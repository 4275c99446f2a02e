"""Holding together: withdrawals, defections, evacuations and unopposed losses beside other losses."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.measure.umbrella import tops

FORMULA = (
    "*Holding together* sets side by side, per actor, day and confidence: events of type `withdrawal`, "
    "`defection` and `evacuation` by that actor (its `actor`, not `other_actors`), and the places it lost "
    "(rows of `control` with scope `place` whose `from_actor` it is). A loss is **unopposed** where the "
    "type of the row's own event is `withdrawal`, `evacuation`, `agreement` or `defection`, or where the "
    "losing actor, or another actor under the same umbrella, has an event of type `withdrawal` at that "
    "place on that day or the day before; every other loss is **other**: in fighting, or not stated. A "
    "withdrawal under fire thus counts as unopposed. Rows between two actors under one umbrella are left "
    "out. Events and places are different things, and one withdrawal may be both an event and the reason of "
    "a loss: never add them up."
)

SIGNS = ("withdrawal", "defection", "evacuation", "unopposed", "other_loss")
_EVENT_SIGNS = SIGNS[:3]
_WITHOUT_A_FIGHT = ("withdrawal", "evacuation", "agreement", "defection")
_COLUMNS = ["actor", "umbrella", "date", "sign", "confidence", "n", "events"]


def losses(changes: pd.DataFrame, events: pd.DataFrame, umbrella: dict[str, str]) -> pd.DataFrame:
    """Each place lost, in the order of `changes`.

    Columns: date, place, actor, umbrella, event, confidence, sign, because.

    actor = the one that lost it; sign 'unopposed' or 'other_loss', see FORMULA; `because` = the event that
    makes it unopposed (the row's own, else the first withdrawal at that place on that day, then on the day
    before), "" for other losses.
    """
    lost = changes[(changes["from_actor"] != "") & (changes["from_umbrella"] != changes["to_umbrella"])]
    left = events.loc[
        (events["type"] == "withdrawal") & (events["place"] != ""), ["id", "date", "place", "actor"]
    ]
    left = left.assign(from_umbrella=tops(left["actor"], umbrella)).drop(columns="actor")
    next_day = left.assign(date=left["date"] + pd.Timedelta(days=1))
    key = ["from_umbrella", "place", "date"]
    reasons = pd.concat([left, next_day]).drop_duplicates(key).set_index(key)["id"]
    reason = lost[key].join(reasons, on=key)["id"].astype("object").fillna("")
    because = reason.mask(lost["event_type"].isin(_WITHOUT_A_FIGHT), lost["event"]).astype("str")
    rows = lost.assign(
        actor=lost["from_actor"],
        umbrella=lost["from_umbrella"],
        because=because,
        sign=np.where(because != "", "unopposed", "other_loss"),
    )
    columns = ["date", "place", "actor", "umbrella", "event", "confidence", "sign", "because"]
    return rows[columns].astype({"sign": "str"}).reset_index(drop=True)


def signs(losses: pd.DataFrame, events: pd.DataFrame, umbrella: dict[str, str]) -> pd.DataFrame:
    """Signs per actor and day: [actor, umbrella, date, sign, confidence, n, events], in that order.

    sign: one of SIGNS; n = number of events (withdrawal, defection, evacuation) or of places lost (unopposed,
    other_loss); events = tuple of the ids of the events behind them, each once, in table order. For an
    umbrella sum n over its rows: no row is counted under two actors.
    """
    own = events.loc[events["type"].isin(_EVENT_SIGNS) & (events["actor"] != "")]
    own = own.rename(columns={"type": "sign", "id": "event"}).assign(umbrella=tops(own["actor"], umbrella))
    by = ["actor", "umbrella", "date", "sign", "confidence"]
    rows = pd.concat([own[[*by, "event"]], losses[[*by, "event"]]], ignore_index=True)
    found = rows.groupby(by).size().rename("n").reset_index()
    once = rows.drop_duplicates([*by, "event"])
    behind: list[list[str]] = [[] for _ in range(len(found))]
    # Not by a group each, of which there are tens of thousands; they are numbered in the order of `found`.
    for number, event in zip(once.groupby(by).ngroup().tolist(), once["event"].tolist(), strict=True):
        behind[number].append(event)
    return found.assign(events=pd.Series(map(tuple, behind), dtype="object"))[_COLUMNS]
