"""The ground of a map: countries as outlines in px, their names, and a bar of kilometres."""

from __future__ import annotations

import functools
import math
from typing import Any

import shapely

from charts import form, mercator, outlines, placing, theme
from generator import language
from generator.language import gettext as _


@functools.lru_cache(maxsize=8)
def shapes(view: mercator.View) -> list[tuple[str, shapely.Geometry]]:
    """Countries in the window as shapes in px, a little beyond its edges so that no edge is stroked."""
    more = 6 / view.scale
    south = mercator.drop(view.top - view.height / view.scale - more)
    found = outlines.within(
        round(view.west - more, 3),
        round(max(south, -89.9), 3),
        round(view.west + view.width / view.scale + more, 3),
        round(min(mercator.drop(view.top + more), 89.9), 3),
    )
    drawn = [(name, shapely.simplify(shapely.transform(shape, view.project), 0.5)) for name, shape in found]
    return [(name, shape) for name, shape in drawn if not shape.is_empty]


@functools.lru_cache(maxsize=8)
def features(view: mercator.View, focus: str) -> list[dict[str, Any]]:
    """GeoJSON features in px, the country in focus a shade lighter; not to be changed: maps share them."""
    return [
        {
            "type": "Feature",
            "properties": {"name": name, "fill": theme.var("land" if name == focus else "land-around")},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [
                    [
                        [[round(x, 1), round(y, 1)] for x, y in shapely.get_coordinates(ring).tolist()]
                        for ring in (part.exterior, *part.interiors)
                    ]
                    for part in shapely.get_parts(shape)
                    if part.geom_type == "Polygon"
                ],
            },
        }
        for name, shape in shapes(view)
    ]


@functools.lru_cache(maxsize=8)
def focus(view: mercator.View, spots: tuple[tuple[float, float], ...]) -> str:
    """The country most places lie in; "" where none does."""
    points = shapely.points(spots)
    counts = [(int(shapely.contains(shape, points).sum()), name) for name, shape in shapes(view)]
    most = max(counts, key=lambda pair: pair[0], default=(0, ""))
    return most[1] if most[0] else ""


def names(shapes: list[tuple[str, shapely.Geometry]], ground: placing.Ground, skip: str) -> list[form.Text]:
    """Names of countries, faint, where one fits inside its own country."""
    said = []
    for name, shape in shapes:
        text = language.country(name).upper()
        if name != skip and (spot := placing.inside(ground, shape, text, theme.SMALL)):
            said.append(form.words(*spot, text, "center", "muted", theme.SMALL))
    return said


def scale_bar(view: mercator.View, lat: float) -> tuple[list[form.Row], list[form.Text], placing.Box]:
    """A bar of a round number of kilometres, true at the map's middle latitude."""
    per_km = view.scale / (111.32 * max(math.cos(math.radians(lat)), 0.05))
    km = max(
        (n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if n * per_km <= 130), default=1
    )
    y, end = view.height - 14, 14 + km * per_km
    lines = [
        form.rule(14, y, end, y, "ink", 1.4),
        form.rule(14, y - 4, 14, y, "ink", 1.4),
        form.rule(end, y - 4, end, y, "ink", 1.4),
    ]
    return (
        lines,
        [form.words(14, y - 13, _("{km} km", km=language.figures(f"{km:,}")), size=theme.SMALL)],
        (8, y - 24, max(end, 70), view.height),
    )
