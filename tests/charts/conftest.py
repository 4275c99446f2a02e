"""What every chart test asks of an SVG."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from charts import draw

Parse = Callable[..., Any]


def _parse(spec: dict[str, Any], name: str = "a-chart") -> Any:
    """The drawn spec as an element tree, after the rules that hold for all of them."""
    drawing = draw.draw(spec, name, "What it shows.", "Its title")
    svg = drawing.svg
    assert "\n" not in svg
    assert drawing.svg == draw.draw(spec, name, "What it shows.", "Its title").svg
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
def said() -> Callable[[Any], list[str]]:
    """All words in a drawing, in document order."""
    return lambda root: ["".join(found.itertext()) for found in root.iter("{http://www.w3.org/2000/svg}text")]
