"""Computed sentences: templates over measures. None says more than its rows; a claim reads as a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from generator import words
from generator.compose.book import Book
from generator.measure import Measures
from generator.measure.control import claims
from generator.pages import Part, Ref, Sentence
from generator.records import Change, Event, Support, each
from generator.schema import label

MOST = 5


def of_day(book: Book, measures: Measures, day: date) -> tuple[Sentence, ...]:
    """What a reader should know first of `day`, at most five sentences."""
    changes = [row for row in book.changes if row.date == day]
    candidates = [
        *([places_changed(book, changes, day)] if changes else []),
        *fronts_moved(book, measures, day),
        *support_changed(book, measures, day),
        *own_withdrawals(book, book.by_date.get(day, []), day),
        *deaths(book.by_date.get(day, []), Ref("here", "events", "events")),
    ]
    return tuple(candidates or [what_was_recorded(book.by_date.get(day, []), day)])[:MOST]


def of_site(book: Book, measures: Measures) -> tuple[Sentence, ...]:
    """The situation as of the last day: the furthest front, what changed hands, what backers gave and held back."""
    candidates = [
        *furthest_front(book, measures),
        *([all_changes(book)] if book.changes else []),
        *held_together(book, measures),
        *support_ended(book, measures),
        *support_now(book, measures),
        *deaths(book.events, Ref("page", "dates/index.md", "by day")),
    ]
    return tuple(candidates or [everything_recorded(book)])[:MOST]


def places_changed(book: Book, changes: Sequence[Change], day: date) -> Sentence:
    """ "18 named places changed hands on 6 December (…): eight to SOR, …"."""
    split = words.split(Counter(row.confidence for row in changes))
    start = f"{words.capital(words.count(len(changes), 'change'))} of control of named places on {words.day_month(day)} ({split}): "
    return Sentence(
        (start, *_to_whom(book, changes), "."),
        _sources(changes),
        Ref("here", "changes-of-control", "the rows"),
    )


def all_changes(book: Book) -> Sentence:
    """The same over the whole of the data."""
    split = words.split(Counter(row.confidence for row in book.changes))
    days = words.count(len({row.date for row in book.changes}), "day")
    start = f"{words.capital(words.count(len(book.changes), 'change'))} of control of named places on {days} ({split}): "
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


def support_changed(book: Book, measures: Measures, day: date) -> list[Sentence]:
    """Each backer whose overall actual level changed on `day`, the largest change first."""
    now = measures.overall[measures.overall["date"] == pd.Timestamp(day)]
    before = measures.overall[measures.overall["date"] == pd.Timestamp(day) - pd.Timedelta(days=1)]
    joined = now.merge(
        before[["backer", "recipient", "actual"]],
        on=["backer", "recipient"],
        how="left",
        suffixes=("", "_before"),
    )
    joined["step"] = joined["actual"].fillna(0) - joined["actual_before"].fillna(0)
    told = joined[joined["step"] != 0].sort_values(
        ["step", "backer"], key=lambda column: -column.abs() if column.name == "step" else column
    )
    return [_support_step(book, row) for row in told.to_dict("records")]


def _support_step(book: Book, row: dict[Hashable, Any]) -> Sentence:
    support = book.support_row[
        str(row["ended_row"] if row["ended"] and not row["actual"] else row["actual_row"])
    ]
    before = 0 if pd.isna(row["actual_before"]) else int(row["actual_before"])
    after = int(row["actual"])
    verb = "rose" if after > before else "fell"
    first = (
        f" from level {before}"
        if not pd.isna(row["actual_before"])
        else ", not reported before, rose"
        if verb == "rose"
        else ""
    )
    start: list[Part] = [
        book.actor(support.backer),
        "’s reported support for ",
        book.actor(support.recipient),
    ]
    change = (
        f" {verb}{first} to level {after}" if "not reported" not in first else f"{first} to level {after}"
    )
    return Sentence(
        (*start, f"{change} ({support.confidence}). ", support.summary),
        support.sources,
        support_ref(support, "the row"),
    )


def held_together(book: Book, measures: Measures) -> list[Sentence]:
    """How many of the places that the greatest loser lost it had left itself."""
    losses = measures.losses
    worst = losses["umbrella"].value_counts().head(1)
    told = []
    for actor, n in worst.items():
        own = losses[(losses["umbrella"] == actor) & (losses["sign"] == "unopposed")]
        if len(own):
            split = words.split(claims(own))
            told.append(
                Sentence(
                    (
                        f"{words.capital(words.number(len(own)))} of the {words.count(int(n), 'place')} that ", book.actor(str(actor)),
                        f" and its forces lost followed their own withdrawal or a deal ({split}).",
                    ),
                    (),
                    Ref("page", "advance.md#holding-together", "the rows"),
                )
            )  # fmt: skip
    return told


def support_ended(book: Book, measures: Measures) -> list[Sentence]:
    """Which backers are in general withdrawal on the last day, by recipient; the greatest group."""
    now = measures.overall[(measures.overall["date"] == measures.last) & measures.overall["ended"]]
    told = []
    for recipient in now["recipient"].value_counts().head(1).index:
        rows = [book.support_row[id] for id in now.loc[now["recipient"] == recipient, "ended_row"]]
        parts: list[Part] = []
        for i, row in enumerate(sorted(rows, key=lambda row: (row.date, row.id))):
            parts += [
                "" if i == 0 else " and " if i == len(rows) - 1 else ", ",
                book.actor(row.backer),
                f" ({words.day_month(row.date)}, {row.confidence})",
            ]
        start = f"{words.capital(words.count(len(rows), 'backer'))} of "
        middle = " had ended " + ("its" if len(rows) == 1 else "their") + " support by a general withdrawal: "
        sources = tuple(dict.fromkeys(source for row in rows for source in row.sources))
        told.append(
            Sentence(
                (start, book.actor(recipient), middle, *parts, "."),
                sources,
                Ref("page", "support.md", "support"),
            )
        )
    return told


def support_now(book: Book, measures: Measures) -> list[Sentence]:
    """For each backer that announced more than it was reported to give: the widest gap of the data."""
    own = (
        measures.overall["announced_status"] != "requested"
    )  # what the recipient asked for is no word of the backer
    gaps = measures.overall[(measures.overall["gap"] > 0) & own]
    gaps = gaps.sort_values(["gap", "date", "backer"], ascending=[False, True, True])
    told = []
    for row in gaps.drop_duplicates(["backer", "recipient"]).head(2).to_dict("records"):
        announced = book.support_row[str(row["announced_row"])]
        status = label("support", "status", announced.status)
        given = (
            "no level was reported as delivered"
            if pd.isna(row["actual"])
            else f"level {int(row['actual'])} was reported as delivered"
        )
        parts: list[Part] = [
            book.actor(announced.backer), f": level {announced.level} support for ", book.actor(announced.recipient),
            f" was {status} on {words.day_month(announced.date)} ({announced.confidence}); {given} on that day.",
        ]  # fmt: skip
        told.append(Sentence(tuple(parts), announced.sources, support_ref(announced, "the row")))
    return told


def support_ref(row: Support, text: str) -> Ref:
    """A row of support where it stands."""
    return Ref("support", row.id, text)


def own_withdrawals(book: Book, events: Iterable[Event], day: date) -> list[Sentence]:
    """Who is reported to have withdrawn its own forces, from where."""
    rows = [event for event in events if event.type == "withdrawal"]
    told = []
    for actor, n in Counter(event.actor for event in rows).most_common(1):
        if n < 2:
            continue
        mine = [event for event in rows if event.actor == actor]
        split = words.split(Counter(event.confidence for event in mine))
        told.append(
            Sentence(
                (
                    book.actor(actor),
                    f": {words.count(n, 'withdrawal')} reported on {words.day_month(day)} ({split}).",
                ),
                tuple(dict.fromkeys(source for event in mine for source in event.sources)),
                Ref("here", "withdrawals", "the rows"),
            )
        )
    return told


def deaths(events: Iterable[Event], rows: Ref) -> list[Sentence]:
    """The sum of best estimates, with the range the rows allow."""
    known = [event for event in events if event.fatalities_best is not None]
    if not known:
        return []
    best = sum(event.fatalities_best or 0 for event in known)
    low = sum(
        event.fatalities_best or 0 if event.fatalities_low is None else event.fatalities_low
        for event in known
    )
    high = sum(
        event.fatalities_best or 0 if event.fatalities_high is None else event.fatalities_high
        for event in known
    )
    split = words.split(Counter(event.confidence for event in known))
    of = words.count(len(known), "event")
    return [
        Sentence(
            (
                f"{best:,} deaths in {of} by the sources’ best estimates, {low:,} to {high:,} by their bounds ({split} events).",
            ),
            (),
            rows,
        )
    ]


def what_was_recorded(events: Sequence[Event], day: date) -> Sentence:
    """For a day on which nothing else can be said."""
    return _recorded(events, f"on {words.day_month(day)}", Ref("here", "events", "the rows"))


def everything_recorded(book: Book) -> Sentence:
    """For a site on which nothing else can be said."""
    return _recorded(
        book.events, f"on {words.count(len(book.by_date), 'day')}", Ref("page", "dates/index.md", "by day")
    )


def _recorded(events: Sequence[Event], when: str, rows: Ref) -> Sentence:
    if not events:
        return Sentence((f"No event was recorded {when}.",))
    types = Counter(event.type for event in events).most_common(3)
    listed = words.listed(
        [
            words.count(n, label("events", "type", code), words.plural(label("events", "type", code)))
            for code, n in types
        ]
    )
    more = " and others" if len({event.type for event in events}) > 3 else ""
    split = words.split(Counter(event.confidence for event in events))
    return Sentence(
        (f"{words.capital(words.count(len(events), 'event'))} {when} ({split}): {listed}{more}.",), (), rows
    )


def _sources(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for row in changes for source in row.sources))
