"""What a reader of a page may want next: counted from the rows that share its places and actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generator import words
from generator.blocks import Ref, Related
from generator.compose.book import Book, grouped
from generator.records import Event

MOST = 5
_DATE = attrgetter("date")
Key = TypeVar("Key", str, date)


def day_ref(day: date) -> Ref:
    """A day by its date."""
    return Ref("date", day.isoformat(), words.long_date(day))


class Shared:
    """The days of each place and actor: which days have most of them in common is asked for every day."""

    def __init__(self, book: Book) -> None:
        self._days = sorted(book.by_date)
        self._number = {day: n for n, day in enumerate(self._days)}
        self._of_place = {id: self._marked(rows) for id, rows in book.by_place.items()}
        self._of_actor = {id: self._marked(rows) for id, rows in book.by_actor.items()}

    def _marked(self, events: Iterable[Event]) -> NDArray[np.intp]:
        return np.array(sorted(set(map(self._number.__getitem__, map(_DATE, events)))), dtype="intp")

    def days(self, day: date, places: Iterable[str], actors: Iterable[str]) -> list[date]:
        """Up to MOST other days that have the most of `places` and `actors`; of equal ones the earlier."""
        shared = [self._of_place[id] for id in places] + [self._of_actor[id] for id in actors]
        if not shared:
            return []
        counts = np.bincount(np.concatenate(shared), minlength=len(self._days))
        if day in self._number:
            counts[self._number[day]] = 0
        found: list[int] = []
        while len(found) < MOST and (most := counts.max(initial=0)):
            alike = np.flatnonzero(counts == most)[: MOST - len(found)]
            counts[alike] = 0
            found += alike.tolist()
        return [self._days[n] for n in found]


def of_day(book: Book, shared: Shared, day: date) -> Related:
    """Days that share the most places and actors with this one; its own busiest actors and places."""
    rows = book.by_date.get(day, [])
    actors, places = _actors(rows), Counter(filter(None, map(attrgetter("place"), rows)))
    days = sorted(shared.days(day, places, (actor for actor, _ in actors.most_common(MOST))))
    return Related(
        tuple(day_ref(other) for other in days),
        _actor_refs(book, _top(actors)),
        _place_refs(book, _top(places)),
    )


def of_actor(book: Book, id: str, events: Iterable[Event]) -> Related:
    """The actors it is most tied to by events, meetings and support, and the places it is most often at."""
    rows = list(events)
    ties = _actors(rows)
    for meeting in book.meetings:
        if id in meeting.participants:
            ties.update(meeting.participants)
    for row in book.support:
        if id in (row.backer, row.recipient):
            ties.update((row.backer, row.recipient))
    ties.pop(id, None)
    days = Counter(map(_DATE, rows))
    places = Counter(filter(None, map(attrgetter("place"), rows)))
    return Related(
        tuple(day_ref(day) for day in sorted(_top(days))),
        _actor_refs(book, _top(ties)),
        _place_refs(book, _top(places)),
    )


def of_place(book: Book, near: tuple[Ref, ...], events: Iterable[Event]) -> Related:
    """Its busiest days, the actors most often named there, and what is `near`, see `Near`."""
    rows = list(events)
    days = Counter(map(_DATE, rows))
    return Related(
        tuple(day_ref(day) for day in sorted(_top(days))),
        _actor_refs(book, _top(_actors(rows))),
        near,
    )


class Near:
    """The places of each governorate that are most often in the news."""

    def __init__(self, book: Book) -> None:
        self._book = book
        of_area = grouped(book.places.values(), lambda place: [place.admin1])
        self._most = {
            area: sorted((-n, place.id) for place in places if (n := len(book.by_place.get(place.id, ()))))
            for area, places in of_area.items()
        }

    def to(self, id: str) -> tuple[Ref, ...]:
        """The others of its governorate, by name: a new day that lets two of them change ranks changes no page."""
        ranked = self._most[self._book.places[id].admin1][: MOST + 1]
        others = [other for _, other in ranked if other != id][:MOST]
        return tuple(sorted(_place_refs(self._book, others), key=lambda ref: (ref.text, ref.id)))


def _actors(events: Iterable[Event]) -> Counter[str]:
    return Counter(chain.from_iterable(map(attrgetter("actors"), events)))


def _top(counts: Mapping[Key, int]) -> list[Key]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [key for key, _ in ranked[:MOST]]


def _actor_refs(book: Book, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(book.actor(id) for id in ids)


def _place_refs(book: Book, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(book.place(id) for id in ids)
