"""Places gained per day, week or month, stacked by actor; claimed and disputed ones told apart; a running
mean.
"""

from __future__ import annotations

import functools
from typing import Any

import altair as alt
import pandas as pd

from charts import confidence, days, form, guides, theme
from generator import language
from generator.language import gettext as _
from generator.language import ngettext

HEIGHT = 250


@functools.cache
def _form() -> form.Spec:
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(
            xOffset=alt.ExprRef("datum.inset"),
            x2Offset=alt.ExprRef("-datum.inset"),
            strokeWidth=1.2,
            strokeDash=alt.ExprRef("datum.dash"),
        )
        .encode(
            x=form.day("start"),
            x2="end:T",
            y=form.value("low"),
            y2="high:Q",
            fill=form.css_color(alt.Fill, "fill"),
            stroke=form.css_color(alt.Stroke, "stroke"),
        )
    )
    line = (
        alt.Chart(alt.NamedData("mean"))
        .mark_line(strokeJoin="round", strokeCap="round")
        .encode(x=form.day("at"), y=form.value("mean"))
    )
    return form.assemble(
        form.boxes("behind"),
        form.rules(),
        bars,
        line.mark_line(strokeWidth=5, stroke=theme.var("paper"), strokeOpacity=0.8),
        line.mark_line(strokeWidth=2, stroke=theme.var("ink")),
        form.rules("leaders"),
        form.boxes("swatches"),
        form.labels(),
    )


def places(
    rows: pd.DataFrame,
    mean: pd.DataFrame,
    grain: days.Grain,
    title: str,
    subtitle: str,
    mark_date: str | pd.Timestamp | None = None,
    window: int = 3,
) -> form.Spec | None:
    """Spec of the pace chart; None where there are no rows.

    rows: period (first day of a period, ISO text or datetime64), actor (label), color (CSS), confidence
    (`confirmed`, `claimed` or `disputed`), places (count). mean: period, mean (places per period); its span,
    with that of the rows, is the axis. `grain` names the period. `mark_date` shades the period it lies in.
    `window`: days over which the mean runs.
    """
    if rows.empty:
        return None
    rows = rows.assign(period=pd.to_datetime(rows["period"]))
    mean = mean.assign(period=pd.to_datetime(mean["period"])) if len(mean) else mean
    every = [*rows["period"].agg(["min", "max"]), *(mean["period"].agg(["min", "max"]) if len(mean) else [])]
    first, last = days.start(min(every), grain), days.after(max(every), grain)
    totals = rows.groupby("period")["places"].sum()
    marks = guides.round_marks(max(float(totals.max()), float(mean["mean"].max()) if len(mean) else 0.0))
    entries = _key(rows)
    top = guides.key_height(entries, form.WIDTH) + 40
    plot = form.Plot(form.WIDTH - 30 - 84, HEIGHT, (30, top, 84, 44), first, last, 0, marks[-1])
    swatches, said, _height = guides.key(entries, form.WIDTH, -30, -top)
    per = days.by_grain(grain, _("places per day"), _("places per week"), _("places per month"))
    lines, ticks = guides.value_axis(plot, marks, per)
    wide = (plot.x(days.after(first, grain)) - plot.x(first)) / 2
    below, dates = guides.date_axis(plot, centred=0 if grain == "week" else wide)
    leaders, mean_words = _mean_label(plot, mean, window)
    shown = _totals(plot, totals, mean, grain) if wide >= 11 else []
    return form.fill(
        _form(),
        plot,
        {
            "behind": [] if mark_date is None else _marked(plot, pd.Timestamp(mark_date), grain),
            "rules": [*lines, *below],
            "bars": _bars(rows, grain, wide),
            "mean": _mean(mean, grain),
            "leaders": leaders,
            "swatches": swatches,
            "labels": [*said, *ticks, *dates, *shown, *mean_words],
        },
        title,
        subtitle,
    )


def _mean(mean: pd.DataFrame, grain: days.Grain) -> list[form.Row]:
    """A line from the middle of one period to the middle of the next; one period alone makes none."""
    if len(mean) < 2:
        return []
    return [
        {"at": days.noon(period, days.after(period, grain)), "mean": float(value), "key": ""}
        for period, value in zip(mean["period"], mean["mean"], strict=True)
    ]


