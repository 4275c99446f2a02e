"""Places gained per day, week or month by actor: what is confirmed as a solid lower bound, what is claimed or
disputed as a band on top of it; a running mean between the same bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from charts import confidence, days, form, guides, ready, theme
from generator import language
from generator.language import gettext as _
from generator.language import ngettext

HEIGHT = 250


class Mean(NamedTuple):
    """The running mean at a period: places per period, all of them and the confirmed ones."""

    period: pd.Timestamp
    all: float
    confirmed: float


def places(
    rows: Sequence[form.Row],
    mean: Sequence[Mean],
    grain: days.Grain,
    title: str,
    subtitle: str,
    mark_date: str | pd.Timestamp | None = None,
    window: int = 3,
    silent: Sequence[days.Span] = (),
) -> form.Spec | None:
    """Spec of the pace chart; None where there are no rows.

    rows: period (its first day), actor (label), color (CSS), confidence (`confirmed`, `claimed` or `disputed`), places
    (count), by period. mean: by period; its span, with that of the rows, is the axis. `grain` names the period.
    `mark_date` shades the period it lies in. `window`: days over which the mean runs. `silent`:
    spans without any report (the end is the day after the last), left blank; the mean breaks there.
    """
    if not rows:
        return None
    every = [*(row["period"] for row in rows), *(row.period for row in mean)]
    first, last = days.start(min(every), grain), days.after(max(every), grain)
    totals, sure = _counted(rows), _counted(row for row in rows if row["confidence"] == "confirmed")
    marks = guides.round_marks(float(max(*totals.values(), *(row.all for row in mean), 0)))
    entries = _key(rows)
    top = guides.key_height(entries, form.WIDTH) + 40
    plot = form.Plot(form.WIDTH - 30 - 84, HEIGHT, (30, top, 84, 44), first, last, 0, marks[-1])
    swatches, said = guides.key(entries, form.WIDTH, -30, -top)
    per = days.by_grain(grain, _("places per day"), _("places per week"), _("places per month"))
    lines, ticks = guides.value_axis(plot, marks, per)
    wide = (plot.x(days.after(first, grain)) - plot.x(first)) / 2
    below, dates = guides.date_axis(plot, centred=0 if grain == "week" else wide)
    leaders, mean_words = _mean_label(plot, mean, window)
    shown = _totals(plot, totals, sure, mean, wide) if wide >= 11 else []
    return form.fill(
        ready.form("pace"),
        plot,
        {
            "behind": [] if mark_date is None else _marked(plot, pd.Timestamp(mark_date), grain),
            "rules": [*lines, *below],
            "silence": form.silence(plot, silent),
            "bars": _bars(rows, grain, wide),
            "mean": _mean(mean, grain, silent),
            "leaders": leaders,
            "swatches": swatches,
            "labels": [*said, *ticks, *dates, *shown, *mean_words],
        },
        title,
        subtitle,
    )


def _counted(rows: Iterable[form.Row]) -> Counter[pd.Timestamp]:
    """The places of each period."""
    found: Counter[pd.Timestamp] = Counter()
    for row in rows:
        found[row["period"]] += row["places"]
    return found


def _mean(mean: Sequence[Mean], grain: days.Grain, silent: Sequence[days.Span]) -> list[form.Row]:
    """Two lines from the middle of one period to the middle of the next, broken where all is silent; one period alone
    makes none.
    """
    if len(mean) < 2:
        return []
    return [
        {"at": days.noon(row.period, days.after(row.period, grain)), "key": ""}
        | {"low": row.confirmed, "high": row.all}
        | {"run": sum(end <= row.period for _start, end in silent)}
        for row in mean
        if not any(start <= row.period < end for start, end in silent)
    ]


def _mean_label(plot: form.Plot, mean: Sequence[Mean], window: int) -> tuple[list[form.Row], list[form.Text]]:
    """The mean's last values, named to the right of where its lines end."""
    if len(mean) < 2:
        return [], []
    end, high, low = mean[-1]
    bounds = [language.figures(f"{value:.1f}") for value in dict.fromkeys((low, high))]
    x = (plot.x(end) + plot.x(days.after(end, "day"))) / 2
    ends = sorted({plot.y(low), plot.y(high)})
    middle = (ends[0] + ends[-1]) / 2
    leaders = [form.rule(x + 4, y, plot.width + 8, y, "ink", 1, (1, 2)) for y in ends]
    if len(ends) > 1:
        leaders.append(form.rule(plot.width + 8, ends[0], plot.width + 8, ends[-1], "ink"))
    named = (ngettext("{n}-day", "{n}-day", window, n=str(window)), _("mean"), "–".join(bounds))
    said = [
        form.words(plot.width + 13, middle + 15 * (line - 1), text, weight=600, key="")
        for line, text in enumerate(named)
    ]
    return leaders, said


