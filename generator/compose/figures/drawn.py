"""What the charts of every page share: how they are put together, and how their cells are worded."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from charts import days
from charts.form import Spec
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.book import Book
from generator.language import gettext as _
from generator.measure import Measures


def how_sure() -> str:
    """What the fills of bars mean."""
    return _("solid: confirmed, hatched: claimed, dashed outline: disputed")


MOST_DAYS = 90
"""A chart on the page of a day goes back so many days: as many as are told day by day, see `pace.grain`."""

SETTLED_DAYS = 30
"""So long a chart of levels goes on after its last change: a level that holds is to be seen holding."""

MOST_ACTORS = 12
"""So many entries the key of a chart has for actors, the last of them for the others where there are more: more colours
nobody tells apart, and on a phone a longer key pushes the picture off the screen."""

Span = tuple[date, date]
"""The first and the last day that a chart shows."""


def until_now(measures: Measures) -> Span:
    """All days of the data."""
    return measures.first.date(), measures.last.date()


def until_day(measures: Measures, day: date) -> Span:
    """The days up to one of them, as its page shows them."""
    return max(measures.first.date(), day - timedelta(days=MOST_DAYS - 1)), day


def until_settled(measures: Measures, backer: str, recipient: str) -> tuple[Span, bool]:
    """The days up to some after the last on which anything new is said of a pair that has levels; and whether these go
    on, as they are then.
    """
    settled = measures.settled(backer, recipient).date() + timedelta(days=SETTLED_DAYS)
    last = max(runs[-1].last for runs in measures.levels_of(backer, recipient).values())
    return (measures.first.date(), min(settled, last)), settled < last


def worded(span: Span) -> str:
    """The time that a chart shows, as a sentence of its subtitle."""
    return words.capital(words.span(*span))


Silences = tuple[days.Span, ...]
"""Days in a row without any report: the first, and the day after the last."""


def silences(book: Book, shown: Span) -> Silences:
    """The silent days, weeks or months of a chart, as it counts them."""
    first, last = map(pd.Timestamp, shown)
    found = book.coverage.silences(*shown, days.grain(first, last))
    return tuple((pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)) for start, end in found)


def with_silences(subtitle: str, found: Silences) -> str:
    """A subtitle that says which days are left blank."""
    if not found:
        return subtitle
    spans = [(start.date(), (end - pd.Timedelta(days=1)).date()) for start, end in found]
    n = sum((end - start).days for start, end in found)
    told = words.count(n, "{n} day without any report", "{n} days without any report")
    if len(spans) <= _NAMED:
        told = _("{days}, {spans}", days=told, spans=words.listed([words.day_span(*span) for span in spans]))
    return _("{subtitle} Left blank: {days}.", subtitle=subtitle, days=told)


_NAMED = 3
"""Silences of a chart that are named; more are counted."""


def chart(
    name: str, title: str, subtitle: str, alt: str, table: DataTable, spec: Spec | None
) -> Chart | None:
    """The chart, or None for a form without rows."""
    return None if spec is None else Chart(name, title, subtitle, alt, table, spec)


def day_cell(day: date) -> Ref:
    """A day in a table, leading to its page."""
    return Ref("date", day.isoformat(), words.table_date(day))


def period_head(grain: str) -> str:
    """The head of a column of periods."""
    return days.by_grain(grain, _("Day"), _("Week"), _("Month"), _("Quarter"))
