"""The timeline of events by type, and of deaths where the rows give any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from charts import days, timeline
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart, period_head, silences, with_silences
from generator.language import gettext as _
from generator.language import ngettext
from generator.records import Event
from generator.schema import label


def events(book: Book, rows: Sequence[Event], who: str, first: date, last: date) -> Chart | None:
    """How many events of each type per day or longer, by confidence; those of an actor (`who`) up to its last."""
    if not rows:
        return None
    span = pd.Timestamp(first), pd.Timestamp(last)
    grain = days.roomy(*span)
    starts = {day: period(day, grain) for day in {event.date for event in rows}}
    behind = grouped(rows, lambda event: [(starts[event.date], event.type, event.confidence)])
    title = _title(len(rows), *_busiest(behind, grain))
    if who:
        title = _("{actor}: {message}", actor=who, message=title)
    silent = silences(book, (first, last))
    subtitle = with_silences(_subtitle(grain, told_span(who, first, last)), silent)
    told = {day: when(day, grain) for day in dict.fromkeys(starts.values())}
    types = Counter(event.type for event in rows).most_common()
    names = {type: label("events", "type", type) for type, _n in types}
    lanes = {type: words.capital(name) for type, name in names.items()}
    dots: list[Row] = [
        {"date": pd.Timestamp(day), "lane": lanes[type], "confidence": sure, "n": len(found)}
        for (day, type, sure), found in sorted(behind.items())
    ]
    spec = timeline.events(dots, title, subtitle, span, silent)
    of_lane = {lane: type for type, lane in lanes.items()}

    def tip(dot: Row) -> tips.Tip:
        day = tips.iso_day(dot)
        return _tip(book, behind[day, of_lane[dot["lane"]], dot["confidence"]], dot, told[day].text)

    tips.tell(spec, "dots", tip)
    listed = _("; ").join(_("{what} {n}", what=names[type], n=str(n)) for type, n in types)
    alt = _("Events by type: {types}.", types=listed)
    table = _table(behind, told, names, grain)
    return chart("timeline", words.capital(title), subtitle, alt, table, spec)


_Behind = Mapping[tuple[date, str, str], Sequence[Event]]
"""The events of each type in each period, by its first day, and of each confidence."""


def _busiest(behind: _Behind, grain: str) -> tuple[int, str]:
    """How many events the period with the most of them has, of several the earliest; and which it is."""
    totals: Counter[date] = Counter()
    for (day, _type, _sure), events in behind.items():
        totals[day] += len(events)
    busiest = max(totals, key=lambda day: (totals[day], -day.toordinal()))
    return totals[busiest], words.in_period(busiest, grain)


def _table(behind: _Behind, told: Mapping[date, Ref], names: Mapping[str, str], grain: str) -> DataTable:
    """told, names: what each period and each type is called."""
    return DataTable(
        (period_head(grain), _("Type"), *(words.capital(_(sure)) for sure in words.CONFIDENCE)),
        tuple(
            (told[day], names[type], *(len(behind.get((day, type, sure), ())) for sure in words.CONFIDENCE))
            for day, type in sorted({(day, type) for day, type, _sure in behind})
        ),
    )


def _subtitle(grain: str, span: str) -> str:
    return days.by_grain(
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
        _(
            "Events by type per quarter of a year; the larger the dot, the more (solid: confirmed, hollow: claimed, "
            "dashed: disputed). {span}."
        ),
    ).format(span=words.capital(span))


def told_span(who: str, first: date, last: date) -> str:
    """The days of a chart; that of an actor (`who`) ends with its last event."""
    span = words.span(first, last)
    return _("{span}, the day of its last event", span=span) if who else span


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


def _tip(book: Book, events: Sequence[Event], dot: Row, told: str) -> tips.Tip:
    """The events that one dot stands for; the first ones in their own words would be too long for a tip."""
    headline = _(
        "{what}, {when}: {count}, {confidence}",
        what=dot["lane"],
        when=told,
        count=words.count(len(events), "{n} event", "{n} events"),
        confidence=tips.sure(dot),
    )
    return tips.lines(headline, *tips.named(book, events)), told


def when(day: date, grain: str) -> Ref:
    """A day leads to its page; a longer period has none, and is known by its first day."""
    return Ref("date" if grain == "day" else grain, day.isoformat(), words.period(day, grain))


def period(day: date, grain: str) -> date:
    """The first day of the period that `day` lies in."""
    if grain == "day":
        return day
    if grain == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return day.replace(day=1) if grain == "month" else date.fromordinal(day.toordinal() - day.weekday())
