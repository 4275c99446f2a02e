"""What the cells of one row say together. Each rule takes checked cells and skips what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from generator.check.fault import Fault, rows
from generator.remedy import listed, quoted
from generator.schema import Table, table


def events(frame: pd.DataFrame) -> Iterator[Fault]:
    """A span that runs backwards or has no end, and a best estimate outside its bounds."""
    yield from _not_before("events", frame, "date_end", "date")
    for row in rows((frame["date_precision"] == "range") & frame["date_end"].isna()):
        message = "expected the last possible day, because date_precision is 'range', got an empty cell"
        yield Fault("events", row, "date_end", message)
    yield from _fatalities(frame)


def _fatalities(frame: pd.DataFrame) -> Iterator[Fault]:
    low, best, high = (frame[f"fatalities_{bound}"] for bound in ("low", "best", "high"))
    crossed = (high < low).fillna(False)
    for row in rows(crossed):
        message = f"expected at least {low[row]}, the fatalities_low, got '{high[row]}'"
        yield Fault("events", row, "fatalities_high", message)
    for row in rows(((best < low).fillna(False) | (best > high).fillna(False)) & ~crossed):
        bounds = f"a number from {low[row]} to {high[row]} (fatalities_low to fatalities_high)"
        if pd.isna(high[row]):
            bounds = f"at least {low[row]}, the fatalities_low"
        elif pd.isna(low[row]):
            bounds = f"at most {high[row]}, the fatalities_high"
        yield Fault("events", row, "fatalities_best", f"expected {bounds}, got '{best[row]}'")


def control(frame: pd.DataFrame, dates: pd.Series) -> Iterator[Fault]:
    """A change dated otherwise than its event (`dates`: event id → its date), or from a holder to itself."""
    due = pd.Series(dates.reindex(frame["event"]).to_numpy())
    for row in rows(due.notna() & frame["date"].notna() & (due != frame["date"])):
        message = f"expected {_day(due[row])}, the date of its event, got '{_day(frame['date'][row])}'"
        yield Fault("control", row, "date", message)
    for row in rows((frame["from_actor"] == frame["to_actor"]) & (frame["to_actor"] != "")):
        message = f"expected another actor than from_actor, got {quoted(frame['to_actor'][row])}"
        yield Fault("control", row, "to_actor", message)


def support(frame: pd.DataFrame) -> Iterator[Fault]:
    """A scope where none belongs or none where one does, a backer of itself, half a fact."""
    scopes = listed(code.code for code in table("support").column("scope").codes)
    categories = {code.code for code in table("support").column("category").codes}
    leaves = frame["category"] == "withdrawal"
    for row in rows(leaves & (frame["scope"] == "")):
        message = f"expected one of {scopes} in a row of category withdrawal, got an empty cell"
        yield Fault("support", row, "scope", message)
    for row in rows(~leaves & (frame["scope"] != "") & frame["category"].isin(categories)):
        found = (
            f"an empty cell in a row of category {frame['category'][row]}, got {quoted(frame['scope'][row])}"
        )
        yield Fault("support", row, "scope", f"expected {found}")
    for row in rows((frame["backer"] == frame["recipient"]) & (frame["backer"] != "")):
        message = f"expected another actor than the backer, got {quoted(frame['recipient'][row])}"
        yield Fault("support", row, "recipient", message)
    for row in rows(frame["amount"].notna() & (frame["unit"] == "")):
        yield Fault("support", row, "unit", "expected a value beside amount, got an empty cell")
    for row in rows((frame["condition_met"] != "") & (frame["condition"] == "")):
        yield Fault("support", row, "condition", "expected a value beside condition_met, got an empty cell")


def assessments(frame: pd.DataFrame) -> Iterator[Fault]:
    """A forecast judged before it was made, or open with a day on which it was judged."""
    yield from _not_before("assessments", frame, "horizon", "date")
    yield from _not_before("assessments", frame, "resolution_date", "date")
    for row in rows((frame["resolved"] == "open") & frame["resolution_date"].notna()):
        found = _day(frame["resolution_date"][row])
        message = f"expected an empty cell, because resolved is 'open', got '{found}'"
        yield Fault("assessments", row, "resolution_date", message)


def beside(owner: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """A list that follows another one value by value, and is shorter or longer."""
    for column in owner.columns:
        if not column.beside:
            continue
        found, wanted = frame[column.name].map(len), frame[column.beside].map(len)
        for row in rows((found > 0) & (wanted > 0) & (found != wanted)):
            message = f"expected as many values as in {column.beside}, {wanted[row]}, got {found[row]}"
            yield Fault(owner.name, row, column.name, message)


def _day(value: pd.Timestamp) -> str:
    return f"{value:%Y-%m-%d}"


def _not_before(name: str, frame: pd.DataFrame, later: str, earlier: str) -> Iterator[Fault]:
    for row in rows(frame[later] < frame[earlier]):
        limit, found = _day(frame[earlier][row]), _day(frame[later][row])
        yield Fault(name, row, later, f"expected a day not before {limit} ({earlier}), got '{found}'")
