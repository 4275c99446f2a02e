"""Strips of levels: cells in rows."""

from __future__ import annotations

import altair as alt

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    cells = (
        alt.Chart(alt.NamedData("cells"))
        .mark_rect(
            xOffset=alt.ExprRef("datum.inset"),
            x2Offset=alt.ExprRef("-datum.inset"),
            strokeWidth=1,
            strokeDash=alt.ExprRef("datum.dash"),
            opacity=1,
        )
        .encode(
            x=pieces.day("start"),
            x2="end:T",
            y=pieces.pixel("py", alt.Y),
            y2="py2:Q",
            fill=pieces.css_color(alt.Fill, "fill"),
            stroke=pieces.css_color(alt.Stroke, "stroke"),
        )
    )
    return pieces.assemble(
        pieces.rules(),
        pieces.boxes("silence"),
        cells,
        pieces.boxes("frames"),
        pieces.boxes("swatches"),
        pieces.rules("crosses"),
        pieces.labels(),
    )
