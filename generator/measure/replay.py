"""The rows of `support` read in order: what stands after each day on which something was said or done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

ANNOUNCED = frozenset({"requested", "considered", "conditional", "pledged"})
PERFORMED = frozenset({"delivered", "withdrawn"})
_pair = attrgetter("backer", "recipient")


@dataclass(frozen=True)
class Standing:
    """What stands in one category of a pair: the actual and the announced level, each with its row.

    A level is None where no row has set it, or where the announcement is closed.
    """

    actual: int | None = None
    actual_row: str = ""
    actual_since: pd.Timestamp | None = None
    actual_confidence: str = ""
    announced: int | None = None
    announced_status: str = ""
    announced_row: str = ""
    announced_since: pd.Timestamp | None = None
    announced_confidence: str = ""


@dataclass(frozen=True)
class Ended:
    """Whether a general withdrawal is in force for a pair (backer, recipient), and the row that says so."""

    ended: bool = False
    ended_row: str = ""


def replay(rows: pd.DataFrame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Replay `support` (by date, then table order) pair by pair.

    Returns two lists of records, one per day on which something changed: standings (backer, recipient,
    category, date and the fields of Standing) and endings (backer, recipient, date and the fields of Ended).
    """
    standings: list[dict[str, Any]] = []
    endings: list[dict[str, Any]] = []
    # Rows as they come, not frames of a few rows each: those cost a hundred times as much.
    ordered: list[Any] = list(rows.sort_values("date", kind="stable").itertuples(index=False))
    for (backer, recipient), pair in groupby(sorted(ordered, key=_pair), key=_pair):
        whose = {"backer": backer, "recipient": recipient}
        for day, states, ended in _days(pair):
            standings += [
                {**whose, "category": name, "date": day, **vars(state)} for name, state in states.items()
            ]
            endings.append({**whose, "date": day, **vars(ended)})
    return standings, endings


def _days(pair: Iterable[Any]) -> Iterator[tuple[pd.Timestamp, dict[str, Standing], Ended]]:
    """Each day with rows: the categories they touched, and whether support has ended, at its close."""
    states: dict[str, Standing] = {}
    blank, ended = Standing(), Ended()
    for day, rows in groupby(pair, key=attrgetter("date")):
        touched: dict[str, Standing] = {}
        counted = False
        for row in rows:
            if row.category != "withdrawal":
                state = after(row, states.get(row.category, blank))
                states[row.category] = touched[row.category] = state
                if row.status == "delivered" and state.actual:
                    ended = Ended()
            elif row.scope == "general" and row.status in PERFORMED:
                # A category first named later on has ended too: it starts from this row, not from nothing.
                blank, ended = _actual(Standing(), row, 0), Ended(True, row.id)
                states = dict.fromkeys(states, blank)
                touched = dict(states)
            else:
                continue  # a local withdrawal leaves every category, an announced one is no withdrawal yet
            counted = True
        if counted:
            yield day, touched, ended


def after(row: Any, state: Standing) -> Standing:
    """What stands in a category after one more row of it (any category but `withdrawal`)."""
    level = None if pd.isna(row.level) else int(row.level)
    if row.status in ANNOUNCED:
        return replace(
            state,
            announced=level,
            announced_status=row.status,
            announced_row=row.id,
            announced_since=row.date,
            announced_confidence=row.confidence,
        )
    kept = (
        row.status == "delivered"
        and state.announced is not None
        and (level is None or level < state.announced)
    )
    return _actual(state if kept else _closed(state), row, level)


def _actual(state: Standing, row: Any, level: int | None) -> Standing:
    return replace(
        state, actual=level, actual_row=row.id, actual_since=row.date, actual_confidence=row.confidence
    )


def _closed(state: Standing) -> Standing:
    """The announcement has been carried out, refused or ended."""
    return Standing(state.actual, state.actual_row, state.actual_since, state.actual_confidence)
