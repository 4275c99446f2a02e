"""Days: the page of each, and their calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import Chart, Figure, Group, Parts, Ref, Related, Sentence, SupportStep
from generator.records import Change, Forecast, Meeting, Support
from generator.revisions import Revision, WhatChanged


@dataclass(frozen=True)
class DateView:
    """`dates/<date>.md`: the daily report."""

    day: date
    number: int
    previous: Ref | None
    next: Ref | None
    counts: str
    takeaways: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    map: Chart | None
    changes: tuple[Change, ...]
    areas: tuple[Change, ...]
    control: bool
    advance: tuple[Chart, ...]
    steps: tuple[SupportStep, ...]
    withdrawals: tuple[Support, ...]
    support: Chart | None
    events: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    made: tuple[Forecast, ...]
    resolved: tuple[Forecast, ...]
    retracted: tuple[tuple[str, Revision], ...]
    changed: tuple[WhatChanged, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class CalendarDay:
    """A day of a calendar: its page if it has one, its rows, its state (`measure.silence`; "" outside the data), and
    which editions added its events.
    """

    number: int
    page: Ref | None
    events: int
    changes: int
    state: str
    added: str


@dataclass(frozen=True)
class CalendarMonth:
    """A month: weeks of seven days, None for those of other months; what is known of months left out before it."""

    name: str
    skipped: Sentence | None
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True)
class DaysView:
    """`dates/index.md`: the calendar, and how many of its days are silent.

    `daily`: whether the chart counts its events by day, not by a longer period.
    """

    months: tuple[CalendarMonth, ...]
    coverage: Sentence | None
    busiest: Sentence
    chart: Chart | None
    deaths: Chart | None
    daily: bool = True
