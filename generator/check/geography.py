"""Where places lie: positions that make sense, and axes that can be measured."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.check.fault import Fault, rows
from generator.remedy import quoted

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def positions(places: pd.DataFrame) -> Iterator[Fault]:
    """A latitude without a longitude or the reverse, and the two swapped."""
    lat, lon = places["lat"], places["lon"]
    for row in rows(lat.notna() & lon.isna()):
        yield Fault("places", row, "lon", "expected a value beside lat, got an empty cell")
    for row in rows(lat.isna() & lon.notna()):
        yield Fault("places", row, "lat", "expected a value beside lon, got an empty cell")
    for row in swapped(places):
        message = (
            f"lat {lat[row]:g} and lon {lon[row]:g} look swapped: the place lies outside the box of all "
            "other places at home, but inside it when they are swapped"
        )
        yield Fault("places", row, "lat", message)


def swapped(places: pd.DataFrame) -> list[int]:
    """Rows outside the bounding box of the other places, and inside it with latitude and longitude swapped.

    The box is that of the other places at home: without those far off (Tukey's fences, 1.5 times the
    distance between the quartiles), because with Washington in it a box holds everything; and, for an admin1
    with three other places or more, that of these. A place that lies nearer to its admin1 as it is than it
    would swapped is left alone.
    """
    lat, lon = places["lat"].to_numpy(), places["lon"].to_numpy()
    sound = np.isfinite(lat) & np.isfinite(lon)
    named = np.flatnonzero(sound & (places["admin1"] != "").to_numpy())
    groups = [named[members] for members in places.iloc[named].groupby("admin1").indices.values()]
    found = np.zeros(len(places), dtype=bool)
    for members in (np.flatnonzero(sound), *groups):
        found[members] |= _better_swapped(lat[members], lon[members])
    for members in groups:
        for row in members[found[members]]:
            found[row] = not _at_home(row, members[members != row], lat, lon)
    return [int(row) for row in np.flatnonzero(found)]


def _better_swapped(lat: Floats, lon: Floats) -> Mask:
    """Rows that enter the box of the others only when swapped; such a row does not widen the box."""
    found = np.zeros(len(lat), dtype=bool)
    for _ in range(2):
        box = ~found & _within_fences(lat) & _within_fences(lon)
        if box.sum() < 3:
            break
        found = _inside(lon, lat, lat, lon, box) & ~_inside(lat, lon, lat, lon, box)
    return found


def _within_fences(values: Floats) -> Mask:
    if not len(values):
        return np.zeros(0, dtype=bool)
    low, high = np.percentile(values, [25, 75])
    reach = 1.5 * (high - low)
    within: Mask = (low - reach <= values) & (values <= high + reach)
    return within


def _at_home(row: int, others: npt.NDArray[np.intp], lat: Floats, lon: Floats) -> bool:
    """Whether the row lies nearer to the nearest of `others` as it is than swapped."""
    if not len(others):
        return False
    as_is = np.hypot(lat[others] - lat[row], lon[others] - lon[row]).min()
    return bool(as_is <= np.hypot(lat[others] - lon[row], lon[others] - lat[row]).min())


def _inside(north: Floats, east: Floats, lat: Floats, lon: Floats, box: Mask) -> Mask:
    result = np.ones(len(lat), dtype=bool)
    for value, axis in ((north, lat), (east, lon)):
        ordered = np.sort(axis[box])
        low = np.where(box & (axis == ordered[0]), ordered[1], ordered[0])
        high = np.where(box & (axis == ordered[-1]), ordered[-2], ordered[-1])
        result &= (low <= value) & (value <= high)
    return result


def axes(axes: pd.DataFrame, places: pd.DataFrame, sound: Mask) -> Iterator[Fault]:
    """An axis needs two places or more, each with a position; `sound`: places whose cells are no faults."""
    adrift = set(places.loc[(places["lat"].isna() | places["lon"].isna()).to_numpy() & sound, "id"])
    for row, along in enumerate(axes["places"]):
        if len(along) == 1:
            yield Fault("axes", row, "places", f"expected at least two places, got only {quoted(along[0])}")
        for place in along:
            if place in adrift:
                message = (
                    f"expected places with lat and lon, got {quoted(place)}, which has none in places.csv"
                )
                yield Fault("axes", row, "places", message)
