"""Bars of deaths, with a line at the best estimate."""

from __future__ import annotations

from typing import Any

import altair as alt

from charts import theme
from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    inset: dict[str, Any] = {"xOffset": alt.ExprRef("datum.inset"), "x2Offset": alt.ExprRef("-datum.inset")}
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(**inset)
        .encode(
            x=pieces.day("start"),
            x2="end:T",
            y=pieces.value("low"),
            y2="high:Q",
            fill=pieces.css_color(alt.Fill, "fill"),
        )
    )
    best = (
        alt.Chart(alt.NamedData("best"))
        .mark_rule(strokeWidth=2, stroke=theme.var("ink"), **inset)
        .encode(x=pieces.day("start"), x2="end:T", y=pieces.value("best"))
    )
    return pieces.assemble(pieces.rules(), bars, best, pieces.boxes("swatches"), pieces.labels())
