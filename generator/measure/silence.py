"""Days on which nothing is reported to have happened, apart from days on which nobody reported anything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.measure.pace import Grain
from generator.measure.window import span
from generator.tables import Tables

FORMULA = (
    "A day from the first to the last of the data is one of three. An **event** day: an event, or a row that "
    "belongs to one, is dated to it, or an event that lasted until a later day covers it. A **quiet** day: no event"
    " is, but one of the sources was published on it, or a row of another table is dated to it: someone reported, "
    "and nothing these tables hold as an event. A **silent** day: no row is dated to it and no source was published"
    " on it; what happened is not known here. Charts leave silent days blank, and their lines break there; where a "
    "chart counts by week or month, those weeks and months of which every day is silent. Sums and means count "
    "silent days like quiet ones, as days without a row."
)

_DAY = timedelta(days=1)
EVENT, QUIET, SILENT = "event", "quiet", "silent"
Days = tuple[date, date]


@dataclass(frozen=True)
class Coverage:
    """What is known of each day: `states` from `first` on, one of EVENT, QUIET, SILENT each; none without events."""

    first: date
    states: tuple[str, ...]

    def of(self, day: date) -> str:
        """The state of a day; "" outside the data."""
        number = (day - self.first).days
        return self.states[number] if 0 <= number < len(self.states) else ""

    @cached_property
    def silent(self) -> tuple[date, ...]:
        """Every silent day."""
        return tuple(
            self.first + timedelta(days=number) for number, state in enumerate(self.states) if state == SILENT
        )

    def silences(self, first: date, last: date, grain: Grain) -> tuple[Days, ...]:
        """Silent days in a row from `first` to `last`, each run by its first and last day; by week or month only whole
        ones, cut to that span.
        """
        lone = self.silent[bisect_left(self.silent, first) : bisect_right(self.silent, last)]
        if grain != "day":
            lone = tuple(day for period in self._whole(lone, first, last, grain) for day in period)
        return tuple(_runs(lone))

    def _whole(self, days: Iterable[date], first: date, last: date, grain: Grain) -> Iterator[list[date]]:
        """The periods of which each day between `first` and `last` is among `days`."""
        for (begin, end), run in groupby(days, lambda day: _period(day, grain)):
            found = list(run)
            if len(found) == (min(end, last + _DAY) - max(begin, first)).days:
                yield found


def _period(day: date, grain: Grain) -> Days:
    """The first day of the week or month of a day, and that of the next."""
    if grain == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    return day.replace(day=1), (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _runs(days: Iterable[date]) -> Iterator[Days]:
    """Days in a row, by the first and the last of them."""
    for _, run in groupby(enumerate(days), lambda pair: pair[1].toordinal() - pair[0]):
        found = [day for _, day in run]
        yield found[0], found[-1]


def coverage(tables: Tables) -> Coverage:
    """The coverage of checked tables."""
    days = span(tables)
    if days.empty:
        return Coverage(date.min, ())
    told = _counted(tables.events["date"], days, tables.events["date_end"])
    told |= _counted(tables.control["date"], days)
    others = (tables.support, tables.meetings, tables.assessments)
    dates = [
        tables.sources["published"],
        tables.assessments["resolution_date"],
        *(frame["date"] for frame in others),
    ]
    reported = _counted(pd.concat(dates), days)
    states = np.select([told, reported], [EVENT, QUIET], SILENT)
    return Coverage(days[0].date(), tuple(states.tolist()))


def _counted(
    dates: pd.Series[pd.Timestamp], days: pd.DatetimeIndex, ends: pd.Series[pd.Timestamp] | None = None
) -> NDArray[np.bool_]:
    """Which of `days` are among `dates`, or between one and its end."""
    known = dates.notna()
    starts = dates[known]
    last = starts if ends is None else ends[known].fillna(starts).clip(lower=starts)
    steps = np.zeros(len(days) + 1, dtype="int64")
    np.add.at(steps, days.searchsorted(starts), 1)
    np.add.at(steps, days.searchsorted(last, side="right"), -1)
    return np.cumsum(steps[:-1]) > 0
