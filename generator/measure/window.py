"""The days of the data, and slices of a frame sorted by date: cheap however many days the frame covers."""

from __future__ import annotations

import pandas as pd

from generator.tables import Tables


def between(frame: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The rows of `frame` (sorted by its column `date`) from `start` to `end`, both days included."""
    dates = frame["date"]
    return frame.iloc[dates.searchsorted(start, side="left") : dates.searchsorted(end, side="right")]


def on(frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The rows of `frame` (sorted by its column `date`) of one day."""
    return between(frame, day, day)


def span(tables: Tables) -> pd.DatetimeIndex:
    """Every day from the first to the last date of events, control, support, meetings and assessments."""
    dated = (tables.events, tables.control, tables.support, tables.meetings, tables.assessments)
    dates = pd.concat([frame["date"] for frame in dated]).dropna()
    if dates.empty:
        return pd.DatetimeIndex([], dtype="datetime64[us]", name="date")
    return pd.date_range(dates.min(), dates.max(), freq="D", name="date", unit="us")
