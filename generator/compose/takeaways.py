"""What a reader should know first: two to five computed sentences, the most telling first.

One alone is there where the rows give no second: a day without change of control has what was recorded on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from generator.blocks import Ref, Sentence
from generator.compose.book import Book
from generator.compose.sentences import control, events, support
from generator.language import gettext as _
from generator.measure import Measures

FEWEST, MOST = 2, 5


def of_day(book: Book, measures: Measures, day: date) -> tuple[Sentence, ...]:
    """What a reader should know first of `day`, at most five sentences."""
    first, after = (side(book.changes, day, key=lambda row: row.date) for side in (bisect_left, bisect_right))
    changes = list(book.changes[first:after])
    candidates = [
        *([control.places_changed(book, changes, day)] if changes else []),
        *control.fronts_moved(book, measures, day),
        *support.support_changed(book, measures, day),
        *events.own_withdrawals(book, book.by_date.get(day, []), day),
        *events.deaths(book.by_date.get(day, []), Ref("here", "events", _("events"))),
    ]
    recorded = events.what_was_recorded(book.by_date.get(day, []), day)
    return _enough(candidates, recorded, bool(book.by_date.get(day)))


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
    return _enough(candidates, events.everything_recorded(book), bool(book.events))


def _enough(candidates: list[Sentence], recorded: Sentence, any_event: bool) -> tuple[Sentence, ...]:
    """The candidates, and what was recorded where they are few; that there was no event only when alone."""
    few = len(candidates) < FEWEST and (any_event or not candidates)
    return tuple([*candidates, recorded] if few else candidates)[:MOST]
