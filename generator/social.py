"""A picture for each day, as it shows where its address is shared: the day, what its chart says, the chart.

Made only for a site that knows its address (`site_url`): a picture has to be named by its whole address. Letters are
those of the Liberation Sans that vl-convert brings along, so that the same tables give the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import vl_convert

from charts import theme
from generator import language
from generator.blocks import Chart, charts_of
from generator.draw import Drawings
from generator.language import gettext as _
from generator.pages import Page, Site
from generator.views import DateView, HomeView
from generator.words import long_date

WIDTH, HEIGHT = 1200, 630
_FONT = "Liberation Sans"
_TIED = "\u00a0"
_LIGHT = {name: light for name, light, _ in theme.palette()}
_VARIABLE = re.compile(r"var\(--fm-([a-z0-9-]+)\)")
_ROOT = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*?viewBox="([^"]+)"[^>]*>')


@dataclass(frozen=True)
class Picture:
    """Where the picture lies inside `content/`, the page it is made from, and its chart."""

    path: str
    page: Page
    chart: Chart


def picture(page: Page, site: Site) -> Picture | None:
    """The picture of a day; of the home page that of the last day; None for other pages, or without an address."""
    if not site.facts.site_url or language.current().rtl:  # Liberation Sans has no Arabic letters
        return None
    if isinstance(page.view, DateView):
        made = page.view.map, *charts_of(page.view)
        chart = next((chart for chart in made if chart), None)
        path = f"assets/social/{page.view.day.isoformat()}.png"
        return Picture(path, page, chart) if chart else None
    if isinstance(page.view, HomeView):
        days = [page for page in site.pages if isinstance(page.view, DateView)]
        return picture(max(days, key=lambda page: page.path), site) if days else None
    return None


def social(site: Site, drawings: Drawings) -> dict[str, bytes]:
    """The PNG of every day by its path inside `content/`; `drawings`: by page path and chart name."""
    pictures = (picture(page, site) for page in site.pages if isinstance(page.view, DateView))
    return {
        made.path: vl_convert.svg_to_png(
            svg(made, site, drawings[made.page.path, made.chart.name].svg), scale=1, ppi=72
        )
        for made in pictures
        if made
    }


def svg(made: Picture, site: Site, chart: str) -> str:
    """The picture as SVG: words on the left, the chart on the right."""
    words = "".join(_words(made, site))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{_FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_LIGHT["paper"]}"/>'
        f'<rect x="60" y="52" width="64" height="6" fill="{_LIGHT["ink"]}"/>'
        f"{words}{_placed(chart, 490, 40, 670, 550)}</svg>"
    )


def _words(made: Picture, site: Site) -> Iterator[str]:
    y = 92.0
    weekday, _space, day = made.page.title.partition(" ")
    title = f"{weekday} {day.replace(' ', _TIED)}"  # the weekday may stand alone, a date stays together
    for text, size, weight, color, most in (
        (site.facts.site_name, 24, 400, "muted", 2),
        (title, 42, 700, "ink", 3),
        (made.chart.title, 28, 400, "ink", 6),
    ):
        # A line of 390 px; a letter of this face is about half its size wide, a bold one more.
        wide = int(390 / (size * (0.54 if weight > 400 else 0.5)))
        y += size * 0.4
        for line in textwrap.wrap(text, wide, max_lines=most, placeholder=" …"):
            yield _text(line, y, size, weight, color)
            y += size * 1.22
        y += 20
    yield _text(_("Data until {day}", day=long_date(site.facts.last)), HEIGHT - 52, 22, 400, "muted")


def _text(line: str, y: float, size: int, weight: int, color: str) -> str:
    return (
        f'<text x="60" y="{y:.0f}" font-size="{size}" font-weight="{weight}" fill="{_LIGHT[color]}">'
        f"{escape(line)}</text>"
    )


def _placed(chart: str, x: int, y: int, width: int, height: int) -> str:
    """A chart's SVG in the light palette, as large as fits into a box."""
    root = _ROOT.match(chart)
    assert root, "a chart starts with its size"
    inner = _VARIABLE.sub(lambda name: _LIGHT[name[1]], chart[root.end() :])
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{root[3]}" fill="none" '
        f'font-size="{theme.SIZE}" stroke-miterlimit="10">{inner}'
    )
