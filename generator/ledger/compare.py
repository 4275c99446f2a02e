"""Two states of the tables → what leads from one to the other, and the way back: pure, on strings.

The order of the rows is compared as well: it names the holder of a place that changed hands twice in a day. Of
rows that changed places among themselves as few as can be count as moved (those that are not part of a longest
run in the old order).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.ledger.entries import Entry
from generator.ledger.sheet import NONE, Sheet, State, laid_out, layout
from generator.schema import TABLES, table

Row = Mapping[str, str]


def compare(old: State, new: State) -> tuple[Entry, ...]:
    """Every change from `old` to `new`, by table in the order of the schema; nothing where both are the same.

    Of a table: its layout, then the rows that were removed or moved in their old order, then changed cells and
    added rows in the new one.
    """
    found: list[Entry] = []
    for each in TABLES:
        before, after = old.get(each.name, NONE), new.get(each.name, NONE)
        if before != after:
            found.extend(_changes(each.name, before, after))
    return tuple(found)


def _changes(name: str, old: Sheet, new: Sheet) -> Iterator[Entry]:
    if (before := layout(old)) != layout(new):
        yield Entry(name, "", "", "layout", before)
    was = {key: at for at, key in enumerate(old.keys)}
    now = {key: at for at, key in enumerate(new.keys)}
    both = [key for key in old.keys if key in now]
    moved = {both[at] for at in out_of_order([now[key] for key in both])}
    for at, key in enumerate(old.keys):
        stood = old.keys[at - 1] if at else ""
        if key not in now:
            cells = {column: cell for column, cell in zip(old.columns, old.rows[at], strict=True) if cell}
            yield Entry(name, key, "", "removed", _json(cells), "", stood)
        elif key in moved:
            yield Entry(name, key, "", "moved", "", "", stood)
    same = old.columns == new.columns
    columns = tuple(dict.fromkeys((*new.columns, *old.columns)))
    for at, key in enumerate(new.keys):
        if key not in was:
            yield Entry(name, key, "", "added")
        elif not same or new.rows[at] != old.rows[was[key]]:
            before_row, after_row = _row(old, was[key]), _row(new, at)
            for column in columns:
                pair = before_row.get(column, ""), after_row.get(column, "")
                if pair[0] != pair[1]:
                    yield Entry(name, key, column, "changed", *pair)


def _row(sheet: Sheet, at: int) -> dict[str, str]:
    return dict(zip(sheet.columns, sheet.rows[at], strict=True))


def _json(cells: Row) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def out_of_order(numbers: Sequence[int]) -> list[int]:
    """Positions in `numbers` (all different) outside of a longest increasing run; as few as can be.

    Patience sorting: `tails[n]` is the position at which the smallest end of a run of n + 1 stands.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(tails[length - 1] if length else -1)
        if length == len(tails):
            tails.append(at)
            ends.append(number)
        else:
            tails[length], ends[length] = at, number
    kept = set()
    at = tails[-1] if tails else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [at for at in range(len(numbers)) if at not in kept]


class BrokenLedgerError(Exception):
    """The changes do not fit the tables that they are said to have led to; the text names the first that does not."""


def back(new: State, changes: Iterable[Entry]) -> dict[str, Sheet]:
    """The state that `changes`, all those of one edition, have turned into `new`.

    Raises BrokenLedgerError when they do not fit it.
    """
    by_table: dict[str, list[Entry]] = {}
    for entry in changes:
        by_table.setdefault(entry.table, []).append(entry)
    old = dict(new)
    for name, entries in by_table.items():
        try:
            old[name] = _back(name, new.get(name, NONE), entries)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise BrokenLedgerError(f"{name}: {error}") from error
    return {each.name: old[each.name] for each in TABLES if old.get(each.name, NONE) != NONE}


def _back(name: str, new: Sheet, entries: Sequence[Entry]) -> Sheet:
    rows = {key: _row(new, at) for at, key in enumerate(new.keys)}
    was = layout(new)
    follows: dict[str, list[str]] = {}
    returned: dict[str, Row] = {}
    for entry in entries:
        if entry.kind == "layout":
            was = entry.old
        elif (entry.id in rows) == (entry.kind == "removed"):
            raise BrokenLedgerError(f"{name}: {entry.id!r} is {entry.kind}, and the table says otherwise")
        elif entry.kind == "added":
            del rows[entry.id]
        elif entry.kind == "changed":
            if rows[entry.id].get(entry.column, "") != entry.new:
                raise BrokenLedgerError(f"{name}: {entry.id!r}: {entry.column} is not the new value here")
            rows[entry.id][entry.column] = entry.old
    for entry in entries:
        if entry.kind in ("removed", "moved"):
            follows.setdefault(entry.after, []).append(entry.id)
            returned[entry.id] = json.loads(entry.old) if entry.kind == "removed" else rows.pop(entry.id)
    return laid_out(table(name), was, _in_order(rows, follows, returned))


def _in_order(
    kept: Mapping[str, Row], follows: Mapping[str, Sequence[str]], returned: Mapping[str, Row]
) -> dict[str, Row]:
    """All rows in their old order: each that returns stands right after the one that it stood after."""
    ordered: dict[str, Row] = {}

    def place(key: str) -> None:
        waiting = [key]
        while waiting:
            here = waiting.pop()
            waiting.extend(each for each in reversed(follows.get(here, ())) if each not in ordered)
            if here:
                ordered[here] = kept[here] if here in kept else returned[here]

    place("")
    for key in kept:
        place(key)
    if len(ordered) != len(kept) + len(returned):
        raise ValueError("a row that returns has lost its place")
    return ordered
