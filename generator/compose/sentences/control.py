"""What changed hands, how far fronts moved, who left what without a fight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from generator import words
from generator.blocks import Part, Ref, Sentence
from generator.compose.book import Book
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.measure.control import claims
from generator.records import Change, each


def places_changed(book: Book, changes: Sequence[Change], day: date) -> Sentence:
    """ "18 named places changed hands on 6 December (…): eight to SOR, …"."""
    split = words.split(Counter(row.confidence for row in changes))
    return Sentence.of(
        _("{changes} of control of named places on {day} ({split}): {takers}."),
        changes=_changes(len(changes)),
        day=words.day_month(day),
        split=split,
        takers=_to_whom(book, changes),
        sources=_sources(changes),
        rows=Ref("here", "changes-of-control", _("the rows")),
    )


def all_changes(book: Book) -> Sentence:
    """The same over the whole of the data."""
    split = words.split(Counter(row.confidence for row in book.changes))
    days = len({row.date for row in book.changes})
    return Sentence.of(
        _("{changes} of control of named places on {days} ({split}): {takers}."),
        changes=_changes(len(book.changes)),
        days=words.count(days, "{n} day", "{n} days"),
        split=split,
        takers=_to_whom(book, book.changes),
        rows=Ref("page", "advance.md#gained-and-lost-by-actor", _("by actor")),
    )


def _changes(n: int) -> str:
    return words.opening(n, "{n} change", "{n} changes")


def _to_whom(book: Book, changes: Iterable[Change], most: int = 4) -> list[Part]:
    takers = Counter(row.to_actor for row in changes if row.to_actor).most_common()
    parts: list[Part] = []
    others = sum(n for actor, n in takers[most:])
    numbers = words.numbers([*(n for actor, n in takers[:most]), others])
    for i, (actor, n) in enumerate(takers[:most]):
        parts.append(_(", ") if i else "")
        template = ngettext("{n} to {actor}", "{n} to {actor}", n)
        parts += Sentence.of(template, n=numbers[i], actor=book.actor(actor)).parts
    if others:
        parts += [_(", "), ngettext("{n} to others", "{n} to others", others, n=numbers[-1])]
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
    capture = next(
        (
            row
            for row in reversed(book.changes)
            if row.place == place and row.to_actor == actor and row.date <= day
        ),
        None,
    )
    sure = (
        _(" (taking of {place}: {confidence})", place=book.called(place), confidence=_(capture.confidence))
        if capture and pace > 0
        else ""
    )
    if pace > 0:
        told = _("{actor}’s front on the {axis} axis moved {km} forward on {day}, to {place}{sure}.")
    else:
        told = _("{actor}’s front on the {axis} axis moved {km} back on {day}, to {place}{sure}.")
    return Sentence.of(
        told,
        actor=book.actor(actor),
        axis=book.axes[axis].name,
        km=words.kilometres(abs(pace)),
        day=words.day_month(day),
        place=_where(book, place, km, book.axes[axis].origin),
        sure=sure,
        sources=capture.sources if capture else (),
        rows=Ref("page", f"advance.md#axis-{axis}", _("the axis")),
    )


def _where(book: Book, place: str, km: float, origin: str) -> tuple[Part, ...]:
    if km == 0:
        return Sentence.of(_("at its origin, {place}"), place=book.place(place)).parts
    return Sentence.of(
        _("{place}, {km} from {origin}"),
        place=book.place(place),
        km=words.kilometres(km),
        origin=book.place(origin),
    ).parts


def held_together(book: Book, measures: Measures) -> list[Sentence]:
    """How many of the places that the greatest loser lost it had left itself."""
    losses = measures.losses
    told = []
    for actor, n in losses["umbrella"].value_counts().head(1).items():
        own = losses[(losses["umbrella"] == actor) & (losses["sign"] == "unopposed")]
        if len(own):
            split = words.split(claims(own))
            told.append(
                Sentence.of(
                    ngettext(
                        "{actor}: {own} of {places} lost by it and its forces followed their own withdrawal "
                        "or a deal ({split}).",
                        "{actor}: {own} of {places} lost by it and its forces followed their own withdrawal "
                        "or a deal ({split}).",
                        len(own),
                    ),
                    actor=book.actor(str(actor)),
                    own=words.number(len(own)),
                    places=words.count(int(n), "{n} place", "{n} places"),
                    split=split,
                    rows=Ref("page", "advance.md#holding-together", _("the rows")),
                )
            )
    return told


def _sources(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for row in changes for source in row.sources))
