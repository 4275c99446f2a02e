"""What the events of a day or of a site come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from generator import words
from generator.blocks import Ref, Sentence
from generator.compose.book import Book
from generator.records import Event
from generator.schema import label


def own_withdrawals(book: Book, events: Iterable[Event], day: date) -> list[Sentence]:
    """Who is reported to have withdrawn its own forces, from where."""
    rows = [event for event in events if event.type == "withdrawal"]
    told = []
    for actor, n in Counter(event.actor for event in rows if event.actor).most_common(1):
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
                Ref("here", "events", "the rows"),
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
                f"{best:,} deaths in {of} by the sources’ best estimates, "
                f"{low:,} to {high:,} by their bounds (events: {split}).",
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
    return Sentence((f"{words.opening(len(events), 'event')} {when} ({split}): {listed}{more}.",), (), rows)
