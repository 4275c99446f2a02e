"""Slices of a frame sorted by date: cheap however many days the frame covers."""

from __future__ import annotations

import pandas as pd


def between(frame: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The rows of `frame` (sorted by its column `date`) from `start` to `end`, both days included."""
    dates = frame["date"]
    return frame.iloc[dates.searchsorted(start, side="left") : dates.searchsorted(end, side="right")]


def on(frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The rows of `frame` (sorted by its column `date`) of one day."""
    return between(frame, day, day)
