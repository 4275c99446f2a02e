"""The daily reports and their calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from generator import words
from generator.blocks import Chart, Figure, Parts, Ref, Related, Sentence, SupportStep
from generator.compose import months, parts, related, takeaways
from generator.compose.book import Book, grouped
from generator.compose.days import Days
from generator.compose.editions import Record
from generator.compose.figures import advance, fatalities, maps, pace, timeline
from generator.compose.figures import support as support_figures
from generator.compose.figures.drawn import until_day
from generator.compose.fingerprint import Prints
from generator.compose.forecasts import judged
from generator.compose.past import Past
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures, runs
from generator.pages import Leaf, Page
from generator.records import Change, Event, Support
from generator.revisions import Revision, WhatChanged
from generator.views.dates import DateView, DaysView

HERE = "here"


def pages(
    book: Book,
    measures: Measures,
    days: Days,
    cuts: Mapping[date, parts.Cut[Event]],
    record: Record,
    prints: Prints,
) -> Iterator[Leaf]:
    """A page for each day with rows, its continuations, and the calendar."""
    past, shared = Past(book, measures, days, prints), related.Shared(book)
    whole = _Whole(book, measures, days, prints, maps.Holders(book, measures), pace.Pace(book, measures))
    for i, day in enumerate(days.all):
        base, cut = f"dates/{day.isoformat()}", cuts[day]
        links = _Links(
            related.day_ref(days.all[i - 1]) if i else None,
            related.day_ref(days.all[i + 1]) if i + 1 < len(days.all) else None,
            related.of_day(book, shared, day),
            cut.parts(base, _(parts.FIRST)),
            tuple((id, row) for id, _day, row in record.retracted.get(day.isoformat(), ())),
            record.on_page(base, len(book.by_date.get(day, ()))),
        )
        fingerprint = _fingerprint(book, measures, days, day, links, past, prints)
        make = partial(_page, whole, day, links, cut)
        yield Leaf(f"{base}.md", fingerprint, make)
        yield from parts.continuations(
            book,
            prints,
            cut,
            parts.rest(cut, prints),
            base,
            words.long_date(day),
            related.day_ref(day),
            parts.by_type,
        )
    index = partial(_index, book, measures, days, prints)
    yield Leaf("dates/index.md", prints.of("dates/index.md", prints.everything), index)


@dataclass(frozen=True, eq=False)
class _Whole:
    """What the pages of all days are made of."""

    book: Book
    measures: Measures
    days: Days
    prints: Prints
    holders: maps.Holders
    pace: pace.Pace


@dataclass(frozen=True)
class _Links:
    """What the page of a day leads to, and what editions changed on it."""

    previous: Ref | None
    next: Ref | None
    related: Related
    parts: Parts | None
    retracted: tuple[tuple[str, Revision], ...]
    changed: tuple[WhatChanged, ...]


def _fingerprint(
    book: Book, measures: Measures, days: Days, day: date, links: _Links, past: Past, prints: Prints
) -> str:
    groups = (days.changes, days.areas, days.support, days.meetings, days.made, days.resolved)
    return prints.of(
        f"dates/{day.isoformat()}.md",
        past.until(day),
        prints.silence(day),
        prints.events(book.by_date.get(day, ())),
        *(prints.rows(group.get(day, ())) for group in groups),
        past.backing(day),
        # An open forecast expires when the data go on beyond its horizon.
        [(row.id, row.state) for row in judged(measures, days.made.get(day, ()))],
        [prints.has_page(row.resolution_date) for row in days.made.get(day, ())],
        links,
        day < days.all[-1],
    )


def _page(whole: _Whole, day: date, links: _Links, cut: parts.Cut[Event]) -> Page:
    path = f"dates/{day.isoformat()}.md"
    view = _view(whole, day, links, cut)
    return Page(
        path=path,
        template="date",
        title=words.weekday_date(day),
        description=_("{day}: {counts}", day=words.long_date(day), counts=view.counts),
        view=view,
        note=whole.prints.note(path),
        known_as=(day.isoformat(), words.table_date(day)),
        until=day,
    )


def _view(whole: _Whole, day: date, links: _Links, cut: parts.Cut[Event]) -> DateView:
    book, measures, days = whole.book, whole.measures, whole.days
    events = book.by_date.get(day, [])
    changes = days.changes.get(day, [])
    control, support = "control" in book.present, "support" in book.present
    return DateView(
        day=day,
        number=(day - measures.first.date()).days + 1,
        previous=links.previous,
        next=links.next,
        counts=_counts(measures, day, events, _sources(days, day, events)),
        takeaways=takeaways.of_day(book, measures, day),
        figures=tuple(_figures(book, measures, day, events, changes)),
        map=whole.holders.map(day, changes) if control else None,
        changes=tuple(changes),
        areas=tuple(days.areas.get(day, [])),
        control=control,
        advance=_advance(whole, day) if control else (),
        steps=tuple(_steps(measures, day, days.support.get(day, []))),
        withdrawals=tuple(row for row in days.support.get(day, []) if row.category == "withdrawal"),
        support=support_figures.all_backers(book, measures, until_day(measures, day)) if support else None,
        events=parts.by_type(cut.first),
        meetings=tuple(days.meetings.get(day, [])),
        made=judged(measures, days.made.get(day, [])),
        resolved=judged(measures, days.resolved.get(day, [])),
        retracted=links.retracted,
        changed=links.changed,
        related=links.related,
        parts=links.parts,
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
        first = day == measures.first.date()
        most = len(changes) > measures.most_before(pd.Timestamp(day))
        rank = _("more than on any day before") if most and not first else ""
        split = words.split(Counter(row.confidence for row in changes))
        detail = _("; ").join(part for part in (split, rank) if part)
        yield Figure(
            words.figures(len(changes)),
            words.noun(len(changes), "change of control", "changes of control"),
            detail,
            Ref(HERE, "changes-of-control", _("rows")),
        )
        ((_day, mean, _sure),) = measures.means(day, day)
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


def _advance(whole: _Whole, day: date) -> tuple[Chart, ...]:
    """The pace so far, and the distance on each axis on which a front has moved on that day."""
    book, measures = whole.book, whole.measures
    moved = set(measures.moved(pd.Timestamp(day))["axis"])
    shown = until_day(measures, day)
    charts = [whole.pace.places(shown)]
    charts += [
        advance.distance(book, measures, axis, shown) for axis in book.axes.values() if axis.id in moved
    ]
    return tuple(chart for chart in charts if chart)


def _steps(measures: Measures, day: date, rows: list[Support]) -> Iterator[SupportStep]:
    """Each series with a row on `day`: its level the day before and at the end of the day."""
    series = grouped(
        (row for row in rows if row.category != "withdrawal"),
        lambda row: [(row.backer, row.recipient, row.category)],
    )
    for name, of_series in series.items():
        stood = measures.series[name]
        now, before = runs.on(stood, day), runs.before(stood, day)
        yield SupportStep(
            *name,
            before=before.actual if before else None,
            after=now.actual if now else None,
            announced=now.announced if now else None,
            announced_status=now.announced_status if now else "",
            rows=tuple(of_series),
        )


def _index(book: Book, measures: Measures, days: Days, prints: Prints) -> Page:
    counts = Counter({day: len(events) for day, events in book.by_date.items()})
    first, last = days.all[0], days.all[-1]
    busiest = max(days.all, key=lambda day: (counts[day], -day.toordinal()))
    split = words.split(Counter(event.confidence for event in book.by_date.get(busiest, [])))
    sentence = Sentence.of(
        _("The day with the most events is {day}: {events} ({split})."),
        day=related.day_ref(busiest),
        events=words.count(counts[busiest], "{n} event", "{n} events"),
        split=split,
    )
    view = DaysView(
        months=tuple(months.months(book, days)),
        coverage=months.coverage(book),
        busiest=sentence,
        chart=timeline.events(book, book.events, "", first, last),
        deaths=fatalities.deaths(book, book.events, "", first, last, measures.grain),
        daily=measures.grain == "day",
    )
    return Page(
        path="dates/index.md",
        template="days",
        title=_("Days"),
        description=_(
            "{days} with rows, {span}.",
            days=words.opening(len(days.all) - len(days.bare), "{n} day", "{n} days"),
            span=words.span(first, last),
        ),
        view=view,
        note=prints.note("dates/index.md"),
    )
