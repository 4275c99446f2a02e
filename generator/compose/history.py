"""The ledger as readers are told of it: of each edition the rows that it changed, and the pages that show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.compose.book import Book
from generator.ledger import Edition, Entry, kinds
from generator.records import each
from generator.schema import TABLES, table
from generator.tables import Tables

_REPORTS = ("events", "control", "support", "meetings", "assessments")
_PAGED = frozenset((*_REPORTS, "actors", "places"))


@dataclass(frozen=True)
class RowChange:
    """What one edition did to one row: `kind` is the first of `ledger.KINDS` among its `entries`.

    `pages`: of days, actors and places, without their ending, those that show the row as it is or as it was.
    """

    edition: int
    table: str
    id: str
    kind: str
    entries: tuple[Entry, ...]
    pages: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its edition."""
        return f"{self.table}-{self.id.replace('|', '--')}"

    @property
    def guard(self) -> tuple[str, ...]:
        """The rules that asked for an approval."""
        return tuple(dict.fromkeys(rule for entry in self.entries for rule in entry.guard))

    def cell(self, column: str) -> Entry | None:
        """The change of that column."""
        return next((entry for entry in self.entries if entry.column == column), None)

    @property
    def was(self) -> Mapping[str, str]:
        """The cells of a removed row."""
        return json.loads(self.entries[0].old) if self.entries[0].kind == "removed" else {}


class History:
    """Editions from the first to the last; `rows`: by edition, each row once, in the order in which readers are told.

    Empty for tables without editions. Rows that only changed their order, and files, are counted in `remarks`:
    edition → kind → how many, since no value changes by them.
    """

    def __init__(self, tables: Tables, book: Book) -> None:
        self.editions = tuple(
            Edition(int(row.number), row.date.date(), dict(part.split(":") for part in row.tables), row.note)
            for row in each(tables.editions)
        )
        self.rows: dict[int, tuple[RowChange, ...]] = {edition.number: () for edition in self.editions}
        self.remarks: dict[int, dict[str, int]] = {}
        found: dict[int, list[RowChange]] = {}
        shown, self._events = _Shown(book), book.event
        for (edition, name, id), told in _by_row(tables).items():
            kind = min((kind for kind, _ in told), key=kinds.KINDS.index)
            if kind in (kinds.ORDER, kinds.FILES):
                counts = self.remarks.setdefault(edition, {})
                counts[kind] = counts.get(kind, 0) + 1
                continue
            entries = tuple(entry for each, entry in told if each not in (kinds.ORDER, kinds.FILES))
            pages = tuple(dict.fromkeys(shown.pages(name, id, entries)))
            found.setdefault(edition, []).append(RowChange(edition, name, id, kind, entries, pages))
        names = [each.name for each in TABLES]
        for edition, rows in found.items():
            rows.sort(key=lambda row: (kinds.KINDS.index(row.kind), names.index(row.table)))
            self.rows[edition] = tuple(rows)

    @property
    def last(self) -> int:
        """The number of the last edition, 0 when there is none."""
        return len(self.editions)

    def changed(self, edition: int) -> tuple[RowChange, ...]:
        """The rows that were changed or removed in an edition, those that it added left out."""
        return tuple(row for row in self.rows[edition] if row.kind != kinds.NEW)

    def retracted(self) -> Iterator[RowChange]:
        """Events that are gone: removed by an edition, and not there again."""
        for rows in self.rows.values():
            for row in rows:
                if row.table == "events" and row.kind == kinds.RETRACTED and row.id not in self._events:
                    yield row

    def retracted_days(self) -> Iterator[date]:
        """The days on which they stood."""
        return (date.fromisoformat(row.was["date"]) for row in self.retracted())

    def provisional(self, row: RowChange) -> bool:
        """Whether a rule has caught the change and no later edition has yet stood by it."""
        return bool(row.guard) and row.edition == self.last


def _by_row(tables: Tables) -> dict[tuple[int, str, str], list[tuple[str, Entry]]]:
    columns = [tables.changes[column.name].tolist() for column in table("changes").columns]
    names = [column.name for column in table("changes").columns]
    entries = [Entry(**dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True)]
    found: dict[tuple[int, str, str], list[tuple[str, Entry]]] = {}
    for kind, entry in kinds.told(entries):
        found.setdefault((int(entry.edition), entry.table, entry.id), []).append((kind, entry))
    return found


class _Shown:
    """Which pages show a row."""

    def __init__(self, book: Book) -> None:
        rows = (*book.changes, *book.areas)
        self._rows: dict[str, Mapping[str, object]] = {
            "control": {f"{row.event}|{row.place}": row for row in rows},
            "events": book.event,
            "support": book.support_row,
            "meetings": {row.id: row for row in book.meetings},
            "assessments": {row.id: row for row in book.assessments},
        }

    def pages(self, name: str, id: str, entries: Iterable[Entry]) -> Iterator[str]:
        """As it is, then as it was."""
        if name not in _PAGED:
            return
        if name in ("actors", "places"):
            yield f"{name}/{id}"
            return
        if row := self._rows[name].get(id):
            yield from _of(name, {column: getattr(row, column, "") for column in _columns(name)})
        for entry in entries:
            if entry.kind == "removed":
                yield from _of(name, json.loads(entry.old))
            elif entry.kind == "changed" and entry.old:
                yield from _of(name, {entry.column: entry.old})


def _columns(name: str) -> list[str]:
    return [
        column.name
        for column in table(name).columns
        if column.name == "date" or column.references in ("actors", "places")
    ]


def _of(name: str, cells: Mapping[str, object]) -> Iterator[str]:
    """The pages that some cells of a row lead to."""
    for column in table(name).columns:
        cell = cells.get(column.name) or ()
        values = [str(value).strip() for value in (cell.split("|") if isinstance(cell, str) else _list(cell))]
        if column.name == "date":
            yield from (f"dates/{value}" for value in values)
        elif column.references in ("actors", "places"):
            yield from (f"{column.references}/{value}" for value in values if value)


def _list(cell: object) -> Iterable[object]:
    return cell if isinstance(cell, tuple) else (cell,)
