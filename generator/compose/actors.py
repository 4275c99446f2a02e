"""A page for each actor, and the list of actors by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from generator import words
from generator.blocks import Chart, Direction, Figure, Ref, Sentence
from generator.compose import directions, parts, related
from generator.compose.book import Book, grouped
from generator.compose.figures import fatalities, timeline
from generator.compose.figures import support as support_figures
from generator.compose.figures.holding import SIGNS, counted, holding_together
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.pages import Leaf, Page
from generator.records import Actor, Assessment, Change, Event
from generator.views import ActorsView, ActorView


def pages(book: Book, measures: Measures, cuts: Mapping[str, parts.Cut], prints: Prints) -> Iterator[Leaf]:
    """A page for each actor, its continuations, and the list."""
    now = directions.of_day(book, measures, measures.last.date())
    members = grouped((actor for actor in book.actors.values() if actor.parent), lambda actor: [actor.parent])
    named = _named_in_assessments(book)
    # An alias that is also a place's name ("Damascus" for a government) must not come before the place.
    taken = {place.name for place in book.places.values()} | {actor.name for actor in book.actors.values()}
    for actor in book.actors.values():
        base = f"actors/{actor.id}"
        known_as = tuple(
            name for name in dict.fromkeys((actor.short_name, *actor.aliases)) if name not in taken
        )
        make = partial(
            _page,
            book,
            measures,
            actor,
            members.get(actor.id, []),
            now.get(actor.id, ()),
            cuts[actor.id],
            named.get(actor.id, []),
            known_as,
            prints,
        )
        yield Leaf(f"{base}.md", prints.whole(f"{base}.md"), make)
        yield from parts.continuations(
            book, prints, cuts[actor.id], base, actor.name, book.actor(actor.id), parts.by_day
        )
    yield Leaf("actors/index.md", prints.whole("actors/index.md"), partial(_index, book, measures, prints))


def _page(
    book: Book,
    measures: Measures,
    actor: Actor,
    members: list[Actor],
    now: tuple[Direction, ...],
    cut: parts.Cut,
    named: list[Assessment],
    known_as: tuple[str, ...],
    prints: Prints,
) -> Page:
    path = f"actors/{actor.id}.md"
    return Page(
        path=path,
        template="actor",
        title=actor.name,
        description=_description(book, actor),
        view=_view(book, measures, actor, members, now, cut, named),
        note=prints.note(path),
        known_as=known_as,
    )


def _index(book: Book, measures: Measures, prints: Prints) -> Page:
    last = measures.last.date()
    return Page(
        path="actors/index.md",
        template="actors",
        title=_("Actors"),
        description=_(
            "{actors} by side, with direction and last event as of {day}.",
            actors=words.opening(len(book.actors), "{n} actor", "{n} actors"),
            day=words.long_date(last),
        ),
        view=ActorsView(directions.lines(book, measures, last)),
        note=prints.note("actors/index.md"),
    )


def _description(book: Book, actor: Actor) -> str:
    return _(
        "{actor} ({side}): {events} of {site}.",
        actor=actor.name,
        side=book.side(actor),
        events=words.count(len(book.by_actor.get(actor.id, ())), "{n} event", "{n} events"),
        site=book.settings.site_name,
    )


def _view(
    book: Book,
    measures: Measures,
    actor: Actor,
    members: list[Actor],
    now: tuple[Direction, ...],
    cut: parts.Cut,
    named: list[Assessment],
) -> ActorView:
    events = book.by_actor.get(actor.id, [])
    gained = tuple(row for row in book.changes if row.to_actor == actor.id)
    lost = tuple(row for row in book.changes if row.from_actor == actor.id)
    return ActorView(
        actor=actor,
        side=book.side(actor),
        parent=book.actor(actor.parent) if actor.parent else None,
        members=tuple(book.actor(member.id) for member in members),
        directions=now,
        figures=tuple(_figures(book, measures, actor, events, gained, lost)),
        charts=_charts(book, measures, actor, events),
        gained=gained[::-1],
        lost=lost[::-1],
        areas=tuple(row for row in book.areas if actor.id in (row.to_actor, row.from_actor))[::-1],
        holding=tuple(_holding(measures, actor)),
        given=tuple(row for row in book.support if row.backer == actor.id)[::-1],
        received=tuple(row for row in book.support if row.recipient == actor.id)[::-1],
        events=parts.by_day(cut.first),
        meetings=tuple(row for row in book.meetings if actor.id in (*row.participants, row.convener))[::-1],
        assessments=tuple(named),
        related=related.of_actor(book, actor.id, events),
        parts=cut.parts(f"actors/{actor.id}", _(parts.FIRST)),
    )


def _figures(
    book: Book,
    measures: Measures,
    actor: Actor,
    events: list[Event],
    gained: tuple[Change, ...],
    lost: tuple[Change, ...],
) -> Iterator[Figure]:
    if gained:
        yield Figure(
            words.figures(len(gained)),
            words.noun(len(gained), "place gained", "places gained"),
            words.split(Counter(row.confidence for row in gained)),
            Ref("here", "places-gained", _("rows")),
        )
    if lost:
        yield Figure(
            words.figures(len(lost)),
            words.noun(len(lost), "place lost", "places lost"),
            words.split(Counter(row.confidence for row in lost)),
            Ref("here", "places-lost", _("rows")),
        )
    if gained or lost:
        last = measures.last.date()
        held = measures.holding(actor.id, measures.last)
        yield Figure(
            words.figures(len(held)),
            ngettext(
                "place held on {day}, its members’ included",
                "places held on {day}, its members’ included",
                len(held),
                day=words.day_month(last),
            ),
            words.split(book.how_sure(held, last)),
            Ref("page", "places/index.md", _("places")),
        )
    if events:
        split = words.split(Counter(event.confidence for event in events))
        yield Figure(
            words.figures(len(events)),
            words.noun(len(events), "event", "events"),
            split,
            Ref("here", "events", _("rows")),
        )
    if deaths := fatalities.figure(events, Ref("here", "events", _("rows"))):
        yield deaths


def _charts(book: Book, measures: Measures, actor: Actor, events: list[Event]) -> tuple[Chart, ...]:
    """What is the actor's own: its support by category, its holding together, its timeline, and deaths."""
    last = measures.last.date()
    recipients = dict.fromkeys(row.recipient for row in book.support if row.backer == actor.id)
    charts = [
        support_figures.one_backer(book, measures, actor.id, recipient, last) for recipient in recipients
    ]
    group = measures.members(actor.id)
    if any(row.from_actor in group for row in book.changes):
        charts.append(holding_together(book, measures, group, actor.short_name, last))
    charts.append(
        timeline.events(book, events, actor.short_name, measures.first.date(), last, measures.grain)
    )
    charts.append(
        fatalities.deaths(book, events, actor.short_name, measures.first.date(), last, measures.grain)
    )
    return tuple(chart for chart in charts if chart)


