"""Deaths over time, by the sources' best estimates and their bounds; what is not known is named, never zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import days, fatalities
from generator import words
from generator.blocks import Chart, DataTable, Figure, Ref
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart, period_head
from generator.compose.figures.timeline import period, told_span, when
from generator.language import gettext as _
from generator.language import ngettext
from generator.records import Event

FEWEST = 3  # periods with deaths: fewer are said in the list of events already
FEWEST_AT_PLACE = 8  # a data set of events has thousands of places, most with a handful of events in one list


@dataclass(frozen=True)
class Toll:
    """The estimates of some events added up; a missing bound counts as the best estimate of its event."""

    best: int
    low: int
    high: int
    events: int

    @classmethod
    def of(cls, events: Iterable[Event]) -> Toll | None:
        """None where no event has a best estimate."""
        known = [event for event in events if event.fatalities_best is not None]
        if not known:
            return None
        best = [event.fatalities_best or 0 for event in known]
        low = [event.fatalities_low for event in known]
        high = [event.fatalities_high for event in known]
        return cls(
            sum(best),
            sum(n if bound is None else bound for n, bound in zip(best, low, strict=True)),
            sum(n if bound is None else bound for n, bound in zip(best, high, strict=True)),
            len(known),
        )


def figure(events: Sequence[Event], rows: Ref) -> Figure | None:
    """The key number of `events`; None where none has an estimate."""
    toll = Toll.of(events)
    if not toll:
        return None
    counted = words.count(toll.events, "{n} event", "{n} events")
    detail = _("in {events}", events=counted)
    if toll.low != toll.high:
        detail = _(
            "{low}–{high} by the bounds, in {events}",
            low=words.figures(toll.low),
            high=words.figures(toll.high),
            events=counted,
        )
    if more := len(events) - toll.events:
        detail = _("; ").join([detail, _without(more)])
    return Figure(words.figures(toll.best), _("deaths, best estimates"), detail, rows)


def deaths(
    book: Book,
    events: Sequence[Event],
    who: str,
    first: date,
    last: date,
    grain: str,
    fewest: int = FEWEST,
) -> Chart | None:
    """Deaths per day (week, month); None where fewer than `fewest` periods have deaths.

    An event known only to lie somewhere in a span that goes beyond one period is in no bar: it is counted in
    the subtitle.
    """
    starts = {day: period(day, grain) for day in {event.date for event in events}}
    placed, spread = _placed(events, starts, grain)
    by_period = grouped(placed, lambda event: [starts[event.date]])
    tolls = {day: Toll.of(rows) for day, rows in sorted(by_period.items())}
    known = {day: toll for day, toll in tolls.items() if toll}
    if sum(toll.high > 0 for toll in known.values()) < fewest:
        return None
    numbers = ((pd.Timestamp(day), toll.best, toll.low, toll.high) for day, toll in known.items())
    frame = pd.DataFrame(numbers, columns=["period", "best", "low", "high"])
    most = max(known, key=lambda day: (known[day].best, -day.toordinal()))
    title = words.capital(_title(known.values(), known[most].best, words.in_period(most, grain), who))
    subtitle = _subtitle(placed, spread, told_span(who, first, last), grain)
    span = pd.Timestamp(first), pd.Timestamp(last)
    spec = fatalities.deaths(frame, _grain(grain), title, subtitle, span)
    tips.tell(spec, "bars", lambda bar: _tip(book, by_period[tips.iso_day(bar, "start")], bar, grain))
    return chart(
        "fatalities", title, subtitle, _alt(known, most, grain), _table(by_period, tolls, grain), spec
    )


def at_place(book: Book, events: Sequence[Event]) -> Chart | None:
    """Deaths over the time of a place's own events: the chart stays as it is when days are added elsewhere."""
    if not events:
        return None
    first = min(event.date for event in events)
    last = max(event.date_end or event.date for event in events)
    grain = days.grain(pd.Timestamp(first), pd.Timestamp(last))
    return deaths(book, events, "", first, last, grain, FEWEST_AT_PLACE)


