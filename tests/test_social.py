"""social: the picture of a day; only for a site that knows its address."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from charts.draw import Drawing
from generator import build
from generator.blocks import charts_of
from generator.compose import compose
from generator.draw import draw
from generator.lines import Lines
from generator.measure import measure
from generator.pages import Page, Site
from generator.render import render
from generator.settings import read_settings
from generator.social import Picture, picture, social, svg

CASE = Path(__file__).parent / "cases" / "full"
DAY = "dates/2031-03-04.md"


@pytest.fixture(scope="module")
def site() -> Site:
    settings = replace(read_settings(CASE), site_url="https://reports.example/x/")
    checked = build.check(settings)
    return compose(checked.tables, measure(checked.tables, settings), checked.notes, settings)


def of(site: Site, path: str) -> Page:
    return next(leaf.make() for leaf in site.leaves if leaf.path == path)


def drawn(site: Site, path: str) -> tuple[Picture, Drawing]:
    made = picture(of(site, path), site.facts)
    assert made is not None
    return made, draw(made.chart)


def test_a_site_without_an_address_has_no_pictures(site: Site) -> None:
    bare = replace(site.facts, site_url="")
    assert [leaf.path for leaf in site.leaves if picture(leaf.make(), bare)] == []
    assert social(of(site, DAY), {}, bare) == {}


def test_days_have_pictures_and_the_home_page_has_that_of_the_last(site: Site) -> None:
    found = {leaf.path: picture(leaf.make(), site.facts) for leaf in site.leaves}
    made = {path: picture for path, picture in found.items() if picture}
    days = [path for path in made if path != "index.md"]
    assert made[DAY].path == "assets/social/2031-03-04.png"
    assert made["index.md"].path == made[max(days)].path
    assert made["index.md"].chart.title == made[max(days)].chart.title
    assert all(path.startswith("dates/2031-") for path in days)


def test_the_picture_is_a_large_card_and_the_same_each_time(site: Site) -> None:
    made, drawing = drawn(site, DAY)
    first, second = (social(of(site, DAY), {made.chart.name: drawing}, site.facts) for _ in range(2))
    assert first == second
    png = first["assets/social/2031-03-04.png"]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_colours_are_those_of_light_paper_and_words_are_escaped(site: Site) -> None:
    made, drawing = drawn(site, DAY)
    text = svg(made, "Hills & <Plains>", drawing.svg)
    assert "var(" not in re.sub(r'font-family="[^"]*"', "", text)
    assert "Hills &amp; &lt;Plains&gt;" in text
    assert "4\u00a0March\u00a02031" in text


def test_a_picture_says_nothing_of_later_days(site: Site) -> None:
    made, drawing = drawn(site, DAY)
    assert "Data until 4 March 2031" in svg(made, "A site", drawing.svg)


def test_the_front_matter_names_the_picture(site: Site) -> None:
    page = of(site, DAY)
    drawings = {chart.name: draw(chart) for chart in charts_of(page.view)}
    text = str(render(page, drawings, Lines(site)))
    assert "\nimage: assets/social/2031-03-04.png\nimage_alt: " in text
