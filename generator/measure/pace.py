"""How fast places change hands: places gained per day, week or month, and the running mean."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from generator.measure.control import CONFIDENCE

FORMULA = (
    "*Advance pace* is the number of places gained: the rows of `control` with scope `place`, by the day of "
    "their event, the actor that gained the place and the confidence of the event; every gain counts, also "
    "recaptures and places taken by outside powers. It is counted by day where the data span at most 90 "
    "days, by week (from Monday) where they span at most three years, else by month. The running mean is "
    "the mean of the daily counts of all actors together over the last `window_days` calendar days (3 "
    "unless the site says otherwise), days without a change included; at the start of the data it is taken "
    "over the days that exist."
)

Grain = Literal["day", "week", "month"]

_OFFSETS = {"day": "D", "week": "W-SUN", "month": "M"}


def grain(days: pd.DatetimeIndex) -> Grain:
    """'day' for a span of at most 90 days, 'week' for at most three years, else 'month'."""
    if len(days) <= 90:
        return "day"
    return "week" if days[-1] < days[0] + pd.DateOffset(years=3) else "month"


def spans(days: pd.DatetimeIndex) -> pd.DataFrame:
    """The periods of the data: [period (its first calendar day), start, end, days].

    `start` and `end` are the first and last day of the period that the data cover, `days` their number: the
    first and the last week or month may be cut short.
    """
    dates = pd.Series(days, dtype=days.dtype)
    cover = dates.groupby(_period(dates, grain(days))).agg(["min", "max", "size"])
    return cover.rename_axis("period").reset_index().set_axis(["period", "start", "end", "days"], axis=1)


def periods(changes: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Places gained per period: [period, actor, confidence, places], rows above zero only, in that order.

    `period` is the first calendar day of the day, week (Monday) or month, see `grain`; `places` the number of
    `changes` to the actor. A row that names no new holder is nobody's gain and left out.
    """
    gained = changes[changes["to_actor"] != ""]
    keys = {"period": _period(gained["date"], grain(days)), "actor": gained["to_actor"]}
    rows = pd.DataFrame({**keys, "confidence": gained["confidence"]})
    by = ["period", "actor", "confidence"]
    return rows.groupby(by).size().rename("places").reset_index().sort_values(by, ignore_index=True)


def running(changes: pd.DataFrame, days: pd.DatetimeIndex, window: int) -> pd.DataFrame:
    """Places gained per day: [date, places, confirmed, claimed, disputed, mean, mean_confirmed].

    One row for each of `days`. mean = sum of `places` over the last `window` days including this one /
    `window`, at the start of the data / the days that exist; mean_confirmed the same over `confirmed`. For
    one actor pass its rows of `changes` alone.
    """
    gained = changes[changes["to_actor"] != ""]
    counts = pd.crosstab(gained["date"], gained["confidence"])
    daily = counts.reindex(index=days, columns=list(CONFIDENCE), fill_value=0).astype("int64")
    daily = daily.rename_axis("date").rename_axis(None, axis=1)
    daily.insert(0, "places", daily.sum(axis=1))
    # Whole sums divided once: a running mean would carry rounding from busy days into quiet ones.
    sums = daily[["places", "confirmed"]].rolling(window, min_periods=1).sum().round()
    means = sums.div(np.minimum(np.arange(len(days)) + 1, window), axis=0)
    return daily.assign(mean=means["places"], mean_confirmed=means["confirmed"]).reset_index()


def _period(dates: pd.Series[pd.Timestamp], grain: str) -> pd.Series[pd.Timestamp]:
    return dates.dt.to_period(_OFFSETS[grain]).dt.start_time.astype(dates.dtype)
