"""Maps: places by their holder, and where one place lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from charts import map
from charts.form import Row
from generator import words
from generator.blocks import Cell, Chart, DataTable
from generator.compose.book import Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.measure import Measures
from generator.records import Change, Place
from generator.schema import label

_RANK = {"city": 1, "town": 3, "base": 5, "airport": 5, "crossing": 5, "village": 6}


def holders_map(book: Book, measures: Measures, day: date, changed: Sequence[Change]) -> Chart | None:
    """Places of the control table by their holder at the end of `day`; places of `changed` ringed.

    Of more than `MOST_PLACES` the map shows, and its table tells, so many.
    """
    held, all_held = _held(book, measures, day, changed)
    sure = {row.place: row.confidence for row in changed}
    before = {row.place: row.from_actor for row in reversed(changed)}
    rows = _dots(book, held, day, changed)
    if not rows:
        return None
    listed = words.listed(
        [
            _("{what} {n}", what=name, n=str(n))
            for name, n in Counter(str(row["holder"]) for row in rows).most_common(4)
        ]
    )
    if changed:
        title = _(
            "{places} changed hands on {day}",
            places=words.opening(len(sure), "{n} place", "{n} places"),
            day=words.day_month(day),
        )
    else:
        title = _("Who held what on {day}", day=words.long_date(day))
    ringed = _(", the day’s changes ringed") if changed else ""
    subtitle = _subtitle(len(rows), all_held, day, ringed) + _left_out(measures, day)
    table = DataTable(
        (_("Place"), _("Holder"), _("Changed on the day"), _("Holder before")),
        tuple(
            (
                book.place(id),
                _holder(book, actor),
                _(sure[id]) if id in sure else None,
                _holder(book, before[id]) if id in before else None,
            )
            for id, actor in held.items()
        ),
    )
    spec = map.holders(rows, title, subtitle)
    tips.tell(spec, "dots", lambda dot: _tip(book, dot, book.latest(dot["id"], day)) if "id" in dot else None)
    return chart("map", title, subtitle, _("Places by holder: {holders}.", holders=listed), table, spec)


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


def _held(book: Book, measures: Measures, day: date, changed: Sequence[Change]) -> tuple[dict[str, str], int]:
    """The holder of each place that a map tells of, in the order of the table; how many places could be drawn."""
    all_held = measures.holders(pd.Timestamp(day)).items()
    known = day + EARLIEST
    held = {str(id): str(actor) for id, actor in all_held if book.changes_of[str(id)][0].date <= known}
    drawn = [id for id in held if book.places[id].lat is not None]
    if len(drawn) <= MOST_PLACES:
        return held, len(drawn)
    today = {row.place for row in changed}

    def order(id: str) -> tuple[bool, bool, int]:
        rests = book.latest(id, day)
        return id not in today, book.places[id].kind != "city", -rests.date.toordinal() if rests else 0

    shown = set(sorted(drawn, key=order)[:MOST_PLACES])
    return {id: actor for id, actor in held.items() if id in shown}, len(drawn)


def heights(
    book: Book, measures: Measures, days: Sequence[date], changes: Mapping[date, Sequence[Change]]
) -> tuple[tuple[date, float], ...]:
    """The latest of `days` with the height in px that the map of each has, see `holders_map`."""
    found = []
    for day in days[-MOST_DAYS:]:
        changed = changes.get(day, ())
        held, _all = _held(book, measures, day, changed)
        if dots := _dots(book, held, day, changed):
            spots = [(dot["lon"], dot["lat"]) for dot in dots]
            holders = Counter((dot["holder"], dot["color"]) for dot in dots)
            signs = {dot["confidence"] for dot in dots} | {"changed" for dot in dots if dot["changed"]}
            found.append((day, map.height(spots, holders, signs)))
    return tuple(found)


def _dots(book: Book, held: Mapping[str, str], day: date, changed: Sequence[Change]) -> list[dict[str, Any]]:
    """The places of `held` (place → holder) that have coordinates, as dots of the map."""
    ringed = {row.place for row in changed}
    return [
        _dot(book, book.places[id], actor, id in ringed, book.latest(id, day))
        for id, actor in held.items()
        if book.places[id].lat is not None
    ]


def _dot(book: Book, place: Place, actor: str, changed: bool, rests: Change | None) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.called,
        "lat": place.lat,
        "lon": place.lon,
        "holder": book.actors[actor].short_name if actor else _("no known holder"),
        "color": book.colors.get(actor, "var(--fm-faint)"),
        "changed": changed,
        # Of the change that brought the holder; before the first change the table says it.
        "confidence": rests.confidence if rests else "confirmed",
        "rank": _RANK.get(place.kind, 9),
    }


def _tip(book: Book, dot: Row, change: Change | None) -> tips.Tip:
    """Who holds a place, since when, and who says so."""
    since = (
        _("since {day} ({confidence})", day=words.table_date(change.date), confidence=_(change.confidence))
        if change
        else _("since before the data begin")
    )
    return (
        tips.lines(
            _("{place}: {holder}", place=dot["name"], holder=dot["holder"]),
            since,
            tips.of_events(book, [change.event] if change else []),
        ),
        dot["name"],
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
