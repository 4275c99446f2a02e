"""What the charts of every page share: how they are put together, and how their cells are worded."""

from __future__ import annotations

from datetime import date

import pandas as pd

from charts import days
from charts.form import Spec
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.language import gettext as _
from generator.measure import Measures


def how_sure() -> str:
    """What the fills of bars mean."""
    return _("solid: confirmed, hatched: claimed, dashed outline: disputed")


def until(measures: Measures, last: date) -> str:
    """The time that a chart shows, as a sentence of its subtitle."""
    return words.capital(words.span(measures.first.date(), last))


def chart(
    name: str, title: str, subtitle: str, alt: str, table: DataTable, spec: Spec | None
) -> Chart | None:
    """The chart, or None for a form without rows."""
    return None if spec is None else Chart(name, title, subtitle, alt, table, spec)


def day_cell(day: pd.Timestamp) -> Ref:
    """A day in a table, leading to its page."""
    return Ref("date", day.date().isoformat(), words.table_date(day.date()))


def period_head(grain: str) -> str:
    """The head of a column of periods."""
    return days.by_grain(grain, _("Day"), _("Week"), _("Month"))
