"""Who and where of made-up content: the actors and places of the embedded tables first, then invented ones."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.check.geography import swapped

Row = dict[str, str]
EMBEDDED = Path(__file__).parent.parent / "content" / "data"

FIGHTING = ("government_force", "armed_group", "coalition", "militia")
_HOLDABLE = ("city", "town", "village", "base", "airport", "crossing")
_FORMS = ("Brigade", "Battalion", "Division", "Movement", "Company", "Regiment", "Gathering", "Front")
_NUMBERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_PARTS = ("North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Inner", "Outer")
_SITES = ("Farms", "Mill", "Bridge", "Heights", "Quarry", "Station", "Spring", "Crossroads", "Silos", "Camp")


@dataclass(frozen=True)
class World:
    """Rows of `actors`, `places` and `axes`; actors and places in the order of how busy they are."""

    actors: list[Row]
    places: list[Row]
    axes: list[Row]

    @property
    def holdable(self) -> set[str]:
        """The places that can change hands: those of the fighting, not the capitals in which envoys meet."""
        fought = _fought()
        return {row["id"] for row in self.places if row["kind"] in _HOLDABLE and row["admin1"] in fought}


def _fought() -> set[str]:
    """The regions in which a place of the embedded tables changed hands."""
    changed = {row["place"] for row in table(EMBEDDED, "control")}
    return {row["admin1"] for row in table(EMBEDDED, "places") if row["id"] in changed}


def table(folder: Path, name: str) -> list[Row]:
    """The rows of a table of one file; none where there is no such file."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def world(actors: int, places: int, rng: np.random.Generator) -> World:
    """So many actors and places. Raises ValueError for fewer than 12 of either."""
    if min(actors, places) < 12:
        raise ValueError("expected at least 12 actors and 12 places")
    there = _places(places, rng)
    known = {row["id"] for row in there}
    axes = [row for row in table(EMBEDDED, "axes") if known.issuperset(row["places"].split("|"))]
    return World(_actors(actors, rng), there, axes)


def _busiest(name: str, *columns: str) -> list[Row]:
    """The rows of an embedded table, those that most events name first."""
    cells = (event[column].split("|") for event in table(EMBEDDED, "events") for column in columns)
    counts = Counter(chain.from_iterable(cells))
    return sorted(table(EMBEDDED, name), key=lambda row: -counts[row["id"]])


def _actors(count: int, rng: np.random.Generator) -> list[Row]:
    rows = [row | {"until": ""} for row in _busiest("actors", "actor", "target", "other_actors")[:count]]
    known = {row["id"] for row in rows}
    rows = [row | {"parent": row["parent"] if row["parent"] in known else ""} for row in rows]
    towns = [row["name"] for row in table(EMBEDDED, "places") if row["kind"] in ("city", "town")]
    heads = [row for row in rows if row["kind"] in FIGHTING and not row["parent"]]
    for number in range(count - len(rows)):
        head = heads[int(rng.integers(len(heads)))]
        # Each name once: towns go round slowest, so that neighbours in the table differ in every word.
        nth, form = divmod(number, len(_FORMS))
        nth, ordinal = divmod(nth, len(_NUMBERS))
        again, town = divmod(number + nth, len(towns))
        name = f"{_NUMBERS[ordinal]} {towns[town]} {_FORMS[form]}" + (f" {again + 1}" if again else "")
        rows.append(
            {
                "id": f"{_slug(name)}-{number + 1}",
                "name": name,
                "short_name": name,
                "kind": ("armed_group", "militia")[number % 2],
                "side": head["side"],
                "parent": head["id"] if number % 3 else "",
                "until": "",
                "aliases": "",
                "description": f"Invented for measuring: a local group around {towns[town]}.",
            }
        )
    return rows


def _places(count: int, rng: np.random.Generator) -> list[Row]:
    busiest = _busiest("places", "place")
    along = chain.from_iterable(row["places"].split("|") for row in table(EMBEDDED, "axes"))
    order = dict.fromkeys([row["id"] for row in busiest[: count // 3]]) | dict.fromkeys(along)
    by_id = {row["id"]: row for row in busiest}
    rows = _as_they_are([by_id[id] for id in dict.fromkeys([*order, *by_id])][:count])
    fought = _fought()
    homes = [row for row in busiest if row["kind"] in ("city", "town") and row["admin1"] in fought]
    number = 0
    while len(rows) < count:
        fresh = [
            _village(homes[int(rng.integers(len(homes)))], number + n, rng) for n in range(count - len(rows))
        ]
        number += len(fresh)
        rows = _as_they_are([*rows, *fresh])
    return rows


def _village(near: Row, number: int, rng: np.random.Generator) -> Row:
    nth, site = divmod(number, len(_SITES))
    name = f"{near['name']} {_PARTS[nth % len(_PARTS)]} {_SITES[site]}"
    north, east = rng.normal(0, 0.12, 2)
    return {
        "id": f"{_slug(name)}-{number + 1}",
        "name": name,
        "name_ar": "",
        "admin1": near["admin1"],
        "kind": "town" if number % 7 == 0 else "village",
        "lat": f"{float(near['lat']) + north:.4f}",
        "lon": f"{float(near['lon']) + east:.4f}",
        "precision": "approx" if number % 4 == 0 else "exact",
    }


def _as_they_are(rows: list[Row]) -> list[Row]:
    """Without the places whose position the check would take for a swapped one, so many others around them."""
    while wrong := set(swapped(pd.DataFrame(rows).astype({"lat": "float64", "lon": "float64"}))):
        rows = [row for number, row in enumerate(rows) if number not in wrong]
    return rows


def shares(count: int, power: float) -> npt.NDArray[np.float64]:
    """How much of the whole each of `count` takes, the first most: Zipf's law with the given power."""
    weights = 1 / np.arange(1, count + 1) ** power
    return np.asarray(weights / weights.sum())


def _slug(name: str) -> str:
    kept = (sign if sign.isascii() and sign.isalnum() else " " for sign in name.lower())
    return "-".join("".join(kept).split())
