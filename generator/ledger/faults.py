"""What is wrong between a ledger and the tables it stands beside: a published value never changes in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.ledger.compare import BrokenLedgerError, back
from generator.ledger.entries import Ledger, ledger
from generator.ledger.sheet import NONE, Sheet, State, digest, state
from generator.problems import Problem
from generator.read import RawTable
from generator.remedy import did_you_mean, listed, quoted
from generator.schema import CHANGES, EDITIONS, FACTS
from generator.settings import Settings

RECORDED = tuple(table.name for table in FACTS)


def unrecorded(tables: Mapping[str, RawTable], settings: Settings) -> list[Problem]:
    """Every way in which checked tables belie their ledger; nothing where there is no edition yet, or in a preview,
    which shows what is to be recorded.
    """
    if settings.preview:
        return []
    kept = ledger(tables)
    if not kept.editions:
        if kept.changes:
            return [
                _at(tables, CHANGES.name, 0, "edition", "names an edition, but there is no table of editions")
            ]
        return []
    if problems := [*_sequence(kept, tables), *_entries(kept, tables)]:
        return problems
    now = state(tables)
    if problems := list(_silent(kept, now, tables)):
        return problems
    return list(_last_step(kept, now, tables))


def _sequence(kept: Ledger, tables: Mapping[str, RawTable]) -> Iterator[Problem]:
    for at, edition in enumerate(kept.editions):
        if edition.number != at + 1:
            found = (
                f"expected {at + 1}, as editions are counted from 1 on without a gap, got '{edition.number}'"
            )
            yield _at(tables, EDITIONS.name, at, "number", found)
        if at and edition.date < (before := kept.editions[at - 1].date):
            found = f"expected a day not before {before}, that of the edition before, got '{edition.date}'"
            yield _at(tables, EDITIONS.name, at, "date", found)
        for name in edition.tables:
            if name not in RECORDED:
                found = f"expected names of tables, got {quoted(name)}{did_you_mean(name, RECORDED)}"
                yield _at(tables, EDITIONS.name, at, "tables", found)


def _entries(kept: Ledger, tables: Mapping[str, RawTable]) -> Iterator[Problem]:
    last = len(kept.editions)
    for at, entry in enumerate(kept.changes):
        if entry.edition > last:
            found = f"expected an edition up to {last}, the last of editions.csv, got '{entry.edition}'"
            yield _at(tables, CHANGES.name, at, "edition", found)
        if entry.table not in RECORDED:
            hint = did_you_mean(entry.table, RECORDED)
            found = f"expected one of {listed(RECORDED)}, got {quoted(entry.table)}{hint}"
            yield _at(tables, CHANGES.name, at, "table", found)
        if entry.guard and not entry.approved_by:
            found = f"expected who approved it, because guard is {quoted('|'.join(entry.guard))}, got an empty cell"
            yield _at(tables, CHANGES.name, at, "approved_by", found)


def _silent(kept: Ledger, now: State, tables: Mapping[str, RawTable]) -> Iterator[Problem]:
    last = kept.editions[-1]
    for name in RECORDED:
        found = digest(now[name]) if name in now else ""
        if found == last.tables.get(name, ""):
            continue
        if name not in now:
            message = f"is gone since edition {last.number}, and no change says so; {_REMEDY}"
            yield Problem(f"{_data(tables)}/{name}.csv", 0, "", message)
        else:
            message = f"differs from edition {last.number}, and no change says so; {_REMEDY}"
            yield Problem(_file(tables[name]), 0, "", message)


_REMEDY = 'record it with frontmark record --reason "…"'


def _last_step(kept: Ledger, now: State, tables: Mapping[str, RawTable]) -> Iterator[Problem]:
    """The changes of the last edition must lead back to the one before it: only tables that they touch are hashed."""
    if len(kept.editions) == 1:
        return
    before, last = kept.editions[-2:]
    entries = kept.of(last.number)
    touched = {entry.table for entry in entries}
    try:
        old = back(now, entries)
    except BrokenLedgerError as error:
        message = f"the changes of edition {last.number} do not fit the tables: {error}"
        yield Problem(tables[CHANGES.name].files[-1], 0, "", message)
        return
    for name in RECORDED:
        was = before.tables.get(name, "")
        sheet: Sheet = old.get(name, NONE)
        told = (digest(sheet) if sheet != NONE else "") if name in touched else last.tables.get(name, "")
        if told != was:
            message = (
                f"{name} is another in edition {last.number} than in edition {before.number}, and the changes of "
                f"edition {last.number} do not say how; take its row out and record it again"
            )
            yield _at(tables, EDITIONS.name, last.number - 1, "tables", message)


def _at(tables: Mapping[str, RawTable], name: str, row: int, column: str, message: str) -> Problem:
    file, line = tables[name].place(row)
    return Problem(file, line, column, message)


def _file(raw: RawTable) -> str:
    """The file of the table, or its folder."""
    return raw.files[0] if len(raw.files) == 1 else raw.files[0].rpartition("/")[0] + "/"


def _data(tables: Mapping[str, RawTable]) -> PurePosixPath:
    return next(each for each in PurePosixPath(tables[EDITIONS.name].files[0]).parents if each.name == "data")
