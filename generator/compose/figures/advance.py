"""Charts of an advance: places per day, and distance along an axis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts import advance, pace
from charts.days import start
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable, Ref
from generator.compose.book import Axis, Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import HOW_SURE, chart, day_cell
from generator.measure import Measures
from generator.measure.pace import periods
from generator.records import Change, each


def places_per_period(book: Book, measures: Measures, until: date) -> Chart | None:
    """Places gained per day, week or month by actor, with the running mean; rows after `until` left out."""
    day = pd.Timestamp(until)
    rows = periods(measures.changes[measures.changes["date"] <= day], measures.days)
    if rows.empty:
        return None
    rows = rows.assign(label=_short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    mean = measures.pace.loc[measures.pace["date"] <= day, ["date", "mean"]].set_axis(
        ["period", "mean"], axis=1
    )
    totals = {
        row.period.date(): int(row.places)
        for row in each(rows.groupby("period", as_index=False)[["places"]].sum())
    }
    top = max(totals, key=lambda period: (totals[period], -period.toordinal()))
    most, per, window = totals[top], measures.grain, book.settings.window_days
    alone = list(totals.values()).count(most) == 1
    title = f"{words.opening(most, 'change')} of control {words.in_period(top, per)}"
    so_far = f" up to {words.day_month(until)}" if until < measures.last.date() else ""
    title += f", the most of any {per}{so_far}" if alone and len(totals) > 1 else ""
    also = f", and the {window}-day mean" if per == "day" else ""
    subtitle = (
        f"Changes of control of named places per {per}, by who gained them ({HOW_SURE}){also}. "
        f"{words.capital(words.span(measures.first.date(), until))}."
    )
    spec = pace.places(
        rows.assign(actor=rows["label"]), mean if per == "day" else mean.iloc[:0], per, title, subtitle
    )
    gains = grouped(
        (row for row in book.changes if row.date <= until and row.to_actor),
        lambda row: [
            (start(pd.Timestamp(row.date), per).date(), book.actors[row.to_actor].short_name, row.confidence)
        ],
    )
    tips.tell(spec, "bars", lambda bar: _gain(book, bar, per, gains))
    table = DataTable(
        (words.capital(per), "Actor", "Confidence", "Places"),
        tuple(
            (_period(row.period, per), book.actor(row.actor), row.confidence, int(row.places))
            for row in each(rows)
        ),
    )
    alt = "; ".join(f"{words.short_date(period)}: {n}" for period, n in list(totals.items())[-31:])
    return chart("pace", title, subtitle, f"Places gained per {per}: {alt}.", table, spec)


def _gain(book: Book, bar: Row, grain: str, gains: Mapping[tuple[date, str, str], list[Change]]) -> tips.Tip:
    """The changes of control that one segment of a bar counts."""
    first = tips.iso_day(bar, "start")
    rows = gains[first, bar["actor"], bar["confidence"]]
    when = _period(pd.Timestamp(first), grain).text
    return (
        tips.lines(
            f"{bar['actor']}, {when}: {words.count(len(rows), 'place')}, {bar['confidence']}",
            tips.some(book.places[row.place].name for row in rows),
            tips.of_events(book, (row.event for row in rows)),
        ),
        when,
    )


def _period(begin: pd.Timestamp, grain: str) -> Ref:
    if grain == "day":
        return day_cell(begin)
    first = begin.date()
    return Ref(grain, first.isoformat(), words.period(first, grain))


def distance(book: Book, measures: Measures, axis: Axis, until: date) -> Chart | None:
    """Kilometres from the origin of `axis` against time, a line for each actor that moves on it."""
    day = pd.Timestamp(until)
    rows = measures.fronts[(measures.fronts["axis"] == axis.id) & (measures.fronts["date"] <= day)]
    if rows.empty:
        return None
    towns = measures.chainage[measures.chainage["axis"] == axis.id]
    towns = towns.assign(name=[book.places[place].name for place in towns["place"]])
    named = rows.assign(actor=_short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    best = rows[rows["pace"] > 0].nlargest(1, "pace")
    origin = book.places[axis.origin].name
    if best.empty:
        last = rows.iloc[-1]
        who = book.actors[last["actor"]].short_name
        title = f"{who} held places up to {words.kilometres(last['km'])} from {origin}"
    else:
        fast = best.iloc[0]
        title = (
            f"{book.actors[fast['actor']].short_name}: {words.kilometres(fast['pace'])} in a day, "
            f"to {book.places[fast['place']].name} on {words.day_month(fast['date'].date())}"
        )
    subtitle = (
        f"{axis.name}: furthest place held, in km from {origin} along straight legs between the towns named. "
        f"{words.capital(words.span(measures.first.date(), until))}."
    )
    marks = best.assign(
        label=[f"{words.kilometres(km)} in a day" for km in best["pace"]],
        from_km=best["km"] - best["pace"],
        to_km=best["km"],
    )[["label", "date", "from_km", "to_km"]]
    # A row without a number lets every chart of a site begin on the same day.
    begin = named.head(1).assign(date=measures.first, km=float("nan"))
    drawn = pd.concat([begin, named])[["actor", "color", "date", "km"]]
    spec = advance.distance(drawn, towns[["name", "km"]], marks, origin, title, subtitle, day)
    fronts = {
        (book.actors[row.actor].short_name, row.date.date()): (row.actor, row.place, row.pace)
        for row in each(rows)
    }
    gains = grouped(book.changes, lambda row: [(row.place, row.to_actor)])
    for dataset in ("front", "dots"):
        tips.tell(spec, dataset, lambda dot: _front(book, dot, fronts, gains, origin))
    ends = rows.groupby("actor").tail(1)
    alt = "; ".join(
        f"{book.actors[row.actor].short_name} at {book.places[row.place].name}, {words.kilometres(row.km)}, "
        f"on {words.day_month(row.date.date())}"
        for row in each(ends)
    )
    table = DataTable(
        ("Day", "Actor", "Front at", "km", "km/day"),
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
    return chart(f"distance-{axis.id}", title, subtitle, f"Furthest front: {alt}.", table, spec)


def _front(
    book: Book,
    dot: Row,
    fronts: Mapping[tuple[str, date], tuple[str, str, float]],
    gains: Mapping[tuple[str, str], list[Change]],
    origin: str,
) -> tips.Tip:
    """Where a front stood on a day, and the change of control that brought it there."""
    day = tips.iso_day(dot)
    actor, place, pace = fronts[dot["actor"], day]
    took = [row for row in gains.get((place, actor), []) if row.date <= day]
    moved = (
        ""
        if pd.isna(pace) or not pace
        else f"{'+' if pace > 0 else '−'}{words.kilometres(abs(pace))} in a day"
    )
    since = f"held since {words.table_date(took[-1].date)} ({took[-1].confidence})" if took else ""
    return (
        tips.lines(
            f"{dot['actor']}, {words.table_date(day)}: {book.places[place].name}",
            f"{words.kilometres(dot['km'])} from {origin}" + (f", {moved}" if moved else ""),
            since,
            tips.of_events(book, [took[-1].event] if took else []),
        ),
        words.table_date(day),
    )


def _short_names(book: Book, actors: pd.Series[str]) -> list[str]:
    return [book.actors[actor].short_name for actor in actors]
