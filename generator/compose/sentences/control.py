"""What changed hands, how far fronts moved, who left what without a fight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

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
    moved = measures.fronts[
        (measures.fronts["date"] == pd.Timestamp(day)) & (measures.fronts["pace"].abs() > 0)
    ]
    rows = each(moved.sort_values("pace", ascending=False))
    return [
        _front(book, str(row.axis), str(row.actor), str(row.place), float(row.km), float(row.pace), day)
        for row in rows
    ]


def furthest_front(book: Book, measures: Measures) -> list[Sentence]:
    """The longest one-day way of any front: the fastest stretch of the data."""
    best = measures.fastest.sort_values("pace", ascending=False).head(1)
    fronts = measures.fronts.set_index(["axis", "actor", "date"])["place"]
    return [
        _front(
            book,
            row.axis,
            row.actor,
            fronts[row.axis, row.actor, row.date],
            row.to_km,
            row.pace,
            row.date.date(),
        )
        for row in each(best)
    ]


def _front(book: Book, axis: str, actor: str, place: str, km: float, pace: float, day: date) -> Sentence:
    name, origin = book.axes[axis].name, book.axes[axis].origin
    capture = next(
        (
            row
            for row in reversed(book.changes)
            if row.place == place and row.to_actor == actor and row.date <= day
        ),
        None,
    )
    sure = f" (taking of {book.places[place].name}: {capture.confidence})" if capture and pace > 0 else ""
    way = "forward" if pace > 0 else "back"
    at: list[Part] = (
        ["at its origin, ", book.place(place)]
        if km == 0
        else [book.place(place), f", {words.kilometres(km)} from ", book.place(origin)]
    )
    parts: list[Part] = [
        book.actor(actor),
        f"’s front on the {name} axis moved {words.kilometres(abs(pace))} {way} on {words.day_month(day)}, to ",
    ]
    rows = Ref("page", f"advance.md#axis-{axis}", "the axis")
    return Sentence((*parts, *at, f"{sure}."), capture.sources if capture else (), rows)


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
