"""Maps."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import shapely

from charts import draw, form, guides, lettering, map, mercator, outlines, theme

COLUMNS = ["name", "lat", "lon", "holder", "color", "changed", "confidence", "rank"]
GREEN, RED = "var(--fm-opposition-0)", "var(--fm-regime-0)"
PLACES = pd.DataFrame(
    [
        ("Aleppo", 36.202, 37.134, "Fateh Mubin", GREEN, True, "confirmed", 0),
        ("Hama", 35.132, 36.754, "Fateh Mubin", GREEN, False, "claimed", 0),
        ("Homs", 34.73, 36.71, "Army", RED, False, "disputed", 0),
        ("Damascus", 33.513, 36.292, "Army", RED, False, "confirmed", 0),
        ("Nowhere", float("nan"), float("nan"), "Army", RED, False, "confirmed", 3),
    ],
    columns=COLUMNS,
)


def records(places: pd.DataFrame) -> list[dict[str, Any]]:
    rows = form.records(places.astype(object).where(places.notna(), None))
    return [{"group": row["holder"], **row} for row in rows]


def spots(spec: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {dot["name"]: (dot["px"], dot["py"]) for dot in spec["datasets"]["dots"] if "name" in dot}


@pytest.mark.parametrize("many", [1, 9, 40])
def test_the_height_of_a_map_is_known_before_it_is_drawn(many: int) -> None:
    rows = [
        (f"Town {n}", 33 + n / 20, 36 + n % 7 / 10, f"Holder number {n}", GREEN, n % 2 == 0, "claimed", 1)
        for n in range(many)
    ]
    places = pd.concat([PLACES, pd.DataFrame(rows, columns=COLUMNS)])
    spec = map.holders(records(places), "t", "s")
    assert spec is not None
    known = places.dropna(subset=["lat"])
    spots = list(zip(known["lon"], known["lat"], strict=True))
    held = Counter(zip(known["holder"], known["color"], strict=True))
    signs = {*known["confidence"], "changed"}
    assert map.height(spots, held, signs) == draw.draw(spec, "map", "An alternative.").height


def test_the_key_names_those_who_are_many_together_after_all_others() -> None:
    rows = records(PLACES)[:4]
    for row in rows[:3]:
        row |= {"group": "2 other holders", "color": guides.OTHERS}
    spec = map.holders(rows, "t", "s")
    words = [row["text"] for row in spec["datasets"]["labels"] if row.get("legend")] if spec else []
    assert words == ["Army 1", "2 other holders: 3 places"]
    dots = (
        {dot["name"]: (dot["holder"], dot["key"]) for dot in spec["datasets"]["dots"] if "name" in dot}
        if spec
        else {}
    )
    assert dots["Aleppo"] == ("Fateh Mubin", "2 other holders")
    assert dots["Damascus"] == ("Army", "Army")


def test_mercator_keeps_north_up_and_holds_the_poles() -> None:
    assert mercator.lift(0) == 0
    assert mercator.lift(90) == mercator.lift(84.0)
    assert mercator.drop(mercator.lift(35.5)) == pytest.approx(35.5)
    spec = map.holders(records(PLACES), "t", "s")
    assert spec is not None
    found = spots(spec)
    assert found["Aleppo"][1] < found["Hama"][1] < found["Homs"][1] < found["Damascus"][1]
    assert found["Aleppo"][0] > found["Homs"][0] > found["Damascus"][0]


@pytest.mark.parametrize(
    ("lons", "expected"),
    [
        ([36.0, 37.5], [36.0, 37.5]),
        ([179.0, -179.0], [-181.0, -179.0]),
        ([-10.0, 10.0], [-10.0, 10.0]),
        ([5.0], [5.0]),
    ],
)
def test_longitudes_lie_together(lons: list[float], expected: list[float]) -> None:
    found = mercator.unwrapped(lons)
    assert [(a - b) % 360 for a, b in zip(found, expected, strict=True)] == pytest.approx(
        [0] * len(lons), abs=1e-9
    )
    assert max(found) - min(found) == pytest.approx(max(expected) - min(expected))


def test_dots_rings_and_the_country_in_focus() -> None:
    spec = map.holders(records(PLACES), "t", "s")
    assert spec is not None
    dots = spec["datasets"]["dots"]
    assert len(dots) == 5, "four places and one ring"
    assert [dot["dash"] for dot in dots if dot.get("name") == "Homs"] == [[2.5, 2.0]]
    fills = {land["properties"]["name"]: land["properties"]["fill"] for land in spec["datasets"]["land"]}
    assert fills["Syria"] == "var(--fm-land)"
    assert fills["Lebanon"] == "var(--fm-land-around)"


def test_words(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    words = said(parse(map.holders(records(PLACES), "t", "s")))
    assert {"Aleppo", "Hama", "Homs ?", "Damascus", "LEBANON", "50 km"} <= set(words)
    assert words[-5:] == ["Army 2", "Fateh Mubin 2", "claimed", "disputed", "changed hands"]
    assert "SYRIA" not in words


def test_a_hundred_names_in_one_valley_never_touch() -> None:
    crowd = pd.DataFrame(
        [
            (
                f"A town of number {n}",
                35 + n % 10 / 40,
                36 + n // 10 / 40,
                "A",
                GREEN,
                n % 7 == 0,
                "claimed",
                n % 4,
            )
            for n in range(100)
        ],
        columns=COLUMNS,
    )
    spec = map.holders(records(crowd), "t", "s")
    assert spec is not None
    boxes = []
    for word in spec["datasets"]["labels"]:
        if word["text"].startswith("A town"):
            wide = lettering.width(word["text"], word["size"], word["weight"] == 700)
            left = word["px"] - {"left": 0, "right": wide, "center": wide / 2}[word["align"]]
            boxes.append(
                shapely.box(left, word["py"] - word["size"] / 2, left + wide, word["py"] + word["size"] / 2)
            )
            assert left >= 0
            assert left + wide <= 720
    assert len(boxes) > 5
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))


@pytest.mark.parametrize(
    ("lat", "lon"), [(90, 0), (-90, 180), (-17.7, 179.99), (-17.7, -179.99), (0, 0), (66, -180), (35.1, 36.7)]
)
def test_locator_anywhere(
    lat: float, lon: float, parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    root = parse(map.locator("A place", lat, lon))
    assert (root.get("width"), root.get("height")) == ("320", "220")
    assert "A place" in said(root)


def test_locator_names_countries(parse: Callable[..., Any], said: Callable[[Any], list[str]]) -> None:
    assert {"Hama", "SYRIA", "TURKEY"} <= set(said(parse(map.locator("Hama", 35.13, 36.75))))


def test_one_place_the_world_and_none(parse: Callable[..., Any]) -> None:
    assert parse(map.holders(records(PLACES.head(1)), "t", "s")) is not None
    world = PLACES.assign(lat=[-60.0, 80.0, 90.0, -90.0, 0.0], lon=[-179.0, 0.0, 100.0, 179.0, -90.0])
    assert parse(map.holders(records(world.assign(holder="")), "t", "s")) is not None
    assert map.holders(records(PLACES.tail(1)), "t", "s") is None
    assert map.holders(records(PLACES.iloc[:0]), "t", "s") is None


def test_outlines_are_whole_and_cross_the_date_line() -> None:
    names = [name for name, _ in outlines.countries()]
    assert len(names) == 255
    assert names == sorted(names)
    assert all(shape.is_valid for _, shape in outlines.countries())
    fiji = dict(outlines.within(176.0, -20.0, 184.0, -15.0))["Fiji"]
    assert fiji.bounds[0] < 178
    assert fiji.bounds[2] > 180
    assert dict(outlines.within(176.0, -20.0, 184.0, -15.0)).keys() >= {"Fiji"}
    syria = dict(outlines.within(35.0, 32.0, 43.0, 38.0))["Syria"]
    assert syria.area == pytest.approx(18.4, abs=0.4)
    assert syria.contains(shapely.Point(36.75, 35.13))


def test_water_lies_under_everything() -> None:
    spec = map.locator("x", 0, 0)
    assert spec["datasets"]["water"][0]["fill"] == theme.var("water")
    assert spec["layer"][0]["data"] == {"name": "water"}
