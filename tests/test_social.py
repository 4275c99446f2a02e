"""social: the picture of a day; only for a site that knows its address."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from charts.draw import Drawing, draw
from generator import build
from generator.compose import compose
from generator.measure import measure
from generator.pages import Page, Site
from generator.render import render
from generator.settings import read_settings
from generator.social import picture, social, svg

CASE = Path(__file__).parent / "cases" / "full"
DAY = "dates/2031-03-04.md"


@pytest.fixture(scope="module")
def site() -> Site:
    settings = replace(read_settings(CASE), site_url="https://reports.example/x/")
    checked = build.check(settings)
    return compose(checked.tables, measure(checked.tables, settings), checked.notes, settings)


def of(site: Site, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def drawn(site: Site, path: str) -> Drawing:
    made = picture(of(site, path), site)
    assert made is not None
    return draw(made.chart.spec, made.chart.name, made.chart.alt, made.chart.title)


def test_a_site_without_an_address_has_no_pictures(site: Site) -> None:
    bare = replace(site, facts=replace(site.facts, site_url=""))
    assert social(bare, {}) == {}
    assert [page.path for page in bare.pages if picture(page, bare)] == []


def test_days_have_pictures_and_the_home_page_has_that_of_the_last(site: Site) -> None:
    made = {page.path: found.path for page in site.pages if (found := picture(page, site))}
    days = [path for path in made if path != "index.md"]
    assert made[DAY] == "assets/social/2031-03-04.png"
    assert made["index.md"] == made[max(days)]
    assert all(path.startswith("dates/2031-") for path in days)


def test_the_picture_is_a_large_card_and_the_same_each_time(site: Site) -> None:
    one = replace(site, pages=(of(site, DAY),))
    made = picture(of(site, DAY), site)
    assert made is not None
    drawings = {(DAY, made.chart.name): drawn(site, DAY)}
    first, second = social(one, drawings), social(one, drawings)
    assert first == second
    png = first["assets/social/2031-03-04.png"]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_colours_are_those_of_light_paper_and_words_are_escaped(site: Site) -> None:
    named = replace(site, facts=replace(site.facts, site_name="Hills & <Plains>"))
    made = picture(of(site, DAY), named)
    assert made is not None
    text = svg(made, named, drawn(site, DAY).svg)
    assert "var(" not in re.sub(r'font-family="[^"]*"', "", text)
    assert "Hills &amp; &lt;Plains&gt;" in text
    assert "4\u00a0March\u00a02031" in text


def test_the_front_matter_names_the_picture(site: Site) -> None:
    page = of(site, DAY)
    one = replace(site, pages=(page,))
    from generator.blocks import charts_of

    drawings = {(DAY, chart.name): drawn(site, DAY) for chart in charts_of(page.view)}
    text = render(one, drawings)[DAY]
    assert "\nimage: assets/social/2031-03-04.png\nimage_alt: " in text
