"""Raw tables → typed tables, or every problem at once, each with its file, line, column and remedy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from generator.check import geography, rules
from generator.check.cells import typed
from generator.check.fault import Fault
from generator.check.references import Frames, RawMapping, circles, references, repeated_keys
from generator.problems import ContentError, Problem
from generator.read import RawTables
from generator.schema import TABLES
from generator.settings import Settings
from generator.tables import Tables, empty
from generator.untidied import untidied

__all__ = ["check"]

Cell = tuple[str, int, str]  # table, row, column


@untidied()
def check(raw: RawTables, settings: Settings) -> Tables:
    """The typed tables of a site.

    Raises ContentError with every problem in the tables and notes, those of reading included. Rules are in
    `cells` and `values` (one cell), `rules` (one row), `references` (ids) and `geography`.
    """
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table in TABLES:
        if table.name in raw.tables:
            frames[table.name], found = typed(table, raw.tables[table.name], settings)
            faults.extend(found)
    told = {_cell(fault) for fault in faults}
    faults.extend(fault for fault in _between_cells(frames, told) if _cell(fault) not in told)
    faults.extend(references(frames, raw.tables))
    for table in TABLES:
        if table.name in frames:
            faults.extend(repeated_keys(table, frames[table.name], raw.tables[table.name]))
    problems = [*raw.problems, *_without_rows(raw.tables), *(_problem(fault, raw.tables) for fault in faults)]
    if problems:
        raise ContentError(problems)
    present = frozenset(name for name, frame in frames.items() if len(frame))
    every = {table.name: frames.get(table.name, empty(table)) for table in TABLES}
    return Tables(**every, present=present, files={name: table.files for name, table in raw.tables.items()})


def _cell(fault: Fault) -> Cell:
    return fault.table, fault.row, fault.column


def _between_cells(frames: Frames, told: set[Cell]) -> Iterator[Fault]:
    """What cells say together; `told`: cells at fault already, not to be blamed again for being missing."""
    frame = {table.name: frames.get(table.name, empty(table)) for table in TABLES}
    dates = frame["events"].drop_duplicates("id").set_index("id")["date"]
    yield from rules.events(frame["events"])
    yield from rules.control(frame["control"], dates)
    yield from rules.support(frame["support"])
    yield from rules.assessments(frame["assessments"])
    for owner in TABLES:
        yield from rules.beside(owner, frame[owner.name])
    yield from circles("actors", "parent", frame["actors"])
    yield from circles("sources", "origin", frame["sources"])
    yield from geography.positions(frame["places"])
    sound = np.ones(len(frame["places"]), dtype=bool)
    sound[[row for name, row, column in told if name == "places" and column in ("lat", "lon")]] = False
    yield from geography.axes(frame["axes"], frame["places"], sound)


def _without_rows(raw: RawMapping) -> Iterator[Problem]:
    for table in TABLES:
        found = raw.get(table.name)
        if table.required and found and found.whole and not found.stray and not len(found.frame):
            yield Problem(found.files[0], 1, "", "expected at least one row, got none")


def _problem(fault: Fault, raw: RawMapping) -> Problem:
    file, line = raw[fault.table].place(fault.row)
    return Problem(file, line, fault.column, fault.message)
