"""Steps of support: areas with edges, solid or dashed."""

from __future__ import annotations

import altair as alt

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    data = alt.Chart(alt.NamedData("areas"))
    areas = data.mark_area().encode(
        x=pieces.day("date"),
        y=pieces.value("top"),
        y2="base:Q",
        fill=pieces.css_color(alt.Fill, "fill"),
        detail="run:N",
    )
    edges = (
        alt.Chart(alt.NamedData("edges"))
        .mark_line(
            strokeWidth=alt.ExprRef("datum.width"),
            strokeJoin="miter",
        )
        .encode(
            x=pieces.day("date"),
            y=pieces.value("top"),
            stroke=pieces.css_color(alt.Stroke, "color"),
            strokeDash=alt.StrokeDash("dash:N")
            .scale(domain=["solid", "dashed"], range=[[1, 0], [4, 2]])
            .legend(None),
            detail="run:N",
        )
    )
    return pieces.assemble(
        pieces.rules(), pieces.boxes("silence"), areas, edges, pieces.boxes("swatches"), pieces.labels()
    )
