"""Chart of an advance: distance along an axis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import isnan
from typing import NamedTuple

import pandas as pd

from charts import advance
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Axis, Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    MOST_DAYS,
    Span,
    chart,
    day_cell,
    silences,
    with_silences,
    worded,
)
from generator.language import gettext as _
from generator.measure import Measures
from generator.measure.distance import Stand


def distance(book: Book, measures: Measures, axis: Axis, shown: Span) -> Chart | None:
    """Kilometres from the origin of `axis` against time, a line for each actor that moves on it."""
    rows = list(_stood(measures, axis.id, shown))
    if not rows:
        return None
    towns = [(book.called(place), km) for place, km in measures.towns_of(axis.id)]
    forward = [row for row in rows if row.at.pace > 0]
    best, origin = max(forward, key=lambda row: row.at.pace, default=None), book.called(axis.origin)
    subtitle = _(
        "{axis}: furthest place held, in km from {origin} along straight legs between the towns named. {span}.",
        axis=axis.name,
        origin=origin,
        span=worded(shown),
    )
    lines = _lines(rows, best)
    subtitle += _left_out(rows, lines, best)
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    title = _title(book, lines, best, origin)
    spec = advance.distance(
        _drawn(book, lines, shown),
        towns,
        _mark(best),
        origin,
        title,
        subtitle,
        pd.Timestamp(shown[1]),
        silent,
    )
    in_time = sorted(lines, key=lambda row: row.at.last)
    fronts = grouped(in_time, lambda row: [book.actors[row.actor].short_name])
    # Dots are points of the lines.
    tips.tell(spec, "front", lambda dot: _tip(book, fronts[dot["actor"]], tips.iso_day(dot), origin))
    ends = _fronts(book, {row.actor: row for row in lines}.values())
    alt = _("Furthest front: {fronts}.", fronts=ends)
    table = _table(book, _told(rows, shown))
    return chart(f"distance-{axis.id}", title, subtitle, alt, table, spec)


class _Front(NamedTuple):
    """Where the front of an actor stood."""

    actor: str
    at: Stand

    def on(self, day: date) -> _Front:
        """The same on one of its days."""
        return self._replace(at=self.at.within(day, day))


def _stood(measures: Measures, axis: str, shown: Span) -> Iterator[_Front]:
    """The fronts of an axis in the time shown."""
    first, last = shown
    for actor, stands in measures.fronts_of(axis).items():
        begin = bisect_left(stands, first, key=lambda stand: stand.last)
        end = bisect_right(stands, last, key=lambda stand: stand.first)
        yield from (_Front(actor, stand.within(first, last)) for stand in stands[begin:end])


MOST_LINES = 11
"""So many actors have a line: beside the chart there is room for so many names."""


def _lines(rows: Sequence[_Front], best: _Front | None) -> Sequence[_Front]:
    """The fronts that are drawn: all of few actors, of many those of the actors with the most days on the axis, that of
    the fastest day first.
    """
    days: Counter[str] = Counter()
    for row in rows:
        days[row.actor] += (row.at.last - row.at.first).days + 1
    if len(days) <= MOST_LINES:
        return rows
    fastest = best.actor if best else ""
    ranked = sorted(days, key=lambda actor: (actor != fastest, -days[actor], actor))
    shown = {*ranked[:MOST_LINES]}
    return [row for row in rows if row.actor in shown]


def _left_out(rows: Sequence[_Front], lines: Sequence[_Front], best: _Front | None) -> str:
    """How many actors have a line, and which; nothing where all have one."""
    there, shown = (len({row.actor for row in fronts}) for fronts in (rows, lines))
    if shown == there:
        return ""
    return (
        _(
            " Of {n} actors {shown} are drawn: that of the fastest day, and those there on the most days. The CSV "
            "file has all.",
            n=words.figures(there),
            shown=words.figures(shown),
        )
        if best
        else _(
            " Of {n} actors {shown} are drawn: those there on the most days. The CSV file has all.",
            n=words.figures(there),
            shown=words.figures(shown),
        )
    )


def _drawn(book: Book, rows: Sequence[_Front], shown: Span) -> list[Row]:
    """Fronts as the chart form asks for them."""
    drawn: list[Row] = [
        {
            "actor": book.actors[row.actor].short_name,
            "color": book.colors[row.actor],
            "date": pd.Timestamp(row.at.first),
            "end": pd.Timestamp(row.at.last) + advance.DAY,
            "km": row.at.km,
        }
        for row in rows
    ]
    # A row without a number lets every chart of a site begin on the same day.
    return [drawn[0] | {"date": pd.Timestamp(shown[0]), "km": None}, *drawn]


def _mark(best: _Front | None) -> list[Row]:
    """The fastest day, as the chart form asks for it."""
    if best is None:
        return []
    at = best.at
    label = _("{km} in a day", km=words.kilometres(at.pace))
    return [{"label": label, "date": pd.Timestamp(at.first), "from_km": at.km - at.pace, "to_km": at.km}]


def _title(book: Book, rows: Sequence[_Front], best: _Front | None, origin: str) -> str:
    """The fastest day; without one, who held the furthest place last."""
    if best is None:
        last = rows[-1]
        return _(
            "{actor} held places up to {km} from {origin}",
            actor=book.actors[last.actor].short_name,
            km=words.kilometres(last.at.km),
            origin=origin,
        )
    return _(
        "{actor}: {km} in a day, to {place} on {day}",
        actor=book.actors[best.actor].short_name,
        km=words.kilometres(best.at.pace),
        place=book.called(best.at.place),
        day=words.day_month(best.at.first),
    )


def _fronts(book: Book, ends: Iterable[_Front]) -> str:
    """Where the front of each actor stood last."""
    return _("; ").join(
        _(
            "{actor} at {place}, {km}, on {day}",
            actor=book.actors[row.actor].short_name,
            place=book.called(row.at.place),
            km=words.kilometres(row.at.km),
            day=words.day_month(row.at.last),
        )
        for row in ends
    )


def _table(book: Book, rows: Iterable[_Front]) -> DataTable:
    return DataTable(
        (_("Day"), _("Actor"), _("Front at"), _("km"), _("km/day")),
        tuple(
            (
                day_cell(row.at.first),
                book.actor(row.actor),
                book.place(row.at.place),
                round(row.at.km, 1),
                None if isnan(row.at.pace) else round(row.at.pace, 1),
            )
            for row in rows
        ),
    )


def _told(rows: Sequence[_Front], shown: Span) -> Iterable[_Front]:
    """The fronts of every day; over a long span of the days alone on which one moved, or came to be."""
    if (shown[1] - shown[0]).days >= MOST_DAYS:
        return (row for row in rows if row.at.pace != 0)
    each = ((row, range(row.at.first.toordinal(), row.at.last.toordinal() + 1)) for row in rows)
    return (row.on(date.fromordinal(day)) for row, days in each for day in days)


def _tip(book: Book, fronts: Sequence[_Front], day: date, origin: str) -> tips.Tip:
    """Where a front stood on a day, and the change of control that brought it there; `fronts`: those of its actor."""
    front = fronts[bisect_left(fronts, day, key=lambda front: front.at.last)]
    actor, (_day, _last, km, place, pace) = front.on(day)
    took = book.last_change(place, day, lambda row: row.to_actor == actor)
    away = _("{km} from {origin}", km=words.kilometres(km), origin=origin)
    if pace and not isnan(pace):
        sign = "+" if pace > 0 else "−"
        away = _("{distance}, {sign}{km} in a day", distance=away, sign=sign, km=words.kilometres(abs(pace)))
    return (
        tips.lines(
            _(
                "{actor}, {day}: {place}",
                actor=book.actors[actor].short_name,
                day=words.table_date(day),
                place=book.called(place),
            ),
            away,
            tips.held_since(took) if took else "",
            tips.of_events(book, [took.event] if took else []),
        ),
        words.table_date(day),
    )
