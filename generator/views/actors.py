"""Actors: the page of each, and their list."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import (
    ActorLine,
    Chart,
    ClaimsSection,
    Direction,
    Figure,
    Group,
    Newest,
    Parts,
    Ref,
    Related,
    Sentence,
    Way,
)
from generator.records import Actor, Change, Forecast, Meeting, Support
from generator.revisions import WhatChanged


@dataclass(frozen=True)
class ActorView:
    """`actors/<id>.md`: one actor."""

    actor: Actor
    side: str
    parent: Ref | None
    members: tuple[Ref, ...]
    directions: tuple[Direction, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    gained: Newest[Change]
    lost: Newest[Change]
    areas: Newest[Change]
    holding: tuple[Sentence, ...]
    ways: tuple[Way, ...]
    claims: ClaimsSection | None
    given: Newest[Support]
    received: Newest[Support]
    events: tuple[Group, ...]
    meetings: Newest[Meeting]
    assessments: Newest[Forecast]
    changed: tuple[WhatChanged, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class ActorsView:
    """`actors/index.md`: actors by side."""

    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]
