"""Charts of an advance: places per day, and distance along an axis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts import advance, days, pace
from charts.days import start
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.book import Axis, Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    MOST_DAYS,
    Span,
    chart,
    day_cell,
    period_head,
    silences,
    with_silences,
    within,
    worded,
)
from generator.language import gettext as _
from generator.measure import Measures
from generator.measure.pace import grain, periods
from generator.records import Change, each


def places_per_period(book: Book, measures: Measures, shown: Span) -> Chart | None:
    """Places gained per day, week or month by actor, with the running mean."""
    first, until = shown
    dates = pd.date_range(first, until, unit="us")
    rows = periods(within(measures.changes, shown), dates)
    if rows.empty:
        return None
    rows = rows.assign(label=_short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    mean = within(measures.pace, shown)[["date", "mean", "mean_confirmed"]].rename(columns={"date": "period"})
    totals = {
        row.period.date(): int(row.places)
        for row in each(rows.groupby("period", as_index=False)[["places"]].sum())
    }
    top = max(totals, key=lambda period: (totals[period], -period.toordinal()))
    most, per, window = totals[top], grain(dates), book.settings.window_days
    split = rows[rows["period"] == pd.Timestamp(top)].groupby("confidence")["places"].sum()
    title = _(
        "{changes} of control {when} ({split})",
        changes=words.opening(most, "{n} change", "{n} changes"),
        when=words.in_period(top, per),
        split=words.split({str(sure): int(n) for sure, n in split.items()}),
    )
    before = measures.most_before(pd.Timestamp(first))
    if list(totals.values()).count(most) == 1 and len(totals) > 1 and most > before:
        title += days.by_grain(
            per,
            _(", the most of any day"),
            _(", the most of any week"),
            _(", the most of any month"),
        )
        title += _(" up to {day}", day=words.day_month(until)) if until < measures.last.date() else ""
    subtitle = days.by_grain(
        per,
        _(
            "Changes of control of named places per day, by who gained them ({sure}), and the {n}-day mean (line: of "
            "confirmed ones, dashed line: of all). {span}."
        ),
        _("Changes of control of named places per week, by who gained them ({sure}). {span}."),
        _("Changes of control of named places per month, by who gained them ({sure}). {span}."),
    ).format(sure=_bounds(), n=window, span=worded(shown))
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    drawn = rows.assign(actor=rows["label"])
    spec = pace.places(
        drawn, mean if per == "day" else mean.iloc[:0], per, title, subtitle, window=window, silent=silent
    )
    gains = grouped(
        (row for row in book.changes if first <= row.date <= until and row.to_actor),
        lambda row: [
            (start(pd.Timestamp(row.date), per).date(), book.actors[row.to_actor].short_name, row.confidence)
        ],
    )
    tips.tell(spec, "bars", lambda bar: _gain(book, bar, per, gains))
    table = DataTable(
        (period_head(per), _("Actor"), _("Confidence"), _("Places")),
        tuple(
            (_period(row.period, per), book.actor(row.actor), _(row.confidence), int(row.places))
            for row in each(rows)
        ),
    )
    sure = {
        row.period.date(): int(row.places)
        for row in each(
            rows[rows["confidence"] == "confirmed"].groupby("period", as_index=False)[["places"]].sum()
        )
    }
    said = _("; ").join(
        _("{what}: {n}", what=words.short_date(period), n=_range(sure.get(period, 0), n))
        for period, n in list(totals.items())[-31:]
    )
    alt = days.by_grain(
        per,
        _("Places gained per day, from the confirmed ones alone to all: {days}."),
        _("Places gained per week, from the confirmed ones alone to all: {days}."),
        _("Places gained per month, from the confirmed ones alone to all: {days}."),
    ).format(days=said)
    return chart("pace", title, subtitle, alt, table, spec)


def _bounds() -> str:
    return _("solid: confirmed, the lower bound; on top of it hatched: claimed, dashed outline: disputed")


def _range(low: int, high: int) -> str:
    return str(high) if low == high else _("{low} to {high}", low=str(low), high=str(high))


def _gain(book: Book, bar: Row, grain: str, gains: Mapping[tuple[date, str, str], list[Change]]) -> tips.Tip:
    """The changes of control that one segment of a bar counts."""
    first = tips.iso_day(bar, "start")
    rows = gains[first, bar["actor"], bar["confidence"]]
    when = _period(pd.Timestamp(first), grain).text
    return (
        tips.lines(
            _(
                "{what}, {when}: {count}, {confidence}",
                what=bar["actor"],
                when=when,
                count=words.count(len(rows), "{n} place", "{n} places"),
                confidence=tips.sure(bar),
            ),
            tips.some(book.called(row.place) for row in rows),
            tips.of_events(book, (row.event for row in rows)),
        ),
        when,
    )


def _period(begin: pd.Timestamp, grain: str) -> Ref:
    if grain == "day":
        return day_cell(begin)
    first = begin.date()
    return Ref(grain, first.isoformat(), words.period(first, grain))


def distance(book: Book, measures: Measures, axis: Axis, shown: Span) -> Chart | None:
    """Kilometres from the origin of `axis` against time, a line for each actor that moves on it."""
    first, day = map(pd.Timestamp, shown)
    rows = measures.fronts_of(axis.id)
    rows = rows[(rows["date"] >= first) & (rows["date"] <= day)]
    if rows.empty:
        return None
    towns = measures.chainage[measures.chainage["axis"] == axis.id]
    towns = towns.assign(name=[book.called(place) for place in towns["place"]])
    named = rows.assign(actor=_short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    best = rows[rows["pace"] > 0].nlargest(1, "pace")
    origin = book.called(axis.origin)
    if best.empty:
        last = rows.iloc[-1]
        who = book.actors[last["actor"]].short_name
        title = _(
            "{actor} held places up to {km} from {origin}",
            actor=who,
            km=words.kilometres(last["km"]),
            origin=origin,
        )
    else:
        fast = best.iloc[0]
        title = _(
            "{actor}: {km} in a day, to {place} on {day}",
            actor=book.actors[fast["actor"]].short_name,
            km=words.kilometres(fast["pace"]),
            place=book.called(fast["place"]),
            day=words.day_month(fast["date"].date()),
        )
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
    spec = advance.distance(drawn, towns[["name", "km"]], marks, origin, title, subtitle, day, silent)
    fronts = {
        (book.actors[row.actor].short_name, row.date.date()): (row.actor, row.place, row.pace)
        for row in each(rows)
    }
    for dataset in ("front", "dots"):
        tips.tell(spec, dataset, lambda dot: _front(book, dot, fronts, origin))
    ends = rows.groupby("actor").tail(1)
    alt = _("; ").join(
        _(
            "{actor} at {place}, {km}, on {day}",
            actor=book.actors[row.actor].short_name,
            place=book.called(row.place),
            km=words.kilometres(row.km),
            day=words.day_month(row.date.date()),
        )
        for row in each(ends)
    )
    table = DataTable(
        (_("Day"), _("Actor"), _("Front at"), _("km"), _("km/day")),
        tuple(
            (
                day_cell(row.date),
                book.actor(row.actor),
                book.place(row.place),
                round(float(row.km), 1),
                None if pd.isna(row.pace) else round(float(row.pace), 1),
            )
            for row in each(_told(rows, shown))
        ),
    )
    return chart(
        f"distance-{axis.id}", title, subtitle, _("Furthest front: {fronts}.", fronts=alt), table, spec
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


def _short_names(book: Book, actors: pd.Series[str]) -> list[str]:
    return [book.actors[actor].short_name for actor in actors]
