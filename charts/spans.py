"""Support levels as spans: days in a row on which a series says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

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
    rows = frame.sort_values("date", kind="stable").drop_duplicates("date", keep="last")
    levels = [[level(number) for number in rows[name].tolist()] for name in ("actual", "announced")]
    over = rows["ended"].tolist() if ended else [False] * len(rows)
    columns = (rows["date"], rows["date"] + DAY, *levels, rows["stale"].tolist(), over)
    for start, end, actual, announced, stale, gone in zip(*columns, strict=True):
        span = Span(start, end, actual, announced, bool(stale), bool(gone))
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
