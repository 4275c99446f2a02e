"""The columns of a checked table as plain values: what every format of a download starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from generator.schema import Column, Table

Cells = (
    list[str | None]
    | list[date | None]
    | list[int | None]
    | list[float | None]
    | list[tuple[str, ...] | None]
)


def columns(table: Table, frame: pd.DataFrame) -> dict[str, Cells]:
    """Column → its cells in the order of the rows, None for an empty one; every column of the schema, in its order."""
    return {column.name: _cells(column, frame[column.name]) for column in table.columns}


def _cells(column: Column, cells: pd.Series) -> Cells:
    if column.type == "date":
        days: list[date | None] = cells.to_numpy().astype("datetime64[D]").tolist()
        return days
    if column.type == "integer":
        return [None if value is pd.NA else value for value in cells.astype(object).tolist()]
    if column.type == "number":
        return [None if value != value else float(value) for value in cells.tolist()]
    if column.type == "list":
        return [items or None for items in cells.tolist()]
    return [text or None for text in cells.tolist()]


def texts(column: Column, cells: Cells) -> Sequence[object]:
    """The cells as the writer of a CSV file takes them, who writes nothing for None."""
    if column.type == "number":
        return ["" if value is None else number(value) for value in cells]  # type: ignore[arg-type]
    if column.type == "list":
        return ["|".join(items or ()) for items in cells]  # type: ignore[arg-type]
    return cells


def number(value: float) -> str:
    """The shortest plain digits that are read as `value` again: "35.5", "3", never an exponent."""
    return np.format_float_positional(value, trim="-")
