"""Stacked bars, and two running means with a halo."""

from __future__ import annotations

import altair as alt

from charts import theme
from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(
            xOffset=alt.ExprRef("datum.inset"),
            x2Offset=alt.ExprRef("-datum.inset"),
            strokeWidth=1.2,
            strokeDash=alt.ExprRef("datum.dash"),
        )
        .encode(
            x=pieces.day("start"),
            x2="end:T",
            y=pieces.value("low"),
            y2="high:Q",
            fill=pieces.css_color(alt.Fill, "fill"),
            stroke=pieces.css_color(alt.Stroke, "stroke"),
        )
    )
    mean = alt.Chart(alt.NamedData("mean"))
    low, high = (
        mean.mark_line(strokeJoin="round").encode(x=pieces.day("at"), y=pieces.value(bound), detail="run:N")
        for bound in ("low", "high")
    )
    halo = {"strokeWidth": 5, "stroke": theme.var("paper"), "strokeOpacity": 0.8}
    ink = {"strokeWidth": 2, "stroke": theme.var("ink")}
    return pieces.assemble(
        pieces.boxes("behind"),
        pieces.rules(),
        pieces.boxes("silence"),
        bars,
        high.mark_line(**halo),
        high.mark_line(**ink, strokeDash=[5, 3]),
        low.mark_line(**halo),
        low.mark_line(**ink),
        pieces.rules("leaders"),
        pieces.boxes("swatches"),
        pieces.labels(),
    )
