"""One planned page → its files: the page itself, the files of its charts, and its picture."""

from __future__ import annotations

from collections.abc import Callable

from charts.draw import Drawing
from generator.blocks import Chart, charts_of
from generator.downloads import downloads
from generator.lines import Lines
from generator.pages import Leaf
from generator.render import render
from generator.social import social


def make(leaf: Leaf, lines: Lines, draw: Callable[[Chart], Drawing]) -> dict[str, bytes]:
    """The bytes of every file of a page by its path inside `content/`.

    `lines` are those of the page's site: made once, they serve all its pages. Pure as far as `draw` is.
    """
    page, facts = leaf.make(), lines.site.facts
    drawings = {chart.name: draw(chart) for chart in charts_of(page.view)}
    texts = {page.path: render(page, drawings, lines), **downloads(page, drawings, facts)}
    return {path: text.encode() for path, text in texts.items()} | social(page, drawings, facts)
