"""Maps: places by their holder, and where one place lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from charts import map
from charts.form import Row
from charts.guides import OTHERS
from generator import words
from generator.blocks import Cell, Chart, DataTable
from generator.compose.book import Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import MOST_ACTORS, chart
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.measure import Measures
from generator.records import Change, Place
from generator.schema import label

_RANK = {"city": 1, "town": 3, "base": 5, "airport": 5, "crossing": 5, "village": 6}


@dataclass(frozen=True)
class _Held:
    """A place as maps tell of it as long as it does not change hands: who holds it, and by which change, if by any; its
    dot where it can be drawn, its tip, and its cells in the table.
    """

    actor: str
    rests: Change | None
    dot: Row | None
    tip: tips.Tip
    cells: tuple[Cell, Cell]


class Holders:
    """The maps of a site's places by their holder.

    What they say of a place stays the same from day to day until it changes hands, and is kept that long.
    """

    def __init__(self, book: Book, measures: Measures) -> None:
        self._book = book
        self._measures = measures
        self._known: dict[str, _Held] = {}
        # What each day asks of each place: numbers in a row, since places lie all over the memory of a large site.
        self._ids = tuple(measures.holdings)
        places = [book.places[id] for id in self._ids]
        self._city = np.array([place.kind == "city" for place in places], dtype="bool")
        self._drawn = np.array([place.lat is not None for place in places], dtype="bool")
        self._first = _ordinals(book.changes_of[id][0] for id in self._ids)
        self._numbers = {id: number for number, id in enumerate(self._ids)}
        self._days = _ordinals(book.changes)
        self._places = np.array([self._numbers[row.place] for row in book.changes], dtype="int64")

    def map(self, day: date, changed: Sequence[Change]) -> Chart | None:
        """Places of the control table by their holder at the end of `day`; places of `changed` ringed.

        Of more than `MOST_PLACES` the map shows, and its table tells, so many.
        """
        book = self._book
        held, all_held = self._shown(day, changed)
        sure = {row.place: row.confidence for row in changed}
        before = {row.place: row.from_actor for row in reversed(changed)}
        rows = _dots(held, sure)
        if not rows:
            return None
        title, subtitle = self._told(day, len(rows), all_held, len(sure))
        table = DataTable(
            (_("Place"), _("Holder"), _("Changed on the day"), _("Holder before")),
            tuple(
                (
                    *place.cells,
                    _(sure[id]) if id in sure else None,
                    _holder(book, before[id]) if id in before else None,
                )
                for id, place in held.items()
            ),
        )
        most = Counter(str(row["holder"]) for row in rows).most_common(4)
        listed = words.listed([_("{what} {n}", what=name, n=str(n)) for name, n in most])
        spec = map.holders(rows, title, subtitle)
        tips.tell(spec, "dots", lambda dot: held[dot["id"]].tip if "id" in dot else None)
        return chart("map", title, subtitle, _("Places by holder: {holders}.", holders=listed), table, spec)

    def heights(
        self, days: Sequence[date], changes: Mapping[date, Sequence[Change]]
    ) -> tuple[tuple[date, float], ...]:
        """The latest of `days` with the height in px that the map of each has."""
        found = []
        for day in days[-MOST_DAYS:]:
            changed = {row.place for row in changes.get(day, ())}
            held, _all = self._shown(day, changes.get(day, ()))
            if dots := _dots(held, changed):
                spots = [(dot["lon"], dot["lat"]) for dot in dots]
                groups = Counter((dot["group"], dot["color"]) for dot in dots)
                signs = {dot["confidence"] for dot in dots} | {"changed" for dot in dots if dot["changed"]}
                found.append((day, map.height(spots, groups, signs)))
        return tuple(found)

    def _told(self, day: date, shown: int, there: int, changed: int) -> tuple[str, str]:
        """Title and subtitle of a map of so many of the places that are there, so many of which changed hands."""
        if changed:
            title = _(
                "{places} changed hands on {day}",
                places=words.opening(changed, "{n} place", "{n} places"),
                day=words.day_month(day),
            )
        else:
            title = _("Who held what on {day}", day=words.long_date(day))
        ringed = _(", the day’s changes ringed") if changed else ""
        return title, _subtitle(shown, there, day, ringed) + _left_out(self._measures, day)

    def _shown(self, day: date, changed: Sequence[Change]) -> tuple[dict[str, _Held], int]:
        """The places that a map tells of, in the order of the table; how many places could be drawn."""
        there = self._first <= (day + EARLIEST).toordinal()
        drawn = there & self._drawn
        many = int(drawn.sum())
        if many > MOST_PLACES:
            so_far = slice(int(self._days.searchsorted(day.toordinal(), side="right")))
            latest = np.zeros(len(self._ids), dtype="int64")
            latest[self._places[so_far]] = self._days[so_far]  # of several rows of a place the last one stays
            today = np.zeros(len(self._ids), dtype="bool")
            today[[self._numbers[row.place] for row in changed]] = True
            order = np.lexsort((-latest, ~self._city, ~today))
            there = np.zeros(len(self._ids), dtype="bool")
            there[order[drawn[order]][:MOST_PLACES]] = True
        shown = [self._ids[number] for number in np.flatnonzero(there).tolist()]
        return {id: self._held(id, day) for id in shown}, many

    def _held(self, id: str, day: date) -> _Held:
        actor, rests = self._measures.holder(id, day), self._book.latest(id, day)
        known = self._known.get(id)
        if known is None or known.rests is not rests or known.actor != actor:
            known = self._known[id] = _held(self._book, self._book.places[id], actor, rests)
        return known


MOST_PLACES = 300
"""So many places a map shows; more would lie on one another, and weigh on every page of a day."""

EARLIEST = timedelta(days=30)
"""So long before its first row of control a map shows a place: that row alone says who held it until then."""

MOST_DAYS = 92
"""So many days back the slider of a map goes; older ones are on their own pages."""


def _subtitle(shown: int, there: int, day: date, ringed: str) -> str:
    """What the dots stand for; `there`: the places that could be drawn."""
    if shown < there:
        return _(
            "{shown} of the {n} named places with a row of control, by holder at the end of {day}{ringed}: those that "
            "changed hands on the day, cities, and those that changed hands last. The key and the table count these. "
            "Hollow: rests on a claim. Dots are places, not areas: what lies between is not known.",
            shown=words.figures(shown),
            n=words.figures(there),
            day=words.long_date(day),
            ringed=ringed,
        )
    return ngettext(
        "The {n} named places with a row of control, by holder at the end of {day}{ringed}. "
        "Hollow: rests on a claim; the key counts both. Dots are places, not areas: what lies between is not known.",
        "The {n} named places with a row of control, by holder at the end of {day}{ringed}. "
        "Hollow: rests on a claim; the key counts both. Dots are places, not areas: what lies between is not known.",
        shown,
        n=str(shown),
        day=words.long_date(day),
        ringed=ringed,
    )


def _left_out(measures: Measures, day: date) -> str:
    """Which places are not there, however many those are, so that a page of long ago does not follow later rows."""
    if day + EARLIEST >= measures.last.date():
        return ""
    until = words.long_date(day + EARLIEST)
    return _(" Places whose first row of control is later than {day} are left out.", day=until)


def _ordinals(rows: Iterable[Change]) -> NDArray[np.int64]:
    return np.array([row.date.toordinal() for row in rows], dtype="int64")


def _dots(held: Mapping[str, _Held], changed: Collection[str]) -> list[Row]:
    """The dots of a map of places that are `held`; those of `changed` are ringed."""
    drawn = [(id, place.actor, place.dot) for id, place in held.items() if place.dot]
    named = _named({id: actor for id, actor, _dot in drawn}, changed)
    others = len({actor for _id, actor, _dot in drawn} - named)
    group = ngettext("{n} other holder", "{n} other holders", others, n=str(others))
    unnamed = {"group": group, "color": OTHERS}
    return [
        {**dot, "changed": id in changed, **({} if actor in named else unnamed)} for id, actor, dot in drawn
    ]


def _named(drawn: Mapping[str, str], changed: Collection[str]) -> set[str]:
    """The holders that the key names, of those of the places `drawn`: all of few; of many those of places that changed
    hands on the day, then those of the most places. That nobody is known to hold a place is always told.
    """
    places = Counter(drawn.values())
    if len(places) <= MOST_ACTORS:
        return {*places}
    today = {drawn[id] for id in changed if id in drawn}
    ordered = sorted(places, key=lambda actor: (actor != "", actor not in today, -places[actor], actor))
    return {*ordered[: MOST_ACTORS - 1]}


def _held(book: Book, place: Place, actor: str, rests: Change | None) -> _Held:
    holder = book.actors[actor].short_name if actor else _("no known holder")
    dot = {
        "id": place.id,
        "name": place.called,
        "lat": place.lat,
        "lon": place.lon,
        "holder": holder,
        "group": holder,
        "color": book.colors.get(actor, "var(--fm-faint)"),
        # Of the change that brought the holder; before the first change the table says it.
        "confidence": rests.confidence if rests else "confirmed",
        "rank": _RANK.get(place.kind, 9),
    }
    return _Held(
        actor,
        rests,
        dot if place.lat is not None else None,
        _tip(book, place.called, holder, rests),
        (book.place(place.id), _holder(book, actor)),
    )


def _tip(book: Book, place: str, holder: str, change: Change | None) -> tips.Tip:
    """Who holds a place, since when, and who says so."""
    since = (
        _("since {day} ({confidence})", day=words.table_date(change.date), confidence=_(change.confidence))
        if change
        else _("since before the data begin")
    )
    return (
        tips.lines(
            _("{place}: {holder}", place=place, holder=holder),
            since,
            tips.of_events(book, [change.event] if change else []),
        ),
        place,
    )


def _holder(book: Book, actor: str) -> Cell:
    return book.actor(actor) if actor else _("no known holder")


_PRECISION = {
    "exact": later("good to 1–2 km"),
    "approx": later("known roughly, to a few kilometres"),
    "admin": later("a stand-in point for the whole area"),
    "": later("precision not given"),
}


def locator(book: Book, id: str) -> Chart | None:
    """Where one place lies."""
    place = book.places[id]
    if place.lat is None or place.lon is None:
        return None
    position = words.position(place.lat, place.lon)
    exact = _(_PRECISION.get(place.precision, _PRECISION[""]))
    precision = label("places", "precision", place.precision)
    table = DataTable(
        (_("Latitude"), _("Longitude"), _("Precision")), ((f"{place.lat}", f"{place.lon}", precision),)
    )
    spec = map.locator(place.called, place.lat, place.lon)
    subtitle = _("{position}; {precision}.", position=position, precision=exact)
    alt = _("{place} at {position}.", place=place.called, position=position)
    return chart("locator", place.called, subtitle, alt, table, spec)
