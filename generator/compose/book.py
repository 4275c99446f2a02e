"""All records of a site, grouped once for the pages that show them. Pandas ends here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import pandas as pd

from charts import theme
from generator.blocks import Ref
from generator.measure import evidence, origins
from generator.measure.silence import Coverage, coverage
from generator.records import (
    Actor,
    Assessment,
    Change,
    Event,
    Meeting,
    Place,
    Source,
    SourceCheck,
    Support,
    each,
    records,
)
from generator.schema import label
from generator.settings import Settings
from generator.tables import Tables
from generator.words import BEFORE

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
Named = TypeVar("Named", Actor, Place, Source)


@dataclass(frozen=True)
class Axis:
    """A row of `axes`: a line of places from its origin."""

    id: str
    name: str
    places: tuple[str, ...]
    description: str

    @property
    def origin(self) -> str:
        """The place from which its kilometres count."""
        return self.places[0]


@dataclass(frozen=True, eq=False)
class Book:
    """Records by id, rows in table order, and the groups that pages are made of."""

    settings: Settings
    present: frozenset[str]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    checks: Mapping[str, SourceCheck]
    events: tuple[Event, ...]
    changes: tuple[Change, ...]
    areas: tuple[Change, ...]
    changes_of: Mapping[str, Sequence[Change]]
    support: tuple[Support, ...]
    meetings: tuple[Meeting, ...]
    assessments: tuple[Assessment, ...]
    axes: Mapping[str, Axis]
    by_date: Mapping[date, list[Event]]
    by_actor: Mapping[str, list[Event]]
    by_place: Mapping[str, list[Event]]
    event: Mapping[str, Event]
    support_row: Mapping[str, Support]
    colors: Mapping[str, str]
    coverage: Coverage
    added: Mapping[str, int]

    def actor(self, id: str) -> Ref:
        """The actor by its short name."""
        return Ref("actor", id, self.actors[id].short_name)

    def place(self, id: str) -> Ref:
        """The place by its name."""
        return Ref("place", id, self.called(id))

    def called(self, id: str) -> str:
        """The name of a place in the script of the site, where it has one."""
        return self.places[id].called

    def side(self, actor: Actor) -> str:
        """The display name of an actor's side, the site's own names first."""
        return self.settings.sides.get(actor.side) or label("actors", "side", actor.side)

    def sides(self) -> list[tuple[str, list[Actor]]]:
        """Actors by side, in the order in which the table first names each side."""
        return list(grouped(self.actors.values(), lambda actor: [self.side(actor)]).items())

    def cited(self, event: str) -> tuple[str, ...]:
        """The sources of an event."""
        return self.event[event].sources

    def how_sure(self, places: Iterable[str], day: date) -> Counter[str]:
        """How sure the holdings of `places` on `day` are: by the change that began each, if one did."""
        latest = (self.latest(place, day) for place in places)
        return Counter(row.confidence if row else BEFORE for row in latest)

    def latest(self, place: str, day: date) -> Change | None:
        """The change of control by which a place is held on `day`; None before its first."""
        number = bisect_right(self._changed.get(place, ()), day)
        return self.changes_of[place][number - 1] if number else None

    @cached_property
    def _changed(self) -> Mapping[str, Sequence[date]]:
        """The days of `changes_of`: maps ask for each place on each day."""
        return {place: [row.date for row in rows] for place, rows in self.changes_of.items()}

    def last_change(self, place: str, until: date, fits: Callable[[Change], bool]) -> Change | None:
        """The latest change of control of a place up to a day that fits."""
        rows = reversed(self.changes_of.get(place, ()))
        return next((row for row in rows if row.date <= until and fits(row)), None)

    def event_ref(self, event: str, text: str = "event") -> Ref:
        """An event where it stands on its day."""
        return Ref("event", event, text)


def open_book(tables: Tables, settings: Settings) -> Book:
    """The records of checked `tables`."""
    events = tuple(records(tables.events, Event))
    control = _control(tables)
    changes = tuple(row for row in control if row.scope == "place")
    support = tuple(records(tables.support, Support))
    return Book(
        settings=settings,
        present=tables.present,
        actors={id: _short(actor) for id, actor in _by_id(records(tables.actors, Actor)).items()},
        places=_by_id(records(tables.places, Place)),
        sources=_sources(tables),
        checks={row.source: row for row in records(tables.source_checks, SourceCheck)},
        events=events,
        changes=changes,
        changes_of=grouped(changes, lambda row: [row.place]),
        areas=tuple(row for row in control if row.scope == "area"),
        support=support,
        meetings=tuple(records(tables.meetings, Meeting)),
        assessments=tuple(records(tables.assessments, Assessment)),
        axes={row.id: Axis(row.id, row.name, row.places, row.description) for row in each(tables.axes)},
        by_date=grouped(events, lambda event: [event.date]),
        by_actor=grouped(events, lambda event: event.actors),
        by_place=grouped(events, lambda event: [event.place] if event.place else []),
        event={event.id: event for event in events},
        support_row={row.id: row for row in support},
        colors=theme.colors(tables.actors),
        coverage=coverage(tables),
        added=_added(tables),
    )


def grouped(rows: Iterable[Row], keys: Callable[[Row], Iterable[Key]]) -> Mapping[Key, list[Row]]:
    """Rows under each of their keys, in their own order."""
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            groups[key].append(row)
    return groups


def _by_id(rows: Iterable[Named]) -> dict[str, Named]:
    return {row.id: row for row in rows}


def _sources(tables: Tables) -> dict[str, Source]:
    """Each source with the one it repeats in the end, and how it can still be read."""
    state = evidence.state(tables.sources, tables.source_checks)
    frame = tables.sources.assign(root=origins.roots(tables.sources), **state)
    return _by_id(records(frame, Source))


def _short(actor: Actor) -> Actor:
    """An actor without a short name goes by its full one."""
    return actor if actor.short_name else replace(actor, short_name=actor.name)


def _added(tables: Tables) -> dict[str, int]:
    """Event → the edition that added it, where it was not the first."""
    rows = tables.changes
    rows = rows[(rows["table"] == "events") & (rows["kind"] == "added")]
    return {str(id): int(edition) for id, edition in zip(rows["id"], rows["edition"], strict=True)}


def _control(tables: Tables) -> list[Change]:
    """Rows of control by date, then in table order, each with the confidence and the sources of its event."""
    events = tables.events.set_index("id")[["confidence", "sources", "credibility"]]
    joined = tables.control.join(events, on="event").sort_values("date", kind="stable")
    return list(records(pd.DataFrame(joined), Change))
