"""Files → raw tables of strings that know their file and line, and the analysts' notes.

Nothing is judged here but whether a file can be read as a table; what the cells mean is `check`'s question.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from generator.problems import Problem
from generator.read.notes import Note, collect_notes, read_notes
from generator.read.raw import RawTable, RawTables
from generator.read.rows import Rows, parse
from generator.read.text import name, read_text
from generator.remedy import did_you_mean, listed, quoted
from generator.schema import TABLES, Table
from generator.settings import Settings
from generator.untidied import untidied

__all__ = ["Note", "RawTable", "RawTables", "read", "read_notes", "read_tables"]


@untidied()
def read(settings: Settings) -> RawTables:
    """Read `content/data` and `content/notes`; faults are carried along in `problems`, never raised."""
    tables, problems = read_tables(settings.content / "data", settings)
    notes, refused = collect_notes(settings)
    return RawTables(tables, notes, (*problems, *refused))


def read_tables(data: Path, settings: Settings) -> tuple[dict[str, RawTable], list[Problem]]:
    """The tables in the folder `data`, of this site or of an earlier state of it, and what is wrong with them."""
    problems = list(_strangers(data, settings))
    tables: dict[str, RawTable] = {}
    for table in TABLES:
        files = _files(data, table.name)
        if files:
            tables[table.name], faults = _table(table, files, settings)
            problems.extend(faults)
        elif table.required:
            where = f"expected {table.name}.csv or a folder {table.name}/ with CSV files"
            problems.append(
                Problem(name(settings, data / f"{table.name}.csv"), 0, "", f"no such table; {where}")
            )
        if len(files) > 1 and files[0].parent == data:
            message = f"the table is here and in the folder {table.name}/; keep one of them"
            problems.append(Problem(name(settings, files[0]), 0, "", message))
    return tables, problems


def _files(data: Path, table: str) -> list[Path]:
    """The files of a table: its CSV file first, then those of its folder by name."""
    single = data / f"{table}.csv"
    return [single] * single.is_file() + sorted(filter(_is_csv, (data / table).glob("*")))


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and not path.name.startswith(".") and path.is_file()


def _strangers(data: Path, settings: Settings) -> Iterator[Problem]:
    """CSV files in `content/data` that no table takes: silence would lose their rows."""
    tables = [table.name for table in TABLES]
    for path in sorted(filter(_is_csv, data.rglob("*"))):
        inside = path.relative_to(data).parts
        if len(inside) == 1 and path.name not in [f"{table}.csv" for table in tables]:
            hint = did_you_mean(path.name, [f"{table}.csv" for table in tables])
        elif len(inside) > 1 and inside[0] not in tables:
            hint = did_you_mean(inside[0] + "/", [f"{table}/" for table in tables])
        elif len(inside) > 2:
            yield Problem(name(settings, path), 0, "", f"too deep; files of this table go into {inside[0]}/")
            continue
        else:
            continue
        hint = hint or f"; the tables are {listed(tables)}"
        yield Problem(name(settings, path), 0, "", f"there is no table of this name{hint}")


def _table(table: Table, paths: list[Path], settings: Settings) -> tuple[RawTable, list[Problem]]:
    files = [name(settings, path) for path in paths]
    columns: dict[str, list[str | None]] = {column.name: [] for column in table.columns}
    file_of: list[int] = []
    lines: list[int] = []
    stray: set[str] = set()
    seen: set[str] = set()
    problems: list[Problem] = []
    headers: list[tuple[str, ...]] = [()] * len(paths)
    whole = True
    for number, path in enumerate(paths):
        text = read_text(path, files[number])
        if isinstance(text, Problem):
            problems.append(text)
            whole = False
            continue
        rows = parse(text, files[number])
        faults = list(_header_faults(table, rows, files[number]))
        problems.extend(faults)
        problems.extend(rows.problems)
        known = set(rows.header) & columns.keys()
        whole = whole and rows.whole and set(table.key) <= known
        stray |= rows.stray
        if not known:
            continue
        seen |= known
        headers[number] = rows.header
        file_of.extend([number] * len(rows.lines))
        lines.extend(rows.lines)
        for column, cells in columns.items():
            if column in known:
                cells.extend(rows.columns[rows.header.index(column)])
            else:
                cells.extend([None] * len(rows.lines))
    header = tuple(column for column in columns if column in seen)
    frame = pd.DataFrame(columns, dtype=object)
    place = (tuple(files), np.array(file_of, dtype=np.int64), np.array(lines, dtype=np.int64))
    return RawTable(table.name, header, frame, *place, frozenset(stray), whole, tuple(headers)), problems


def _header_faults(table: Table, rows: Rows, file: str) -> Iterator[Problem]:
    names = [column.name for column in table.columns]
    needed = [column.name for column in table.columns if not column.optional]
    header, line = rows.header, rows.header_line
    if not header:
        if rows.whole:
            message = f"the file is empty; expected a header row with the columns {listed(needed)}"
            yield Problem(file, 0, "", message)
        return
    if not set(header) & set(names):
        yield Problem(
            file, line, "", f"expected a header row with the columns {listed(needed)}, {_found(header)}"
        )
        return
    for number, column in enumerate(header):
        if not column:
            yield Problem(file, line, "", f"column {number + 1} has no name; name it or delete it")
        elif column in header[:number]:
            yield Problem(file, line, column, "a column of this name stands further left; delete one of them")
        elif column not in names:
            yield Problem(file, line, column, f"unknown column{did_you_mean(column, names) or '; delete it'}")
    for column in needed:
        if column not in header:
            yield Problem(file, line, column, f"no such column; table {table.name} needs it")


def _found(header: tuple[str, ...]) -> str:
    if len(header) == 1:
        for sign, word in ((";", "semicolons"), ("\t", "tabs")):
            if sign in header[0]:
                return f"with commas between them, got {word}"
    return f"got {quoted(listed(header))}"
