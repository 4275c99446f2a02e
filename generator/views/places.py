"""Places: the page of each, and their list with its map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import Chart, Group, Newest, Parts, Related, Sentence, Spell
from generator.records import Change, Place
from generator.revisions import WhatChanged

MapDays = tuple[tuple[date, float], ...]
"""The days over which a map can be moved, each with the height of its map in px."""


@dataclass(frozen=True)
class PlaceView:
    """`places/<id>.md`: one place."""

    place: Place
    coordinates: str
    spells: Newest[Spell]
    areas: Newest[Change]
    axes: tuple[Sentence, ...]
    map: Chart | None
    deaths: Chart | None
    events: tuple[Group, ...]
    changed: tuple[WhatChanged, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class PlacesView:
    """`places/index.md`: places by governorate (place, holder now or None, its last event)."""

    control: bool
    map: Chart | None
    map_days: MapDays
    groups: tuple[tuple[str, tuple[tuple[Place, str | None, date | None, int], ...]], ...]
