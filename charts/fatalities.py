"""Deaths per day, week or month: solid to the lowest estimate, pale on to the highest, a line at the best."""

from __future__ import annotations

import pandas as pd

from charts import days, form, guides, ready, theme
from generator import language
from generator.language import gettext as _

HEIGHT = 220
_ROOM = 11  # px of half a slot from which on its number fits over the bar


def deaths(
    rows: pd.DataFrame, grain: days.Grain, title: str, subtitle: str, span: days.Span
) -> form.Spec | None:
    """Spec of the chart; None where no period has an estimate.

    rows: period (datetime64, its first day), best, low, high (deaths), one for each period that has an estimate:
    0 is drawn as a line on the ground, a period without a row is a gap. `span`: first and last day of the axis.
    """
    if rows.empty:
        return None
    first, last = days.start(span[0], grain), days.after(span[1], grain)
    marks = guides.round_marks(float(rows["high"].max()))
    entries = _key(rows)
    top = guides.key_height(entries, form.WIDTH) + 40
    plot = form.Plot(form.WIDTH - 44 - 8, HEIGHT, (44, top, 8, 44), first, last, 0, marks[-1])
    swatches, said = guides.key(entries, form.WIDTH, -44, -top)
    middle = (swatches[0]["py"] + swatches[0]["py2"]) / 2
    swatches[0] |= {"py": middle - 1, "py2": middle + 1}  # the best estimate is a line, in the key as well
    per = days.by_grain(grain, _("deaths per day"), _("deaths per week"), _("deaths per month"))
    lines, ticks = guides.value_axis(plot, marks, per)
    wide = (plot.x(days.after(first, grain)) - plot.x(first)) / 2
    below, dates = guides.date_axis(plot, centred=0 if grain == "week" else wide)
    bars, best = _bars(rows, grain, guides.inset(wide))
    return form.fill(
        ready.form("fatalities"),
        plot,
        {
            "rules": [*lines, *below],
            "bars": bars,
            "best": best,
            "swatches": swatches,
            "labels": [*said, *ticks, *dates, *(_numbers(plot, rows, grain) if wide >= _ROOM else [])],
        },
        title,
        subtitle,
    )


def _key(rows: pd.DataFrame) -> list[guides.Entry]:
    entries = [guides.Entry(_("best estimate"), theme.var("ink"))]
    if (rows["low"] > 0).any():
        entries.append(guides.Entry(_("up to the lowest estimate"), theme.var("mark")))
    if (rows["low"] < rows["high"]).any():
        entries.append(guides.Entry(_("from the lowest to the highest"), theme.var("level-2")))
    return entries


def _bars(rows: pd.DataFrame, grain: days.Grain, inset: float) -> tuple[list[form.Row], list[form.Row]]:
    bars: list[form.Row] = []
    best: list[form.Row] = []
    for row in form.records(rows):
        slot = {
            "start": days.iso(row["period"]),
            "end": days.iso(days.after(row["period"], grain)),
            "inset": inset,
        }
        best.append({**slot, "best": float(row["best"])})
        for low, high, fill in ((0.0, row["low"], "mark"), (row["low"], row["high"], "level-2")):
            if high > low:
                bars.append({**slot, "low": float(low), "high": float(high), "fill": theme.var(fill)})
    return bars, best


def _numbers(plot: form.Plot, rows: pd.DataFrame, grain: days.Grain) -> list[form.Text]:
    """The best estimate over each bar."""
    found = []
    for row in form.records(rows):
        x = (plot.x(row["period"]) + plot.x(days.after(row["period"], grain))) / 2
        text = language.figures(f"{row['best']:,g}")
        found.append(form.words(x, plot.y(float(row["high"])) - 9, text, "center", weight=600, halo=3))
    return found
