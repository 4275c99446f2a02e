"""What a force did itself (withdrew, defected, evacuated), above the line; the places it lost, below it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from charts import confidence, days, form, guides, lettering, ready, theme
from generator import language
from generator.language import gettext as _

HEIGHT = 270
Sums = Counter[tuple[pd.Timestamp, str, str]]
"""First day of a period, sign, confidence → how many."""


def signs(
    rows: Sequence[form.Row],
    title: str,
    subtitle: str,
    lost: Sequence[str],
    span: days.Span | None = None,
) -> form.Spec | None:
    """Spec of the mirrored bars; None where there are no rows.

    rows: date, sign (label), confidence (`confirmed`, `claimed`, `disputed`), n (count). Signs named in `lost`
    count places and hang below the line; the others count events and stack above it, in the order of the rows: the
    two are never added up. `lost` is in the order from the line downwards, its last in grey.
    `span`: first and last day of the axis, by default those of the rows. By day, by week from 91 days, by
    month from three years. Claimed are hatched, disputed hollow.
    """
    if not rows:
        return None
    every = {row["date"] for row in rows}
    begin, end = span or (min(every), max(every))
    unit = days.grain(begin, end)
    first, last = days.start(begin, unit), days.after(end, unit)
    sums = _sums(rows, {date: days.start(date, unit) for date in every})
    up, down = _marks(sums, lost)
    colors = _colors({row["sign"]: None for row in rows}, lost)
    entries = _key({row["confidence"] for row in rows}, colors)
    top = guides.key_height(entries, form.WIDTH) + 42
    plot = form.Plot(form.WIDTH - 30 - 16, HEIGHT, (30, top, 16, 48), first, last, -down[-1], up[-1])
    swatches, words = guides.key(entries, form.WIDTH, -30, -top)
    lines, said = _scale(plot, up, down)
    wide = (plot.x(days.after(first, unit)) - plot.x(first)) / 2
    below, dates = guides.date_axis(plot, centred=0 if unit == "week" else wide)
    ground = [form.rule(0, plot.y(0), plot.width, plot.y(0), "ink", 1.2)]
    return form.fill(
        ready.form("collapse"),
        plot,
        {
            "rules": [*lines, *below],
            "bars": _bars(sums, lost, colors, unit, wide),
            "ground": ground,
            "swatches": swatches,
            "labels": [*words, *_counted(unit, len(down) > 1), *said, *dates],
        },
        title,
        subtitle,
    )


def _counted(unit: days.Grain, below: bool) -> list[form.Text]:
    """What the bars count: those above the line and, where there are any, those `below` it."""
    above = days.by_grain(unit, _("↑ events per day"), _("↑ events per week"), _("↑ events per month"))
    under = days.by_grain(
        unit, _("↓ places lost per day"), _("↓ places lost per week"), _("↓ places lost per month")
    )
    said = [form.words(-30, -20, above, color="muted")]
    if below:
        said.append(form.words(-4 + lettering.width(above, theme.SIZE), -20, under, color="muted"))
    return said


def _sums(rows: Sequence[form.Row], starts: Mapping[pd.Timestamp, pd.Timestamp]) -> Sums:
    """The rows of each period added up; starts: the first day of the period of each day."""
    found: Sums = Counter()
    for row in rows:
        found[starts[row["date"]], row["sign"], row["confidence"]] += row["n"]
    return found


def _marks(sums: Sums, lost: Collection[str]) -> tuple[list[float], list[float]]:
    """The marks of the scale above the line and below it, both from 0 on and by the same step."""
    totals: Counter[tuple[bool, pd.Timestamp]] = Counter()
    for (date, sign, _sure), n in sums.items():
        totals[sign in lost, date] += n
    most = {False: 0, True: 0}
    for (below, _date), n in totals.items():
        most[below] = max(most[below], n)
    up = guides.round_marks(float(most[False]))
    return up, [up[1] * n for n in range(math.ceil(most[True] / up[1]) + 1)]


def _scale(plot: form.Plot, up: list[float], down: list[float]) -> tuple[list[form.Row], list[form.Text]]:
    marks = [*up, *(-mark for mark in down[1:])]
    lines = [form.rule(0, plot.y(mark), plot.width, plot.y(mark)) for mark in marks if mark]
    said = [language.figures(f"{abs(mark):,g}") for mark in marks]
    return lines, [
        form.words(-8, plot.y(mark), text, "right", "muted") for mark, text in zip(marks, said, strict=True)
    ]


def _colors(signs: Collection[str], lost: Sequence[str]) -> dict[str, str]:
    """Signs in their order; the last of `lost` is grey."""
    above = [sign for sign in signs if sign not in lost]
    tones = {sign: theme.var(f"sign-{min(number + 1, 3)}") for number, sign in enumerate(above)}
    below = [sign for sign in lost if sign in signs]
    return {**tones, **{sign: theme.var("sign-4" if sign == lost[-1] else "sign-0") for sign in below}}


def _key(there: Collection[str], colors: dict[str, str]) -> list[guides.Entry]:
    """The signs, and the confidences that are `there`, where not all is confirmed."""
    entries = [guides.Entry(sign, color, key=sign) for sign, color in colors.items()]
    found = [kind for kind in ("claimed", "disputed") if kind in there]
    for kind in ["confirmed", *found] if found else []:
        fill, stroke, dash = confidence.bar(theme.var("muted"), kind)
        entries.append(guides.Entry(_(kind), fill, stroke, dash, new_line=kind == "confirmed"))
    return entries


def _bars(
    sums: Sums, lost: Collection[str], color: dict[str, str], unit: days.Grain, wide: float
) -> list[form.Row]:
    """Segments away from the ground line, in the order of the signs, confirmed nearest to it."""
    place = {sign: number for number, sign in enumerate(color)}
    inset = guides.inset(wide)
    level: dict[tuple[pd.Timestamp, bool], float] = {}
    found: list[form.Row] = []
    # As each period is stacked, and alike beside alike.
    for date, sign, sure in sorted(sums, key=lambda key: (place[key[1]], confidence.order(key[2]), key[0])):
        n, down = float(sums[date, sign, sure]), sign in lost
        base = level.get((date, down), 0.0)
        tip = level[date, down] = base + (-n if down else n)
        fill, stroke, dash = confidence.bar(color[sign], sure)
        found.append(
            {
                "start": days.iso(date),
                "end": days.iso(days.after(date, unit)),
                "low": base,
                "high": tip,
                "fill": fill,
                "stroke": stroke if inset else "transparent",
                "dash": list(dash),
                "inset": inset,
                "sign": sign,
                "key": sign,
                "confidence": sure,
                "n": n,
            }
        )
    return found
