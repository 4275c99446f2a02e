"""What reading gives: tables of strings that know the file and line of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.problems import Problem
from generator.read.notes import Note


@dataclass(frozen=True, eq=False)
class RawTable:
    """One table as its files have it.

    `header`: the columns of the schema that at least one file has. `frame`: every column of the schema,
    cells as they stand in the file (objects of `str`; None where the row's file has no such column), rows in
    the order of the file names and, within a file, of its lines. `files`, `file_of`, `lines`: the file (an
    index into `files`) and the line of each row. `headers`: the columns of each file, in its own order. `stray`:
    cells of rows with too few or too many of them; an id may be among them. `whole`: False when a part could not
    be read, so that nobody knows its ids.
    """

    name: str
    header: tuple[str, ...]
    frame: pd.DataFrame
    files: tuple[str, ...]
    file_of: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    stray: frozenset[str] = frozenset()
    whole: bool = True
    headers: tuple[tuple[str, ...], ...] = ()

    def place(self, row: int) -> tuple[str, int]:
        """The file and the line of the row."""
        return self.files[self.file_of[row]], int(self.lines[row])


@dataclass(frozen=True, eq=False)
class RawTables:
    """The tables that have a file, the notes, and every problem met while reading them."""

    tables: Mapping[str, RawTable]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
