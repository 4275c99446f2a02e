"""Chart of an advance: distance along an axis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts import advance
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Axis, Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    MOST_DAYS,
    Span,
    chart,
    day_cell,
    short_names,
    silences,
    with_silences,
    worded,
)
from generator.language import gettext as _
from generator.measure import Measures
from generator.records import each


def distance(book: Book, measures: Measures, axis: Axis, shown: Span) -> Chart | None:
    """Kilometres from the origin of `axis` against time, a line for each actor that moves on it."""
    first, day = map(pd.Timestamp, shown)
    rows = measures.fronts_of(axis.id)
    rows = rows[(rows["date"] >= first) & (rows["date"] <= day)]
    if rows.empty:
        return None
    towns = measures.chainage[measures.chainage["axis"] == axis.id]
    towns = towns.assign(name=[book.called(place) for place in towns["place"]])
    named = rows.assign(actor=short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    best, origin = rows[rows["pace"] > 0].nlargest(1, "pace"), book.called(axis.origin)
    subtitle = _(
        "{axis}: furthest place held, in km from {origin} along straight legs between the towns named. {span}.",
        axis=axis.name,
        origin=origin,
        span=worded(shown),
    )
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    marks = best.assign(
        label=[_("{km} in a day", km=words.kilometres(km)) for km in best["pace"]],
        from_km=best["km"] - best["pace"],
        to_km=best["km"],
    )[["label", "date", "from_km", "to_km"]]
    # A row without a number lets every chart of a site begin on the same day.
    begin = named.head(1).assign(date=first, km=float("nan"))
    drawn = pd.concat([begin, named])[["actor", "color", "date", "km"]]
    title = _title(book, rows, best, origin)
    spec = advance.distance(drawn, towns[["name", "km"]], marks, origin, title, subtitle, day, silent)
    fronts = {
        (book.actors[row.actor].short_name, row.date.date()): (row.actor, row.place, row.pace)
        for row in each(rows)
    }
    for dataset in ("front", "dots"):
        tips.tell(spec, dataset, lambda dot: _front(book, dot, fronts, origin))
    ends = _fronts(book, rows.groupby("actor").tail(1))
    alt = _("Furthest front: {fronts}.", fronts=ends)
    table = _table(book, _told(rows, shown))
    return chart(f"distance-{axis.id}", title, subtitle, alt, table, spec)


def _title(book: Book, rows: pd.DataFrame, best: pd.DataFrame, origin: str) -> str:
    """The fastest day, one row of `rows` or none; without one, who held the furthest place last."""
    if best.empty:
        last = rows.iloc[-1]
        return _(
            "{actor} held places up to {km} from {origin}",
            actor=book.actors[last["actor"]].short_name,
            km=words.kilometres(last["km"]),
            origin=origin,
        )
    fast = best.iloc[0]
    return _(
        "{actor}: {km} in a day, to {place} on {day}",
        actor=book.actors[fast["actor"]].short_name,
        km=words.kilometres(fast["pace"]),
        place=book.called(fast["place"]),
        day=words.day_month(fast["date"].date()),
    )


def _fronts(book: Book, ends: pd.DataFrame) -> str:
    """Where the front of each actor stood last."""
    return _("; ").join(
        _(
            "{actor} at {place}, {km}, on {day}",
            actor=book.actors[row.actor].short_name,
            place=book.called(row.place),
            km=words.kilometres(row.km),
            day=words.day_month(row.date.date()),
        )
        for row in each(ends)
    )


def _table(book: Book, rows: pd.DataFrame) -> DataTable:
    return DataTable(
        (_("Day"), _("Actor"), _("Front at"), _("km"), _("km/day")),
        tuple(
            (
                day_cell(row.date),
                book.actor(row.actor),
                book.place(row.place),
                round(float(row.km), 1),
                None if pd.isna(row.pace) else round(float(row.pace), 1),
            )
            for row in each(rows)
        ),
    )


def _told(rows: pd.DataFrame, shown: Span) -> pd.DataFrame:
    """The fronts of every day; over a long span of the days alone on which one moved, or came to be."""
    if (shown[1] - shown[0]).days < MOST_DAYS:
        return rows
    return rows[rows["pace"] != 0]


def _front(
    book: Book,
    dot: Row,
    fronts: Mapping[tuple[str, date], tuple[str, str, float]],
    origin: str,
) -> tips.Tip:
    """Where a front stood on a day, and the change of control that brought it there."""
    day = tips.iso_day(dot)
    actor, place, pace = fronts[dot["actor"], day]
    took = book.last_change(place, day, lambda row: row.to_actor == actor)
    away = _("{km} from {origin}", km=words.kilometres(dot["km"]), origin=origin)
    if pace and not pd.isna(pace):
        sign = "+" if pace > 0 else "−"
        away = _("{distance}, {sign}{km} in a day", distance=away, sign=sign, km=words.kilometres(abs(pace)))
    return (
        tips.lines(
            _(
                "{actor}, {day}: {place}",
                actor=dot["actor"],
                day=words.table_date(day),
                place=book.called(place),
            ),
            away,
            tips.held_since(took) if took else "",
            tips.of_events(book, [took.event] if took else []),
        ),
        words.table_date(day),
    )
