"""Events and holders of places as GeoJSON (RFC 7946): one feature a line, longitude before latitude, WGS84."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import compress
from typing import Any

import numpy as np
import pandas as pd

from generator.dataset.columns import columns
from generator.measure import Measures
from generator.records import Place, each
from generator.schema import table

Places = Mapping[str, Place]


def events(frame: pd.DataFrame, places: Places) -> bytes:
    """Each event whose place has a position; its properties are the cells of its row that are not empty, and of its
    place the name and how well the position is known.
    """
    found = columns(table("events"), frame)
    features = []
    for cells in zip(*found.values(), strict=True):
        row = {name: cell for name, cell in zip(found, cells, strict=True) if cell is not None}
        place = places.get(str(row.get("place", "")))
        if place and _has_position(place):
            named = {"place_name": place.name, "place_precision": place.precision or None}
            features.append(_feature(str(row["id"]), place, {**row, **named}))
    return _collection(features)


def control(measures: Measures, places: Places, days: Iterable[pd.Timestamp]) -> dict[pd.Timestamp, bytes]:
    """For each of `days`, who holds each place at its end, of those that change hands and have a position.

    `holder`: an actor's id, null where none is known. `since`: the day from which it holds the place, with the `event`
    that brought it and its `confidence`; without `since` it has done so since before the data.
    """
    sure = dict(zip(measures.changes["event"], measures.changes["confidence"], strict=True))
    spells = measures.spells[[_has_position(places[id]) for id in measures.spells["place"]]]
    features = [_held(row, places[row.place], sure) for row in each(spells)]
    start, end = spells["start"].to_numpy(), spells["end"].to_numpy()
    found = {}
    for day in days:
        now = np.datetime64(day)
        held = (np.isnat(start) | (start <= now)) & (np.isnat(end) | (end > now))
        found[day] = _collection(compress(features, held), {"date": day.date()})
    return found


def _held(spell: Any, place: Place, sure: Mapping[str, str]) -> str:
    told: dict[str, Any] = {"name": place.name, "holder": spell.actor or None}
    if spell.start is not pd.NaT:
        told["since"] = spell.start.date()
    if spell.event:
        told |= {"event": spell.event, "confidence": sure[spell.event]}
    return _feature(place.id, place, told)


def _has_position(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def _feature(id: str, place: Place, properties: Mapping[str, Any]) -> str:
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return _json({"type": "Feature", "id": id, "geometry": point, "properties": properties})


def _collection(features: Iterable[str], about: Mapping[str, Any] | None = None) -> bytes:
    """`about`: further members, which RFC 7946 (6.1) leaves to us."""
    head = _json({"type": "FeatureCollection", **(about or {})}).removesuffix("}")
    lines = ",\n".join(features)
    return f'{head},"features":[\n{lines}\n]}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
