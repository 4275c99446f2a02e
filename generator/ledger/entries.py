"""The ledger itself: its editions and the changes that lead from each to the next, as frozen rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.ledger.sheet import NONE, Part, Sheet
from generator.read import RawTable
from generator.schema import CHANGES, EDITIONS, Table


@dataclass(frozen=True)
class Edition:
    """A row of `editions`; `tables`: table → SHA-256 of it."""

    number: int
    date: dt.date
    tables: Mapping[str, str]
    note: str


@dataclass(frozen=True)
class Entry:
    """A row of `changes`: what one cell, row or table was in the edition before (`old`) and is in this (`new`).

    `kind`: changed (a cell), added, removed or moved (a row: `column` is ""), layout (the files and columns of a
    table: `id` and `column` are ""). A removed row has its cells in `old`, as JSON, those that are empty left
    out; a layout is that of the edition before, see `sheet.layout`. `after`: the key of the row before it in the
    edition before, "" when it stood first; for removed and moved rows. `guard`: the rules that ask for an approval.
    `edition` 0: not yet recorded.
    """

    table: str
    id: str
    column: str
    kind: str
    old: str = ""
    new: str = ""
    after: str = ""
    edition: int = 0
    reason: str = ""
    guard: tuple[str, ...] = ()
    approved_by: str = ""


@dataclass(frozen=True)
class Ledger:
    """Editions from the first to the last, and the changes of each; both empty before the first record."""

    editions: tuple[Edition, ...] = ()
    changes: tuple[Entry, ...] = ()

    def upto(self, number: int) -> Ledger:
        """The ledger as it was when that edition was the last."""
        kept = tuple(each for each in self.changes if each.edition <= number)
        return Ledger(self.editions[:number], kept)

    def of(self, number: int) -> tuple[Entry, ...]:
        """The changes that made that edition out of the one before."""
        return tuple(each for each in self.changes if each.edition == number)


def provisional(ledger: Ledger) -> tuple[Entry, ...]:
    """The changes that a rule of the guard has caught and no later edition has yet stood by."""
    return tuple(each for each in ledger.changes if each.guard and each.edition == len(ledger.editions))


def ledger(tables: Mapping[str, RawTable]) -> Ledger:
    """The ledger among the tables of a folder. Raises ValueError when a cell is not what the schema asks for."""
    editions = tuple(
        Edition(int(row["number"]), dt.date.fromisoformat(row["date"]), _hashes(row["tables"]), row["note"])
        for row in _rows(EDITIONS, tables)
    )
    changes = tuple(map(_entry, _rows(CHANGES, tables)))
    return Ledger(editions, changes)


def _entry(row: dict[str, str]) -> Entry:
    edition, guard = int(row["edition"]), tuple(filter(None, row["guard"].split("|")))
    return Entry(
        row["table"],
        row["id"],
        row["column"],
        row["kind"],
        row["old"],
        row["new"],
        row["after"],
        edition,
        row["reason"],
        guard,
        row["approved_by"],
    )


def _rows(table: Table, tables: Mapping[str, RawTable]) -> Iterable[dict[str, str]]:
    if table.name not in tables:
        return []
    frame = tables[table.name].frame
    columns = [[(cell or "").strip() for cell in frame[column.name]] for column in table.columns]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _hashes(cell: str) -> dict[str, str]:
    pairs = [part.strip().partition(":") for part in cell.split("|") if part.strip()]
    return {name: value for name, _, value in pairs}


def sheets(ledger: Ledger) -> tuple[Sheet, Sheet]:
    """The tables `editions` and `changes`, each one file; `changes` is none when there are no changes."""
    editions = [
        (
            str(each.number),
            each.date.isoformat(),
            "|".join(f"{name}:{value}" for name, value in each.tables.items()),
            each.note,
        )
        for each in ledger.editions
    ]
    changes = [_cells(each) for each in ledger.changes]
    return _one_file(EDITIONS, editions), _one_file(CHANGES, changes) if changes else NONE


def _cells(entry: Entry) -> tuple[str, ...]:
    cells = vars(entry) | {"edition": str(entry.edition), "guard": "|".join(entry.guard)}
    return tuple(cells[column.name] for column in CHANGES.columns)


def _one_file(table: Table, rows: Sequence[tuple[str, ...]]) -> Sheet:
    columns = tuple(column.name for column in table.columns)
    return Sheet(columns, (Part(f"{table.name}.csv", columns, len(rows)),), (), tuple(rows))
