"""The calibration of all scored forecasts: words of likelihood beside what happened."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts import calibration
from charts.calibration import percent
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure.forecasts import ENOUGH, Forecasts
from generator.measure.likelihood import STEPS
from generator.records import each


def enough(forecasts: Forecasts) -> bool:
    """Whether there are as many scored forecasts as a calibration takes."""
    return forecasts.overall is not None and forecasts.overall.n >= ENOUGH


def held(forecasts: Forecasts) -> Chart | None:
    """The share of things that happened for each word, beside its range; None below ENOUGH scored forecasts."""
    overall = forecasts.overall
    if not overall or not enough(forecasts):
        return None
    rows = _rows(forecasts)
    known = rows[rows["n"] > 0]
    apart = int(((known["high"] < known["from"]) | (known["low"] > known["to"])).sum())
    title = _title(apart, len(known))
    subtitle = _(
        "For each word of likelihood the range that ICD 203 gives it, the share of the things so forecast that "
        "happened, and how far that share is known (Wilson’s 95 % interval). {forecasts}.",
        forecasts=words.opening(overall.n, "{n} scored forecast", "{n} scored forecasts"),
    )
    told = _("; ").join(
        _("{word} ({range}): {counted}", word=row.word, range=_span(row), counted=_counted(row))
        for row in each(known)
    )
    spec = calibration.calibration(rows, title, subtitle)
    by_word = {row.word: row for row in each(known)}
    tips.tell(spec, "dots", lambda dot: _tip(by_word[str(dot["word"])]))
    return chart(
        "calibration", title, subtitle, _("Things that happened: {told}.", told=told), _table(rows), spec
    )


def _title(apart: int, known: int) -> str:
    """How many ranges the intervals do not touch: that they touch bears no word out, it is all that few rows show."""
    if not apart:
        return ngettext(
            "What happened does not rule out the one word of likelihood that was used",
            "What happened rules out none of the {n} words of likelihood that were used",
            known,
            n=words.number(known),
        )
    return ngettext(
        "What happened lies outside the range of the one word of likelihood that was used",
        "What happened lies outside the ranges of {apart} of the {n} words of likelihood that were used",
        known,
        apart=words.number(apart),
        n=words.number(known),
    )


def _rows(forecasts: Forecasts) -> pd.DataFrame:
    """All steps as the chart form asks for them, in per cent; those without a scored forecast with n = 0."""
    labels = {step.code: (_(step.label), step.low, step.high) for step in STEPS}
    steps = pd.DataFrame(
        [(code, *told) for code, told in labels.items()], columns=["step", "word", "from", "to"]
    )
    rows = steps.merge(forecasts.steps, on="step", how="left")
    rows[["n", "happened"]] = rows[["n", "happened"]].fillna(0).astype("int64")
    return rows.assign(low=100 * rows["low"], high=100 * rows["high"])


def _table(rows: pd.DataFrame) -> DataTable:
    head = (
        _("Word of likelihood"),
        _("Range (ICD 203)"),
        _("Scored forecasts"),
        _("Happened"),
        _("Share, %"),
        _("Interval"),
    )
    return DataTable(
        head,
        tuple(
            (
                row.word,
                _span(row),
                row.n,
                row.happened if row.n else None,
                round(100 * row.share) if row.n else None,
                percent(row.low, row.high) if row.n else None,
            )
            for row in each(rows)
        ),
    )


def _span(row: Any) -> str:
    return percent(row[3], row[4])  # `from` is no name in Python


def _counted(row: Any) -> str:
    return _("{happened} of {n}", happened=words.figures(row.happened), n=words.figures(row.n))


def _tip(row: Any) -> tips.Tip:
    return (
        tips.lines(
            _("{word} ({range}): {counted}", word=row.word, range=_span(row), counted=_counted(row)),
            _("95 % interval: {range}", range=percent(row.low, row.high)),
        ),
        "",
    )
