"""A page for each actor, and the list of actors by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from charts import days
from generator import words
from generator.blocks import Chart, Figure, Ref, Sentence
from generator.compose import claims, directions, parts, related, steps
from generator.compose.book import Book
from generator.compose.dossier import Dossiers
from generator.compose.editions import Record
from generator.compose.figures import fatalities, timeline
from generator.compose.figures import support as support_figures
from generator.compose.figures.holding import SIGNS, counted, holding_together
from generator.compose.fingerprint import Prints
from generator.compose.forecasts import judged
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.measure.claims import CLAIMED
from generator.pages import Leaf, Page
from generator.records import Actor, Change, Event
from generator.revisions import WhatChanged
from generator.views.actors import ActorsView, ActorView


def pages(
    book: Book, measures: Measures, cuts: Mapping[str, parts.Cut[Event]], record: Record, prints: Prints
) -> Iterator[Leaf]:
    """A page for each actor, its continuations, and the list."""
    dossiers = Dossiers(book, measures)
    for actor in book.actors.values():
        base, cut, events = f"actors/{actor.id}", cuts[actor.id], book.by_actor.get(actor.id, ())
        changed, rest = record.on_page(base, len(events)), parts.rest(cut, prints)
        listed = prints.listed((prints.events(cut.first), *rest), events)
        fingerprint = _fingerprint(book, measures, dossiers, actor, cut, listed, changed, prints)
        make = partial(_page, book, measures, dossiers, actor, cut, changed, prints)
        yield Leaf(f"{base}.md", fingerprint, make)
        yield from parts.continuations(
            book, prints, cut, rest, base, actor.name, book.actor(actor.id), parts.by_day
        )
    index = partial(_index, book, measures, prints)
    yield Leaf("actors/index.md", prints.of("actors/index.md", prints.everything), index)


def _fingerprint(
    book: Book,
    measures: Measures,
    dossiers: Dossiers,
    actor: Actor,
    cut: parts.Cut[Event],
    listed: bytes,
    changed: tuple[WhatChanged, ...],
    prints: Prints,
) -> str:
    """Its own rows and those of its members' territory; of the rest of the data where it stands on the last day.

    A day on which none of these are dated is nothing new: the page does not name the last day of the data.
    """
    id, group = actor.id, measures.members(actor.id)
    territory = [
        row for rows in (dossiers.gained, dossiers.lost) for who in group for row in rows.get(who, ())
    ]
    signs = [row for who in group for row in dossiers.signs.get(who, ())]
    own = (
        dossiers.areas.get(id, ()),
        dossiers.given.get(id, ()),
        dossiers.received.get(id, ()),
        dossiers.meetings.get(id, ()),
        dossiers.named.get(id, ()),
    )
    return prints.of(
        f"actors/{id}.md",
        dossiers.until(actor),
        prints.days(dossiers.until(actor)),
        dossiers.settled(id),
        [prints.has_page(row.resolution_date) for row in dossiers.named.get(id, ())],
        prints.actors((id, *([actor.parent] if actor.parent else ()), *group)),
        len(group),
        dossiers.known_as[id],
        dossiers.now.get(id, ()),
        [*dossiers.sure(id).items()],
        listed,
        cut.parts(f"actors/{id}", ""),
        prints.rows(territory),
        *(prints.rows(rows) for rows in own),
        [(row.id, row.state) for row in judged(measures, dossiers.named.get(id, ()))],
        _turned(dossiers, id),
        prints.silence(dossiers.until(actor)),
        min(measures.editions, 2),
        [(row.actor, row.date, row.sign, row.confidence, row.n) for row in signs],
        prints.events(book.event[event] for row in signs for event in row.events),
        changed,
    )


def _turned(dossiers: Dossiers, actor: str) -> list[tuple[object, ...]]:
    """The claims that no longer stand; the others follow from the events."""
    return [tuple(row)[1:] for row in dossiers.claims.get(actor, ()) if row.outcome != CLAIMED]


def _page(
    book: Book,
    measures: Measures,
    dossiers: Dossiers,
    actor: Actor,
    cut: parts.Cut[Event],
    changed: tuple[WhatChanged, ...],
    prints: Prints,
) -> Page:
    path = f"actors/{actor.id}.md"
    return Page(
        path=path,
        template="actor",
        title=actor.name,
        description=_description(book, actor),
        view=_view(book, measures, dossiers, actor, cut, changed),
        note=prints.note(path),
        known_as=dossiers.known_as[actor.id],
        until=dossiers.until(actor),
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
    dossiers: Dossiers,
    actor: Actor,
    cut: parts.Cut[Event],
    changed: tuple[WhatChanged, ...],
) -> ActorView:
    events = book.by_actor.get(actor.id, [])
    gained, lost = (tuple(rows.get(actor.id, ())) for rows in (dossiers.gained, dossiers.lost))
    return ActorView(
        actor=actor,
        side=book.side(actor),
        parent=book.actor(actor.parent) if actor.parent else None,
        members=tuple(book.actor(member.id) for member in dossiers.children.get(actor.id, ())),
        directions=dossiers.now.get(actor.id, ()),
        figures=tuple(_figures(dossiers.sure(actor.id), events, gained, lost)),
        charts=_charts(book, measures, dossiers, actor, events),
        gained=parts.newest(gained[::-1]),
        lost=parts.newest(lost[::-1]),
        areas=parts.newest(dossiers.areas.get(actor.id, ())[::-1]),
        holding=tuple(_holding(measures, dossiers, actor)),
        ways=steps.ways(book, measures, actor.id),
        claims=claims.of_actor(book, dossiers.claims.get(actor.id, ()), measures.editions),
        given=parts.newest(dossiers.given.get(actor.id, ())[::-1]),
        received=parts.newest(dossiers.received.get(actor.id, ())[::-1]),
        events=parts.by_day(cut.first),
        meetings=parts.newest(dossiers.meetings.get(actor.id, ())[::-1]),
        assessments=parts.newest(judged(measures, dossiers.named.get(actor.id, ()))),
        changed=changed,
        related=related.of_actor(book, actor.id, events),
        parts=cut.parts(f"actors/{actor.id}", _(parts.FIRST)),
    )


def _figures(
    sure: Counter[str],
    events: list[Event],
    gained: tuple[Change, ...],
    lost: tuple[Change, ...],
) -> Iterator[Figure]:
    """`sure`: how sure the holdings of the actor and its members are on the last day."""
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
        yield Figure(
            words.figures(sure.total()),
            ngettext(
                "place held at the end of the data, its members’ included",
                "places held at the end of the data, its members’ included",
                sure.total(),
            ),
            words.split(sure),
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


def _charts(
    book: Book, measures: Measures, dossiers: Dossiers, actor: Actor, events: list[Event]
) -> tuple[Chart, ...]:
    """What is the actor's own: its support by category, its holding together, its timeline, and deaths.

    Each ends with the last of its own rows, not of the data.
    """
    recipients = dict.fromkeys(row.recipient for row in dossiers.given.get(actor.id, ()))
    charts = [support_figures.one_backer(book, measures, actor.id, recipient) for recipient in recipients]
    group = measures.members(actor.id)
    if any(dossiers.lost.get(who) for who in group):
        charts.append(holding_together(book, measures, group, actor.short_name))
    if events:
        first, last = measures.first.date(), max(event.date for event in events)
        grain = days.grain(pd.Timestamp(first), pd.Timestamp(last))
        charts.append(timeline.events(book, events, actor.short_name, first, last))
        charts.append(fatalities.deaths(book, events, actor.short_name, first, last, grain))
    return tuple(chart for chart in charts if chart)


def _holding(measures: Measures, dossiers: Dossiers, actor: Actor) -> Iterator[Sentence]:
    """One sentence per sign, for the actor with its members."""
    rows = [row for who in measures.members(actor.id) for row in dossiers.signs.get(who, ())]
    if all(row.sign == "other_loss" for row in rows):
        return
    for sign in SIGNS:
        of_sign = [row for row in rows if row.sign == sign]
        if of_sign:
            counts: Counter[str] = Counter()
            for row in of_sign:
                counts[row.confidence] += row.n
            split, dates = words.split(counts), [row.date.date() for row in of_sign]
            yield Sentence.of(
                _("{signs} ({split}), {days}."),
                signs=words.capital(counted(sign, counts.total())),
                split=split,
                days=words.span(min(dates), max(dates)),
            )
