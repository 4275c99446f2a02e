"""How far a place lies from the other places of the actor that it passes to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from generator.ledger.sheet import State, cells
from generator.ledger.umbrella import chain, parents
from generator.measure.distance import great_circle

Positions = Mapping[str, tuple[float, float]]


def nearest(state: State, changes: Collection[str]) -> Iterator[tuple[str, float, str]]:
    """For each of `changes` (keys of rows of `control`): its key, the km to the nearest other place, and which.

    Places of an actor are those that a row of scope place names it, or another actor under the same umbrella, as a
    holder of, before or after. Rows without such another place, or whose place has no position, are left out.
    """
    control = {key: row for key, row in cells(state, "control").items() if row["scope"] == "place"}
    positions = {
        key: (float(row["lat"]), float(row["lon"]))
        for key, row in cells(state, "places").items()
        if row.get("lat") and row.get("lon")
    }
    above = parents(state)
    held: dict[str, set[str]] = {}
    for row in control.values():
        for actor in {row["from_actor"], row["to_actor"]} - {""}:
            held.setdefault(chain(actor, above)[-1], set()).add(row["place"])
    for key in changes:
        if key in control and (place := control[key]["place"]) in positions:
            others = sorted((held[chain(control[key]["to_actor"], above)[-1]] - {place}) & positions.keys())
            if others:
                yield key, *_nearest(place, others, positions)


def _nearest(place: str, others: list[str], positions: Positions) -> tuple[float, str]:
    lat, lon = np.array([positions[each] for each in others]).T
    here = positions[place]
    km = great_circle(np.full(len(lat), here[0]), np.full(len(lat), here[1]), lat, lon)
    return float(km.min()), others[int(km.argmin())]
