"""Mirrored bars: signs above the ground line, places lost below it."""

from __future__ import annotations

import altair as alt

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
    return pieces.assemble(
        pieces.rules(), bars, pieces.rules("ground"), pieces.boxes("swatches"), pieces.labels()
    )