def _mean_label(plot: form.Plot, mean: pd.DataFrame, window: int) -> tuple[list[form.Row], list[form.Text]]:
    """The mean's last value, named to the right of where its line ends."""
    if len(mean) < 2:
        return [], []
    end, value = mean["period"].iloc[-1], float(mean["mean"].iloc[-1])
    x = (plot.x(end) + plot.x(days.after(end, "day"))) / 2
    y = plot.y(value)
    return (
        [form.rule(x + 4, y, plot.width + 8, y, "ink", 1, (1, 2))],
        [
            form.words(
                plot.width + 12,
                y - 7,
                ngettext("{n}-day", "{n}-day", window, n=str(window)),
                weight=600,
                key="",
            ),
            form.words(
                plot.width + 12,
                y + 8,
                _("mean {value}", value=language.figures(f"{value:.1f}")),
                weight=600,
                key="",
            ),
        ],
    )


def _totals(
    plot: form.Plot, totals: pd.Series[Any], mean: pd.DataFrame, grain: days.Grain
) -> list[form.Text]:
    """The number on top of each bar, or on top of the mean where that runs through it."""
    line = dict(zip(mean["period"], mean["mean"], strict=True)) if len(mean) > 1 else {}
    found = []
    for period, total in totals.items():
        date = pd.Timestamp(str(period))
        x = (plot.x(date) + plot.x(days.after(date, grain))) / 2
        y = plot.y(float(total)) - 9
        through = plot.y(float(line[date])) if date in line else y + 99
        if abs(through - y) < 11:
            y = through - 12
        text = language.figures(f"{total:,g}")
        found.append(form.words(x, y, text, "center", weight=600, halo=3, key=""))
    return found


def _marked(plot: form.Plot, date: pd.Timestamp, grain: days.Grain) -> list[form.Row]:
    """A pale band behind the period of a date; none where it lies outside."""
    begin = days.start(date, grain)
    if not plot.first <= begin < plot.last:
        return []
    return [form.box(plot.x(begin), -14, plot.x(days.after(begin, grain)), plot.height, theme.var("grid"))]


def _key(rows: pd.DataFrame) -> list[guides.Entry]:
    """Actors by places gained, then the confidences that occur when not all are confirmed."""
    sums = (
        rows.groupby(["actor", "color"], sort=False)["places"]
        .sum()
        .sort_values(ascending=False, kind="stable")
    )
    entries = [guides.Entry(str(actor), str(color), key=str(actor)) for actor, color in sums.index]
    found = [word for word in ("claimed", "disputed") if (rows["confidence"] == word).any()]
    if found:
        ink = theme.var("muted")
        for word in ["confirmed", *found]:
            fill, stroke, dash = confidence.bar(ink, word)
            entries.append(guides.Entry(_(word), fill, stroke, dash, new_line=word == "confirmed"))
    return entries


def _bars(rows: pd.DataFrame, grain: days.Grain, wide: float) -> list[dict[str, Any]]:
    """Segments from the ground up: the actor with most places at the bottom, confirmed before claimed."""
    rank = rows.groupby("actor")["places"].sum().rank(ascending=False, method="first")
    ordered = rows.assign(rank=rows["actor"].map(rank), order=rows["confidence"].map(confidence.order))
    ordered = ordered.sort_values(["period", "rank", "order"], kind="stable")
    found: list[dict[str, Any]] = []
    level: dict[pd.Timestamp, float] = {}
    inset = guides.inset(wide)
    edges = {
        period: (days.iso(period), days.iso(days.after(period, grain)))
        for period in ordered["period"].unique()
    }
    for row in form.records(ordered):
        start, end = edges[row["period"]]
        base = level.get(row["period"], 0.0)
        level[row["period"]] = base + float(row["places"])
        fill, stroke, dash = confidence.bar(str(row["color"]), str(row["confidence"]))
        found.append(
            {
                "start": start,
                "end": end,
                "low": base,
                "high": level[row["period"]],
                "fill": fill,
                "stroke": stroke if inset else "transparent",
                "dash": list(dash),
                "inset": inset,
                "actor": str(row["actor"]),
                "key": str(row["actor"]),
                "confidence": str(row["confidence"]),
                "places": float(row["places"]),
            }
        )
    return found
