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
from generator.compose.sentences.resting import resting
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.measure.control import claims
from generator.records import Change, each


def places_changed(book: Book, changes: Sequence[Change], day: date) -> Sentence:
    """ "18 named places changed hands on 6 December (…): eight to SOR, …"."""
    split = words.split(Counter(row.confidence for row in changes))
    return Sentence.of(
        ngettext(
            "{changes} of control of a named place on {day} ({split}): {takers}.",
            "{changes} of control of named places on {day} ({split}): {takers}.",
            len(changes),
        ),
        changes=_changes(len(changes)),
        day=words.day_month(day),
        split=split,
        takers=_to_whom(book, changes),
        sources=_sources(changes),
        rows=Ref("here", "changes-of-control", _("the rows")),
        counted=changes,
    )


def all_changes(book: Book) -> Sentence:
    """The same over the whole of the data."""
    split = words.split(Counter(row.confidence for row in book.changes))
    days = len({row.date for row in book.changes})
    told = Sentence.of(
        ngettext(
            "{changes} of control of a named place on {days} ({split}): {takers}.",
            "{changes} of control of named places on {days} ({split}): {takers}.",
            len(book.changes),
        ),
        changes=_changes(len(book.changes)),
        days=words.count(days, "{n} day", "{n} days"),
        split=split,
        takers=_to_whom(book, book.changes),
        rows=Ref("page", "advance.md#gained-and-lost-by-actor", _("by actor")),
        counted=book.changes,
    )
    return resting(told, _sources(book.changes))


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
    moved = measures.moved(pd.Timestamp(day))
    if moved.empty:
        return []
    return [_front(book, measures, row) for row in each(moved.sort_values("pace", ascending=False))]


def furthest_front(book: Book, measures: Measures) -> list[Sentence]:
    """The longest one-day way of any front: the fastest stretch of the data."""
    best = measures.fastest.sort_values("pace", ascending=False).head(1)
    rows = measures.fronts.merge(best[["axis", "actor", "date"]], on=["axis", "actor", "date"])
    return [_front(book, measures, row) for row in each(rows)]


def _front(book: Book, measures: Measures, row: Any) -> Sentence:
    """`row`: one of `measures.fronts` whose pace is not 0."""
    axis, day, change = book.axes[row.axis], row.date.date(), _cause(book, measures, row)
    if row.pace > 0:
        told = _("{actor}’s front on the {axis} axis moved {km} forward on {day}, to {place}{cause}.")
        cause = _(" (taking of {place}: {confidence})")
    else:
        told = _("{actor}’s front on the {axis} axis moved {km} back on {day}, to {place}{cause}.")
        cause = _(" (loss of {place}: {confidence})")
    return Sentence.of(
        told,
        actor=book.actor(row.actor),
        axis=axis.name,
        km=words.kilometres(abs(row.pace)),
        day=words.day_month(day),
        place=_where(book, row.place, row.km, axis.origin),
        cause=cause.format(place=book.called(change.place), confidence=_(change.confidence))
        if change
        else "",
        sources=change.sources if change else (),
        rows=Ref("page", f"advance.md#axis-{axis.id}", _("the axis")),
        counted=(change,) if change and change.date == day else (),
    )


def _where(book: Book, place: str, km: float, origin: str) -> tuple[Part, ...]:
    if km == 0:
        return Sentence.of(_("{place}, its origin"), place=book.place(place)).parts
    return Sentence.of(
        _("{place}, {km} from {origin}"),
        place=book.place(place),
        km=words.kilometres(km),
        origin=book.place(origin),
    ).parts


def _cause(book: Book, measures: Measures, row: Any) -> Change | None:
    """The change that moved a front: the taking of the place it now lies at, or the loss of the one it lay at."""
    day = row.date.date()
    if row.pace > 0:
        return book.last_change(row.place, day, lambda change: change.to_actor == row.actor)
    before = [stand for stand in measures.fronts_of(row.axis)[row.actor] if stand.first < day][-1]
    lost = book.last_change(before.place, day, lambda change: change.from_actor == row.actor)
    return lost if lost and lost.date == day else None


def held_together(book: Book, measures: Measures) -> list[Sentence]:
    """How many of the places that the greatest loser lost it had left itself."""
    losses = measures.losses
    told = []
    for actor, n in losses["umbrella"].value_counts().head(1).items():
        own = losses[(losses["umbrella"] == actor) & (losses["sign"] == "unopposed")]
        if len(own):
            split = words.split(claims(own))
            sentence = Sentence.of(
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
                counted=(book.event[str(event)] for event in own["event"]),
            )
            events = dict.fromkeys([*own["event"], *own["because"]])
            told.append(resting(sentence, (source for event in events for source in book.cited(event))))
    return told


def _sources(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for row in changes for source in row.sources))
