"""Chart specs → SVG, each different chart once."""

from __future__ import annotations

import functools
import json

from charts import draw as drawing
from charts.draw import Drawing
from generator.blocks import charts_of
from generator.pages import Site
from generator.progress import Step

Drawings = dict[tuple[str, str], Drawing]


def draw(site: Site, step: Step) -> Drawings:
    """The drawing of every chart by the path of its page and its own name; `step` hears of each that is done."""
    charts = [(page.path, chart) for page in site.pages for chart in charts_of(page.view)]
    step.of(len(charts))
    drawings = {}
    for path, chart in charts:
        drawings[path, chart.name] = _drawing(chart.name, chart.title, chart.alt, json.dumps(chart.spec))
        step.tick()
    return drawings


@functools.lru_cache(maxsize=4096)
def _drawing(name: str, title: str, alt: str, spec: str) -> Drawing:
    """Kept, since pages share charts and the preview draws the same ones again after each edit."""
    return drawing.draw(json.loads(spec), name, alt, title)
