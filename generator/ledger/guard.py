"""Changes that a second person should look at before they are published: rules over one comparison.

A rule gives, for each change it catches, one line that says what was found. `settings.GUARD` has the thresholds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.ledger.distance import nearest
from generator.ledger.entries import Entry, Ledger
from generator.ledger.kinds import RANK, parts
from generator.ledger.sheet import State, cells
from generator.ledger.umbrella import among, parents
from generator.schema import TABLES

_LISTS = frozenset(
    (each.name, column.name)
    for each in TABLES
    for column in each.columns
    if column.references == "sources" and column.type == "list"
)
MANY_ROWS = "many_rows"


@dataclass(frozen=True)
class Case:
    """What the rules look at: the changes, the states before and after, the ledger up to then, and the day."""

    entries: Sequence[Entry]
    old: State
    new: State
    ledger: Ledger
    day: dt.date


@dataclass(frozen=True)
class Finding:
    """`entry`: the position of the change among those of the case; `message`: what was found, in one line. `whole`:
    it was found of the whole table, and in the same words of each change to it.
    """

    entry: int
    rule: str
    message: str

    @property
    def whole(self) -> bool:
        """Whether it is said once for the table."""
        return self.rule == MANY_ROWS


Found = Iterator[tuple[int, str]]
Rule = Callable[[Case, float], Found]


def guard(case: Case, thresholds: Mapping[str, float]) -> tuple[Finding, ...]:
    """What the rules find, in the order of the changes; a rule whose threshold is 0 or False is left out."""
    found = [
        Finding(at, name, message)
        for name, rule in RULES.items()
        if thresholds[name]
        for at, message in rule(case, thresholds[name])
    ]
    return tuple(sorted(found, key=lambda each: each.entry))


def reversed_control(case: Case, days: float) -> Found:
    """A place that passes back, or a cell of `control` that goes back to what it was, within so many days."""
    changed: dict[str, int] = {}
    for at, entry in enumerate(case.entries):
        if entry.table == "control" and entry.kind in ("added", "changed", "moved"):
            changed.setdefault(entry.id, at)
    for place, passed in (_passed(case.new) if changed else {}).items():
        for (first, before), (second, after) in pairwise(passed):
            between = _day(after["date"]) - _day(before["date"])
            back = after["to_actor"] == before["from_actor"] != ""
            if (
                back
                and between.days <= days
                and (key := next((k for k in (second, first) if k in changed), ""))
            ):
                when = f"{before['date']} to {after['date']}"
                message = (
                    f"{place} passes from {before['from_actor']} to {before['to_actor']} and back, {when}: "
                    f"within {days:g} days"
                )
                yield changed[key], message
    yield from _undone(case, days)


def _passed(state: State) -> dict[str, list[tuple[str, Mapping[str, str]]]]:
    """The rows of `control` of each place in the order of time; those of one day in table order."""
    by_place: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for key, row in sorted(cells(state, "control").items(), key=lambda pair: pair[1]["date"]):
        if row["scope"] == "place":
            by_place.setdefault(row["place"], []).append((key, row))
    return by_place


def _undone(case: Case, days: float) -> Found:
    recent = {
        edition.number: (case.day - edition.date).days
        for edition in case.ledger.editions
        if (case.day - edition.date).days <= days
    }
    undone = {
        (entry.id, entry.column, entry.new, entry.old): entry.edition
        for entry in case.ledger.changes
        if entry.table == "control" and entry.kind == "changed" and entry.edition in recent
    }
    for at, entry in enumerate(case.entries):
        edition = undone.get((entry.id, entry.column, entry.old, entry.new))
        if entry.table == "control" and entry.kind == "changed" and edition:
            message = (
                f"{entry.column} goes back to {entry.new or 'empty'}, as it was before edition {edition} "
                f"{_ago(recent[edition])}: within {days:g} days"
            )
            yield at, message


def _ago(days: int) -> str:
    return "of the same day" if not days else f"{days} day{'s' if days > 1 else ''} ago"


def lost_source(case: Case, _: float) -> Found:
    """A row that no longer names a source that it named."""
    for at, entry in enumerate(case.entries):
        if (entry.table, entry.column) in _LISTS and (lost := parts(entry.old) - parts(entry.new)):
            yield at, f"rests no longer on {', '.join(sorted(lost))}"


def removed_row(case: Case, _: float) -> Found:
    """A row that is there no longer."""
    for at, entry in enumerate(case.entries):
        if entry.kind == "removed":
            yield at, "was published, and is there no longer"


def raised_confidence(case: Case, _: float) -> Found:
    """A row that is said to be surer, with no source that it did not have before."""
    sources = {
        (entry.table, entry.id): parts(entry.new) - parts(entry.old)
        for entry in case.entries
        if (entry.table, entry.column) in _LISTS
    }
    for at, entry in enumerate(case.entries):
        raised = entry.column == "confidence" and RANK.get(entry.new, 0) > RANK.get(entry.old, 0)
        if raised and not sources.get((entry.table, entry.id)):
            yield at, f"goes from {entry.old} to {entry.new} without a new source"


def many_rows(case: Case, percent: float) -> Found:
    """Every change to rows of a table of which more than so many per cent were changed, removed or moved."""
    touched: dict[str, dict[str, list[int]]] = {}
    for at, entry in enumerate(case.entries):
        if entry.kind in ("changed", "removed", "moved"):
            touched.setdefault(entry.table, {}).setdefault(entry.id, []).append(at)
    for name, ids in touched.items():
        share = 100 * len(ids) / len(case.old[name].keys)
        if share > percent:
            message = (
                f"{len(ids)} of {len(case.old[name].keys)} rows of {name} ({share:.0f} %) are changed, removed or "
                f"moved: over {percent:g} %"
            )
            yield from ((at, message) for places in ids.values() for at in places)


def far_from_others(case: Case, km: float) -> Found:
    """A place that passes to an actor none of whose other places lies within so many kilometres."""
    changed: dict[str, int] = {}
    for at, entry in enumerate(case.entries):
        if entry.table == "control" and (
            entry.kind == "added" or entry.column in ("place", "to_actor", "scope")
        ):
            changed.setdefault(entry.id, at)
    if changed:
        control = cells(case.new, "control")
        for key, distance, other in nearest(case.new, changed):
            if distance > km:
                row = control[key]
                message = (
                    f"{row['place']} passes to {row['to_actor']}, {distance:,.0f} km from the nearest other place of "
                    f"that actor ({other}): over {km:g} km"
                )
                yield changed[key], message


def outsider(case: Case, _: float) -> Found:
    """A place that passes to an actor that its event does not name, or is now said to have passed from one.

    A new row may name a loser that its event does not: whoever enters a place may find others there than it fought.
    Of an event that names no actor nothing is said.
    """
    control, events, above = cells(case.new, "control"), cells(case.new, "events"), parents(case.new)
    for at, entry in enumerate(case.entries):
        column = "to_actor" if entry.kind == "added" else entry.column
        if entry.table != "control" or column not in ("from_actor", "to_actor"):
            continue
        row = control[entry.id]
        actor, named = row[column], _actors(events.get(row["event"], {}))
        if actor and named and not among(actor, named, above):
            passes = "passes from" if column == "from_actor" else "passes to"
            message = (
                f"{row['place']} {passes} {actor}, which is not among the actors of {row['event']} "
                f"({', '.join(named)})"
            )
            yield at, message


def _actors(event: Mapping[str, str]) -> list[str]:
    """Whom an event names, in its own order."""
    named = (event.get("actor", ""), event.get("target", ""), *event.get("other_actors", "").split("|"))
    return list(dict.fromkeys(filter(None, map(str.strip, named))))


def _day(cell: str) -> dt.date:
    return dt.date.fromisoformat(cell)


RULES: Mapping[str, Rule] = {
    "reversed": reversed_control,
    "far": far_from_others,
    "outsider": outsider,
    "lost_source": lost_source,
    "removed_row": removed_row,
    "raised_confidence": raised_confidence,
    MANY_ROWS: many_rows,
}
