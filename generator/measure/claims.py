"""What became of claims: which the ledger shows confirmed later, and how many days after their events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from generator.records import each

FORMULA = (
    "A *claim* is an event whose confidence is `claimed`, or was in an earlier edition; a change of control counts "
    "with its event, once. It is counted for the `actor` of its row, the one that acts: who made the claim is not "
    "in the tables. It was **later confirmed** where an edition changed its row to `confirmed` and it still is; "
    "**retracted** where its row was removed. The *days it took* run from the event’s `date` to the earliest day on "
    "which one of the sources that this edition added to the row was published, a day before the event left out; "
    "where it added none with a date, to the date of the edition. Without a change on record nothing was confirmed: "
    "rows that were confirmed when they were first recorded are no claims."
)

COLUMNS = ("event", "actor", "date", "outcome", "edition", "confirmed", "by_source")
CLAIMED, CONFIRMED, RETRACTED = "claimed", "confirmed", "retracted"


def claims(
    events: pd.DataFrame, changes: pd.DataFrame, editions: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Every claim, those that still stand first, each group in table order.

    Columns: event, actor ("" where none is named), date (of the event); outcome (`claimed`, `confirmed`, `disputed`,
    or `retracted` for a removed row); of a confirmed one edition (Int64, that confirmed it), confirmed (the day that
    its days are counted to) and by_source (bool: that day is a source's, not the edition's), else <NA>, NaT, False.
    `changes`, `editions`: the tables of the ledger; without them every claim still stands.
    """
    standing = events.loc[events["confidence"] == CLAIMED, ["id", "actor", "date"]].rename(
        columns={"id": "event"}
    )
    standing = standing.assign(outcome=CLAIMED, by_source=False).reindex(columns=list(COLUMNS))
    turned = pd.DataFrame(_turned(events, changes, editions, sources), columns=list(COLUMNS))
    return pd.concat([_typed(standing), _typed(turned)], ignore_index=True)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    kinds = {"edition": "Int64", "by_source": "bool", "date": "datetime64[us]", "confirmed": "datetime64[us]"}
    return rows.astype({name: kinds.get(name, "str") for name in COLUMNS})


def _turned(
    events: pd.DataFrame, changes: pd.DataFrame, editions: pd.DataFrame, sources: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    """The claims that stand no longer: those of rows in table order, then those of removed rows."""
    own = changes[changes["table"] == "events"]
    marked = own[(own["column"] == "confidence") | own["kind"].isin(("removed", "added"))]
    marked = marked[marked["id"].isin(set(_once_claimed(marked)))]
    history = {str(id): rows for id, rows in marked.groupby("id", sort=False)}
    cited = own[(own["column"] == "sources") & own["id"].isin(history)]
    added = {(row.id, row.edition): _parts(row.new) - _parts(row.old) for row in each(cited)}
    published = sources.set_index("id")["published"]
    recorded = editions.set_index("number")["date"]
    there = events[events["id"].isin(history)]
    present = set(there["id"])
    for row in each(there[there["confidence"] != CLAIMED]):
        claim = (row.id, row.actor, row.date, row.confidence)
        if row.confidence != CONFIRMED:
            yield (*claim, pd.NA, pd.NaT, False)
            continue
        edition = history[str(row.id)]["edition"].max()
        dates = published.reindex(sorted(added.get((row.id, edition), ())))
        dates = dates[dates >= row.date]
        yield (*claim, edition, dates.min() if len(dates) else recorded[edition], len(dates) > 0)
    for id in (id for id in history if id not in present):
        # A preview may be ahead of the ledger, and lack a row whose removal is not yet on record.
        for old in history[id].loc[history[id]["kind"] == "removed", "old"].tail(1):
            cells = json.loads(old)
            yield (id, cells.get("actor", ""), pd.Timestamp(cells["date"]), RETRACTED, pd.NA, pd.NaT, False)


def _once_claimed(marked: pd.DataFrame) -> Iterator[str]:
    """The ids of rows that the ledger knows as claims."""
    yield from marked.loc[(marked["old"] == CLAIMED) | (marked["new"] == CLAIMED), "id"]
    removed = marked[marked["kind"] == "removed"]
    for id, old in zip(removed["id"], removed["old"], strict=True):
        cells: Mapping[str, str] = json.loads(old)
        if cells.get("confidence") == CLAIMED:
            yield id


def _parts(cell: str) -> set[str]:
    """The values of a list as the ledger has it."""
    return {part.strip() for part in cell.split("|")}
