"""The rows behind a chart that its page shows: data grow with the days, and a page must not grow with them.

The chart's CSV has every row. Where a mark leads to a day or a place of a row that is left out, the chart's JSON says
where that is: a live chart finds the others in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from generator import words
from generator.blocks import Cell, Chart, DataTable, Newest, Ref
from generator.language import gettext as _
from generator.lines import Lines
from generator.phrases import phrase

MOST = 120
"""So many rows are shown under a chart; more are for programs."""

_PERIODS = frozenset(("date", "week", "month", "quarter"))
_CHANGED = 2
"""The column of a map's table that says whether a place changed hands on the day."""


def excerpt(chart: Chart) -> DataTable:
    """The table of a chart with `MOST` rows at most: of rows that go by time the newest, as they are ordered; of a map
    those that changed hands on the day before others; else the first.
    """
    table = chart.table
    if len(table.rows) <= MOST:
        return table
    rows = table.rows
    if chart.name == "map":
        rows = tuple(sorted(rows, key=lambda row: row[_CHANGED] is None))
    elif time := _time(table):
        rows = Newest.among(rows, MOST, time).rows
    return DataTable(table.head, rows[:MOST])


def left_out(chart: Chart, shown: DataTable, file: Markup) -> Markup:
    """Which rows of a chart's table are shown, and that `file` has all; nothing where these are all."""
    if shown is chart.table:
        return Markup("")
    if chart.name == "map":
        told = _("{shown} of {n} rows, first those that changed hands on the day. All are in the {file}.")
    elif _time(chart.table):
        told = _("The newest {shown} of {n} rows. All are in the {file}.")
    else:
        told = _("The first {shown} of {n} rows. All are in the {file}.")
    some, all = (Markup(words.figures(len(table.rows))) for table in (shown, chart.table))
    return phrase(told, {"shown": some, "n": all, "file": file})


def led(chart: Chart, spec: dict[str, Any], lines: Lines) -> dict[str, str]:
    """Where marks of `spec` lead that no row shown leads to, by the label of their link: addresses as seen from the
    folder of a chart's files.
    """
    shown = excerpt(chart)
    if shown is chart.table:
        return {}
    asked = {row["link"] for rows in spec["datasets"].values() for row in rows if "link" in row}
    asked -= {ref.text for ref in _refs(shown)}
    found: dict[str, str] = {}
    for ref in _refs(chart.table):
        if ref.text in asked and (target := lines.target(ref)):
            path, sign, anchor = target.removeprefix("../").partition("#")
            found.setdefault(ref.text, f"../{lines.site.facts.inside(path)}{sign}{anchor}")
    return found


def _refs(table: DataTable) -> Iterable[Ref]:
    return (cell for row in table.rows for cell in row if isinstance(cell, Ref))


def _time(table: DataTable) -> Callable[[tuple[Cell, ...]], str] | None:
    """What gives the day of a row, or the first day of its period; None where rows do not go by time."""
    for at, column in enumerate(zip(*table.rows, strict=True)):
        if all(isinstance(cell, Ref) and cell.kind in _PERIODS for cell in column):
            return lambda row: row[at].id  # type: ignore[union-attr]
    return None
