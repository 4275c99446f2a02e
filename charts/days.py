"""Dates on an axis: grain by span, ticks that fit, and the words under them. Dates are days, in UTC."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from charts import lettering, theme
from generator import words

Grain = Literal["day", "week", "month"]
Period = Grain | Literal["quarter"]
_MONTHS = pd.date_range("2024-01-01", periods=12, freq="MS")
Span = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class Tick:
    """A marked day: `upper` is its own label, `lower` the month or year where a new one begins, `major` if it
    does.
    """

    date: pd.Timestamp
    upper: str
    lower: str
    major: bool


def by_grain(unit: str, day: str, week: str, month: str, quarter: str = "") -> str:
    """The one of several wordings that is for `unit`."""
    return {"day": day, "week": week, "month": month, "quarter": quarter}[unit]


def iso(date: pd.Timestamp) -> str:
    """2024-12-06."""
    return date.date().isoformat()


# What is asked of a day is asked again on the chart of every day that shows it.
_kept = functools.lru_cache(maxsize=1 << 13)


@_kept
def noon(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """The moment half-way between two days, as ISO text with its zone (without one it would be read as
    local).
    """
    return f"{first + (last - first) / 2:%Y-%m-%dT%H:%M}Z"


def grain(first: pd.Timestamp, last: pd.Timestamp) -> Grain:
    """Up to 90 days by day, up to 3 years by week, else by month."""
    days = (last - first).days + 1
    return "day" if days <= 90 else "week" if days <= 3 * 366 else "month"


def roomy(first: pd.Timestamp, last: pd.Timestamp) -> Period:
    """As `grain`, but more than eight years by quarter: for marks that are nothing in a width of 5 px."""
    return "quarter" if (last - first).days > 8 * 366 else grain(first, last)


@_kept
def start(date: pd.Timestamp, unit: Period) -> pd.Timestamp:
    """The first day of the period (week: its Monday) that a day lies in."""
    date = date.normalize()
    if unit == "week":
        return date - pd.Timedelta(days=date.day_of_week)
    if unit == "quarter":
        return date.replace(month=date.month - (date.month - 1) % 3, day=1)
    return date.replace(day=1) if unit == "month" else date


@_kept
def after(date: pd.Timestamp, unit: Period) -> pd.Timestamp:
    """The first day of the next period."""
    if unit in ("month", "quarter"):
        return start(date, unit) + pd.DateOffset(months=3 if unit == "quarter" else 1)
    return start(date, unit) + pd.Timedelta(days=7 if unit == "week" else 1)


def outside(start: pd.Timestamp, end: pd.Timestamp, spans: Iterable[Span]) -> Iterator[Span]:
    """The parts of the days from `start` up to the one before `end` that lie within none of `spans`, which come in the
    order of time; the ends of all are the days after their last.
    """
    for first, after in spans:
        if first < end and start < after:
            if start < first:
                yield start, first
            start = after
    if start < end:
        yield start, end


def ticks(first: pd.Timestamp, last: pd.Timestamp, room: float) -> list[Tick]:
    """Ticks from first to last (both within) whose labels fit into `room` px."""
    days = max((last - first).days, 1)
    per_day = room / days
    for step in (1, 2):
        if per_day * step >= 24:
            return _daily(pd.date_range(first, last, freq=f"{step}D"))
    if per_day * 7 >= 26 and days > 13:
        # From Monday on by sevens: pandas walks weekdays one by one, and slowly.
        monday = first + pd.Timedelta(days=-first.day_of_week % 7)
        return _daily(pd.date_range(monday, last, freq="7D"))
    widest = max(32.0, *(6 + lettering.width(words.short_month(month), theme.SIZE) for month in _MONTHS))
    for months in (1, 2, 3, 6):
        if per_day * 30.4 * months >= widest:
            dates = [date for date in pd.date_range(first, last, freq="MS") if (date.month - 1) % months == 0]
            if len(dates) > 1:
                return _monthly(dates)
    years = list(pd.date_range(first, last, freq="YS"))
    every = max(1, round(40 * len(years) / max(room, 1)) if years else 1)
    marked = [Tick(date, str(date.year), "", True) for date in years[::every]]
    return marked or [Tick(first, words.short_date(first), str(first.year), True)]


def _daily(dates: pd.DatetimeIndex) -> list[Tick]:
    found: list[Tick] = []
    for date in dates:
        new = not found or found[-1].date.month != date.month
        year = not found or found[-1].date.year != date.year
        lower = (words.short_month_year(date) if year else words.short_month(date)) if new else ""
        found.append(Tick(date, str(date.day), lower, new))
    # a month of one tick right before the next would run into it
    if len(found) > 1 and found[1].lower and len(found[0].lower) > 3:
        found[0] = Tick(found[0].date, found[0].upper, words.short_month(found[0].date), True)
    return found


def _monthly(dates: list[pd.Timestamp]) -> list[Tick]:
    found: list[Tick] = []
    for date in dates:
        new = not found or found[-1].date.year != date.year
        found.append(Tick(date, words.short_month(date), str(date.year) if new else "", new))
    return found
