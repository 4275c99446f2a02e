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
    return pieces.assemble(
        pieces.boxes("water"),
        countries,
        pieces.rules(),
        pieces.dots(strokeWidth=alt.ExprRef("datum.width")),
        pieces.boxes("swatches"),
        pieces.labels(),
    )
