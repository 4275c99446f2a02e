"""Stacked bars, and two running means with a halo."""

from __future__ import annotations

import altair as alt

from charts import theme
from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
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
        pieces.bars(),
        high.mark_line(**halo),
        high.mark_line(**ink, strokeDash=[5, 3]),
        low.mark_line(**halo),
        low.mark_line(**ink),
        pieces.rules("leaders"),
        pieces.boxes("swatches"),
        pieces.labels(),
    )
