"""How far words of likelihood held: for each word the range it stands for, and the share of things that happened."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts import form, guides, lettering, ready, theme
from generator import language
from generator.language import gettext as _
from generator.language import ngettext

_ROW, _BAND, _DOT = 36, 22, 5  # px: from word to word, the height of a band, the radius of a dot
_MARKS = (0, 20, 40, 60, 80, 100)


def calibration(rows: pd.DataFrame, title: str, subtitle: str) -> form.Spec | None:
    """Spec of the chart; None where no word has a forecast.

    rows: word (label), from and to (the ends of its range in per cent), n (forecasts), happened (how many of their
    things did), low and high (the ends of the interval for the share, per cent), one for each word in the order from
    the least likely on. A word with n = 0 has its range alone.
    """
    if rows.empty or not rows["n"].sum():
        return None
    ranges = [percent(row["from"], row["to"]) for row in form.records(rows)]
    said = [
        max(lettering.width(str(word), theme.SIZE, True), lettering.width(span, theme.SMALL))
        for word, span in zip(rows["word"], ranges, strict=True)
    ]
    counted = [_counted(row) for row in form.records(rows)]
    left, right = max(said) + 22, max(lettering.width(text, theme.SIZE) for text in counted) + 18
    entries = _key()
    top = guides.key_height(entries, form.WIDTH) + 16
    height = len(rows) * _ROW
    plot = form.Plot(form.WIDTH - left - right, height, (left, top, right, 46), *form.NO_DAYS, 0, 100)
    swatches, words = guides.key(entries, form.WIDTH, -left, -top)
    middle = (swatches[1]["py"] + swatches[1]["py2"]) / 2
    swatches[1] |= {"py": middle - 1, "py2": middle + 1}  # the interval is a line, in the key as well
    lines, ticks = _scale(plot)
    bands: list[form.Row] = []
    intervals: list[form.Row] = []
    dots: list[form.Row] = []
    for number, (row, span, told) in enumerate(zip(form.records(rows), ranges, counted, strict=True)):
        y = (number + 0.5) * _ROW
        bands.append(_band(plot, row, y))
        words.append(form.words(-12, y - 8, str(row["word"]), "right", weight=600))
        words.append(form.words(-12, y + 8, span, "right", "muted", theme.SMALL))
        if row["n"]:
            intervals += _interval(plot, row, y)
            dots.append(_dot(plot, row, y))
        words.append(form.words(plot.width + 14, y, told, color="ink" if row["n"] else "muted"))
    datasets: dict[str, list[Any]] = {
        "rules": lines,
        "bands": bands,
        "intervals": intervals,
        "dots": dots,
        "swatches": swatches,
        "labels": [*words, *ticks],
    }
    return form.fill(ready.form("calibration"), plot, datasets, title, subtitle)


def percent(low: float, high: float) -> str:
    """A range in per cent: "20–45 %"."""
    return _("{low}–{high} %", low=language.figures(f"{low:.0f}"), high=language.figures(f"{high:.0f}"))


def _key() -> list[guides.Entry]:
    return [
        guides.Entry(_("what the word stands for (ICD 203)"), theme.var("level-1"), theme.var("level-2")),
        guides.Entry(_("95 % interval"), theme.var("ink")),
        guides.Entry(_("share that happened"), theme.var("mark"), shape="dot"),
    ]


def _across(plot: form.Plot, share: float) -> float:
    """px of a share in per cent."""
    return share / 100 * plot.width


def _scale(plot: form.Plot) -> tuple[list[form.Row], list[form.Text]]:
    lines, said = [], []
    for mark in _MARKS:
        x = _across(plot, mark)
        lines.append(form.rule(x, 0, x, plot.height + 5, "grid"))
        said.append(form.words(x, plot.height + 16, language.figures(f"{mark}"), "center", "muted"))
    unit = _("per cent of the things forecast that happened")
    said.append(form.words(plot.width / 2, plot.height + 36, unit, "center", "muted"))
    return lines, said


def _band(plot: form.Plot, row: form.Row, y: float) -> form.Row:
    ends = (_across(plot, row["from"]), _across(plot, row["to"]))
    top, bottom = y - _BAND / 2, y + _BAND / 2
    return form.box(ends[0], top, ends[1], bottom, theme.var("level-1"), theme.var("level-2"), 1)


def _interval(plot: form.Plot, row: form.Row, y: float) -> list[form.Row]:
    """The line with its two ends."""
    left, right = _across(plot, row["low"]), _across(plot, row["high"])
    ends = [form.rule(x, y - 5, x, y + 5, "ink", 1.5) for x in (left, right)]
    return [form.rule(left, y, right, y, "ink", 1.5), *ends]


def _dot(plot: form.Plot, row: form.Row, y: float) -> form.Row:
    x = _across(plot, 100 * row["happened"] / row["n"])
    mark = form.box(
        x - _DOT, y - _DOT, x + _DOT, y + _DOT, theme.var("mark"), theme.var("paper"), 1.5, (), _DOT
    )
    return {**mark, "word": str(row["word"])}


def _counted(row: form.Row) -> str:
    if not row["n"]:
        return _("none")
    n, happened = int(row["n"]), language.figures(f"{row['happened']}")
    return ngettext(
        "{happened} of {n}", "{happened} of {n}", n, happened=happened, n=language.figures(f"{n}")
    )
