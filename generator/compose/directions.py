"""Where each actor is heading on a day, with the reason in one line."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import ActorLine, Direction, Part, Ref, Sentence
from generator.compose.book import Book
from generator.compose.sentences.support import support_ref
from generator.measure import Measures
from generator.records import Actor


def of_day(book: Book, measures: Measures, day: date) -> dict[str, tuple[Direction, ...]]:
    """The directions of each actor that has any on `day`: territory first, then support."""
    found: dict[str, list[Direction]] = {}
    for row in measures.directions(pd.Timestamp(day)).to_dict("records"):
        made = _territory(book, measures, row, day) if row["kind"] == "territory" else _support(book, row)
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
            max((event.date for event in events), default=None),
            len(events),
        )

    return tuple((side, tuple(line(actor) for actor in actors)) for side, actors in book.sides())


def _territory(book: Book, measures: Measures, row: dict[Hashable, Any], day: date) -> Direction:
    first = day - timedelta(days=book.settings.window_days - 1)
    when = words.day_span(first, day)
    told = [part for part in (_count(row, "gained"), _count(row, "lost")) if part]
    if not told:
        places = measures.holding(str(row["actor"]), pd.Timestamp(day))
        held = f"{words.count(len(places), 'place')} held ({words.split(book.how_sure(places, day))})"
        return Direction(
            "holding",
            Sentence((f"{held}, none gained or lost, {when}",), (), Ref("page", "advance.md", "advance")),
        )
    return Direction(
        str(row["direction"]),
        Sentence((f"{' and '.join(told)}, {when}",), (), Ref("page", "advance.md", "advance")),
    )


def _count(row: dict[Hashable, Any], side: str) -> str:
    total = int(row[side])
    if not total:
        return ""
    split = words.split({name: int(row[f"{side}_{name}"]) for name in words.CONFIDENCE})
    return f"{words.count(total, 'place')} {side} ({split})"


def _support(book: Book, row: dict[Hashable, Any]) -> Direction:
    rests = book.support_row[str(row["row"])]
    now, before = int(row["level_now"]), int(row["level_before"])
    change = f"at level {now}" if now == before else f"from level {before} to level {now}"
    stale = f", last reported on {words.day_month(rests.date)}" if row["stale"] else ""
    parts: tuple[Part, ...] = (
        "support for ",
        book.actor(str(row["recipient"])),
        f" {change}{stale} ({rests.confidence})",
    )
    return Direction(str(row["direction"]), Sentence(parts, rests.sources, support_ref(rests, "row")))
