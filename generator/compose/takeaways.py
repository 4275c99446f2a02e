"""What a reader should know first: at most five computed sentences, the most telling first."""

from __future__ import annotations

from datetime import date

from generator.blocks import Ref, Sentence
from generator.compose.book import Book
from generator.compose.sentences import control, events, support
from generator.language import gettext as _
from generator.measure import Measures

MOST = 5


def of_day(book: Book, measures: Measures, day: date) -> tuple[Sentence, ...]:
    """What a reader should know first of `day`, at most five sentences."""
    changes = [row for row in book.changes if row.date == day]
    candidates = [
        *([control.places_changed(book, changes, day)] if changes else []),
        *control.fronts_moved(book, measures, day),
        *support.support_changed(book, measures, day),
        *events.own_withdrawals(book, book.by_date.get(day, []), day),
        *events.deaths(book.by_date.get(day, []), Ref("here", "events", _("events"))),
    ]
    return tuple(candidates or [events.what_was_recorded(book.by_date.get(day, []), day)])[:MOST]


def of_site(book: Book, measures: Measures) -> tuple[Sentence, ...]:
    """The situation as of the last day: the furthest front, what changed hands, what backers gave and held back."""
    candidates = [
        *control.furthest_front(book, measures),
        *([control.all_changes(book)] if book.changes else []),
        *control.held_together(book, measures),
        *support.support_ended(book, measures),
        *support.support_now(book, measures),
        *events.deaths(book.events, Ref("page", "dates/index.md", _("by day"))),
    ]
    return tuple(candidates or [events.everything_recorded(book)])[:MOST]
