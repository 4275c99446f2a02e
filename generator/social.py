"""A picture for each day, as it shows where its address is shared: the day, what its chart says, the chart.

Made only for a site that knows its address (`site_url`): a picture has to be named by its whole address. Letters are
those of the Liberation Sans that vl-convert brings along, so that the same tables give the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

import vl_convert

from charts import theme
from charts.draw import Drawing
from generator import language
from generator.blocks import Chart, charts_of
from generator.language import gettext as _
from generator.pages import Facts, Page
from generator.views.dates import DateView
from generator.views.home import HomeView
from generator.words import long_date, weekday_date

WIDTH, HEIGHT = 1200, 630
_FONT = "Liberation Sans"
_TIED = "\u00a0"
_LIGHT = {name: light for name, light, _ in theme.palette()}
_VARIABLE = re.compile(r"var\(--fm-([a-z0-9-]+)\)")
_ORDER = ("map", "pace", "support")
"""The first of these that a day has is in its picture."""
_ROOT = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*?viewBox="([^"]+)"[^>]*>')


@dataclass(frozen=True)
class Picture:
    """Where the picture lies inside `content/`, the day that it shows, and the chart."""

    path: str
    day: date
    chart: Chart


def picture(page: Page, facts: Facts) -> Picture | None:
    """The picture of a day; of the home page that of the last day; None for other pages, or without an address."""
    if not facts.site_url or language.current().rtl:  # Liberation Sans has no Arabic letters
        return None
    if isinstance(page.view, DateView):
        day = page.view.day
    elif isinstance(page.view, HomeView):
        day = facts.last
    else:
        return None
    charts = {chart.name: chart for chart in charts_of(page.view)}
    # The home page has these charts of the last day too, in an order of its own.
    first = next((charts[name] for name in _ORDER if name in charts), None)
    return Picture(f"assets/social/{day.isoformat()}.png", day, first) if first else None


def social(page: Page, drawings: Mapping[str, Drawing], facts: Facts) -> dict[str, bytes]:
    """The PNG of a day by its path inside `content/`, nothing for other pages; `drawings`: by chart name."""
    made = picture(page, facts) if isinstance(page.view, DateView) else None
    if not made:
        return {}
    drawn = svg(made, facts.site_name, drawings[made.chart.name].svg)
    return {made.path: vl_convert.svg_to_png(drawn, scale=1, ppi=72)}


def svg(made: Picture, site_name: str, chart: str) -> str:
    """The picture as SVG: words on the left, the chart on the right."""
    words = "".join(_words(made, site_name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{_FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_LIGHT["paper"]}"/>'
        f'<rect x="60" y="52" width="64" height="6" fill="{_LIGHT["ink"]}"/>'
        f"{words}{_placed(chart, 490, 40, 670, 550)}</svg>"
    )


def _words(made: Picture, site_name: str) -> Iterator[str]:
    y = 92.0
    weekday, _space, day = weekday_date(made.day).partition(" ")
    title = f"{weekday} {day.replace(' ', _TIED)}"  # the weekday may stand alone, a date stays together
    for text, size, weight, color, most in (
        (site_name, 24, 400, "muted", 2),
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
    yield _text(_("Data until {day}", day=long_date(made.day)), HEIGHT - 52, 22, 400, "muted")


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
