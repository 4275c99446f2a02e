"""Country outlines (Natural Earth, public domain; see README.md beside this file): one file of NumPy arrays, read
once.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Points = NDArray[np.float64]

_TURNS = (-360.0, 0.0, 360.0)


@functools.cache
def countries() -> tuple[tuple[str, Any], ...]:
    """Every country as (name, valid shapely MultiPolygon in degrees of longitude and latitude), sorted by name."""
    with resources.files(__name__).joinpath("countries.npz").open("rb") as file:
        stored = np.load(file)
        ends = (stored["rings"], stored["polygons"], stored["countries"])
        shapes = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, stored["points"], ends)
        return tuple(zip(stored["names"].tolist(), shapes, strict=True))


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
    across = (high >= south) & (low <= north)
    near = [(right + turn >= west) & (left + turn <= east) & across for turn in _TURNS]
    whole = (left >= west) & (right <= east) & (low >= south) & (high <= north)
    for index in np.flatnonzero(np.any(near, axis=0)).tolist():
        name, shape = countries()[index]
        turns = [turn for turn, there in zip(_TURNS, near, strict=True) if there[index]]
        if whole[index] and turns == [0.0]:
            found.append((name, shape))  # by far the most on a map of the world: nothing to cut or to join
            continue
        parts = []
        for turn in turns:
            part = shapely.clip_by_rect(shape, west - turn, south, east - turn, north)
            part = shapely.transform(part, functools.partial(_shift, by=turn)) if turn else part
            parts += [
                piece for piece in shapely.get_parts(part) if piece.geom_type in {"Polygon", "MultiPolygon"}
            ]
        if parts:
            found.append((name, shapely.union_all(parts)))
    return tuple(found)


def _shift(points: Points, by: float) -> Points:
    moved: Points = points + np.array([by, 0.0])
    return moved
