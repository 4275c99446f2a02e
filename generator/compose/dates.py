"""The daily reports and their calendar."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import Chart, Figure, Ref, Sentence, SupportStep
from generator.compose import parts, related, takeaways
from generator.compose.book import Book, grouped
from generator.compose.figures import advance, fatalities, maps, timeline
from generator.compose.figures import support as support_figures
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures, on
from generator.pages import Leaf, Page
from generator.records import Change, Event, Support
from generator.views import DateView, DaysView

HERE = "here"


class Days:
    """What happened on each day, grouped once; a day has a page when any row is dated to it."""

    def __init__(self, book: Book) -> None:
        self.changes = grouped(book.changes, lambda row: [row.date])
        self.areas = grouped(book.areas, lambda row: [row.date])
        self.support = grouped(book.support, lambda row: [row.date])
        self.meetings = grouped(book.meetings, lambda row: [row.date])
        self.made = grouped(book.assessments, lambda row: [row.date])
        self.resolved = grouped(
            book.assessments, lambda row: [row.resolution_date] if row.resolution_date else []
        )
        dated = (book.by_date, self.changes, self.areas, self.support, self.meetings, self.made)
        self.all = tuple(sorted({day for group in dated for day in group}))


def pages(
    book: Book, measures: Measures, days: Days, cuts: Mapping[date, parts.Cut], prints: Prints
) -> Iterator[Leaf]:
    """A page for each day with rows, its continuations, and the calendar."""
    for i, day in enumerate(days.all):
        base = f"dates/{day.isoformat()}"
        previous = related.day_ref(days.all[i - 1]) if i else None
        following = related.day_ref(days.all[i + 1]) if i + 1 < len(days.all) else None
        make = partial(_page, book, measures, days, day, previous, following, cuts[day], prints)
        yield Leaf(f"{base}.md", prints.whole(f"{base}.md"), make)
        yield from parts.continuations(
            book, prints, cuts[day], base, words.long_date(day), related.day_ref(day), parts.by_type
        )
    yield Leaf(
        "dates/index.md", prints.whole("dates/index.md"), partial(_index, book, measures, days, prints)
    )


def _page(
    book: Book,
    measures: Measures,
    days: Days,
    day: date,
    previous: Ref | None,
    following: Ref | None,
    cut: parts.Cut,
    prints: Prints,
) -> Page:
    path = f"dates/{day.isoformat()}.md"
    view = _view(book, measures, days, day, previous, following, cut)
    return Page(
        path=path,
        template="date",
        title=words.weekday_date(day),
        description=_("{day}: {counts}", day=words.long_date(day), counts=view.counts),
        view=view,
        note=prints.note(path),
        known_as=(day.isoformat(), words.table_date(day)),
    )


def _view(
    book: Book,
    measures: Measures,
    days: Days,
    day: date,
    previous: Ref | None,
    following: Ref | None,
    cut: parts.Cut,
) -> DateView:
    events = book.by_date.get(day, [])
    changes = days.changes.get(day, [])
    control, support = "control" in book.present, "support" in book.present
    return DateView(
        day=day,
        number=(day - measures.first.date()).days + 1,
        previous=previous,
        next=following,
        counts=_counts(measures, day, events, _sources(days, day, events)),
        takeaways=takeaways.of_day(book, measures, day),
        figures=tuple(_figures(book, measures, day, events, changes)),
        map=maps.holders_map(book, measures, day, changes) if control else None,
        changes=tuple(changes),
        areas=tuple(days.areas.get(day, [])),
        control=control,
        advance=_advance(book, measures, day) if control else (),
        steps=tuple(_steps(measures, day, days.support.get(day, []))),
        withdrawals=tuple(row for row in days.support.get(day, []) if row.category == "withdrawal"),
        support=support_figures.all_backers(book, measures, day) if support else None,
        events=parts.by_type(cut.first),
        meetings=tuple(days.meetings.get(day, [])),
        made=tuple(days.made.get(day, [])),
        resolved=tuple(days.resolved.get(day, [])),
        related=related.of_day(book, day, events),
        parts=cut.parts(f"dates/{day.isoformat()}", _(parts.FIRST)),
    )


def _counts(measures: Measures, day: date, events: list[Event], sources: int) -> str:
    return _(
        "Day {number} · {events} · {sources}",
        number=str((day - measures.first.date()).days + 1),
        events=words.events(Counter(event.confidence for event in events)),
        sources=words.count(sources, "{n} source", "{n} sources"),
    )


def _sources(days: Days, day: date, events: list[Event]) -> int:
    """How many sources the rows of `day` rest on, those of its assessments' outcomes included."""
    groups = (days.changes, days.areas, days.support, days.meetings, days.made, days.resolved)
    rows = [*events, *(row for group in groups for row in group.get(day, []))]
    return len({source for row in rows for source in row.sources})


