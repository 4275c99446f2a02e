"""Support levels as spans: days in a row on which a series says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import form
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
    def more(self) -> bool:
        """Whether more was announced than given."""
        return self.announced is not None and self.announced > (self.actual or 0)


def spans(frame: pd.DataFrame, ended: bool = True) -> list[Span]:
    """Days of one series joined where nothing changes; a missing day ends a span."""

    def level(number: Any) -> int | None:
        return None if pd.isna(number) else min(4, max(0, round(number)))

    found: list[Span] = []
    for row in form.records(frame.sort_values("date", kind="stable").drop_duplicates("date", keep="last")):
        span = Span(
            row["date"],
            row["date"] + DAY,
            level(row["actual"]),
            level(row["announced"]),
            bool(row["stale"]),
            bool(row["ended"]) if ended else False,
        )
        before = found[-1] if found else None
        if (
            before
            and before.end == span.start
            and (before.actual, before.announced, before.stale, before.ended)
            == (span.actual, span.announced, span.stale, span.ended)
        ):
            found[-1] = Span(before.start, span.end, span.actual, span.announced, span.stale, span.ended)
        else:
            found.append(span)
    return found


def worded(level: int) -> str:
    """A level with its word: "3 limited combat"."""
    return f"{level} {_(LEVELS[level])}"
