"""What a force did itself (withdrew, defected, evacuated), above the line; the places it lost, below it."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from typing import Any

import altair as alt
import pandas as pd

from charts import confidence, days, form, guides, lettering, theme
from generator import language
from generator.language import gettext as _

HEIGHT = 270


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
    return form.assemble(form.rules(), bars, form.rules("ground"), form.boxes("swatches"), form.labels())


def signs(
    rows: pd.DataFrame, title: str, subtitle: str, lost: Collection[str], span: days.Span | None = None
) -> form.Spec | None:
    """Spec of the mirrored bars; None where there are no rows.

    rows: date (ISO text or datetime64), sign (label), confidence (`confirmed`, `claimed`, `disputed`), n
    (count). Signs named in `lost` count places and hang below the line; the others count events and stack
    above it: the two are never added up. `lost` is in the order from the line downwards, its last in grey.
    `span`: first and last day of the axis, by default those of the rows. By day, by week from 91 days, by
    month from three years. Claimed are hatched, disputed hollow.
    """
    if rows.empty:
        return None
    rows = rows.assign(date=pd.to_datetime(rows["date"]), n=pd.to_numeric(rows["n"]))
    begin, end = span or (rows["date"].min(), rows["date"].max())
    unit = days.grain(begin, end)
    first, last = days.start(begin, unit), days.after(end, unit)
    rows = rows.assign(
        date=[days.start(date, unit) for date in rows["date"]], down=rows["sign"].isin(list(lost))
    )
    up, down = _marks(rows)
    colors = _colors(rows, list(lost))
    entries = _key(rows, colors)
    top = guides.key_height(entries, form.WIDTH) + 42
    plot = form.Plot(form.WIDTH - 30 - 16, HEIGHT, (30, top, 16, 48), first, last, -down[-1], up[-1])
    swatches, words, _height = guides.key(entries, form.WIDTH, -30, -top)
    lines, said = _scale(plot, up, down)
    wide = (plot.x(days.after(first, unit)) - plot.x(first)) / 2
    below, dates = guides.date_axis(plot, centred=0 if unit == "week" else wide)
    above = days.by_grain(unit, _("↑ events per day"), _("↑ events per week"), _("↑ events per month"))
    under = days.by_grain(
        unit, _("↓ places lost per day"), _("↓ places lost per week"), _("↓ places lost per month")
    )
    words.append(form.words(-30, -20, above, color="muted"))
    if rows["down"].any():
        words.append(form.words(-4 + lettering.width(above, theme.SIZE), -20, under, color="muted"))
    ground = [form.rule(0, plot.y(0), plot.width, plot.y(0), "ink", 1.2)]
    return form.fill(
        _form(),
        plot,
        {
            "rules": [*lines, *below],
            "bars": _bars(rows, colors, unit, wide),
            "ground": ground,
            "swatches": swatches,
            "labels": [*words, *said, *dates],
        },
        title,
        subtitle,
    )


def _marks(rows: pd.DataFrame) -> tuple[list[float], list[float]]:
    """The marks of the scale above the line and below it, both from 0 on and by the same step."""
    most = rows.groupby(["down", "date"])["n"].sum().groupby("down").max()
    up = guides.round_marks(float(most.get(False, 0)))
    steps = math.ceil(float(most.get(True, 0)) / up[1])
    return up, [up[1] * n for n in range(steps + 1)]


def _scale(plot: form.Plot, up: list[float], down: list[float]) -> tuple[list[form.Row], list[form.Text]]:
    marks = [*up, *(-mark for mark in down[1:])]
    lines = [form.rule(0, plot.y(mark), plot.width, plot.y(mark)) for mark in marks if mark]
    said = [language.figures(f"{abs(mark):,g}") for mark in marks]
    return lines, [
        form.words(-8, plot.y(mark), text, "right", "muted") for mark, text in zip(marks, said, strict=True)
    ]


def _colors(rows: pd.DataFrame, lost: list[str]) -> dict[str, str]:
    """Signs in their order; the last of `lost` is grey."""
    above = rows.loc[~rows["down"], "sign"].drop_duplicates().tolist()
    below = [sign for sign in lost if (rows["sign"] == sign).any()]
    tones = {str(sign): theme.var(f"sign-{min(number + 1, 3)}") for number, sign in enumerate(above)}
    return {**tones, **{sign: theme.var("sign-4" if sign == lost[-1] else "sign-0") for sign in below}}


def _key(rows: pd.DataFrame, colors: dict[str, str]) -> list[guides.Entry]:
    entries = [guides.Entry(sign, color, key=sign) for sign, color in colors.items()]
    found = [kind for kind in ("claimed", "disputed") if (rows["confidence"] == kind).any()]
    for kind in ["confirmed", *found] if found else []:
        fill, stroke, dash = confidence.bar(theme.var("muted"), kind)
        entries.append(guides.Entry(_(kind), fill, stroke, dash, new_line=kind == "confirmed"))
    return entries


def _bars(rows: pd.DataFrame, color: dict[str, str], unit: days.Grain, wide: float) -> list[dict[str, Any]]:
    """Segments away from the ground line, in the order of the signs, confirmed nearest to it."""
    place = {sign: number for number, sign in enumerate(color)}
    sums = rows.groupby(["date", "down", "sign", "confidence"], as_index=False)["n"].sum()
    sums = sums.assign(place=sums["sign"].map(place), order=sums["confidence"].map(confidence.order))
    inset = guides.inset(wide)
    level: dict[tuple[pd.Timestamp, bool], float] = {}
    found: list[dict[str, Any]] = []
    for row in form.records(sums.sort_values(["date", "place", "order"], kind="stable")):
        base = level.get((row["date"], bool(row["down"])), 0.0)
        tip = base + (-float(row["n"]) if row["down"] else float(row["n"]))
        level[row["date"], bool(row["down"])] = tip
        fill, stroke, dash = confidence.bar(color[str(row["sign"])], str(row["confidence"]))
        found.append(
            {
                "start": days.iso(row["date"]),
                "end": days.iso(days.after(row["date"], unit)),
                "low": base,
                "high": tip,
                "fill": fill,
                "stroke": stroke if inset else "transparent",
                "dash": list(dash),
                "inset": inset,
                "sign": str(row["sign"]),
                "key": str(row["sign"]),
                "confidence": str(row["confidence"]),
                "n": float(row["n"]),
            }
        )
    return found
