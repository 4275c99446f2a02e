"""Country outlines on water, and dots."""

from __future__ import annotations

import altair as alt

from charts import theme
from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    countries = (
        alt.Chart(alt.NamedData("land"))
        .mark_geoshape(
            clip=True,
            strokeWidth=0.8,
            stroke=theme.var("border"),
            strokeJoin="round",
        )
        .encode(fill=alt.Fill("properties.fill:N").scale(None).legend(None))
        .project(type="identity", scale=1, translate=[0, 0])
    )
    dots = (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(
            opacity=1,
            filled=False,
            size=alt.ExprRef("datum.size"),
            strokeWidth=alt.ExprRef("datum.width"),
            strokeDash=alt.ExprRef("datum.dash"),
        )
        .encode(
            x=pieces.pixel("px", alt.X),
            y=pieces.pixel("py", alt.Y),
            fill=pieces.css_color(alt.Fill, "fill"),
            stroke=pieces.css_color(alt.Stroke, "stroke"),
        )
    )
    return pieces.assemble(
        pieces.boxes("water"), countries, pieces.rules(), dots, pieces.boxes("swatches"), pieces.labels()
    )
