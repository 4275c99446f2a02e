"""How far an advance has come: kilometres along an axis."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

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
    kinds = dict.fromkeys(columns, "str") | {"date": str(days.dtype), "km": "float64", "pace": "float64"}
    if held.empty:
        return pd.DataFrame(columns=columns).astype(kinds)
    held = held.sort_values("km", kind="stable", ignore_index=True)
    first = days.searchsorted(held["start"].fillna(days[0]))
    last = days.searchsorted(held["end"].fillna(days[-1] + pd.Timedelta(days=1)))
    order = {axis: rank for rank, axis in enumerate(chainage["axis"].unique())}
    rank, actor = held["axis"].map(order).to_numpy(), held["actor"].to_numpy()
    groups = sorted({*zip(rank.tolist(), actor.tolist(), strict=True)})
    found = [
        _furthest(np.flatnonzero((rank == axis) & (actor == who)), first, last, len(days))
        for axis, who in groups
    ]
    daily = np.concatenate(found)
    some = daily >= 0
    day = np.tile(np.arange(len(days)), len(groups))[some]
    km = np.where(some, held["km"].to_numpy()[daily], np.nan)
    pace = np.diff(km.reshape(len(groups), -1), prepend=np.nan).ravel()
    lines = held.iloc[daily[some]][[*key, "km", "place"]].reset_index(drop=True)
    return lines.assign(date=days[day], pace=pace[some])[columns].astype(kinds)


def _furthest(
    rows: NDArray[np.intp], first: NDArray[np.intp], last: NDArray[np.intp], days: int
) -> NDArray[np.intp]:
    """For each of so many days the row of `rows` furthest along the axis that holds, -1 where none does.

    rows: those of one actor on one axis, by km; a row holds from its `first` day up to the one before its `last`.
    Worked out where these begin and end only.
    """
    first, last = first[rows], last[rows]
    turns = np.unique(np.concatenate([first, last, [0]]))
    turns = turns[turns < days]
    holds = (first <= turns[:, None]) & (turns[:, None] < last)
    furthest = np.where(holds, rows, -1).max(axis=1)
    return np.repeat(furthest, np.diff(np.append(turns, days)))


class Stand(NamedTuple):
    """Where a front stood from `first` to `last`, both included, see `fronts`; `pace` is that of the first day, the
    only one on which it moved.
    """

    first: date
    last: date
    km: float
    place: str
    pace: float

    def within(self, first: date, last: date) -> Stand:
        """Those of its days that lie between two, both included, of which there has to be one."""
        first, last = max(first, self.first), min(last, self.last)
        return Stand(first, last, self.km, self.place, self.pace if first == self.first else 0.0)


def stands(fronts: pd.DataFrame) -> dict[str, dict[str, list[Stand]]]:
    """Axis -> actor -> where its front stood, in the order of time."""
    days = fronts["date"].to_numpy("datetime64[D]")
    turns = np.ones(len(fronts), dtype="bool")
    turns[1:] = (np.diff(days) != np.timedelta64(1, "D")) | (np.diff(fronts["km"]) != 0)
    for name in ("axis", "actor", "place"):
        values, _names = pd.factorize(fronts[name])
        turns[1:] |= values[1:] != values[:-1]
    starts = np.flatnonzero(turns)
    ends = np.append(starts[1:], len(fronts))[: len(starts)] - 1
    rows = fronts.iloc[starts]
    cells = [days[starts], days[ends], *(rows[name] for name in ("km", "place", "pace"))]
    found: dict[str, dict[str, list[Stand]]] = {}
    for axis, actor, *stand in zip(
        rows["axis"], rows["actor"], *(cell.tolist() for cell in cells), strict=True
    ):
        found.setdefault(axis, {}).setdefault(actor, []).append(Stand(*stand))
    return found


def fastest(fronts: pd.DataFrame) -> pd.DataFrame:
    """The greatest one-day pace of each actor on each axis: [axis, actor, date, from_km, to_km, pace].

    Only where a front moved forward (pace above 0 km/day); of equal paces the earliest day.
    """
    forward = fronts[fronts["pace"] > 0]
    best = forward.loc[forward.groupby(["axis", "actor"], sort=False)["pace"].idxmax()]
    best = best.assign(from_km=best["km"] - best["pace"], to_km=best["km"])
    return best[["axis", "actor", "date", "from_km", "to_km", "pace"]].reset_index(drop=True)
