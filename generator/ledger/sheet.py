"""One table as its files hold it, and those files in the one form that the ledger knows.

The form: UTF-8 without a byte order mark, lines that end in a line feed, one line per row, quotes only around a
cell that holds a comma or a quote, no white space around a cell and no blank row. What it leaves out is what
the check passes over as well, so a file saved by a spreadsheet holds the same facts and has the same hash.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from generator.check.cells import tidy
from generator.read import RawTable
from generator.schema import FACTS, Table

State = Mapping[str, "Sheet"]
"""The tables of facts of a site by name."""


@dataclass(frozen=True)
class Part:
    """One file: its path inside `data/`, its columns in their own order, and how many rows it holds."""

    file: str
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Sheet:
    """One table. `rows`: cells in the order of `columns`, "" where a file has no such column; rows in reading
    order, those of the first of `parts` first. `keys`: what tells each row apart, see `key`.
    """

    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


NONE = Sheet((), (), (), ())
"""A table that is not there."""


def key(table: Table, columns: Sequence[str]) -> list[int]:
    """Where in `columns` the key of a row stands: its id, or, in a table without ids, what the schema names as its
    key; `control` has event|place. The parts are slugs, which hold no vertical bar.
    """
    return [columns.index(name) for name in table.key]


def sheet(table: Table, raw: RawTable) -> Sheet:
    """The table that was read; it has no fault of reading."""
    columns = raw.header
    cells = [[tidy(cell) if cell else "" for cell in raw.frame[name]] for name in columns]
    rows = tuple(zip(*cells, strict=True))
    keys = tuple(map("|".join, zip(*(cells[at] for at in key(table, columns)), strict=True)))
    counts = np.bincount(raw.file_of, minlength=len(raw.files)).tolist()
    parts = zip(map(_inside, raw.files), raw.headers, counts, strict=True)
    return Sheet(columns, tuple(Part(*part) for part in parts), keys, rows)


def state(tables: Mapping[str, RawTable]) -> dict[str, Sheet]:
    """Every table of facts that has a file."""
    return {table.name: sheet(table, tables[table.name]) for table in FACTS if table.name in tables}


def cells(state: State, name: str) -> dict[str, dict[str, str]]:
    """The rows of a table by key, each column → cell; nothing when there is no such table."""
    found = state.get(name, NONE)
    return {
        key: dict(zip(found.columns, row, strict=True))
        for key, row in zip(found.keys, found.rows, strict=True)
    }


def _inside(file: str) -> str:
    path = PurePosixPath(file)
    return path.name if path.parent.name == "data" else f"{path.parent.name}/{path.name}"


def files(sheet: Sheet) -> dict[str, bytes]:
    """The files of the table: path inside `data/` → bytes."""
    found = {}
    first = 0
    for part in sheet.parts:
        at = [sheet.columns.index(name) for name in part.columns]
        rows = sheet.rows[first : first + part.rows]
        whole = part.columns == sheet.columns
        found[part.file] = _text([part.columns, *(rows if whole else ([row[i] for i in at] for row in rows))])
        first += part.rows
    return found


def _text(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def digest(sheet: Sheet) -> str:
    """SHA-256 of the table: of its file; of a folder, that of the lines `sha256sum *.csv` prints in it."""
    hashes = {file: hashlib.sha256(data).hexdigest() for file, data in files(sheet).items()}
    if len(hashes) == 1 and "/" not in (only := next(iter(hashes))):
        return hashes[only]
    lines = "".join(f"{value}  {PurePosixPath(file).name}\n" for file, value in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def digests(state: State) -> dict[str, str]:
    """Table → its SHA-256, in the order of the schema."""
    return {name: digest(sheet) for name, sheet in state.items()}


def layout(sheet: Sheet) -> str:
    """The files of the table and their columns as JSON, "" when it has none.

    A file has its number of rows beside it unless it is the last, which holds the rest: so a table that is one
    file has the same layout whatever is added to it. Columns stand there where they differ from the file before.
    """
    parts: list[dict[str, object]] = []
    for before, part in zip((None, *sheet.parts), sheet.parts, strict=False):
        columns = {} if before and before.columns == part.columns else {"columns": part.columns}
        rows = {} if part is sheet.parts[-1] else {"rows": part.rows}
        parts.append({"file": part.file, **columns, **rows})
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")) if parts else ""


def laid_out(table: Table, layout: str, rows: Mapping[str, Mapping[str, str]]) -> Sheet:
    """The table of that layout with `rows` (key → its cells that are not empty), in their order.

    Raises ValueError, KeyError or TypeError when the layout is none, or does not fit the rows.
    """
    parts: list[Part] = []
    left = len(rows)
    for each in (found := json.loads(layout or "[]")):
        count = left if each is found[-1] else int(each["rows"])
        columns = tuple(map(str, each["columns"])) if "columns" in each else parts[-1].columns
        parts.append(Part(str(each["file"]), columns, count))
        left -= count
    if left or any(part.rows < 0 for part in parts):
        raise ValueError("more or fewer rows than in its files")
    of_rows = (part for part in parts for _ in range(part.rows))
    for (key, row), part in zip(rows.items(), of_rows, strict=True):
        # A value that no file had room for: the change that brought it is not on record.
        if lost := next((name for name, cell in row.items() if cell and name not in part.columns), ""):
            raise ValueError(f"{key!r}: {lost} has a value, and {part.file} has no such column")
    named = {name for part in parts for name in part.columns}
    columns = tuple(column.name for column in table.columns if column.name in named)
    cells = tuple(tuple(row.get(name, "") for name in columns) for row in rows.values())
    return Sheet(columns, tuple(parts), tuple(rows), cells)
