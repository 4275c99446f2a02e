"""What is written of a chart is what Vega draws of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from charts import draw, form, theme
from charts.forms import pieces

DAYS = pd.date_range("2024-11-27", periods=9)
PLOT = form.Plot(500.37, 200.1, (41.23, 30, 11.9, 44), DAYS[0], DAYS[-1], -3.3, 17.7)
COLORS = ("var(--fm-ink)", "transparent", "hatch:var(--fm-sdf-0)", "url(#other)", "#abc", "no colour", "")
WORDS = ("Aleppo", 'a <b> & "c"', " ", "", "‫حلب‬", "10 km", "tab\tand\x0bmore")


Drawn = Callable[[form.Spec], str]
Written = Callable[[form.Spec], str | None]


def test_what_is_written_of_each_chart_is_what_vega_draws(
    specs: dict[str, dict[str, Any]], written: Written, by_vega: Drawn
) -> None:
    for name, spec in specs.items():
        assert written(spec) == by_vega(spec), name


def _px(dice: random.Random) -> float:
    return dice.choice([0.0, 0.04, -0.04, 12, round(dice.uniform(-50, 550), dice.choice([1, 2, 9]))])


def _row(dice: random.Random) -> form.Row:
    day = dice.randrange(len(DAYS))
    return {
        **{key: _px(dice) for key in ("px", "py", "px2", "py2")},
        **{key: dice.choice(COLORS) for key in ("color", "fill", "stroke")},
        "color": dice.choice(["var(--fm-ink)", "#123456"]),
        "width": dice.choice([0, 0.0, 1, 1.25, 2.0]),
        "dash": dice.choice([[], [2, 2], [2.5, 1.0], (1, 3)]),
        "round": dice.choice([0.0, 1.5, 3, 400]),
        "text": dice.choice(WORDS),
        "align": dice.choice(["left", "center", "right"]),
        "size": dice.choice([11.5, 13, 13.0, 15, 19, 34.5]),
        "weight": dice.choice([400, 600, 700]),
        "halo": dice.choice([0.0, 0, 3, 2.5]),
        "start": dice.choice([f"{DAYS[day]:%Y-%m-%d}", f"{DAYS[day]:%Y-%m-%dT%H:%M}Z"]),
        "end": f"{DAYS[-1 - day]:%Y-%m-%d}",
        "low": dice.uniform(-3, 17),
        "high": dice.choice([0, 5, dice.uniform(-3, 17)]),
        "inset": dice.choice([0, 1, 0.61]),
        "run": dice.randrange(4),
        "kind": dice.choice(["solid", "dashed"]),
    }


def _scaled(**looks: Any) -> tuple[Any, ...]:
    """Marks on scales: bars, dots, lines, areas, rules."""
    data = alt.Chart(alt.NamedData("rows"))
    x, low, ink = pieces.day("start"), pieces.value("low"), pieces.css_color(alt.Stroke, "color")
    inset: dict[str, Any] = {"xOffset": alt.ExprRef("datum.inset"), "x2Offset": alt.ExprRef("-datum.inset")}
    fill = pieces.css_color(alt.Fill, "fill")
    dashes = alt.StrokeDash("kind:N").scale(domain=["solid", "dashed"], range=[[1, 0], [4, 2]]).legend(None)
    return (
        data.mark_rect(**inset, strokeDash=alt.ExprRef("datum.dash"), strokeWidth=1.2, opacity=0.333).encode(
            x=x, x2="end:T", y=low, y2="high:Q", fill=fill, stroke=pieces.css_color(alt.Stroke, "stroke")
        ),
        data.mark_rule(strokeWidth=2, stroke="var(--fm-ink)", **inset).encode(x=x, x2="end:T", y=low),
        data.mark_circle(opacity=1, size=34, strokeWidth=1.5, stroke=theme.var("paper")).encode(
            x=x, y=low, fill=fill
        ),
        data.mark_line(strokeWidth=alt.ExprRef("datum.width"), strokeJoin="miter", **looks).encode(
            x=x, y=low, stroke=ink, detail="run:N", strokeDash=dashes
        ),
        data.mark_area(opacity=0.09).encode(x=x, y=low, y2="high:Q", fill=fill, detail="run:N"),
    )


def _of_rows(rows: list[form.Row], *marks: Any, plot: form.Plot = PLOT) -> form.Spec:
    return form.fill(pieces.assemble(*marks), plot, {"rows": rows}, "title", "")


@pytest.mark.parametrize("seed", range(12))
def test_what_is_written_of_any_rows_is_what_vega_draws(seed: int, written: Written, by_vega: Drawn) -> None:
    dice = random.Random(seed)
    rows = [_row(dice) for _ in range(dice.choice([0, 1, 2, 40]))]
    dots = alt.Chart(alt.NamedData("rows")).mark_point(
        opacity=1,
        filled=False,
        size=alt.ExprRef("datum.size"),
        strokeWidth=1,
        strokeDash=alt.ExprRef("datum.dash"),
    )
    spots = dots.encode(
        x=pieces.pixel("px", alt.X),
        y=pieces.pixel("py", alt.Y),
        fill=pieces.css_color(alt.Fill, "fill"),
        stroke=pieces.css_color(alt.Stroke, "stroke"),
    )
    spec = _of_rows(
        rows, pieces.rules("rows"), pieces.boxes("rows"), pieces.labels("rows"), spots, *_scaled()
    )
    assert written(spec) == by_vega(spec)


def test_a_plot_without_extent_is_drawn_in_its_middle(written: Written, by_vega: Drawn) -> None:
    plot = form.Plot(100, 50, (0, 0, 0, 0), DAYS[0], DAYS[0], 2, 2)
    spec = _of_rows([_row(random.Random(1)) | {"start": "2024-11-27"}], *_scaled(), plot=plot)
    assert written(spec) == by_vega(spec)


@pytest.mark.parametrize(
    "mark",
    [
        _scaled(interpolate="monotone")[3],  # a way from point to point that is not straight
        _scaled(clip=True)[3],
        alt.Chart(alt.NamedData("rows")).mark_rect().encode(x=pieces.pixel("px", alt.X), x2="px2:Q"),
        alt.Chart(alt.NamedData("rows")).mark_arc().encode(theta="low:Q"),
        alt.Chart(alt.NamedData("rows")).mark_point(shape="square").encode(x=pieces.day("start")),
        alt.Chart(alt.NamedData("rows")).mark_text(text="said").encode(x=pieces.pixel("px", alt.X)),
        alt.Chart(alt.NamedData("rows")).mark_bar().encode(x=pieces.day("start"), y="count():Q"),
    ],
)
def test_what_is_not_known_vega_draws(mark: Any, written: Written, by_vega: Drawn) -> None:
    dice = random.Random(3)
    spec = _of_rows([_row(dice) for _ in range(5)], pieces.labels("rows"), mark)
    assert written(spec) is None
    svg = draw.draw(spec, "a-chart", "What it shows.", "Its title").svg
    assert svg == by_vega(spec)
    assert svg.count("<text") >= sum(bool(row["text"].strip()) for row in spec["datasets"]["rows"])
