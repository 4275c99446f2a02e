"""Support levels as spans: days in a row on which a series says the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    if not frame["date"].is_monotonic_increasing:
        frame = frame.sort_values("date", kind="stable")
    dates = frame["date"].to_numpy()
    said = [_levels(frame[name]) for name in ("actual", "announced")]
    said.append(frame["stale"].to_numpy("float64"))
    said.append(frame["ended"].to_numpy("float64") if ended else np.zeros(len(frame)))
    states = np.array(said)
    kept = np.append(dates[1:] != dates[:-1], True)  # of several rows of a day the last one counts
    dates, states = dates[kept], states[:, kept]
    turns = np.append(True, (np.diff(dates) != DAY) | (np.diff(states) != 0).any(axis=0))
    starts = np.flatnonzero(turns)
    ends = np.append(starts[1:], len(dates)) - 1
    return [
        Span(
            pd.Timestamp(dates[start]),
            pd.Timestamp(dates[end]) + DAY,
            _known(states[0, start]),
            _known(states[1, start]),
            bool(states[2, start]),
            bool(states[3, start]),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _known(level: float) -> int | None:
    return None if level < 0 else int(level)


def _levels(column: pd.Series[float]) -> NDArray[np.float64]:
    """Levels from 0 to 4, -1 where none is known."""
    levels = column.to_numpy("float64", na_value=np.nan)
    return np.where(np.isnan(levels), -1, np.clip(np.round(levels), 0, 4))


def worded(level: int) -> str:
    """A level with its word: "3 limited combat"."""
    return f"{level} {_(LEVELS[level])}"
