"""Charts → SVG."""

from __future__ import annotations

from charts import draw as drawing
from charts.draw import Drawing
from generator.blocks import Chart


def draw(chart: Chart) -> Drawing:
    """The drawing of a chart."""
    return drawing.draw(chart.spec, chart.name, chart.alt, chart.title)
