"""Country outlines (Natural Earth, public domain; see README.md beside this file): one TopoJSON file, read
once.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

Points = NDArray[np.float64]


def _ring(indices: Iterable[int], arcs: list[Points]) -> Points:
    """Arcs end to end; ~i is arc i backwards; each begins where the one before ended."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    # the source lets rings jump from 180° to -180°; here they run on; one around a pole closes along it
    turns = np.cumsum(np.round(-np.diff(points[:, 0], prepend=points[0, 0]) / 360.0)) * 360.0
    points = np.column_stack([points[:, 0] + turns, points[:, 1]])
    if abs(turns[-1]) > 1:
        pole = -90.0 if points[:, 1].mean() < 0 else 90.0
        points = np.vstack([points, [points[-1, 0], pole], [points[0, 0], pole], points[0]])
    return points


@functools.cache
def countries() -> tuple[tuple[str, Any], ...]:
    """Every country as (name, shapely MultiPolygon in degrees of longitude and latitude), sorted by name."""
    topology = json.loads(resources.files(__name__).joinpath("countries.json").read_text("utf-8"))
    scale = np.array(topology["transform"]["scale"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale for arc in topology["arcs"]]
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = []
        for rings in geometry["arcs"]:
            outer, *holes = [_ring(ring, arcs) for ring in rings]
            if len(outer) > 3:
                polygons.append(Polygon(outer, [hole for hole in holes if len(hole) > 3]))
        found.append((str(geometry["properties"]["name"]), MultiPolygon(polygons)))
    return tuple(found)


@functools.cache
def _valid(index: int) -> Any:
    """A country with rings that do not cross themselves: mended once, not for every map that shows it."""
    return shapely.make_valid(countries()[index][1])


@functools.cache
def _bounds() -> NDArray[np.float64]:
    """West, south, east and north of each country."""
    return np.array([shape.bounds for _name, shape in countries()])


@functools.lru_cache(maxsize=64)
def within(west: float, south: float, east: float, north: float) -> tuple[tuple[str, Any], ...]:
    """The parts of countries inside a box in degrees, as (name, shapely geometry), sorted by name.

    The box may reach past ±180°: outlines are laid out again to its east and west, so a map can cross that
    line.
    """
    found: list[tuple[str, Any]] = []
    left, low, right, high = _bounds().T
    turns = (-360.0, 0.0, 360.0)
    near = [
        (right + turn >= west) & (left + turn <= east) & (high >= south) & (low <= north) for turn in turns
    ]
    for index in np.flatnonzero(np.any(near, axis=0)).tolist():
        parts = []
        for turn, there in zip(turns, near, strict=True):
            if not there[index]:
                continue
            part = shapely.clip_by_rect(_valid(index), west - turn, south, east - turn, north)
            part = shapely.transform(part, functools.partial(_shift, by=turn)) if turn else part
            parts += [
                piece for piece in shapely.get_parts(part) if piece.geom_type in {"Polygon", "MultiPolygon"}
            ]
        if parts:
            found.append((countries()[index][0], shapely.union_all(parts)))
    return tuple(found)


def _shift(points: Points, by: float) -> Points:
    moved: Points = points + np.array([by, 0.0])
    return moved