def _placed(
    events: Sequence[Event], starts: Mapping[date, date], grain: str
) -> tuple[list[Event], list[Event]]:
    """Events that lie in one period, and those whose span goes beyond it; `starts`: the period of each first day."""
    placed: list[Event] = []
    spread: list[Event] = []
    for event in events:
        within = event.date_end is None or period(event.date_end, grain) == starts[event.date]
        (placed if within else spread).append(event)
    return placed, spread


def _grain(grain: str) -> days.Grain:
    return "day" if grain == "day" else "week" if grain == "week" else "month"


def _title(tolls: Iterable[Toll], most: int, when: str, who: str) -> str:
    best = sum(toll.best for toll in tolls)
    title = ngettext(
        "{best} death reported by best estimates, {n} of them {when}",
        "{best} deaths reported by best estimates, {n} of them {when}",
        best,
        best=words.figures(best),
        n=words.figures(most),
        when=when,
    )
    # Who was killed, or by whom, is not said by an actor’s being named.
    return _("Events with {actor}: {message}", actor=who, message=title) if who else title


def _subtitle(placed: Sequence[Event], spread: Sequence[Event], span: str, grain: str) -> str:
    """What is drawn, over which time, and what is not drawn."""
    drawn = days.by_grain(
        grain,
        _("Deaths per day; the band goes from the lowest to the highest estimate."),
        _("Deaths per week; the band goes from the lowest to the highest estimate."),
        _("Deaths per month; the band goes from the lowest to the highest estimate."),
    )
    said = [drawn, f"{words.capital(span)}."]
    if without := sum(event.fatalities_best is None for event in placed):
        said.append(f"{words.capital(_without(without))}.")
    if beyond := Toll.of(spread):
        said.append(
            ngettext(
                "Not drawn: {n} event ({deaths}) whose date is a span beyond one period.",
                "Not drawn: {n} events ({deaths}) whose dates are spans beyond one period.",
                beyond.events,
                n=words.figures(beyond.events),
                deaths=words.count(beyond.best, "{n} death", "{n} deaths"),
            )
        )
    return " ".join(said)


def _without(events: int) -> str:
    return words.count(events, "{n} event without an estimate", "{n} events without an estimate")


def _alt(known: dict[date, Toll], most: date, grain: str) -> str:
    toll = known[most]
    return _(
        "Deaths by best estimates over {n} periods with deaths; most {when}: {best}, from {low} to {high}.",
        n=str(sum(toll.high > 0 for toll in known.values())),
        when=words.in_period(most, grain),
        best=words.figures(toll.best),
        low=words.figures(toll.low),
        high=words.figures(toll.high),
    )


def _table(by_period: Mapping[date, list[Event]], tolls: Mapping[date, Toll | None], grain: str) -> DataTable:
    head = (
        period_head(grain),
        _("Best estimate"),
        _("Lowest"),
        _("Highest"),
        _("Events"),
        _("Without an estimate"),
    )
    rows = []
    for day, toll in tolls.items():
        numbers = (toll.best, toll.low, toll.high) if toll else (None, None, None)
        events = by_period[day]
        without = sum(event.fatalities_best is None for event in events)
        rows.append((when(day, grain), *numbers, len(events), without))
    return DataTable(head, tuple(rows))


def _tip(book: Book, events: Sequence[Event], bar: dict[str, object], grain: str) -> tips.Tip | None:
    toll, label = Toll.of(events), when(tips.iso_day(bar, "start"), grain).text
    if not toll:
        return None
    told = _(
        "{when}: {deaths} by best estimates ({low}–{high}), in {events}",
        when=label,
        deaths=words.count(toll.best, "{n} death", "{n} deaths"),
        low=words.figures(toll.low),
        high=words.figures(toll.high),
        events=words.count(toll.events, "{n} event", "{n} events"),
    )
    deadliest = sorted(events, key=lambda event: -(event.fatalities_best or 0))
    return tips.lines(told, *tips.named(book, deadliest)), label