def _totals(
    plot: form.Plot,
    totals: Mapping[pd.Timestamp, int],
    sure: Mapping[pd.Timestamp, int],
    mean: Sequence[Mean],
    wide: float,
) -> list[form.Text]:
    """The number on top of each bar, or on top of the mean where that runs through it: "11–18" where only 11 of 18
    are confirmed and the bar (2 × `wide` px) has the room.
    """
    line = {row.period: row.all for row in mean} if len(mean) > 1 else {}
    found = []
    for date, total in totals.items():
        x = plot.x(date) + wide
        y = plot.y(float(total)) - 9
        through = plot.y(line[date]) if date in line else y + 99
        if abs(through - y) < 11:
            y = through - 12
        least = sure[date]
        text = language.figures(f"{total:,g}")
        if least < total and wide >= 20:
            text = f"{language.figures(f'{least:,g}')}–{text}"
        found.append(form.words(x, y, text, "center", weight=600, halo=3, key=""))
    return found


def _marked(plot: form.Plot, date: pd.Timestamp, grain: days.Grain) -> list[form.Row]:
    """A pale band behind the period of a date; none where it lies outside."""
    begin = days.start(date, grain)
    if not plot.first <= begin < plot.last:
        return []
    return [form.box(plot.x(begin), -14, plot.x(days.after(begin, grain)), plot.height, theme.var("grid"))]


def _key(rows: Sequence[form.Row]) -> list[guides.Entry]:
    """Actors by places gained, then the others, then the confidences that occur when not all are confirmed."""
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sums[row["actor"], row["color"]] += row["places"]
    ranked = sorted(sums, key=lambda shown: (shown[1] == guides.OTHERS, -sums[shown]))
    entries = [guides.Entry(actor, color, key=actor) for actor, color in ranked]
    there = {row["confidence"] for row in rows}
    found = [word for word in ("claimed", "disputed") if word in there]
    if found:
        ink = theme.var("muted")
        for word in ["confirmed", *found]:
            fill, stroke, dash = confidence.bar(ink, word)
            entries.append(guides.Entry(_(word), fill, stroke, dash, new_line=word == "confirmed"))
    return entries


def _bars(rows: Sequence[form.Row], grain: days.Grain, wide: float) -> list[form.Row]:
    """Segments from the ground up: confirmed ones, then claimed, then disputed; in each the actor with most places
    first, those not named one by one last.
    """
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["actor"]] += row["places"]
    others = {row["actor"] for row in rows if row["color"] == guides.OTHERS}
    ranked = sorted(sums, key=lambda actor: (actor in others, -sums[actor], actor))
    rank = {actor: n for n, actor in enumerate(ranked)}
    # As each period is stacked, and alike beside alike.
    ordered = sorted(
        rows, key=lambda row: (confidence.order(row["confidence"]), rank[row["actor"]], row["period"])
    )
    found: list[form.Row] = []
    level: dict[pd.Timestamp, float] = {}
    inset = guides.inset(wide)
    edges = {
        period: (days.iso(period), days.iso(days.after(period, grain)))
        for period in dict.fromkeys(row["period"] for row in ordered)
    }
    for row in ordered:
        start, end = edges[row["period"]]
        base = level.get(row["period"], 0.0)
        level[row["period"]] = base + row["places"]
        fill, stroke, dash = confidence.bar(row["color"], row["confidence"])
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
                "actor": row["actor"],
                "key": row["actor"],
                "confidence": row["confidence"],
                "places": float(row["places"]),
            }
        )
    return found
