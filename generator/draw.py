"""Chart specs → SVG, each different chart once."""

from __future__ import annotations

from charts import draw as drawing
from generator.blocks import Chart, charts_of
from generator.pages import Site
from generator.progress import Step

Drawings = dict[tuple[str, str], str]


def draw(site: Site, step: Step) -> Drawings:
    """The SVG of every chart by the path of its page and its own name; `step` hears of each that is done."""
    wanted: dict[str, Chart] = {}
    places: dict[tuple[str, str], str] = {}
    for page in site.pages:
        for chart in charts_of(page.view):
            key = repr((chart.name, chart.title, chart.alt, chart.spec))
            wanted[key] = chart
            places[page.path, chart.name] = key
    step.of(len(wanted))
    drawn = {}
    for key, chart in wanted.items():
        drawn[key] = drawing.draw(chart.spec, chart.name, chart.alt, chart.title).svg
        step.tick()
    return {place: drawn[key] for place, key in places.items()}
