"""What changed hands, how far fronts moved, who left what without a fight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import Part, Ref, Sentence
from generator.compose.book import Book
from generator.measure import Measures
from generator.measure.control import claims
from generator.records import Change, each


def places_changed(book: Book, changes: Sequence[Change], day: date) -> Sentence:
    """ "18 named places changed hands on 6 December (…): eight to SOR, …"."""
    split = words.split(Counter(row.confidence for row in changes))
    many = words.opening(len(changes), "change")
    start = f"{many} of control of named places on {words.day_month(day)} ({split}): "
    return Sentence(
        (start, *_to_whom(book, changes), "."),
        _sources(changes),
        Ref("here", "changes-of-control", "the rows"),
    )


def all_changes(book: Book) -> Sentence:
    """The same over the whole of the data."""
    split = words.split(Counter(row.confidence for row in book.changes))
    days = words.count(len({row.date for row in book.changes}), "day")
    start = f"{words.opening(len(book.changes), 'change')} of control of named places on {days} ({split}): "
    return Sentence(
        (start, *_to_whom(book, book.changes), "."),
        (),
        Ref("page", "advance.md#gained-and-lost-by-actor", "by actor"),
    )


def _to_whom(book: Book, changes: Iterable[Change], most: int = 4) -> list[Part]:
    takers = Counter(row.to_actor for row in changes if row.to_actor).most_common()
    parts: list[Part] = []
    others = sum(n for _, n in takers[most:])
    numbers = words.numbers([*(n for _, n in takers[:most]), others])
    for i, (actor, _) in enumerate(takers[:most]):
        parts += [", " if i else "", f"{numbers[i]} to ", book.actor(actor)]
    if others:
        parts.append(f", {numbers[-1]} to others")
    return parts


def fronts_moved(book: Book, measures: Measures, day: date) -> list[Sentence]:
    """Each front that moved on `day`, the longest way first."""
    fronts = measures.fronts
    moved = fronts[(fronts["date"] == pd.Timestamp(day)) & (fronts["pace"].abs() > 0)]
    return [_front(book, measures, row) for row in each(moved.sort_values("pace", ascending=False))]


def furthest_front(book: Book, measures: Measures) -> list[Sentence]:
    """The longest one-day way of any front: the fastest stretch of the data."""
    best = measures.fastest.sort_values("pace", ascending=False).head(1)
    rows = measures.fronts.merge(best[["axis", "actor", "date"]], on=["axis", "actor", "date"])
    return [_front(book, measures, row) for row in each(rows)]


def _front(book: Book, measures: Measures, row: Any) -> Sentence:
    """`row`: one of `measures.fronts` whose pace is not 0."""
    axis, day = book.axes[row.axis], row.date.date()
    change = _cause(book, measures, row)
    cause = ""
    if change:
        what = "taking" if row.pace > 0 else "loss"
        cause = f" ({what} of {book.places[change.place].name}: {change.confidence})"
    way = "forward" if row.pace > 0 else "back"
    distance = f"{words.kilometres(abs(row.pace))} {way}"
    moved = f"’s front on the {axis.name} axis moved {distance} on {words.day_month(day)}, to "
    away: list[Part] = [", its origin"]
    if row.km:
        away = [f", {words.kilometres(row.km)} from ", book.place(axis.origin)]
    return Sentence(
        (book.actor(row.actor), moved, book.place(row.place), *away, f"{cause}."),
        change.sources if change else (),
        Ref("page", f"advance.md#axis-{axis.id}", "the axis"),
    )


def _cause(book: Book, measures: Measures, row: Any) -> Change | None:
    """The change that moved a front: the taking of the place it now lies at, or the loss of the one it lay at."""
    day = row.date.date()
    if row.pace > 0:
        return book.last_change(
            lambda change: change.place == row.place and change.to_actor == row.actor and change.date <= day
        )
    fronts = measures.fronts
    before = fronts[
        (fronts["axis"] == row.axis) & (fronts["actor"] == row.actor) & (fronts["date"] < row.date)
    ].iloc[-1]
    return book.last_change(
        lambda change: (
            change.place == before["place"] and change.from_actor == row.actor and change.date == day
        )
    )


def held_together(book: Book, measures: Measures) -> list[Sentence]:
    """How many of the places that the greatest loser lost it had left itself."""
    losses = measures.losses
    told = []
    for actor, n in losses["umbrella"].value_counts().head(1).items():
        own = losses[(losses["umbrella"] == actor) & (losses["sign"] == "unopposed")]
        if len(own):
            split = words.split(claims(own))
            told.append(
                Sentence(
                    (
                        book.actor(str(actor)),
                        f": {words.number(len(own))} of {words.count(int(n), 'place')} lost by it and its forces "
                        f"followed their own withdrawal or a deal ({split}).",
                    ),
                    (),
                    Ref("page", "advance.md#holding-together", "the rows"),
                )
            )
    return told


def _sources(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for row in changes for source in row.sources))
