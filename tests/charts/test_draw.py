"""The SVG that leaves the package."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from charts import draw, pace, ready

HOSTILE = '<script>alert(1)</script> & "quoted" \x0b\u2028 end'


def spec(actor: str = "Fateh Mubin", color: str = "var(--fm-opposition-0)", n: float = 2) -> Any:
    first, second = pd.Timestamp("2024-12-01"), pd.Timestamp("2024-12-02")
    rows = [
        {"period": first, "actor": actor, "color": color, "confidence": "claimed", "places": n},
        {
            "period": second,
            "actor": "SDF",
            "color": "var(--fm-sdf-0)",
            "confidence": "confirmed",
            "places": 1,
        },
    ]
    mean = [pace.Mean(first, 2.0, 2.0), pace.Mean(second, 1.5, 1.0)]
    return pace.places(rows, mean, "day", "Two places", "per day")


def test_accessible_name_and_description() -> None:
    svg = draw.draw(spec(), "pace", 'It says "two".', "Two & more").svg
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" id="pace" class="fm-chart" role="img" '
        'aria-label="Two &amp; more" aria-describedby="pace-desc" width="720" height="379" '
        'viewBox="0 0 720 379"'
    )
    assert '<desc id="pace-desc">It says "two".</desc>' in svg
    assert 'aria-label="Two places"' in draw.draw(spec(), "pace", "alt").svg
    assert svg.count("font-family") == 1
    assert svg.count("role=") == 1


def test_without_a_title_the_alternative_is_the_name() -> None:
    bare = {**spec(), "usermeta": {}}
    svg = draw.draw(bare, "pace", "The message").svg
    assert 'aria-label="The message"' in svg
    assert "<desc" not in svg


def test_text_from_data_stays_text(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    root = parse(spec(actor=HOSTILE))
    assert any(text.startswith("<script>alert(1)</script> & ") for text in said(root))
    assert root.xpath("//*[local-name()='script']") == []


@pytest.mark.parametrize(
    "color",
    ["url(https://x.example/a)", 'red"/><script>', "hatch:hatch:red", "url(#other)", "javascript:1", ""],
)
def test_a_colour_that_is_none_becomes_grey(color: str, parse: Callable[..., Any]) -> None:
    root = parse(spec(color=color))
    assert "var(--fm-faint)" in {str(found) for found in root.xpath("//@fill")}


def test_ids_are_prefixed_by_a_clean_name() -> None:
    svg = draw.draw(spec(), "dates/2024-12-06 «pace»", "alt").svg
    assert 'id="dates-2024-12-06-pace"' in svg
    assert 'fill="url(#dates-2024-12-06-pace-hatch-0)"' in svg


def test_patterns_take_the_actors_own_colour_and_the_spec_names_them() -> None:
    drawing = draw.draw(spec(), "pace", "alt")
    assert 'id="pace-hatch-0"' in drawing.svg
    assert 'stroke="var(--fm-opposition-0)" stroke-width="2"' in drawing.svg
    assert drawing.spec["datasets"]["bars"][-1]["fill"] == "url(#pace-hatch-0)"
    assert (drawing.width, drawing.height) == (720, 379)


def test_drawing_leaves_the_spec_alone() -> None:
    given = spec()
    draw.draw(given, "pace", "alt")
    assert given["datasets"]["bars"][-1]["fill"] == "hatch:var(--fm-opposition-0)"


def test_no_chart_changes_the_form_that_all_share() -> None:
    before = copy.deepcopy(ready.form("pace"))
    one, other = spec(n=2), spec(n=7)
    assert ready.form("pace") == before
    assert all(layer["data"].keys() == {"name"} for layer in one["layer"])
    assert {layer["data"]["name"] for layer in one["layer"]} == set(one["datasets"])
    for mine, theirs in itertools.product([one], [other]):
        assert mine["layer"][3] is not theirs["layer"][2]
    assert (
        one["layer"][3]["encoding"]["y"]["scale"]["domain"]
        != other["layer"][3]["encoding"]["y"]["scale"]["domain"]
    )
    assert one["autosize"] == other["autosize"] == {"type": "none"}
