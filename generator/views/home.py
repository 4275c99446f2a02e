"""The home page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import ActorLine, Chart, Figure, Ref, Sentence
from generator.views.places import MapDays


@dataclass(frozen=True)
class HomeView:
    """`index.md`: the situation as of the last day of data."""

    takeaways: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    map_days: MapDays
    days: tuple[tuple[Ref, Sentence, str], ...]
    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]
