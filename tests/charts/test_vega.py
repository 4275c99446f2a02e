"""Forms compiled once draw what Vega-Lite draws of each chart."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import resources
from typing import Any

import pytest
import vl_convert

from charts import draw, map, ready, vega

_CLIP = re.compile(r"clip\d+")


def test_a_form_compiled_once_draws_what_vega_lite_draws_of_the_chart(
    specs: dict[str, dict[str, Any]],
) -> None:
    assert {"map", "pace", "support", "distance", "timeline", "locator", "holding"} <= set(specs)
    for name, spec in specs.items():
        asked = draw.draw(spec, name, "alt").spec
        ours = vl_convert.vega_to_svg(vega.vega(asked))
        theirs = vl_convert.vegalite_to_svg(asked, vl_version=vega.VEGA_LITE)
        assert _CLIP.sub("clip", ours) == _CLIP.sub("clip", theirs), name


def test_a_form_is_compiled_for_no_chart_but_the_first() -> None:
    vega._compiled.cache_clear()
    for name, lat in (("Aleppo", 36.2), ("Damascus", 33.5)):
        draw.draw(map.locator(name, lat, 37.0), "locator", "Where it lies.")
    assert vega._compiled.cache_info().misses == 1


def test_our_forms_are_compiled_beforehand(
    specs: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where this fails after a change of a form, or of vl-convert: `python -m charts.vega`."""
    assert resources.files("charts").joinpath(ready.FILE).read_text("utf-8") == vega.beforehand()
    vega._compiled.cache_clear()
    monkeypatch.delattr(vl_convert, "vegalite_to_vega")
    monkeypatch.delattr(vl_convert, "vega_to_svg")
    for name, spec in specs.items():
        assert draw.draw(spec, name, "alt").svg


def test_no_build_loads_altair() -> None:
    script = "import sys, generator.compose, generator.make, charts.vega; print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