def _figures(
    book: Book, measures: Measures, day: date, events: list[Event], changes: list[Change]
) -> Iterator[Figure]:
    if "control" in book.present:
        today = on(measures.pace, pd.Timestamp(day))
        before = measures.pace.loc[measures.pace["date"] < pd.Timestamp(day), "places"]
        rank = _("more than on any day before") if len(before) and len(changes) > before.max() else ""
        split = words.split(Counter(row.confidence for row in changes))
        detail = _("; ").join(part for part in (split, rank) if part)
        yield Figure(
            words.figures(len(changes)),
            words.noun(len(changes), "change of control", "changes of control"),
            detail,
            Ref(HERE, "changes-of-control", _("rows")),
        )
        mean = float(today["mean"].iloc[0])
        window = book.settings.window_days
        yield Figure(
            words.figures(mean, 1),
            ngettext("places a day, {n}-day mean", "places a day, {n}-day mean", window, n=str(window)),
            _("all confidences together"),
            Ref("page", "advance.md", _("advance")),
        )
    if events:
        split = words.split(Counter(event.confidence for event in events))
        yield Figure(
            words.figures(len(events)),
            words.noun(len(events), "event", "events"),
            split,
            Ref(HERE, "events", _("rows")),
        )
    if deaths := fatalities.figure(events, Ref(HERE, "events", _("rows"))):
        yield deaths


def _advance(book: Book, measures: Measures, day: date) -> tuple[Chart, ...]:
    """The pace so far, and the distance on each axis on which a front has moved on that day."""
    today = on(measures.fronts.sort_values("date", kind="stable"), pd.Timestamp(day))
    moved = set(today.loc[today["pace"].fillna(0) != 0, "axis"])
    charts = [advance.places_per_period(book, measures, day)]
    charts += [advance.distance(book, measures, axis, day) for axis in book.axes.values() if axis.id in moved]
    return tuple(chart for chart in charts if chart)


def _steps(measures: Measures, day: date, rows: list[Support]) -> Iterator[SupportStep]:
    """Each series with a row on `day`: its level the day before and at the end of the day."""
    key = ["backer", "recipient", "category"]
    now = on(measures.levels, pd.Timestamp(day)).set_index(key)
    before = on(measures.levels, pd.Timestamp(day) - pd.Timedelta(days=1)).set_index(key)["actual"]
    series = grouped(
        (row for row in rows if row.category != "withdrawal"),
        lambda row: [(row.backer, row.recipient, row.category)],
    )
    for name, of_series in series.items():
        state: Any = now.loc[[name]].iloc[0]
        yield SupportStep(
            *name,
            before=_level(before.get(name)),
            after=_level(state["actual"]),
            announced=_level(state["announced"]),
            announced_status=str(state["announced_status"]),
            rows=tuple(of_series),
        )


def _level(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _index(book: Book, measures: Measures, days: Days, prints: Prints) -> Page:
    counts = Counter({day: len(events) for day, events in book.by_date.items()})
    changes = Counter({day: len(rows) for day, rows in days.changes.items()})
    first, last = days.all[0], days.all[-1]
    busiest = max(days.all, key=lambda day: (counts[day], -day.toordinal()))
    split = words.split(Counter(event.confidence for event in book.by_date.get(busiest, [])))
    sentence = Sentence.of(
        _("The day with the most events is {day}: {events} ({split})."),
        day=related.day_ref(busiest),
        events=words.count(counts[busiest], "{n} event", "{n} events"),
        split=split,
    )
    months = sorted({(day.year, day.month) for day in days.all})
    view = DaysView(
        months=tuple(
            (words.month(date(year, month, 1)), tuple(_weeks(year, month, set(days.all), counts, changes)))
            for year, month in months
        ),
        busiest=sentence,
        chart=timeline.events(book, book.events, "", first, last, measures.grain),
        deaths=fatalities.deaths(book, book.events, "", first, last, measures.grain),
    )
    return Page(
        path="dates/index.md",
        template="days",
        title=_("Days"),
        description=_(
            "{days} with rows, {span}.",
            days=words.opening(len(days.all), "{n} day", "{n} days"),
            span=words.span(first, last),
        ),
        view=view,
        note=prints.note("dates/index.md"),
    )


def _weeks(
    year: int, month: int, there: set[date], events: Counter[date], changes: Counter[date]
) -> Iterator[tuple[tuple[Ref | None, int, int, int] | None, ...]]:
    for week in calendar.Calendar().monthdatescalendar(year, month):
        if not there.intersection(week) and (week[-1] < min(there) or week[0] > max(there)):
            continue  # a week before or after the data says nothing
        cells: list[tuple[Ref | None, int, int, int] | None] = []
        for day in week:
            if day.month != month:
                cells.append(None)
                continue
            ref = Ref("date", day.isoformat(), str(day.day)) if day in there else None
            cells.append((ref, day.day, events[day], changes[day]))
        yield tuple(cells)
