"""The timeline of events by type, and of deaths where the rows give any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts import timeline
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart
from generator.records import Event
from generator.schema import label


def events(book: Book, rows: Sequence[Event], who: str, first: date, last: date, grain: str) -> Chart | None:
    """How many events of each type per day (week, month), by confidence."""
    if not rows:
        return None
    counts = Counter((_period(event.date, grain), event.type, event.confidence) for event in rows)
    frame = pd.DataFrame(
        [
            {"date": day, "lane": _lane(type), "confidence": sure, "n": n}
            for (day, type, sure), n in sorted(counts.items())
        ]
    )
    busiest, n = max(
        Counter(_period(event.date, grain) for event in rows).items(),
        key=lambda item: (item[1], -item[0].toordinal()),
    )
    when = words.in_period(busiest, grain)
    title = (
        f"{who}{words.count(len(rows), 'event')}, {words.number(n)} of them {when}"
        if len(rows) > 1
        else f"{who}{words.count(1, 'event')}, {when}"
    )
    subtitle = (
        f"Events by type per {grain}; the larger the dot, the more (solid: confirmed, hollow: claimed, "
        f"dashed: disputed). {words.capital(words.span(first, last))}."
    )
    span = (pd.Timestamp(first), pd.Timestamp(last))
    types = "; ".join(
        f"{label('events', 'type', code)} {n}"
        for code, n in Counter(event.type for event in rows).most_common()
    )
    table = DataTable(
        (words.capital(grain), "Type", *map(words.capital, words.CONFIDENCE)),
        tuple(
            (
                _when(day, grain),
                label("events", "type", type),
                *(counts[day, type, sure] for sure in words.CONFIDENCE),
            )
            for day, type in sorted({(day, type) for day, type, _ in counts})
        ),
    )
    spec = timeline.events(frame, title, subtitle, span)
    behind = grouped(rows, lambda event: [(_period(event.date, grain), _lane(event.type), event.confidence)])
    tips.tell(
        spec,
        "dots",
        lambda dot: _tip(book, behind[tips.iso_day(dot), dot["lane"], dot["confidence"]], dot, grain),
    )
    return chart("timeline", words.capital(title), subtitle, f"Events by type: {types}.", table, spec)


def _tip(book: Book, events: Sequence[Event], dot: Row, grain: str) -> tips.Tip:
    """The events that one dot stands for; the first ones in their own words would be too long for a tip."""
    when = _when(tips.iso_day(dot), grain).text
    return (
        tips.lines(
            f"{dot['lane']}, {when}: {words.count(len(events), 'event')}, {dot['confidence']}",
            tips.some(book.places[event.place].name for event in events if event.place),
            tips.some(book.actors[actor].short_name for event in events for actor in event.actors),
            tips.of_events(book, (event.id for event in events)),
        ),
        when,
    )


def _lane(type: str) -> str:
    return words.capital(label("events", "type", type))


def _when(day: date, grain: str) -> Ref:
    """A day leads to its page; a week or a month has none, and is known by its first day."""
    return Ref("date" if grain == "day" else grain, day.isoformat(), words.period(day, grain))


def _period(day: date, grain: str) -> date:
    if grain == "day":
        return day
    return day.replace(day=1) if grain == "month" else date.fromordinal(day.toordinal() - day.weekday())
