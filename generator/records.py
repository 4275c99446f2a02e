"""Rows of the tables as frozen records: what compose and render pass around once pandas has done its work."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from generator import language


@dataclass(frozen=True)
class Source:
    """A row of `sources` with what it amounts to.

    `root`: the source that it repeats in the end, itself if none. `state`: how it can still be read, see
    `measure.evidence`; `archived_url` may be that of its check. `lost`: what its last check found where the page was
    not to be had, else ""; `checked`: the day of that check.
    """

    id: str
    publisher: str
    title: str
    url: str
    archived_url: str
    published: dt.date | None
    language: str
    origin: str
    root: str
    reliability: str
    state: str
    lost: str
    checked: dt.date | None


@dataclass(frozen=True)
class SourceCheck:
    """A row of `source_checks`."""

    source: str
    date: dt.date
    result: str
    status: int | None
    final_url: str
    fault: str
    archived_url: str


@dataclass(frozen=True)
class Actor:
    """A row of `actors`."""

    id: str
    name: str
    short_name: str
    kind: str
    side: str
    parent: str
    until: dt.date | None
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Place:
    """A row of `places`; `lat` and `lon` in degrees (WGS84), None where unknown."""

    id: str
    name: str
    name_ar: str
    admin1: str
    kind: str
    lat: float | None
    lon: float | None
    precision: str

    @property
    def called(self) -> str:
        """Its name in the script of the site, where it has one."""
        return self.name_ar if self.name_ar and language.current().rtl else self.name

    @property
    def also(self) -> str:
        """Its name in the other script, or "" where there is none."""
        return (self.name if self.called == self.name_ar else self.name_ar) if self.name_ar else ""


@dataclass(frozen=True)
class Event:
    """A row of `events`."""

    id: str
    date: dt.date
    date_end: dt.date | None
    date_precision: str
    type: str
    place: str
    actor: str
    target: str
    other_actors: tuple[str, ...]
    summary: str
    confidence: str
    sources: tuple[str, ...]
    fatalities_low: int | None
    fatalities_best: int | None
    fatalities_high: int | None
    credibility: tuple[str, ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone named by the row, each once, the acting one first."""
        return tuple(dict.fromkeys(filter(None, (self.actor, self.target, *self.other_actors))))


@dataclass(frozen=True)
class Change:
    """A row of `control` with the confidence and the sources of its event."""

    event: str
    place: str
    date: dt.date
    from_actor: str
    to_actor: str
    scope: str
    settlements: int | None
    note: str
    confidence: str
    sources: tuple[str, ...]
    credibility: tuple[str, ...] = ()


@dataclass(frozen=True)
class Support:
    """A row of `support`."""

    id: str
    date: dt.date
    backer: str
    recipient: str
    category: str
    scope: str
    status: str
    level: int
    summary: str
    confidence: str
    sources: tuple[str, ...]
    amount: float | None
    unit: str
    condition: str
    condition_met: str
    credibility: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A row of `meetings`."""

    id: str
    date: dt.date
    place: str
    convener: str
    participants: tuple[str, ...]
    purpose: str
    outcome: str
    sources: tuple[str, ...]
    credibility: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """A row of `assessments`."""

    id: str
    date: dt.date
    author: str
    statement: str
    likelihood_term: str
    horizon: dt.date | None
    resolved: str
    resolution_date: dt.date | None
    resolution_note: str
    sources: tuple[str, ...]
    credibility: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Forecast(Assessment):
    """An assessment with what the measures make of it, see `measure.forecasts`.

    `state`: right, wrong, expired or open. `low`, `high`: the range of its word in per cent, None where ICD 203 does
    not list it. `score`: its own Brier score, None where it is not scored.
    """

    state: str
    low: int | None
    high: int | None
    score: float | None


def ledger_keys(row: Event | Change | Support | Meeting | Assessment) -> Iterator[tuple[str, str]]:
    """Table and key of a row in the ledger; of a change of control those of its event as well."""
    if isinstance(row, Change):
        yield "control", f"{row.event}|{row.place}"
        yield "events", row.event
    else:
        yield _TABLES[type(row)], row.id


_TABLES: dict[type, str] = {
    Event: "events",
    Support: "support",
    Meeting: "meetings",
    Assessment: "assessments",
    Forecast: "assessments",
}


Record = TypeVar("Record", Source, SourceCheck, Actor, Place, Event, Change, Support, Meeting, Assessment)


def records(frame: pd.DataFrame, kind: type[Record]) -> Iterator[Record]:
    """One `kind` for each row of `frame`, in its order; columns that `kind` has no field for are left aside."""
    names = [field.name for field in dataclasses.fields(kind)]
    columns = [_plain(frame[name]) for name in names]
    for row in zip(*columns, strict=True):
        yield kind(*row)


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a measure as named tuples: numbers, ids, timestamps (pandas' stubs know no better type)."""
    return iter(frame.itertuples())


def cells(kind: type[Record]) -> Callable[[Record], tuple[object, ...]]:
    """What gives the fields of a record of `kind`, in their order."""
    # One name would give a value, not a tuple; every record has more.
    return attrgetter(*(field.name for field in dataclasses.fields(kind)))


def _plain(column: pd.Series) -> list[object]:
    """Python values: `date` for days, each day once in memory, None for what is not known."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        which, days = pd.factorize(column)
        # A day that is not known is -1, and takes the last one: NaT, which becomes None.
        each = np.append(days.to_numpy(), np.datetime64("NaT")).astype("datetime64[D]").astype(object)
        return list(each[which])
    if isinstance(column.dtype, pd.Int64Dtype):
        return [None if value is pd.NA else value for value in column.astype(object).tolist()]
    values: list[object] = column.tolist()
    return [None if value != value else value for value in values] if column.hasnans else values
