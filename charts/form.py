"""The frame every chart form stands in: a plot with known scales, and rows for lines, words and key swatches.

A form is an Altair chart over named data (`charts.forms`), kept as a dict (`ready`). `fill` joins the rows as
`datasets`, sets the domains, and gives the size in px. Words and their places are reckoned here, not by Vega, so that a
chart looks the same wherever it was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

import pandas as pd

from charts import theme
from generator import language

WIDTH = 720  # px, the whole picture
NO_DAYS = (
    pd.Timestamp("2000-01-01"),
    pd.Timestamp("2000-01-02"),
)  # a plot has days; a map, for one, has none
Spec = dict[str, Any]
Row = dict[str, Any]


class Text(TypedDict):
    """A line of words at px from the plot's top left corner."""

    px: float
    py: float
    text: str
    align: str
    color: str
    size: float
    weight: NotRequired[int]
    halo: NotRequired[float]
    key: NotRequired[str]
    legend: NotRequired[bool]


@dataclass(frozen=True)
class Plot:
    """The drawing area: px size, margins (left, top, right, bottom), and the domains of x (days) and y
    (numbers).
    """

    width: float
    height: float
    margin: tuple[float, float, float, float]
    first: pd.Timestamp
    last: pd.Timestamp
    low: float = 0.0
    high: float = 1.0

    def x(self, date: pd.Timestamp) -> float:
        """px of a day's start."""
        return round((date - self.first) / (self.last - self.first) * self.width, 2)

    def y(self, value: float) -> float:
        """px of a value; the top is 0."""
        return round(self.height - (value - self.low) / (self.high - self.low) * self.height, 2)


def words(
    px: float,
    py: float,
    text: str,
    align: str = "left",
    color: str = "ink",
    size: float = theme.SIZE,
    weight: int = 400,
    halo: float = 0.0,
    key: str | None = None,
) -> Text:
    """A line of text on its middle height; `color` is a palette name or CSS text; `halo` px of paper around
    it; `key` as in `fill`.
    """
    ink = theme.var(color) if color in theme.INK else color
    said: Text = {
        "px": round(px, 1),
        "py": round(py, 1),
        "text": language.embedded(text),
        "align": align,
        "color": ink,
        "size": size,
        "weight": weight,
        "halo": halo,
    }
    if key is not None:
        said["key"] = key
    return said


def rule(
    px: float,
    py: float,
    px2: float,
    py2: float,
    color: str = "grid",
    width: float = 1.0,
    dash: Sequence[float] = (),
) -> Row:
    """A straight line between two points in px."""
    ink = theme.var(color) if color in theme.INK else color
    return {
        "px": round(px, 1),
        "py": round(py, 1),
        "px2": round(px2, 1),
        "py2": round(py2, 1),
        "color": ink,
        "width": width,
        "dash": list(dash),
    }


def box(
    px: float,
    py: float,
    px2: float,
    py2: float,
    fill: str,
    stroke: str = "transparent",
    width: float = 0.0,
    dash: Sequence[float] = (),
    round_: float = 0.0,
) -> Row:
    """A rectangle in px."""
    return {
        "px": round(px, 1),
        "py": round(py, 1),
        "px2": round(px2, 1),
        "py2": round(py2, 1),
        "fill": fill,
        "stroke": stroke,
        "width": width,
        "dash": list(dash),
        "round": round_,
    }


def silence(plot: Plot, spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> list[Row]:
    """A blank with dotted edges over each span of days (its end is the day after the last), for a layer of `boxes`."""
    paper, edge = theme.var("paper"), theme.var("faint")
    return [
        box(max(plot.x(start), 0), 0, min(plot.x(end), plot.width), plot.height - 1, paper, edge, 1, (1, 3))
        for start, end in spans
    ]


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, in its order."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def fill(form: Spec, plot: Plot, datasets: dict[str, list[Any]], title: str, subtitle: str) -> Spec:
    """The form with its rows, size and domains; all else in it is shared, and not to be changed. Title, subtitle and
    the days at both ends of the plot go along as `usermeta`, not drawn.

    A row may carry `key`: a live chart dims the rows of other keys when the reader picks one ("" with every
    pick). Rows of a key's own swatch and words carry `legend`, too.
    """
    x = [plot.first.timestamp() * 1000, plot.last.timestamp() * 1000]
    layers = [_with_domains(layer, {"x": x, "y": [plot.low, plot.high]}) for layer in form["layer"]]
    left, top, right, bottom = plot.margin
    return {
        **form,
        "layer": layers,
        "width": plot.width,
        "height": plot.height,
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "datasets": datasets,
        "usermeta": {
            "title": title,
            "subtitle": subtitle,
            "days": [plot.first.strftime("%Y-%m-%d"), plot.last.strftime("%Y-%m-%d")],
        },
    }


def _with_domains(layer: Spec, domains: dict[str, list[float]]) -> Spec:
    """A layer whose scales, where it has any, have these domains."""
    encoding = layer.get("encoding", {})
    for channel, domain in domains.items():
        scale = encoding.get(channel, {}).get("scale")
        if scale is not None:
            encoding = {**encoding, channel: {**encoding[channel], "scale": {**scale, "domain": domain}}}
    return {**layer, "encoding": encoding}
