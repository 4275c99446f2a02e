"""Chart of the pace: places gained per day, week or month, and the running mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from charts import days, pace
from charts.form import Row
from charts.guides import OTHERS
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    MOST_ACTORS,
    Span,
    chart,
    period_head,
    silences,
    with_silences,
    worded,
)
from generator.compose.figures.timeline import period, when
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.measure.pace import grain
from generator.records import Change

_MOST = 1 << 10
"""So many tips are kept: those of the bars of some hundred days."""


class Pace:
    """The charts of the pace of a site. What one tells of a bar of a day, those of ninety days tell."""

    def __init__(self, book: Book, measures: Measures) -> None:
        self._book = book
        self._measures = measures
        self._days: dict[tuple[str, str, str], tips.Tip] = {}

    def places(self, shown: Span) -> Chart | None:
        """Places gained per day, week or month by actor, with the running mean."""
        book, measures = self._book, self._measures
        first, until = shown
        per, window = grain(pd.date_range(first, until, unit="us")), book.settings.window_days
        begin = bisect_left(book.changes, first, key=lambda row: row.date)
        end = bisect_right(book.changes, until, key=lambda row: row.date)
        gained = [(period(row.date, per), row) for row in book.changes[begin:end] if row.to_actor]
        if not gained:
            return None
        counts = Counter((begun, row.to_actor, row.confidence) for begun, row in gained)
        rows = [(*key, counts[key]) for key in sorted(counts)]
        totals: Counter[date] = Counter()
        for begun, _actor, _sure, n in rows:
            totals[begun] += n
        title = _title(measures, rows, totals, per, shown)
        silent = silences(book, shown)
        subtitle = with_silences(_subtitle(per, window, shown), silent)
        mean = [pace.Mean(*row) for row in measures.means(first, until)] if per == "day" else []
        called = _called(book, rows)
        spec = pace.places(_drawn(rows, called), mean, per, title, subtitle, window=window, silent=silent)
        tips.tell(spec, "bars", self._telling(gained, per, called))
        told = {begun: when(begun, per) for begun in totals}
        table = DataTable(
            (period_head(per), _("Actor"), _("Confidence"), _("Places")),
            tuple((told[begun], book.actor(actor), _(sure), n) for begun, actor, sure, n in rows),
        )
        return chart("pace", title, subtitle, _alt(rows, totals, per), table, spec)

    def _telling(
        self, gained: Sequence[tuple[date, Change]], per: days.Grain, called: _Called
    ) -> Callable[[Row], tips.Tip]:
        """What tells of each bar; `gained`: the changes of control shown, each with the first day of its period."""
        book = self._book
        gains = grouped(gained, lambda gain: [(gain[0], called[gain[1].to_actor][0], gain[1].confidence)])
        others = {name for name, color in called.values() if color == OTHERS}
        # Weeks and months are cut where a chart begins and ends.
        known = self._days if per == "day" else {}

        def told(bar: Row) -> tips.Tip:
            key = bar["start"], bar["actor"], bar["confidence"]
            if key[1] in others:  # not those of another chart
                return _gain(book, bar, per, gains[tips.iso_day(bar, "start"), *key[1:]], others=True)
            if key not in known:
                if len(known) >= _MOST:
                    del known[next(iter(known))]
                known[key] = _gain(book, bar, per, gains[tips.iso_day(bar, "start"), *key[1:]])
            return known[key]

        return told


_Gain = tuple[date, str, str, int]
"""The first day of a period, who gained places in it, how sure that is, and how many they were."""


_Called = Mapping[str, tuple[str, str]]
"""What the key calls each actor, and its colour: of those not named one by one the same."""


def _called(book: Book, rows: Iterable[_Gain]) -> _Called:
    """All of few actors by their names, of many those that gained the most places."""
    gained: Counter[str] = Counter()
    for _begun, actor, _sure, n in rows:
        gained[actor] += n
    ranked = sorted(gained, key=lambda actor: (-gained[actor], actor))
    named = ranked if len(ranked) <= MOST_ACTORS else ranked[: MOST_ACTORS - 1]
    others = len(ranked) - len(named)
    rest = ngettext("{n} other actor", "{n} other actors", others, n=words.figures(others)), OTHERS
    return dict.fromkeys(ranked, rest) | {
        actor: (book.actors[actor].short_name, book.colors[actor]) for actor in named
    }


def _drawn(rows: Iterable[_Gain], called: _Called) -> list[Row]:
    """Gains as the chart form asks for them."""
    sums: Counter[tuple[date, str, str, str]] = Counter()
    for begun, actor, sure, n in rows:
        sums[begun, *called[actor], sure] += n
    return [
        {"period": pd.Timestamp(begun), "actor": name, "color": color, "confidence": sure, "places": n}
        for (begun, name, color, sure), n in sums.items()
    ]


def _title(
    measures: Measures, rows: Iterable[_Gain], totals: Mapping[date, int], per: days.Grain, shown: Span
) -> str:
    """The period with the most changes of control, and whether none had more; `totals`: of each, see `periods`."""
    first, until = shown
    top = max(totals, key=lambda period: (totals[period], -period.toordinal()))
    most = totals[top]
    split: Counter[str] = Counter()
    for begun, _actor, sure, n in rows:
        if begun == top:
            split[sure] += n
    title = _(
        "{changes} of control {when} ({split})",
        changes=words.opening(most, "{n} change", "{n} changes"),
        when=words.in_period(top, per),
        split=words.split(split),
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


def _alt(rows: Iterable[_Gain], totals: Mapping[date, int], per: days.Grain) -> str:
    """The places gained in each of the last periods, from those confirmed to all."""
    confirmed: Counter[date] = Counter()
    for begun, _actor, sure, n in rows:
        if sure == "confirmed":
            confirmed[begun] += n
    said = _("; ").join(
        _("{what}: {n}", what=words.short_date(period), n=_range(confirmed[period], n))
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


def _gain(
    book: Book, bar: Row, grain: str, gains: Sequence[tuple[date, Change]], others: bool = False
) -> tips.Tip:
    """The changes of control that one segment of a bar counts, each with the first day of its period; `others`: it is
    that of several actors, whom the tip names.
    """
    rows, told = [row for _begun, row in gains], when(gains[0][0], grain).text
    return (
        tips.lines(
            _(
                "{what}, {when}: {count}, {confidence}",
                what=bar["actor"],
                when=told,
                count=words.count(len(rows), "{n} place", "{n} places"),
                confidence=tips.sure(bar),
            ),
            tips.some(book.actors[row.to_actor].short_name for row in rows) if others else "",
            tips.some(book.called(row.place) for row in rows),
            tips.of_events(book, (row.event for row in rows)),
        ),
        told,
    )
