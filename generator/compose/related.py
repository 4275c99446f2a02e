"""What a reader of a page may want next: counted from the rows that share its places and actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from generator import words
from generator.blocks import Ref, Related
from generator.compose.book import Book
from generator.records import Event

MOST = 5
Key = TypeVar("Key", str, date)


def day_ref(day: date) -> Ref:
    """A day by its date."""
    return Ref("date", day.isoformat(), words.long_date(day))


def of_day(book: Book, day: date, events: Iterable[Event]) -> Related:
    """Days that share the most places and actors with this one; its own busiest actors and places."""
    rows = list(events)
    actors, places = _actors(rows), Counter(event.place for event in rows if event.place)
    shared: Counter[date] = Counter()
    for place in places:
        shared.update({event.date for event in book.by_place[place]})
    for actor, _ in actors.most_common(MOST):
        shared.update({event.date for event in book.by_actor[actor]})
    shared.pop(day, None)
    days = sorted(_top(shared))
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
    days = Counter(event.date for event in rows)
    places = Counter(event.place for event in rows if event.place)
    return Related(
        tuple(day_ref(day) for day in sorted(_top(days))),
        _actor_refs(book, _top(ties)),
        _place_refs(book, _top(places)),
    )


def of_place(book: Book, id: str, events: Iterable[Event]) -> Related:
    """Its busiest days, the actors most often named there, and the other places of its governorate in the news."""
    rows = list(events)
    days = Counter(event.date for event in rows)
    here = book.places[id]
    near = Counter(
        {
            other.id: len(book.by_place.get(other.id, ()))
            for other in book.places.values()
            if other.admin1 == here.admin1 and other.id != id
        }
    )
    near = +near
    return Related(
        tuple(day_ref(day) for day in sorted(_top(days))),
        _actor_refs(book, _top(_actors(rows))),
        _place_refs(book, _top(near)),
    )


def _actors(events: Iterable[Event]) -> Counter[str]:
    return Counter(actor for event in events for actor in event.actors)


def _top(counts: Mapping[Key, int]) -> list[Key]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [key for key, _ in ranked[:MOST]]


def _actor_refs(book: Book, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(book.actor(id) for id in ids)


def _place_refs(book: Book, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(book.place(id) for id in ids)
