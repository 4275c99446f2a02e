"""A page for each place, and the list of places by governorate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from generator import words
from generator.blocks import Ref, Sentence, Spell
from generator.compose import parts, related
from generator.compose.book import Book, grouped
from generator.compose.days import Days
from generator.compose.editions import Record
from generator.compose.figures import fatalities, maps
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.measure import Measures
from generator.pages import Leaf, Page
from generator.records import Change, Event, Place, each
from generator.revisions import WhatChanged
from generator.views.places import PlacesView, PlaceView


def pages(
    book: Book,
    measures: Measures,
    days: Days,
    cuts: Mapping[str, parts.Cut[Event]],
    record: Record,
    prints: Prints,
) -> Iterator[Leaf]:
    """A page for each place, its continuations, and the list."""
    spells = _spells(book, measures)
    axes = _axes(book, measures)
    areas = grouped(book.areas, lambda row: [row.place])
    near = related.Near(book)
    for place in book.places.values():
        base, cut, events = f"places/{place.id}", cuts[place.id], book.by_place.get(place.id, ())
        told = _Told(
            tuple(spells.get(place.id, ())),
            tuple(areas.get(place.id, ())),
            tuple(axes.get(place.id, ())),
            near.to(place.id),
            record.on_page(base, len(events)),
        )
        rest = parts.rest(cut, prints)
        listed = prints.listed((prints.events(cut.first), *rest), events)
        fingerprint = _fingerprint(book, measures, days, place, told, cut, listed, prints)
        yield Leaf(f"{base}.md", fingerprint, partial(_page, book, measures, place, told, cut, prints))
        yield from parts.continuations(
            book, prints, cut, rest, base, place.called, book.place(place.id), parts.by_day
        )
    index = partial(_index, book, measures, days, prints)
    yield Leaf("places/index.md", prints.of("places/index.md", prints.everything), index)


@dataclass(frozen=True)
class _Told:
    """What other tables than events say of a place."""

    spells: tuple[Spell, ...]
    areas: tuple[Change, ...]
    axes: tuple[Sentence, ...]
    near: tuple[Ref, ...]
    changed: tuple[WhatChanged, ...]


def _fingerprint(
    book: Book,
    measures: Measures,
    days: Days,
    place: Place,
    told: _Told,
    cut: parts.Cut[Event],
    listed: bytes,
    prints: Prints,
) -> str:
    events = book.by_place.get(place.id, ())
    return prints.of(
        f"places/{place.id}.md",
        prints.places([place.id]),
        _until(measures, told, events),
        [(spell.start, spell.end, spell.end in days.there) for spell in told.spells],
        prints.actors(spell.actor for spell in told.spells),
        prints.rows(spell.change for spell in told.spells if spell.change),
        [spell.change is None for spell in told.spells],
        prints.rows(told.areas),
        told.axes,
        told.near,
        told.changed,
        listed,
        cut.parts(f"places/{place.id}", ""),
    )


def _until(measures: Measures, told: _Told, events: Iterable[Event]) -> date:
    """The last day that the page of a place tells of: that of its rows; the first day of the data where it has none."""
    days = [*(event.date for event in events), *(row.date for row in told.areas)]
    days += [spell.start for spell in told.spells if spell.start]
    return max(days, default=measures.first.date())


def _page(
    book: Book, measures: Measures, place: Place, told: _Told, cut: parts.Cut[Event], prints: Prints
) -> Page:
    base, events = f"places/{place.id}", book.by_place.get(place.id, [])
    return Page(
        path=f"{base}.md",
        template="place",
        title=place.called,
        description=_(
            "{place}, {area}: {events} of {site}.",
            place=place.called,
            area=place.admin1,
            events=words.count(len(events), "{n} event", "{n} events"),
            site=book.settings.site_name,
        ),
        view=PlaceView(
            place=place,
            coordinates=_position(place),
            spells=parts.newest(told.spells, _begun),
            areas=parts.newest(told.areas),
            axes=told.axes,
            map=maps.locator(book, place.id),
            deaths=fatalities.at_place(book, events),
            events=parts.by_day(cut.first),
            changed=told.changed,
            related=related.of_place(book, told.near, events),
            parts=cut.parts(base, _(parts.FIRST)),
        ),
        note=prints.note(f"{base}.md"),
        known_as=(place.also,) if place.also else (),
        until=_until(measures, told, events),
    )


def _begun(spell: Spell) -> date:
    """The day of the change by which a spell began; one that began with none stands on no day's page, and so stays."""
    return spell.change.date if spell.change else date.max


def _index(book: Book, measures: Measures, days: Days, prints: Prints) -> Page:
    control = "control" in book.present
    held = dict(measures.holders(measures.last).items()) if control else {}
    last, holders = measures.last.date(), maps.Holders(book, measures)
    today = [change for change in book.changes if change.date == last]
    groups = grouped(book.places.values(), lambda place: [place.admin1 or _("Governorate not given")])

    def row(place: Place) -> tuple[Place, str | None, date | None, int]:
        events = book.by_place.get(place.id, [])
        return place, held.get(place.id), max((event.date for event in events), default=None), len(events)

    many = words.opening(len(book.places), "{n} place", "{n} places")
    if control:
        description = _(
            "{places} by governorate or country, with the holder on {day} where the control table names one.",
            places=many,
            day=words.long_date(last),
        )
    else:
        description = _("{places} by governorate or country.", places=many)
    return Page(
        path="places/index.md",
        template="places",
        title=_("Places"),
        description=description,
        view=PlacesView(
            control=control,
            map=holders.map(last, today) if control else None,
            map_days=holders.heights(days.all, days.changes) if control else (),
            groups=tuple((name, tuple(row(place) for place in places)) for name, places in groups.items()),
        ),
        note=prints.note("places/index.md"),
    )


def _position(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return ""
    return words.position(place.lat, place.lon)


def _spells(book: Book, measures: Measures) -> Mapping[str, list[Spell]]:
    """Who held each place when, newest first."""
    changes = {(row.event, row.place): row for row in book.changes}
    found: dict[str, list[Spell]] = {}
    for row in each(measures.spells):
        start = None if pd.isna(row.start) else row.start.date()
        end = None if pd.isna(row.end) else row.end.date()
        if end and end > measures.last.date():
            end = None  # its holder ceases after the data: the page speaks of the days it has
        if start and start > measures.last.date():
            continue
        found.setdefault(row.place, []).insert(
            0, Spell(row.actor, start, end, changes.get((row.event, row.place)))
        )
    return found


def _axes(book: Book, measures: Measures) -> Mapping[str, list[Sentence]]:
    """Where each place lies on the axes it belongs to."""
    found: dict[str, list[Sentence]] = {}
    for row in each(measures.chainage):
        axis = book.axes[row.axis]
        if row.km == 0:
            sentence = Sentence.of(_("Origin of the axis {axis}."), axis=axis.name)
        else:
            sentence = Sentence.of(
                _("On the axis {axis}, {km} from {origin} along straight legs."),
                axis=axis.name,
                km=words.kilometres(row.km),
                origin=book.place(axis.origin),
            )
        found.setdefault(row.place, []).append(sentence)
    return found
