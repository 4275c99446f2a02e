"""A window on the Mercator plane, in px: it has no seam at 180° and holds places beyond 84° at its edge."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TOP = 84.0  # degrees: Mercator has no poles


@functools.lru_cache(maxsize=1 << 11)  # the same places are on the map of every day
def lift(lat: float) -> float:
    """Mercator's y in degrees of longitude; latitudes beyond its reach are held at the edge."""
    return math.degrees(math.asinh(math.tan(math.radians(min(_TOP, max(-_TOP, lat))))))


def drop(y: float) -> float:
    """The latitude of Mercator's y, both in degrees."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def unwrapped(lons: Sequence[float]) -> list[float]:
    """Longitudes moved by whole turns to lie together: the widest empty stretch becomes the edge."""
    around = sorted({(lon + 180) % 360 - 180 for lon in lons})
    gaps = [
        (after - before, after) for before, after in zip(around, [*around[1:], around[0] + 360], strict=True)
    ]
    start = max(gaps)[1]
    return [(lon - start) % 360 + (start - 360 if start > 180 else start) for lon in lons]


@dataclass(frozen=True)
class View:
    """A window on the Mercator plane: its west and top edge (degrees of longitude), px per degree, size in
    px.
    """

    west: float
    top: float
    scale: float
    width: float
    height: float

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """px of a place."""
        return round((lon - self.west) * self.scale, 1), round((self.top - lift(lat)) * self.scale, 1)

    def project(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """px of many points, columns longitude and latitude."""
        lats = np.radians(np.clip(points[:, 1], -_TOP - 1, _TOP + 1))
        ys = np.degrees(np.arcsinh(np.tan(lats)))
        return np.column_stack([(points[:, 0] - self.west) * self.scale, (self.top - ys) * self.scale])


def view(
    lons: Sequence[float], lats: Sequence[float], width: float, flattest: float, tallest: float, least: float
) -> View:
    """The window that holds all places with a margin, at least `least` degrees wide."""
    ys = [lift(lat) for lat in lats]
    wide = max((max(lons) - min(lons)) * 1.14, least)
    high = max((max(ys) - min(ys)) * 1.14, least * flattest / width)
    scale = min(width / wide, tallest / high)
    height = min(max(high * scale, flattest), tallest)
    west = (max(lons) + min(lons)) / 2 - width / scale / 2
    top = (max(ys) + min(ys)) / 2 + height / scale / 2
    return View(west, top, scale, width, round(height))
