"""Where each actor is heading on a day, with the reason in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import ActorLine, Direction, Ref, Sentence
from generator.compose.book import Book
from generator.compose.sentences.support import support_ref
from generator.language import gettext as _
from generator.measure import Measures
from generator.records import Actor

_DATE = attrgetter("date")


def of_day(book: Book, measures: Measures, day: date) -> dict[str, tuple[Direction, ...]]:
    """The directions of each actor that has any on `day`: territory first, then support."""
    found: dict[str, list[Direction]] = {}
    held = measures.held(pd.Timestamp(day))
    for row in measures.directions(pd.Timestamp(day)).to_dict("records"):
        if row["kind"] == "territory":
            sure = book.how_sure(held.get(str(row["actor"]), ()), day)
            made = _territory(book, row, sure, day, measures.last_moved(str(row["actor"]), pd.Timestamp(day)))
        else:
            made = _support(book, row)
        found.setdefault(str(row["actor"]), []).append(made)
    return {actor: tuple(all) for actor, all in found.items()}


def lines(book: Book, measures: Measures, day: date) -> tuple[tuple[str, tuple[ActorLine, ...]], ...]:
    """Actors by side with direction and last event."""
    directions = of_day(book, measures, day)

    def line(actor: Actor) -> ActorLine:
        events = book.by_actor.get(actor.id, [])
        return ActorLine(
            actor,
            directions.get(actor.id, ()),
            max(map(_DATE, events), default=None),
            len(events),
        )

    return tuple((side, tuple(line(actor) for actor in actors)) for side, actors in book.sides())


def _territory(
    book: Book, row: dict[Hashable, Any], sure: Counter[str], day: date, moved: pd.Timestamp | None
) -> Direction:
    """`sure`: how sure the holdings of the actor and its members are; `moved`: when they last gained or lost a place.

    Where nothing moves, the sentence names no day of the window: it stays as it is from day to day.
    """
    first = day - timedelta(days=book.settings.window_days - 1)
    when = words.day_span(first, day)
    told = [part for part in (_count(row, "gained"), _count(row, "lost")) if part]
    if not told:
        return Direction("holding", _held(sure, moved))
    return Direction(str(row["direction"]), _of_days(_(" and ").join(told), when))


def _held(sure: Counter[str], moved: pd.Timestamp | None) -> Sentence:
    rows = Ref("page", "advance.md", _("advance"))
    places, split = words.count(sure.total(), "{n} place", "{n} places"), words.split(sure)
    if moved is None:
        told = _("{places} held ({split}), none gained or lost since the data begin")
        return Sentence.of(told, places=places, split=split, rows=rows)
    told, day = _("{places} held ({split}), none gained or lost since {day}"), words.long_date(moved.date())
    return Sentence.of(told, places=places, split=split, day=day, rows=rows)


def _of_days(told: str, when: str) -> Sentence:
    return Sentence.of(
        _("{told}, {when}"), told=told, when=when, rows=Ref("page", "advance.md", _("advance"))
    )


def _count(row: dict[Hashable, Any], side: str) -> str:
    total = int(row[side])
    if not total:
        return ""
    split = words.split({name: int(row[f"{side}_{name}"]) for name in words.CONFIDENCE})
    places = words.count(total, "{n} place", "{n} places")
    if side == "gained":
        return _("{places} gained ({split})", places=places, split=split)
    return _("{places} lost ({split})", places=places, split=split)


def _support(book: Book, row: dict[Hashable, Any]) -> Direction:
    rests = book.support_row[str(row["row"])]
    now, before = int(row["level_now"]), int(row["level_before"])
    if now == before:
        change = _("at level {level}", level=str(now))
    else:
        change = _("from level {before} to level {after}", before=str(before), after=str(now))
    if row["stale"]:
        change += _(", last reported on {day}", day=words.day_month(rests.date))
    sentence = Sentence.of(
        _("support for {recipient} {change} ({confidence})"),
        recipient=book.actor(str(row["recipient"])),
        change=change,
        confidence=_(rests.confidence),
        sources=rests.sources,
        rows=support_ref(rests, _("row")),
    )
    return Direction(str(row["direction"]), sentence)
