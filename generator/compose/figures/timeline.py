"""The timeline of events by type, and of deaths where the rows give any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts import days, timeline
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.figures.drawn import chart, period_head, when_in
from generator.language import gettext as _
from generator.language import ngettext
from generator.records import Event
from generator.schema import label

MOST_ROWS = 200
"""A table longer than that stands on the pages of its days, not under a chart."""


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
    title = _title(len(rows), n, when_in(grain, busiest))
    if who:
        title = _("{actor}: {message}", actor=who, message=title)
    subtitle = days.by_grain(
        grain,
        _(
            "Events by type per day; the larger the dot, the more (solid: confirmed, hollow: claimed, "
            "dashed: disputed). {span}."
        ),
        _(
            "Events by type per week; the larger the dot, the more (solid: confirmed, hollow: claimed, "
            "dashed: disputed). {span}."
        ),
        _(
            "Events by type per month; the larger the dot, the more (solid: confirmed, hollow: claimed, "
            "dashed: disputed). {span}."
        ),
    ).format(span=words.capital(words.span(first, last)))
    span = (pd.Timestamp(first), pd.Timestamp(last))
    types = _("; ").join(
        _("{what} {n}", what=label("events", "type", code), n=str(n))
        for code, n in Counter(event.type for event in rows).most_common()
    )
    table = DataTable(
        (period_head(grain), _("Type"), _("Confidence"), _("Events")),
        tuple(
            (_when(day, grain), label("events", "type", type), _(sure), n)
            for (day, type, sure), n in sorted(counts.items())[:MOST_ROWS]
        ),
    )
    return chart(
        "timeline",
        words.capital(title),
        subtitle,
        _("Events by type: {types}.", types=types),
        table,
        timeline.events(frame, title, subtitle, span),
    )


def _title(events: int, most: int, when: str) -> str:
    told = words.count(events, "{n} event", "{n} events")
    if events == 1:
        return _("{events}, {when}", events=told, when=when)
    return ngettext(
        "{events}, {n} of them {when}",
        "{events}, {n} of them {when}",
        most,
        events=told,
        n=words.number(most),
        when=when,
    )


def _when(day: date, grain: str) -> Ref | str:
    return Ref("date", day.isoformat(), words.table_date(day)) if grain == "day" else words.table_date(day)


def _period(day: date, grain: str) -> date:
    if grain == "day":
        return day
    return day.replace(day=1) if grain == "month" else date.fromordinal(day.toordinal() - day.weekday())
