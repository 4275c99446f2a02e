"""Ids: each its own, each reference to one that exists, no circle among those that name one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np
import pandas as pd

from generator.check.fault import Fault
from generator.read import RawTable
from generator.remedy import did_you_mean, quoted
from generator.schema import TABLES, Column, Table, table

Frames = Mapping[str, pd.DataFrame]
RawMapping = Mapping[str, RawTable]

_SUGGESTIONS = (
    100  # per column: whoever has more wrong ids than that is not helped by guesses, and each costs
)


def references(frames: Frames, raw: RawMapping) -> Iterator[Fault]:
    """Faults of every column that names ids, of every table that has a file."""
    known = {name: _known(frame, raw[name]) for name, frame in frames.items() if "id" in frame}
    for each in TABLES:
        if each.name not in frames:
            continue
        for column in each.columns:
            target = column.references
            if target and (target not in raw or raw[target].whole):
                yield from _unknown(
                    each, column, frames[each.name][column.name], known.get(target, frozenset())
                )


def _known(frame: pd.DataFrame, raw: RawTable) -> frozenset[str]:
    return frozenset(frame["id"].tolist()) - {""} | raw.stray


def _unknown(owner: Table, column: Column, cells: pd.Series, known: frozenset[str]) -> Iterator[Fault]:
    each = cells.tolist()
    if not known:
        filled = np.flatnonzero([bool(cell) for cell in each])
        if len(filled) and not table(column.references).required:
            message = f"names an id from {column.references}.csv, but there is no such table"
            yield Fault(owner.name, int(filled[0]), column.name, message)
        return
    if known.issuperset(chain.from_iterable(each) if column.type == "list" else {*each} - {""}):
        return  # as a rule, and a look at each row in turn would take long
    which, distinct = pd.factorize(cells.to_numpy(dtype=object))
    candidates = sorted(known)
    said: dict[str, str] = {}
    unfit: dict[int, list[str]] = {}
    for number, cell in enumerate(distinct):
        for name in cell if isinstance(cell, tuple) else (cell,):
            if name and name not in known:
                if name not in said:
                    hint = did_you_mean(name, candidates) if len(said) < _SUGGESTIONS else ""
                    said[name] = f"expected an id from {column.references}.csv, got {quoted(name)}{hint}"
                unfit.setdefault(number, []).append(said[name])
    for row in np.flatnonzero(np.isin(which, list(unfit))):
        for message in unfit[int(which[row])]:
            yield Fault(owner.name, int(row), column.name, message)


def repeated_keys(owner: Table, frame: pd.DataFrame, raw: RawTable) -> Iterator[Fault]:
    """Rows whose key an earlier row has, as it is or in other letters; each names the first one's line."""
    last = owner.key[-1]
    wanted = f"expected each {' and '.join(owner.key)} once, got"
    exact: dict[tuple[str, ...], int] = {}
    folded: dict[str, int] = {}
    keys = list(zip(*(_texts(frame[name]).tolist() for name in owner.key), strict=True))
    if len({*keys}) == len(keys) == len({key[0].casefold() for key in keys} if last == "id" else keys):
        return
    for row, key in enumerate(keys):
        if not all(key):
            continue
        first = exact.setdefault(key, row)
        if first != row:
            found = f"{' and '.join(map(quoted, key))} again"
            yield Fault(owner.name, row, last, f"{wanted} {found} (first {_where(raw, first, row)})")
        elif last == "id" and (first := folded.setdefault(key[0].casefold(), row)) != row:
            found = f"{quoted(key[0])} beside {quoted(frame['id'][first])} {_where(raw, first, row)}"
            yield Fault(owner.name, row, last, f"expected ids that differ in more than case, got {found}")


def _texts(cells: pd.Series) -> pd.Series:
    """The cells of a column of a key as text, "" for empty; ids are text already."""
    return cells if cells.dtype == "str" else cells.astype("string").fillna("").astype("str")


def _where(raw: RawTable, first: int, second: int) -> str:
    file, line = raw.place(first)
    return f"in line {line}" if file == raw.place(second)[0] else f"in {file}:{line}"


def circles(owner: str, column: str, frame: pd.DataFrame) -> Iterator[Fault]:
    """Rows that come back to themselves when `column` is followed from id to id; each circle once."""
    ids = frame["id"].tolist()
    above = {name: up for name, up in zip(ids, frame[column].tolist(), strict=True) if name and up}
    done: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        name = start
        while name in above and name not in done and name not in path:
            path[name] = None
            name = above[name]
        if name in path:
            steps = list(path)
            circle = steps[steps.index(name) :]
            at = min(range(len(circle)), key=lambda step: ids.index(circle[step]))
            circle = circle[at:] + circle[:at]
            shown = " → ".join([*circle, circle[0]])
            yield Fault(owner, ids.index(circle[0]), column, f"expected no circle, got {shown}")
        done.update(path)
