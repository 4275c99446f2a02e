"""What the charts of every page share: how they are put together, and how their cells are worded."""

from __future__ import annotations

import pandas as pd

from charts.form import Spec
from generator import words
from generator.blocks import Chart, DataTable, Ref

HOW_SURE = "solid: confirmed, hatched: claimed, dashed outline: disputed"


def chart(
    name: str, title: str, subtitle: str, alt: str, table: DataTable, spec: Spec | None
) -> Chart | None:
    """The chart, or None for a form without rows."""
    return None if spec is None else Chart(name, title, subtitle, alt, table, spec)


def day_cell(day: pd.Timestamp) -> Ref:
    """A day in a table, leading to its page."""
    return Ref("date", day.date().isoformat(), words.table_date(day.date()))
