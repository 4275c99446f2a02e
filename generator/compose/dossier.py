"""What the rows say of each actor, grouped once for the pages of all actors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from generator.blocks import Direction
from generator.compose import directions
from generator.compose.book import Book, grouped
from generator.compose.figures.drawn import until_settled
from generator.measure import Measures
from generator.records import Actor, Assessment, each

_DATE = attrgetter("date")
_WORD = re.compile(r"\w+")


class Dossiers:
    """By the id of an actor: its rows in table order, and where it stands on the last day."""

    def __init__(self, book: Book, measures: Measures) -> None:
        self.now: Mapping[str, tuple[Direction, ...]] = directions.of_day(
            book, measures, measures.last.date()
        )
        held = measures.held(measures.last)
        self._sure = {actor: book.how_sure(places, measures.last.date()) for actor, places in held.items()}
        self.children = grouped(
            (actor for actor in book.actors.values() if actor.parent), lambda actor: [actor.parent]
        )
        self.gained = grouped(book.changes, lambda row: [row.to_actor])
        self.lost = grouped(book.changes, lambda row: [row.from_actor])
        self.areas = grouped(book.areas, lambda row: dict.fromkeys((row.to_actor, row.from_actor)))
        self.given = grouped(book.support, lambda row: [row.backer])
        self.received = grouped(book.support, lambda row: [row.recipient])
        self.meetings = grouped(book.meetings, lambda row: dict.fromkeys((*row.participants, row.convener)))
        self.named = _named_in_assessments(book)
        self.known_as = _known_as(book)
        self._book, self._measures = book, measures
        self._until: dict[str, date] = {}
        self.claims: Mapping[str, list[Any]] = grouped(each(measures.claims), lambda row: [row.actor])
        self.signs = measures.signs_of

    def sure(self, actor: str) -> Counter[str]:
        """How sure the holdings of an actor and its members are on the last day."""
        return self._sure.get(actor, Counter())

    def until(self, actor: Actor) -> date:
        """The last day that the page of an actor tells of: that of its rows, of its members' territory, and that on
        which its charts of support end; the first day of the data where there is none.
        """
        if actor.id not in self._until:
            self._until[actor.id] = max(self._days(actor), default=self._measures.first.date())
        return self._until[actor.id]

    def _days(self, actor: Actor) -> Iterator[date]:
        id, measures = actor.id, self._measures
        own = (self._book.by_actor, self.areas, self.given, self.received, self.meetings, self.named)
        yield from (max(map(_DATE, rows)) for each in own if (rows := each.get(id)))
        for who in measures.members(id):
            for changes in (self.gained, self.lost):
                yield from map(_DATE, changes.get(who, ()))
            yield from (row.date.date() for row in self.signs.get(who, ()))
        yield from (last for last, _ in self.settled(id))

    def settled(self, id: str) -> list[tuple[date, bool]]:
        """The end of each chart of support that an actor gives, and whether all stays as it is from then on."""
        recipients = dict.fromkeys(row.recipient for row in self.given.get(id, ()))
        with_levels = (who for who in recipients if self._measures.levels_of(id, who))
        ends = (until_settled(self._measures, id, who) for who in with_levels)
        return [(shown[1], settled) for shown, settled in ends]


def _known_as(book: Book) -> dict[str, tuple[str, ...]]:
    """Other names of each actor; not the name of a place ("Damascus" for a government), which has to come first."""
    taken = {place.name for place in book.places.values()} | {actor.name for actor in book.actors.values()}
    return {
        actor.id: tuple(
            name for name in dict.fromkeys((actor.short_name, *actor.aliases)) if name not in taken
        )
        for actor in book.actors.values()
    }


def _named_in_assessments(book: Book) -> dict[str, list[Assessment]]:
    """Assessments whose statement says an actor's name; an alias that is also a place's name says nothing."""
    places = {place.name for place in book.places.values()}
    said = {word for row in book.assessments for word in _WORD.findall(row.statement)}
    found: dict[str, list[Assessment]] = {}
    for actor in book.actors.values():
        # Hardly any statement says any of them: their words and letters are sooner looked for than a pattern.
        own = {actor.name, actor.short_name, *actor.aliases} - places
        names = sorted(name for name in own if said.issuperset(_WORD.findall(name)))
        rows = (
            [row for row in book.assessments if any(name in row.statement for name in names)] if names else []
        )
        if rows:
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
            found[actor.id] = [row for row in rows if pattern.search(row.statement)]
    return found
