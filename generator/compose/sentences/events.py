"""What the events of a day or of a site come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator import words
from generator.blocks import Ref, Sentence
from generator.compose.book import Book
from generator.compose.sentences.resting import resting
from generator.language import gettext as _
from generator.language import ngettext
from generator.records import Event
from generator.schema import counted


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
            Sentence.of(
                ngettext(
                    "{actor}: {n} withdrawal reported on {day} ({split}).",
                    "{actor}: {n} withdrawals reported on {day} ({split}).",
                    n,
                ),
                actor=book.actor(actor),
                n=words.number(n),
                day=words.day_month(day),
                split=split,
                sources=tuple(dict.fromkeys(_sources(mine))),
                rows=Ref("here", "events", _("the rows")),
                counted=mine,
            )
        )
    return told


def _sources(events: Iterable[Event]) -> Iterator[str]:
    return (source for event in events for source in event.sources)


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
    told = Sentence.of(
        ngettext(
            "{best} deaths in {events} by the sources’ best estimates, {low} to {high} by their bounds "
            "(events: {split}).",
            "{best} deaths in {events} by the sources’ best estimates, {low} to {high} by their bounds "
            "(events: {split}).",
            best,
        ),
        best=words.capital(words.number(best)),
        events=words.count(len(known), "{n} event", "{n} events"),
        low=words.figures(low),
        high=words.figures(high),
        split=split,
        rows=rows,
        counted=known,
    )
    return [resting(told, _sources(known))]


def what_was_recorded(events: Sequence[Event], day: date) -> Sentence:
    """For a day on which nothing else can be said."""
    return _recorded(events, words.day_month(day), Ref("here", "events", _("the rows")))


def everything_recorded(book: Book) -> Sentence:
    """For a site on which nothing else can be said."""
    days = words.count(len(book.by_date), "{n} day", "{n} days")
    return _recorded(book.events, days, Ref("page", "dates/index.md", _("by day")))


def _recorded(events: Sequence[Event], when: str, rows: Ref) -> Sentence:
    if not events:
        return Sentence((_("No event was recorded on {day}.", day=when),))
    types = Counter(event.type for event in events)
    named = words.listed([counted("events", "type", code, n) for code, n in types.most_common(3)])
    told = Sentence.of(
        _("{events} on {day} ({split}): {types}."),
        events=words.opening(len(events), "{n} event", "{n} events"),
        day=when,
        split=words.split(Counter(event.confidence for event in events)),
        types=_("{types} and others", types=named) if len(types) > 3 else named,
        rows=rows,
        counted=events,
    )
    return resting(told, _sources(events))
