"""The calendar of all days: a table for each month, in which silent days stand apart from days without an event."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from generator import words
from generator.blocks import Ref, Sentence
from generator.compose import fresh
from generator.compose.book import Book
from generator.compose.days import Days
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure.silence import EVENT, QUIET, SILENT
from generator.views.dates import CalendarDay, CalendarMonth


def months(book: Book, days: Days) -> Iterator[CalendarMonth]:
    """Each month that has a day with a page; of the days of others in between it says what is known of them."""
    events = Counter({day: len(rows) for day, rows in book.by_date.items()})
    changes = Counter({day: len(rows) for day, rows in days.changes.items()})
    before: date | None = None
    for year, month in sorted({(day.year, day.month) for day in days.all}):
        first = date(year, month, 1)
        skipped = _skipped(book, before, first - timedelta(days=1)) if before and before < first else None
        yield CalendarMonth(words.month(first), skipped, tuple(_weeks(book, days, first, events, changes)))
        before = (first + timedelta(days=31)).replace(day=1)


def _skipped(book: Book, first: date, last: date) -> Sentence:
    """What is known of whole months without a row."""
    states = Counter(
        book.coverage.of(date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1)
    )
    return Sentence.of(
        _("No row is dated to {span}. Sources of these tables were published on {quiet} of them; {silent}."),
        span=words.span(first, last),
        quiet=words.count(states[QUIET], "{n} day", "{n} days"),
        silent=words.count(states[SILENT], "{n} day is silent", "{n} days are silent"),
    )


def coverage(book: Book) -> Sentence | None:
    """How many days are quiet and how many silent; None where events are dated to every day."""
    states = Counter(book.coverage.states)
    all, quiet, silent = states.total(), states[QUIET], states[SILENT]
    if states[EVENT] == all:
        return None
    told = []
    if quiet:
        told.append(
            ngettext(
                "{n} is marked “no event”: a source was published on it or another row is dated to it, no event",
                "{n} are marked “no event”: a source was published on them or another row is dated to them, no event",
                quiet,
                n=words.number(quiet),
            )
        )
    if silent:
        told.append(
            ngettext(
                "{n} is marked “no report”: no row is dated to it, and no source was published on it",
                "{n} are marked “no report”: no row is dated to them, and no source was published on them",
                silent,
                n=words.number(silent),
            )
        )
    return Sentence.of(
        _("Of {days} up to the last one, {marked}. {rules}"),
        days=words.count(all, "{n} day", "{n} days"),
        marked=_("; ").join(told),
        rules=Ref("page", "methodology.md#silence", _("What counts as silence")),
    )


def _weeks(
    book: Book, days: Days, first: date, events: Counter[date], changes: Counter[date]
) -> Iterator[tuple[CalendarDay | None, ...]]:
    begin, end = days.all[0], days.all[-1]
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        if week[-1] < begin or week[0] > end:
            continue  # a week before or after the data says nothing
        yield tuple(
            CalendarDay(
                day.day,
                Ref("date", day.isoformat(), str(day.day)) if day in days.there else None,
                events[day],
                changes[day],
                book.coverage.of(day),
                fresh.of_events(book, book.by_date.get(day, ())),
            )
            if day.month == first.month
            else None
            for day in week
        )
