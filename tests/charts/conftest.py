"""What every chart test asks of an SVG, and a chart of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from charts import draw, vega
from charts.layers import layers
from generator.blocks import charts_of
from generator.check import check
from generator.compose import compose
from generator.language import speaking
from generator.measure import measure
from generator.read import read
from generator.settings import read_settings

FULL = Path(__file__).parent.parent / "cases" / "full"
Parse = Callable[..., Any]


def _by_vega(spec: dict[str, Any], name: str) -> str:
    """The drawing of a spec as Vega makes it, of which all that is written has to be the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "layers", lambda *_given: None)
        return draw.draw(spec, name, "What it shows.", "Its title").svg


def _written(spec: dict[str, Any], name: str) -> str | None:
    """The drawing of a spec where Vega was not needed for it."""
    drawing = draw.draw(spec, name, "What it shows.", "Its title")
    return drawing.svg if layers(vega.vega(drawing.spec), name, ()) else None


def _parse(spec: dict[str, Any], name: str = "a-chart") -> Any:
    """The drawn spec as an element tree, after the rules that hold for all of them."""
    drawing = draw.draw(spec, name, "What it shows.", "Its title")
    svg = drawing.svg
    assert "\n" not in svg
    assert svg == _written(spec, name) == _by_vega(spec, name)
    assert (
        re.search(r"<script|<image|<a |href|https?://(?!www\.w3\.org/2000/svg)|NaN|undefined|null", svg)
        is None
    )
    assert re.search(r"\d\.\d{3}", svg) is None
    root: Any = etree.fromstring(svg.encode())
    ids = [str(found) for found in root.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(name) for found in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    for color in {str(found) for found in root.xpath("//@fill | //@stroke")}:
        assert re.fullmatch(r"var\(--fm-[a-z0-9-]+\)|url\(#.+\)|none|transparent", color), color
    return root


@pytest.fixture
def parse() -> Parse:
    return _parse


@pytest.fixture
def by_vega() -> Callable[[dict[str, Any]], str]:
    return lambda spec: _by_vega(spec, "a-chart")


@pytest.fixture
def written() -> Callable[[dict[str, Any]], str | None]:
    return lambda spec: _written(spec, "a-chart")


@pytest.fixture
def said() -> Callable[[Any], list[str]]:
    """All words in a drawing, in document order."""
    return lambda root: ["".join(found.itertext()) for found in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture(scope="module")
def specs() -> dict[str, dict[str, Any]]:
    """The first chart of each kind in the case that has them all, by its name's first word."""
    return dict(reversed(list(_specs())))


def _specs() -> Iterator[tuple[str, dict[str, Any]]]:
    settings = read_settings(FULL)
    raw = read(settings)
    tables = check(raw, settings)
    with speaking(settings.language):
        site = compose(tables, measure(tables, settings), raw.notes, settings)
        for leaf in site.leaves:
            for chart in charts_of(leaf.make().view):
                yield chart.name.split("-")[0], chart.spec
