"""How far an advance has come: kilometres along an axis."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius R1

FORMULA = (
    "An *axis* (a row of `axes`) is a line of places from an origin. The *chainage* of a place on it is the "
    "sum of the great-circle legs from the origin to it: per leg 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ "
    "sin²(Δλ/2)), the haversine formula, with R = 6371.0088 km. The *front* of an actor on an axis on a day "
    "is the greatest chainage among the places on that axis that it holds at the end of the day; it is "
    "drawn only for actors that gained at least one place on that axis, and only for days on which they "
    "hold one. Its *pace* is the change of the front since the day before, in km per day. Straight legs are "
    "shorter than roads, and a front says nothing of the places behind it."
)


def great_circle(
    lat1: NDArray[np.float64], lon1: NDArray[np.float64], lat2: NDArray[np.float64], lon2: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Haversine distances in km between points in degrees: 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)).

    Source: Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984); R = 6371.0088 km.
    """
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2
    half = half + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    # Rounding may carry a pair of opposite points a hair above 1.
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distance


def chainage(axes: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The places of each axis with their km from its origin: [axis, place, km], in table order, origin first.

    km = sum of the great-circle legs between consecutive places. A place without coordinates is left out, the
    leg then runs from its neighbour to its neighbour.
    """
    rows = axes[["id", "places"]].explode("places").dropna().set_axis(["axis", "place"], axis=1)
    known = places.dropna(subset=["lat", "lon"])[["id", "lat", "lon"]]
    rows = rows.merge(known, left_on="place", right_on="id").reset_index(drop=True)
    before = rows.groupby("axis", sort=False)[["lat", "lon"]].shift()
    legs = great_circle(
        *(part.to_numpy("float64") for part in (before["lat"], before["lon"], rows["lat"], rows["lon"]))
    )
    rows["km"] = pd.Series(legs, index=rows.index, dtype="float64").fillna(0.0)
    rows["km"] = rows.groupby("axis", sort=False)["km"].cumsum()
    return rows[["axis", "place", "km"]]


def fronts(
    chainage: pd.DataFrame, changes: pd.DataFrame, spells: pd.DataFrame, days: pd.DatetimeIndex
) -> pd.DataFrame:
    """The front of each actor on each axis: [axis, actor, date, km, place, pace], sorted by its first three.

    Axes come in table order. km = greatest chainage among the places on the axis that the actor holds at the
    end of the day, `place` the one it lies at; rows only for days with a holding, and only for actors with a
    row of `changes` to them on that axis. pace = km − km of the day before (km/day), NaN where the day before
    has no front.
    """
    key, columns = ["axis", "actor"], ["axis", "actor", "date", "km", "place", "pace"]
    gains = chainage.merge(changes.rename(columns={"to_actor": "actor"}), on="place")[key].drop_duplicates()
    held = chainage.merge(spells[spells["actor"] != ""], on="place").merge(gains, on=key)
    lines = [
        _front(rows, days).assign(axis=str(axis), actor=str(actor))
        for (axis, actor), rows in held.groupby(key, sort=False)
    ]
    if not lines:
        kinds = dict.fromkeys(columns, "str") | {"date": str(days.dtype), "km": "float64", "pace": "float64"}
        return pd.DataFrame(columns=columns).astype(kinds)
    order = {axis: rank for rank, axis in enumerate(chainage["axis"].unique())}
    rows = pd.concat(lines, ignore_index=True)
    rows = rows.assign(rank=rows["axis"].map(order)).sort_values(["rank", "actor", "date"], ignore_index=True)
    return rows[columns]


def _front(held: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    """[date, km, place, pace] of one actor on one axis, worked out where its spells begin and end only."""
    held = held.sort_values("km", kind="stable")
    first = days.searchsorted(held["start"].fillna(days[0]))
    last = days.searchsorted(held["end"].fillna(days[-1] + pd.Timedelta(days=1)))
    turns = np.unique(np.concatenate([first, last, [0]]))
    turns = turns[turns < len(days)]
    holds = (first <= turns[:, None]) & (turns[:, None] < last)
    furthest = np.where(holds, np.arange(len(held)), -1).max(axis=1)
    daily = np.repeat(furthest, np.diff(np.append(turns, len(days))))
    some = daily >= 0
    km = np.where(some, held["km"].to_numpy()[daily], np.nan)
    pace = np.diff(km, prepend=np.nan)
    place = held["place"].to_numpy()[daily[some]]
    return pd.DataFrame({"date": days[some], "km": km[some], "place": place, "pace": pace[some]})


def fastest(fronts: pd.DataFrame) -> pd.DataFrame:
    """The greatest one-day pace of each actor on each axis: [axis, actor, date, from_km, to_km, pace].

    Only where a front moved forward (pace above 0 km/day); of equal paces the earliest day.
    """
    forward = fronts[fronts["pace"] > 0]
    best = forward.loc[forward.groupby(["axis", "actor"], sort=False)["pace"].idxmax()]
    best = best.assign(from_km=best["km"] - best["pace"], to_km=best["km"])
    return best[["axis", "actor", "date", "from_km", "to_km", "pace"]].reset_index(drop=True)
