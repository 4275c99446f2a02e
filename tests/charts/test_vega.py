"""Forms compiled once draw what Vega-Lite draws of each chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from charts import draw, map, vega
from generator.blocks import charts_of
from generator.check import check
from generator.compose import compose
from generator.language import speaking
from generator.measure import measure
from generator.read import read
from generator.settings import read_settings

FULL = Path(__file__).parent.parent / "cases" / "full"
_CLIP = re.compile(r"clip\d+")


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


def test_a_form_compiled_once_draws_what_vega_lite_draws_of_the_chart(
    specs: dict[str, dict[str, Any]],
) -> None:
    assert {"map", "pace", "support", "distance", "timeline", "locator", "holding"} <= set(specs)
    for name, spec in specs.items():
        asked = draw.as_drawn(spec, name)
        ours = vl_convert.vega_to_svg(vega.vega(asked))
        theirs = vl_convert.vegalite_to_svg(asked, vl_version=vega.VEGA_LITE)
        assert _CLIP.sub("clip", ours) == _CLIP.sub("clip", theirs), name


def test_a_form_is_compiled_for_no_chart_but_the_first() -> None:
    vega._compiled.cache_clear()
    for name, lat in (("Aleppo", 36.2), ("Damascus", 33.5)):
        draw.draw(map.locator(name, lat, 37.0), "locator", "Where it lies.")
    assert vega._compiled.cache_info().misses == 1


def test_a_chart_read_again_has_the_spec_that_was_drawn(specs: dict[str, dict[str, Any]]) -> None:
    for name, spec in specs.items():
        assert draw.draw(spec, name, "alt").spec == draw.as_drawn(spec, name)
