"""The checked tables: what every step after the check works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from generator.schema import TABLES, Column, Table

# Text as Python keeps it, though pyarrow is there: pages take it cell by cell, which Arrow makes slower.
pd.set_option("mode.string_storage", "python")

_DTYPES = {"date": "datetime64[us]", "integer": "Int64", "number": "float64", "list": "object"}


@dataclass(frozen=True, eq=False)
class Tables:
    """One frame per table, with every column of the schema, a RangeIndex and the rows in reading order.

    Text, slugs, addresses and codes are `str` with "" for empty; dates are `datetime64` with NaT, integers
    `Int64` with NA, numbers `float64` with NaN; lists are tuples of str. `present` names the tables that have
    rows; the others are empty frames. `files`: the files of each table, as problems name them.
    """

    sources: pd.DataFrame
    actors: pd.DataFrame
    places: pd.DataFrame
    events: pd.DataFrame
    control: pd.DataFrame
    axes: pd.DataFrame
    support: pd.DataFrame
    meetings: pd.DataFrame
    assessments: pd.DataFrame
    editions: pd.DataFrame
    changes: pd.DataFrame
    source_checks: pd.DataFrame
    present: frozenset[str]
    files: Mapping[str, tuple[str, ...]]

    def frame(self, name: str) -> pd.DataFrame:
        """The frame of the table of that name. Raises KeyError when there is no such table."""
        if name not in {table.name for table in TABLES}:
            raise KeyError(f"no table {name!r}")
        frame: pd.DataFrame = getattr(self, name)
        return frame

    def __iter__(self) -> Iterator[tuple[Table, pd.DataFrame]]:
        """Every table that has rows, in the order of the schema, with its frame."""
        return ((table, self.frame(table.name)) for table in TABLES if table.name in self.present)


def dtype(column: Column) -> str:
    """The dtype of `column` in a frame of `Tables`."""
    return _DTYPES.get(column.type, "str")


def empty(table: Table) -> pd.DataFrame:
    """The frame of a table without rows: every column, each with its dtype."""
    return pd.DataFrame({column.name: pd.Series([], dtype=dtype(column)) for column in table.columns})
