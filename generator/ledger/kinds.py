"""What a change is to a reader: new, completed, corrected, upgraded, downgraded, resolved, retracted.

A word may say no more than its row: an empty cell that was filled, or a list that has grown, was not wrong, so it is
completed, not corrected; a forecast whose outcome is now known is resolved.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.ledger.entries import Entry
from generator.schema import TABLES

NEW, COMPLETED, CORRECTED = "new", "completed", "corrected"
UPGRADED, DOWNGRADED, RESOLVED = "upgraded", "downgraded", "resolved"
RETRACTED, ORDER, FILES = "retracted", "order", "files"
KINDS = (NEW, UPGRADED, DOWNGRADED, RESOLVED, CORRECTED, COMPLETED, RETRACTED, ORDER, FILES)
"""In the order in which a reader is told of them."""

RANK = {"disputed": 0, "claimed": 1, "confirmed": 2}
"""How sure each code of `confidence` is."""

_OF_ROW = {"added": NEW, "removed": RETRACTED, "moved": ORDER, "layout": FILES}
_LISTS = frozenset(
    (each.name, column.name)
    for each in TABLES
    for column in each.columns
    if column.type == "list" and not column.beside
)
_OUTCOME = ("resolved", "resolution_date", "resolution_note")


def told(changes: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Each change with its kind, in the order in which they stand."""
    changes = list(changes)
    resolved = {
        (each.edition, each.id)
        for each in changes
        if each.table == "assessments" and each.column == "resolved" and each.old == "open"
    }
    return [(_kind(each, (each.edition, each.id) in resolved), each) for each in changes]


def _kind(entry: Entry, resolved: bool) -> str:
    if entry.kind != "changed":
        return _OF_ROW[entry.kind]
    if entry.table == "assessments" and resolved and entry.column in _OUTCOME:
        return RESOLVED
    if entry.column == "confidence" and {entry.old, entry.new} <= RANK.keys():
        return UPGRADED if RANK[entry.new] > RANK[entry.old] else DOWNGRADED
    return COMPLETED if _completes(entry) else CORRECTED


def _completes(entry: Entry) -> bool:
    """Whether all that the cell said still stands: it was empty, or a list that has grown."""
    listed = (entry.table, entry.column) in _LISTS
    return not entry.old or (listed and parts(entry.old) <= parts(entry.new))


def parts(cell: str) -> set[str]:
    """The values of a cell that holds a list."""
    return {part.strip() for part in cell.split("|")} - {""}
