"""Support levels (0 none to 4 large-scale combat): a strip per backer and recipient, and steps per category
of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import days, form, guides, lettering, ready, spans, theme
from charts.steps import one
from generator.language import gettext as _

_ROW, _BAR = 38, 26  # px: from strip to strip, and a strip's own height
_CELL = 12  # px a day must have to be a cell of its own


def levels(
    strips: Sequence[spans.Strip],
    title: str,
    subtitle: str,
    until: str | pd.Timestamp,
    silent: Sequence[days.Span] = (),
) -> form.Spec | None:
    """Spec of the strips, from top to bottom; None where no span says anything.

    The axis runs from the first span to `until`, a day, or to the end of the last span. Fill is what was given, a frame
    with its number what was announced beyond it; a stale level is hatched; a general withdrawal is crossed once, where
    it begins. `silent`: spans without any report (the end is the day after the last), left blank; what lies within them
    is not drawn.
    """
    said = spans.telling(strips)
    if not said:
        return None
    every = [span for strip in strips for span in strip.spans]
    first = min(span.start for span in every)
    last = max(*(span.end for span in every), pd.Timestamp(until) + spans.DAY)
    names = [lettering.shorten(strip.name, 215, theme.SIZE) for strip in said]
    left = max(lettering.width(name, theme.SIZE) for name in names) + 14
    entries = _key(said)
    top = guides.key_height(entries, form.WIDTH) + 12
    plot = form.Plot(form.WIDTH - left - 16, _ROW * len(said), (left, top, 16, 44), first, last)
    swatches, words = guides.key(entries, form.WIDTH, -left, -top)
    wide = _wide(plot)
    lines, dates = guides.date_axis(plot, centred=wide / 2 if wide > 12 else 0)
    cells, frames, crosses = _strips(plot, said, names, silent, lines, words)
    return form.fill(
        ready.form("support"),
        plot,
        {
            "rules": lines,
            "silence": form.silence(plot, silent),
            "cells": cells,
            "frames": frames,
            "crosses": crosses,
            "swatches": swatches,
            "labels": [*words, *dates],
        },
        title,
        subtitle,
    )


def _wide(plot: form.Plot) -> float:
    """px of a day."""
    return plot.width / (plot.last - plot.first).days


def _strips(
    plot: form.Plot,
    said: Sequence[spans.Strip],
    names: Sequence[str],
    silent: Sequence[days.Span],
    lines: list[form.Row],
    words: list[form.Text],
) -> tuple[list[form.Row], list[form.Row], list[form.Row]]:
    """Cells, frames and crosses of each strip, `names`: as it is written; adds its line, its name and its digits."""
    cells: list[form.Row] = []
    frames: list[form.Row] = []
    crosses: list[form.Row] = []
    wide = _wide(plot)
    for number, ((name, told), label) in enumerate(zip(said, names, strict=True)):
        middle = number * _ROW + _ROW / 2
        words.append(form.words(-12, middle, label, "right"))
        lines.append(form.rule(0, middle + _ROW / 2, plot.width, middle + _ROW / 2))
        words[-1] |= {"key": name, "legend": True}
        found = spans.drawn(told, silent)
        drawn: list[list[Any]] = [cells, crosses, frames, words]
        lengths = [len(rows) for rows in drawn]
        ended, begun = False, len(cells)
        for span in found:
            _strip(plot, span, middle, wide, not ended, cells, crosses, words)
            ended = span.ended
        cells[begun:] = sorted(
            cells[begun:], key=lambda cell: (cell["level"], cell["stale"])
        )  # alike beside alike
        _announced(plot, found, middle, 1 if wide >= 12 else 0, frames, words)
        for kind, start in zip(drawn, lengths, strict=True):
            for row in kind[start:]:
                row |= {"key": name, "series": name}
    return cells, frames, crosses


def _strip(
    plot: form.Plot,
    span: spans.Span,
    middle: float,
    wide: float,
    begins: bool,
    cells: list[form.Row],
    crosses: list[form.Row],
    words: list[form.Text],
) -> None:
    """Adds what one span draws: filled days with their digit, and a cross where the end of support `begins`."""
    x, x2 = plot.x(span.start), plot.x(span.end)
    apart = wide >= _CELL
    if span.actual is not None and not (span.ended and span.actual == 0):
        count = range((span.end - span.start).days if apart else 1)
        dates = [span.start + spans.DAY * number for number in count]
        cells += [_cell(span, date, middle, apart) for date in dates]
        if wide >= 18 or (not apart and x2 - x > 22):
            faint = span.stale and span.actual > 0
            ink, halo = ("ink", 3) if faint else (f"level-ink-{span.actual}", 0)
            half = (wide if apart else x2 - x) / 2
            digit = str(span.actual)
            words += [
                form.words(plot.x(date) + half, middle, digit, "center", ink, halo=halo) for date in dates
            ]
    if span.ended and span.actual in (None, 0):
        arm = 4 if apart else 3
        center = x + (wide / 2 if apart else 0)
        if begins:
            crosses += [
                form.rule(center - arm, middle - way * arm, center + arm, middle + way * arm, "ink", 1.8)
                for way in (-1, 1)
            ]
        if x2 - center > 12 or not begins:
            tail = center + 9 if begins else x + 2
            crosses.append(form.rule(tail, middle, x2 - 2, middle, "faint", 1, (1, 3)))


def _cell(span: spans.Span, date: pd.Timestamp, middle: float, apart: bool) -> form.Row:
    """A filled day, or the whole span where days are too narrow to stand apart."""
    color = theme.var(f"level-{span.actual}")
    return {
        "start": days.iso(date),
        "end": days.iso(date + spans.DAY if apart else span.end),
        "py": round(middle - _BAR / 2, 1),
        "py2": round(middle + _BAR / 2, 1),
        "fill": f"hatch:{color}" if span.stale and span.actual else color,
        "stroke": "transparent" if span.actual else theme.var("border"),
        "dash": [2, 2] if span.stale else [],
        "inset": 1 if apart else 0,
        "level": span.actual,
        "stale": span.stale,
    }


def _announced(
    plot: form.Plot,
    found: list[spans.Span],
    middle: float,
    inset: float,
    frames: list[form.Row],
    words: list[form.Text],
) -> None:
    """Adds a frame, with its number on the top right corner, around days on which one level beyond the given
    stood.
    """
    joined: list[tuple[pd.Timestamp, pd.Timestamp, int | None]] = []
    for span in found:
        if span.more and joined and joined[-1][1:] == (span.start, span.announced):
            joined[-1] = (joined[-1][0], span.end, span.announced)
        elif span.more:
            joined.append((span.start, span.end, span.announced))
    top = middle - _BAR / 2
    for start, end, level in joined:
        x, x2 = plot.x(start) + inset, plot.x(end) - inset
        frames.append(
            form.box(x, top - 2, x2, top + _BAR + 2, "transparent", theme.var("announced"), 1.6, (4, 2))
        )
        if x2 - x > 14:
            words.append(
                form.words(x2 - 2, top - 3, f"{level}?", "right", "announced", theme.SMALL, 700, halo=3)
            )


def _key(said: Sequence[spans.Strip]) -> list[guides.Entry]:
    """The five levels in words, then only the signs that occur."""
    entries = [
        guides.Entry(
            spans.worded(level),
            theme.var(f"level-{level}"),
            theme.var("border") if level == 0 else "transparent",
        )
        for level in range(len(spans.LEVELS))
    ]
    signs = []
    more, stale, ended = spans.signs(said)
    if more:
        signs.append(
            guides.Entry(_("announced beyond what was given"), "transparent", theme.var("announced"), (4, 2))
        )
    if stale:
        signs.append(guides.Entry(_("not renewed lately"), f"hatch:{theme.var('level-3')}"))
    if ended:
        signs.append(guides.Entry(_("general withdrawal"), "transparent", shape="cross"))
    if signs:
        first = signs[0]
        signs[0] = guides.Entry(first.text, first.fill, first.stroke, first.dash, first.shape, new_line=True)
    return entries + signs


__all__ = ["levels", "one"]
