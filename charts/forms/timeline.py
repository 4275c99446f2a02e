"""Lanes of dots."""

from __future__ import annotations

import altair as alt

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(
            opacity=1,
            filled=False,
            strokeWidth=1.6,
            strokeDash=alt.ExprRef("datum.dash"),
            size=alt.ExprRef("datum.size"),
        )
        .encode(
            x=pieces.pixel("px", alt.X),
            y=pieces.pixel("py", alt.Y),
            fill=pieces.css_color(alt.Fill, "fill"),
            stroke=pieces.css_color(alt.Stroke, "stroke"),
        )
    )
    return pieces.assemble(
        pieces.rules(), pieces.boxes("silence"), dots, pieces.boxes("swatches"), pieces.labels()
    )
