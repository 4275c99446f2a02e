"""Columns of strings → typed columns, and the faults that a cell has by itself.

Each distinct value of a column is judged once, so that 400,000 rows take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.check import values
from generator.check.fault import Fault
from generator.check.values import UnfitError, expected
from generator.read import RawTable
from generator.schema import Column, Table
from generator.settings import Settings
from generator.tables import dtype

# Control characters break pages and feeds, direction overrides make a line read as another one than it is.
# Tabs and line breaks are white space; the marks that Arabic and Persian need (U+200C–U+200F) are allowed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LINE_BREAK = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")

_MISSING: dict[str, Any] = {"date": None, "integer": pd.NA, "number": float("nan"), "list": ()}
_READERS: dict[str, Callable[[str, Column], Any]] = {
    "date": values.day,
    "integer": values.integer,
    "number": values.number,
    "url": values.url,
    "slug": values.slug,
    "list": values.several,
}


def typed(table: Table, raw: RawTable, settings: Settings) -> tuple[pd.DataFrame, list[Fault]]:
    """The table's frame as `Tables` describes it, and the faults of its cells.

    White space around a value is dropped and a line break within one becomes a space. A cell at fault keeps
    its text in a column of text, what can be read of it in a list, and is missing in any other.
    """
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for column in table.columns:
        codes = _codes(column, settings)
        which, distinct = pd.factorize(raw.frame[column.name].to_numpy(dtype=object))
        parsed, unfit = _judge(column, _tidied(distinct), codes)
        columns[column.name] = _series(column, parsed, which)
        if unfit:
            at = np.flatnonzero(np.isin(which, list(unfit)))
            faults.extend(Fault(table.name, int(row), column.name, unfit[int(which[row])]) for row in at)
    return pd.DataFrame(columns), faults


def _codes(column: Column, settings: Settings) -> tuple[str, ...]:
    own = settings.sides if column.open else ()
    return tuple(dict.fromkeys([*(each.code for each in column.codes), *own]))


def tidy(text: str) -> str:
    """A cell as the check reads it: no white space around it, a line break within it as a space."""
    text = text.strip()
    return text if text.isprintable() else _LINE_BREAK.sub(" ", text)


def _tidied(texts: Iterable[str]) -> list[str]:
    """Each as `tidy` has it; hardly any table has one that is more than stripped."""
    stripped = list(map(str.strip, texts))
    return stripped if all(map(str.isprintable, stripped)) else list(map(tidy, stripped))


def _judge(column: Column, texts: Sequence[str], codes: tuple[str, ...]) -> tuple[list[Any], dict[int, str]]:
    filled, printable = not column.required or all(texts), all(map(str.isprintable, texts))
    if filled and printable and _takes_any_text(column):
        return list(texts), {}
    parsed: list[Any] = []
    unfit: dict[int, str] = {}
    read = _reader(column, codes)
    textual = dtype(column) == "str"
    for number, text in enumerate(texts):
        value = text if textual else _MISSING[column.type]
        try:
            if text:
                if not printable:
                    plain(text)
                value = read(text)
            elif column.required:
                raise UnfitError(f"expected {expected(column, codes)}, got an empty cell")
        except UnfitError as error:
            unfit[number] = str(error)
            value = values.legible(text) if column.type == "list" else value
        parsed.append(value)
    return parsed, unfit


def _takes_any_text(column: Column) -> bool:
    return column.type in ("string", "prose") and not (column.codes or column.open or column.pattern)


def _reader(column: Column, codes: tuple[str, ...]) -> Callable[[str], Any]:
    if column.references and column.type == "slug":  # whether the id exists says it all
        return str
    if codes and column.type == "string":
        return lambda text: values.code(text, column, codes)
    if codes and column.type == "list":
        return lambda text: tuple(values.code(part, column, codes) for part in values.several(text, column))
    read = _READERS.get(column.type, values.string)
    return lambda text: read(text, column)


def plain(text: str) -> None:
    """Raises UnfitError when the text holds a character that no cell may hold."""
    if not text.isprintable() and (found := _FORBIDDEN.search(text)):
        raise UnfitError(f"expected text without control or override characters, got U+{ord(found[0]):04X}")


def _series(column: Column, parsed: list[Any], which: npt.NDArray[np.intp]) -> pd.Series:
    """The value of each row; a row without the column (-1) takes the last one, which is the missing one."""
    kind = dtype(column)
    parsed = [*parsed, _MISSING.get(column.type, "")]
    if kind == "object":
        distinct = np.empty(len(parsed), dtype=object)
        distinct[:] = parsed
        return pd.Series(distinct[which], dtype=object)
    if kind == "Int64":
        return pd.Series(pd.array(parsed, dtype="Int64").take(which))
    if kind == "str":
        return pd.Series(np.array(parsed, dtype=object)[which], dtype="str")
    return pd.Series(np.array(parsed, dtype=kind)[which])
