"""Support levels as spans: days in a row on which a series says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from charts import days
from generator.language import gettext as _
from generator.language import later

LEVELS = (
    later("none"),
    later("political"),
    later("indirect, material"),
    later("limited combat"),
    later("large-scale combat"),
)
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days in a row on which a series says the same."""

    start: pd.Timestamp
    end: pd.Timestamp  # the day after the last
    actual: int | None
    announced: int | None
    stale: bool
    ended: bool

    @property
    def state(self) -> tuple[int | None, int | None, bool, bool]:
        """What it says."""
        return self.actual, self.announced, self.stale, self.ended

    @property
    def says(self) -> bool:
        """Whether a level is known, or that support has ended."""
        return self.actual is not None or self.announced is not None or self.ended

    @property
    def more(self) -> bool:
        """Whether more was announced than given."""
        return self.announced is not None and self.announced > (self.actual or 0)


class Strip(NamedTuple):
    """A series by its name, with all its spans in the order of time."""

    name: str
    spans: Sequence[Span]


def telling(strips: Iterable[Strip]) -> list[Strip]:
    """The strips with the spans alone that say something; those without any are left out."""
    found = (Strip(name, [span for span in spans if span.says]) for name, spans in strips)
    return [strip for strip in found if strip.spans]


def drawn(spans: Iterable[Span], silent: Sequence[days.Span]) -> list[Span]:
    """Spans cut where all is silent, and joined where one day says the same as the day before."""
    found: list[Span] = []
    for span in spans:
        for start, end in days.outside(span.start, span.end, silent):
            if found and (found[-1].end, found[-1].state) == (start, span.state):
                found[-1] = replace(found[-1], end=end)
            else:
                found.append(replace(span, start=start, end=end))
    return found


def signs(strips: Iterable[Strip]) -> tuple[bool, bool, bool]:
    """Whether any span has more announced than given; is stale; is ended."""
    found = [span for strip in strips for span in strip.spans]
    return (
        any(span.more for span in found),
        any(span.stale for span in found),
        any(span.ended for span in found),
    )


def worded(level: int) -> str:
    """A level with its word: "3 limited combat"."""
    return f"{level} {_(LEVELS[level])}"
