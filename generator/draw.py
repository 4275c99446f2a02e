"""Chart specs → SVG, each different chart once."""

from __future__ import annotations

import functools
import json

from charts import draw as drawing
from charts.draw import Drawing
from generator.blocks import Chart


def draw(chart: Chart) -> Drawing:
    """The drawing of a chart."""
    return _drawing(chart.name, chart.title, chart.alt, json.dumps(chart.spec))


@functools.lru_cache(maxsize=4096)
def _drawing(name: str, title: str, alt: str, spec: str) -> Drawing:
    """Kept, since pages share charts and the preview draws the same ones again after each edit."""
    return drawing.draw(json.loads(spec), name, alt, title)
