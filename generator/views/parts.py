"""The further parts of a page that is cut."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import Group, Parts, Ref


@dataclass(frozen=True)
class MoreView:
    """A continuation of a long list of events: the page it continues, and its own events."""

    of: Ref
    events: tuple[Group, ...]
    parts: Parts
