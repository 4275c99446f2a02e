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
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    areas: tuple[Change, ...]
    holding: tuple[Sentence, ...]
    ways: tuple[Way, ...]
    claims: ClaimsSection | None
    given: tuple[Support, ...]
    received: tuple[Support, ...]
    events: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    assessments: tuple[Forecast, ...]
    changed: tuple[WhatChanged, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class ActorsView:
    """`actors/index.md`: actors by side."""

    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]
