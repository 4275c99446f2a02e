"""The timeline of events by type, and of deaths where the rows give any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts import timeline
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.figures.drawn import chart
from generator.records import Event
from generator.schema import label


def events(rows: Sequence[Event], who: str, first: date, last: date, grain: str) -> Chart | None:
    """How many events of each type per day (week, month), by confidence."""
    if not rows:
        return None
    counts = Counter((_period(event.date, grain), event.type, event.confidence) for event in rows)
    frame = pd.DataFrame(
        [
            {"date": day, "lane": words.capital(label("events", "type", type)), "confidence": sure, "n": n}
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
    return chart(
        "timeline",
        words.capital(title),
        subtitle,
        f"Events by type: {types}.",
        table,
        timeline.events(frame, title, subtitle, span),
    )


def _when(day: date, grain: str) -> Ref | str:
    return Ref("date", day.isoformat(), words.table_date(day)) if grain == "day" else words.period(day, grain)


def _period(day: date, grain: str) -> date:
    if grain == "day":
        return day
    return day.replace(day=1) if grain == "month" else date.fromordinal(day.toordinal() - day.weekday())
