"""Chart of the pace: places gained per day, week or month, and the running mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts import days, pace
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    Span,
    chart,
    period_head,
    short_names,
    silences,
    with_silences,
    within,
    worded,
)
from generator.compose.figures.timeline import period, when
from generator.language import gettext as _
from generator.measure import Measures
from generator.measure.pace import grain, periods
from generator.records import Change, each


def places(book: Book, measures: Measures, shown: Span) -> Chart | None:
    """Places gained per day, week or month by actor, with the running mean."""
    first, until = shown
    dates = pd.date_range(first, until, unit="us")
    rows = periods(within(measures.changes, shown), dates)
    if rows.empty:
        return None
    rows = rows.assign(label=short_names(book, rows["actor"]), color=rows["actor"].map(book.colors))
    mean = within(measures.pace, shown)[["date", "mean", "mean_confirmed"]].rename(columns={"date": "period"})
    totals = {
        row.period.date(): int(row.places)
        for row in each(rows.groupby("period", as_index=False)[["places"]].sum())
    }
    per, window = grain(dates), book.settings.window_days
    title = _title(measures, rows, totals, per, shown)
    silent = silences(book, shown)
    subtitle = with_silences(_subtitle(per, window, shown), silent)
    drawn = rows.assign(actor=rows["label"])
    spec = pace.places(
        drawn, mean if per == "day" else mean.iloc[:0], per, title, subtitle, window=window, silent=silent
    )
    gains = grouped(
        (row for row in book.changes if first <= row.date <= until and row.to_actor),
        lambda row: [(period(row.date, per), book.actors[row.to_actor].short_name, row.confidence)],
    )
    tips.tell(spec, "bars", lambda bar: _gain(book, bar, per, gains))
    table = DataTable(
        (period_head(per), _("Actor"), _("Confidence"), _("Places")),
        tuple(
            (when(row.period.date(), per), book.actor(row.actor), _(row.confidence), int(row.places))
            for row in each(rows)
        ),
    )
    return chart("pace", title, subtitle, _alt(rows, totals, per), table, spec)


def _title(
    measures: Measures, rows: pd.DataFrame, totals: Mapping[date, int], per: days.Grain, shown: Span
) -> str:
    """The period with the most changes of control, and whether none had more; `totals`: of each, see `periods`."""
    first, until = shown
    top = max(totals, key=lambda period: (totals[period], -period.toordinal()))
    most = totals[top]
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
    return title


def _subtitle(per: days.Grain, window: int, shown: Span) -> str:
    return days.by_grain(
        per,
        _(
            "Changes of control of named places per day, by who gained them ({sure}), and the {n}-day mean (line: of "
            "confirmed ones, dashed line: of all). {span}."
        ),
        _("Changes of control of named places per week, by who gained them ({sure}). {span}."),
        _("Changes of control of named places per month, by who gained them ({sure}). {span}."),
    ).format(sure=_bounds(), n=window, span=worded(shown))


def _alt(rows: pd.DataFrame, totals: Mapping[date, int], per: days.Grain) -> str:
    """The places gained in each of the last periods, from those confirmed to all."""
    confirmed = rows[rows["confidence"] == "confirmed"].groupby("period", as_index=False)[["places"]].sum()
    sure = {row.period.date(): int(row.places) for row in each(confirmed)}
    said = _("; ").join(
        _("{what}: {n}", what=words.short_date(period), n=_range(sure.get(period, 0), n))
        for period, n in list(totals.items())[-31:]
    )
    return days.by_grain(
        per,
        _("Places gained per day, from the confirmed ones alone to all: {days}."),
        _("Places gained per week, from the confirmed ones alone to all: {days}."),
        _("Places gained per month, from the confirmed ones alone to all: {days}."),
    ).format(days=said)


def _bounds() -> str:
    return _("solid: confirmed, the lower bound; on top of it hatched: claimed, dashed outline: disputed")


def _range(low: int, high: int) -> str:
    return str(high) if low == high else _("{low} to {high}", low=str(low), high=str(high))


def _gain(book: Book, bar: Row, grain: str, gains: Mapping[tuple[date, str, str], list[Change]]) -> tips.Tip:
    """The changes of control that one segment of a bar counts."""
    first = tips.iso_day(bar, "start")
    rows = gains[first, bar["actor"], bar["confidence"]]
    told = when(first, grain).text
    return (
        tips.lines(
            _(
                "{what}, {when}: {count}, {confidence}",
                what=bar["actor"],
                when=told,
                count=words.count(len(rows), "{n} place", "{n} places"),
                confidence=tips.sure(bar),
            ),
            tips.some(book.called(row.place) for row in rows),
            tips.of_events(book, (row.event for row in rows)),
        ),
        told,
    )
