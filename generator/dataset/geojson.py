"""Events and holders of places as GeoJSON (RFC 7946): one feature a line, longitude before latitude, WGS84."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import compress
from typing import Any

import numpy as np
import pandas as pd

from generator.dataset.columns import Cells, columns
from generator.measure import Measures
from generator.records import Place, each
from generator.schema import table

Places = Mapping[str, Place]
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode


def events(frame: pd.DataFrame, places: Places) -> bytes:
    """Each event whose place has a position; its properties are the cells of its row that are not empty, and of its
    place the name and how well the position is known.
    """
    cells = columns(table("events"), frame)
    rows = zip(*(_members(name, column) for name, column in cells.items()), strict=True)
    at = {id: (_point(place), _called(place)) for id, place in places.items() if _has_position(place)}
    return _collection(
        _feature(id, at[place][0], f"{{{','.join(filter(None, members))},{at[place][1]}}}")
        for id, place, members in zip(frame["id"].tolist(), frame["place"].tolist(), rows, strict=True)
        if place in at
    )


class Control:
    """Who holds each place at the end of a day, of those that change hands and have a position.

    `holder`: an actor's id, null where none is known. `since`: the day from which it holds the place, with the `event`
    that brought it and its `confidence`; without `since` it has done so since before the data.
    """

    def __init__(self, measures: Measures, places: Places) -> None:
        sure = dict(zip(measures.changes["event"], measures.changes["confidence"], strict=True))
        spells = measures.spells[[_has_position(places[id]) for id in measures.spells["place"]]]
        self._features = [_held(row, places[row.place], sure) for row in each(spells)]
        self._start, self._end = spells["start"].to_numpy(), spells["end"].to_numpy()

    def on(self, day: pd.Timestamp) -> bytes:
        """The file of a day."""
        now = np.datetime64(day)
        begun = np.isnat(self._start) | (self._start <= now)
        held = begun & (np.isnat(self._end) | (self._end > now))
        return _collection(compress(self._features, held), {"date": day.date()})


def _held(spell: Any, place: Place, sure: Mapping[str, str]) -> str:
    told: dict[str, Any] = {"name": place.name, "holder": spell.actor or None}
    if spell.start is not pd.NaT:
        told["since"] = spell.start.date()
    if spell.event:
        told |= {"event": spell.event, "confidence": sure[spell.event]}
    return _feature(place.id, _point(place), _json(told))


def _members(name: str, cells: Cells) -> list[str]:
    """A column as members of objects, "" for an empty cell. Most hold few values many times: each is worded once."""
    worded: dict[object, str] = {None: ""}
    worded |= {cell: f"{_json(name)}:{_json(cell)}" for cell in set(cells) if cell is not None}
    return [worded[cell] for cell in cells]


def _called(place: Place) -> str:
    return _json({"place_name": place.name, "place_precision": place.precision or None})[1:-1]


def _has_position(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def _point(place: Place) -> str:
    return _json({"type": "Point", "coordinates": [place.lon, place.lat]})


def _feature(id: str, point: str, properties: str) -> str:
    """`point`, `properties`: objects, as they are to stand in it."""
    return f'{{"type":"Feature","id":{_json(id)},"geometry":{point},"properties":{properties}}}'


def _collection(features: Iterable[str], about: Mapping[str, Any] | None = None) -> bytes:
    """`about`: further members, which RFC 7946 (6.1) leaves to us."""
    head = _json({"type": "FeatureCollection", **(about or {})}).removesuffix("}")
    # Line by line: all lines beside the whole would take the room of it once more, of 400,000 events a gigabyte.
    out = io.BytesIO()
    start = out.write(f'{head},"features":[\n'.encode())
    out.writelines(f"{feature},\n".encode() for feature in features)
    if out.tell() > start:
        out.seek(-len(",\n"), io.SEEK_CUR)
    out.write(b"\n]}\n")
    return out.getvalue()
