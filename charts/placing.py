"""Where the words on a map go: beside their dots, or inside their country, and never onto one another."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import shapely

from charts import lettering

Box = tuple[float, float, float, float]  # left, top, right, bottom in px
_CELL = 40  # px


class Anchor(NamedTuple):
    """A dot that wants a name: px, the dot's radius, the words and their size."""

    x: float
    y: float
    radius: float
    text: str
    size: float
    bold: bool = False
    key: str = ""  # of the dot; its name goes with it


class Placed(NamedTuple):
    """Words that found room: px of their middle height, and how they are aligned there."""

    x: float
    y: float
    align: str
    anchor: Anchor
    far: bool = False  # so far from its dot that it needs a line to it


@dataclass
class Ground:
    """What is taken already, on a map of width × height px; a grid of cells keeps the search short."""

    width: float
    height: float
    taken: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def free(self, box: Box) -> bool:
        """Whether a box lies on the map and touches nothing taken."""
        left, top, right, bottom = box
        if left < 4 or top < 2 or right > self.width - 4 or bottom > self.height - 2:
            return False
        rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
        for column in range(int(left // _CELL), int(right // _CELL) + 1):
            for row in rows:
                for west, north, east, south in self.taken.get((column, row), ()):
                    if left < east and west < right and top < south and north < bottom:
                        return False
        return True

    def take(self, box: Box) -> None:
        """Keep others off a box."""
        left, top, right, bottom = (int(edge // _CELL) for edge in box)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                self.taken.setdefault((column, row), []).append(box)


_Spot = tuple[float, float, str, Box, bool]
"""px of words and how they are aligned, the box that they take, and whether they need a line to their dot."""


def _candidates(anchor: Anchor) -> Iterator[_Spot]:
    """Right, left, above, below, then the corners: the order a map reader likes best."""
    wide, high, away = lettering.width(anchor.text, anchor.size, anchor.bold), anchor.size, anchor.radius + 3
    corner = away * 0.75
    for dx, dy, align in (
        (away, 0, "left"),
        (-away, 0, "right"),
        (0, -away - high / 2, "center"),
        (0, away + high / 2, "center"),
        (corner, -corner - 2, "left"),
        (corner, corner + 2, "left"),
        (-corner, -corner - 2, "right"),
        (-corner, corner + 2, "right"),
    ):
        x, y = anchor.x + dx, anchor.y + dy
        left = x if align == "left" else x - wide if align == "right" else x - wide / 2
        yield x, y, align, (left - 1, y - high / 2 - 1, left + wide + 1, y + high / 2 + 1), False


def _farther(anchor: Anchor) -> Iterator[_Spot]:
    """Spots around the dot at growing distance, for a name that must stand somewhere."""
    wide, high = lettering.width(anchor.text, anchor.size, anchor.bold), anchor.size
    for away in (18, 28, 40, 54):
        for degrees in (0, 180, 45, 135, 225, 315, 90, 270):
            x = anchor.x + math.cos(math.radians(degrees)) * away
            y = anchor.y - math.sin(math.radians(degrees)) * away
            align = "center" if degrees in (90, 270) else "left" if degrees in (0, 45, 315) else "right"
            left = x if align == "left" else x - wide if align == "right" else x - wide / 2
            yield x, y, align, (left - 1, y - high / 2 - 1, left + wide + 1, y + high / 2 + 1), True


def beside(ground: Ground, anchors: Sequence[Anchor], most: int) -> list[Placed]:
    """Names beside their dots, first come first served, at most `most`; a name without room is left out.

    The dots themselves must have been taken on the ground before. Bold names, a map's main places, may stand
    farther off, at the end of a line.
    """
    found: list[Placed] = []
    for anchor in anchors:
        if len(found) >= most:
            break
        far = _farther(anchor) if anchor.bold else ()
        for x, y, align, box, apart in itertools.chain(_candidates(anchor), far):
            if ground.free(box):
                ground.take(box)
                found.append(Placed(x, y, align, anchor, apart))
                break
    return found


def inside(ground: Ground, shape: shapely.Geometry, text: str, size: float) -> tuple[float, float] | None:
    """The middle of a free spot deep inside a shape (px) where the words fit, or None; takes the spot."""
    wide, high = lettering.width(text, size) * 1.12 + 10, size + 8
    best: tuple[float, float, float] | None = None
    for depth, x, y in _spots(shape, wide, high, ground.width, ground.height):
        deeper = best is None or depth > best[0] + 0.01
        if deeper and ground.free((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)):
            best = (depth, x, y)
    if best is None:
        return None
    _, x, y = best
    ground.take((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    return round(x, 1), round(y, 1)


@functools.lru_cache(maxsize=64)
def _spots(
    shape: shapely.Geometry, wide: float, high: float, width: float, height: float
) -> list[tuple[float, float, float]]:
    """Where a box of `wide` × `high` px lies inside a shape on a map of `width` × `height` px: how deep, and its
    middle, line by line. The same on the map of each day.
    """
    bounds = shape.bounds
    left, top = max(bounds[0], 0), max(bounds[1], 0)
    right, bottom = min(bounds[2], width), min(bounds[3], height)
    if right - left < wide or bottom - top < high:
        return []
    step = max(14.0, (right - left) / 24, (bottom - top) / 24)
    lines, columns = (
        _steps(top + high / 2, bottom - high / 2, step),
        _steps(left + wide / 2, right - wide / 2, step),
    )
    x, y = (axis.ravel() for axis in np.meshgrid(columns, lines))
    shapely.prepare(shape)
    within = shapely.contains(shape, shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    x, y = x[within], y[within]
    depths = np.minimum(shapely.distance(shape.boundary, shapely.points(x, y)), 90.0)
    return list(zip(depths.tolist(), x.tolist(), y.tolist(), strict=True))


def _steps(start: float, end: float, step: float) -> list[float]:
    found = [start]
    while found[-1] + step <= end:
        found.append(found[-1] + step)
    return found
