"""What forms are put together of: layers for lines, boxes and words in px, and channels of days and numbers."""

from __future__ import annotations

from typing import Any

import altair as alt

from charts import theme
from charts.form import Spec


def pixel(field: str, channel: type[alt.X] | type[alt.Y]) -> Any:
    """A position channel that takes px as they are."""
    return channel(f"{field}:Q").scale(None).axis(None)


def css_color(channel: Any, field: str) -> Any:
    """A colour channel that takes CSS text as it is."""
    return channel(f"{field}:N").scale(None).legend(None)


def rules(name: str = "rules") -> Any:
    """Layer of straight lines (`rule` rows)."""
    return (
        alt.Chart(alt.NamedData(name))
        .mark_rule(
            strokeDash=alt.ExprRef("datum.dash"),
            strokeWidth=alt.ExprRef("datum.width"),
        )
        .encode(
            x=pixel("px", alt.X),
            y=pixel("py", alt.Y),
            x2="px2:Q",
            y2="py2:Q",
            stroke=css_color(alt.Stroke, "color"),
        )
    )


def boxes(name: str = "boxes") -> Any:
    """Layer of rectangles in px (`box` rows)."""
    return (
        alt.Chart(alt.NamedData(name))
        .mark_rect(
            strokeDash=alt.ExprRef("datum.dash"),
            strokeWidth=alt.ExprRef("datum.width"),
            cornerRadius=alt.ExprRef("datum.round"),
        )
        .encode(
            x=pixel("px", alt.X),
            y=pixel("py", alt.Y),
            x2="px2:Q",
            y2="py2:Q",
            fill=css_color(alt.Fill, "fill"),
            stroke=css_color(alt.Stroke, "stroke"),
        )
    )


def bars(name: str = "bars") -> Any:
    """Layer of bars from day to day and from number to number (start, end, low, high), drawn in at both sides."""
    return (
        alt.Chart(alt.NamedData(name))
        .mark_rect(
            xOffset=alt.ExprRef("datum.inset"),
            x2Offset=alt.ExprRef("-datum.inset"),
            strokeWidth=1.2,
            strokeDash=alt.ExprRef("datum.dash"),
        )
        .encode(
            x=day("start"),
            x2="end:T",
            y=value("low"),
            y2="high:Q",
            fill=css_color(alt.Fill, "fill"),
            stroke=css_color(alt.Stroke, "stroke"),
        )
    )


def dots(**mark: Any) -> Any:
    """Layer of the circles `dots`, placed in px, with their own size and dashes; `mark`: what else of the mark."""
    return (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(
            opacity=1,
            filled=False,
            size=alt.ExprRef("datum.size"),
            strokeDash=alt.ExprRef("datum.dash"),
            **mark,
        )
        .encode(
            x=pixel("px", alt.X),
            y=pixel("py", alt.Y),
            fill=css_color(alt.Fill, "fill"),
            stroke=css_color(alt.Stroke, "stroke"),
        )
    )


def labels(name: str = "labels") -> Any:
    """Layer of words (`words` rows)."""
    return (
        alt.Chart(alt.NamedData(name))
        .mark_text(
            baseline="middle",
            align=alt.ExprRef("datum.align"),
            fontWeight=alt.ExprRef("datum.weight"),
            fontSize=alt.ExprRef("datum.size"),
            strokeWidth=alt.ExprRef("datum.halo"),
            stroke=alt.ExprRef(f"datum.halo ? '{theme.var('paper')}' : null"),
            strokeJoin="round",
        )
        .encode(x=pixel("px", alt.X), y=pixel("py", alt.Y), text="text:N", fill=css_color(alt.Fill, "color"))
    )


def day(field: str) -> alt.X:
    """A date on the x axis; its domain is set by `fill`."""
    return alt.X(f"{field}:T").scale(type="utc", domain=[0, 1], nice=False).axis(None)


def value(field: str) -> alt.Y:
    """A number on the y axis; its domain is set by `fill`."""
    return alt.Y(f"{field}:Q").scale(domain=[0, 1], nice=False, zero=False).axis(None)


def assemble(*layers: Any) -> Spec:
    """Layers as a Vega-Lite dict with the theme's config."""
    chart: Spec = alt.layer(*layers).to_dict()
    return {**chart, "autosize": {"type": "none"}, "config": theme.config()}