def _holding(measures: Measures, actor: Actor) -> Iterator[Sentence]:
    """One sentence per sign, for the actor with its members."""
    rows = measures.signs[measures.signs["actor"].isin(measures.members(actor.id))]
    if not (rows["sign"] != "other_loss").any():
        return
    for sign in SIGNS:
        of_sign = rows[rows["sign"] == sign]
        n = int(of_sign["n"].sum())
        if n:
            split = words.split(_by_confidence(of_sign))
            days = words.span(of_sign["date"].min().date(), of_sign["date"].max().date())
            yield Sentence.of(
                _("{signs} ({split}), {days}."), signs=words.capital(counted(sign, n)), split=split, days=days
            )


def _by_confidence(rows: pd.DataFrame) -> dict[str, int]:
    return {str(name): int(n) for name, n in rows.groupby("confidence")["n"].sum().items()}


def _named_in_assessments(book: Book) -> Mapping[str, list[Assessment]]:
    """Assessments whose statement says an actor's name; an alias that is also a place's name says nothing."""
    places = {place.name for place in book.places.values()}
    found: dict[str, list[Assessment]] = {}
    for actor in book.actors.values():
        names = {actor.name, actor.short_name, *actor.aliases} - places
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
        rows = [row for row in book.assessments if pattern.search(row.statement)]
        if rows:
            found[actor.id] = rows
    return found
