"""A front against time: a line and a pale area for each run, dots, the fastest stretch drawn heavier."""

from __future__ import annotations

import altair as alt

from charts import theme
from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    data = alt.Chart(alt.NamedData("front"))
    area = data.mark_area(opacity=0.09).encode(
        x=pieces.day("date"),
        y=pieces.value("km"),
        y2="ground:Q",
        fill=pieces.css_color(alt.Fill, "color"),
        detail="run:N",
    )
    line = data.mark_line(strokeWidth=2.6, strokeJoin="round", strokeCap="round").encode(
        x=pieces.day("date"),
        y=pieces.value("km"),
        stroke=pieces.css_color(alt.Stroke, "color"),
        detail="run:N",
    )
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_circle(opacity=1, size=34, strokeWidth=1.5, stroke=theme.var("paper"))
        .encode(x=pieces.day("date"), y=pieces.value("km"), fill=pieces.css_color(alt.Fill, "color"))
    )
    fast = (
        alt.Chart(alt.NamedData("fast"))
        .mark_line(strokeWidth=6, opacity=1, strokeCap="round")
        .encode(
            x=pieces.day("date"),
            y=pieces.value("km"),
            stroke=pieces.css_color(alt.Stroke, "color"),
            detail="run:N",
        )
    )
    return pieces.assemble(
        pieces.rules(),
        pieces.boxes("silence"),
        area,
        line,
        fast,
        dots,
        pieces.rules("leaders"),
        pieces.labels(),
    )
