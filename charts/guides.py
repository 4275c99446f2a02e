"""What guides the reader's eye: ticks and their words, hairlines with numbers, and a compact key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from charts import days, form, lettering, theme
from generator import language


def date_axis(
    plot: form.Plot, centred: float = 0.0, grid: bool = False
) -> tuple[list[form.Row], list[form.Text]]:
    """Ticks and their words under the plot; `centred` px to the right of a day's start."""
    lines: list[form.Row] = []
    said: list[form.Text] = []
    last = plot.last - pd.Timedelta(days=1) if centred else plot.last  # the day a bar's last period starts
    for tick in days.ticks(plot.first, max(last, plot.first), plot.width):
        x = plot.x(tick.date) + centred
        if grid:
            lines.append(form.rule(x, 0, x, plot.height))
        lines.append(form.rule(x, plot.height, x, plot.height + (9 if tick.major else 5), "faint"))
        said.append(form.words(x, plot.height + 17, tick.upper, "center", "muted"))
        if tick.lower:
            said.append(form.words(x, plot.height + 33, tick.lower, "center", "muted"))
    return lines, said


def value_axis(
    plot: form.Plot, marks: Iterable[float], unit: str = ""
) -> tuple[list[form.Row], list[form.Text]]:
    """Hairlines across the plot with their numbers at the left; the last carries the unit."""
    marks = list(marks)
    lines = [
        form.rule(0, plot.y(mark), plot.width, plot.y(mark), "faint" if mark == 0 else "grid")
        for mark in marks
    ]
    said = [form.words(-8, plot.y(mark), language.figures(f"{mark:,g}"), "right", "muted") for mark in marks]
    if unit and marks:
        said.append(form.words(-plot.margin[0], plot.y(marks[-1]) - 16, unit, "left", "muted"))
    return lines, said


def round_marks(high: float, most: int = 4) -> list[float]:
    """0 and up to `most` round steps that cover `high`; whole numbers only."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000):
        if high <= step * most:
            return [float(step * n) for n in range(max(1, -int(-high // step)) + 1)]
    return [0.0, float(high)]


def inset(half: float) -> float:
    """px to leave free on each side of a bar whose slot is 2 × `half` wide: a gap, and no bar over 64 px."""
    return round(max(min(half * 0.18, 6), half - 32), 2) if half > 1.5 else 0.0


OTHERS = theme.var("muted")
"""The colour of what stands for those that a key does not name one by one."""


class Entry(NamedTuple):
    """One entry of a key: a swatch (fill, stroke, dash) and what it stands for."""

    text: str
    fill: str
    stroke: str = "transparent"
    dash: tuple[float, ...] = ()
    shape: str = "box"
    new_line: bool = False
    key: str = ""  # of the rows that it stands for; see `form.fill`


_APART, _TO_PRESS = 20, 30
"""px from line to line of a key. One that a reader can press is 24 px high even where a phone shows 720 px as 600."""


def key_height(entries: Sequence[Entry], room: float) -> float:
    """px that `key` will use."""
    return _laid(entries, room)[-1][2] + 10 if entries else 0.0


def _laid(entries: Sequence[Entry], room: float) -> list[tuple[str, float, float]]:
    """The words of each entry, run on like text within `room` px, and where it begins: px from the left, and the middle
    of its line.
    """
    found: list[tuple[str, float, float]] = []
    x, y = 1.0, _TO_PRESS / 2 if entries and entries[0].key else _APART / 2
    for entry in entries:
        text = lettering.shorten(entry.text, min(room - 20, 240), theme.SIZE)
        need = 18 + lettering.width(text, theme.SIZE)
        if x > 1 and (entry.new_line or x + need > room):
            x, y = 1.0, y + (_TO_PRESS if entry.key else _APART)
        found.append((text, x, y))
        x += need + 14
    return found


def key(
    entries: Sequence[Entry], room: float, left: float, top: float
) -> tuple[list[form.Row], list[form.Text]]:
    """Swatches with words, run on like text from (left, top) px within `room` px."""
    swatches: list[form.Row] = []
    said: list[form.Text] = []
    for entry, (text, x, y) in zip(entries, _laid(entries, room), strict=True):
        if entry.shape == "cross":
            said.append(form.words(left + x + 6, top + y - 1, "×", "center", size=19, weight=600))
        edge = 1.4 if entry.stroke != "transparent" else 0
        swatches.append(
            form.box(
                left + x,
                top + y - 6,
                left + x + 12,
                top + y + 6,
                entry.fill,
                entry.stroke,
                edge,
                entry.dash,
                6 if entry.shape == "dot" else 1.5,
            )
        )
        said.append(form.words(left + x + 18, top + y, text, color="ink"))
        if entry.key:
            swatches[-1] |= {"key": entry.key, "legend": True}
            said[-1] |= {"key": entry.key, "legend": True}
    return swatches, said
