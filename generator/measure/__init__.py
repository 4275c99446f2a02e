"""What the tables amount to: small frames of numbers and ids, each with its formula; wording is compose's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from generator.measure import (
    claims,
    collapse,
    control,
    direction,
    distance,
    evidence,
    forecasts,
    origins,
    pace,
    runs,
    silence,
    steps,
    support,
    umbrella,
)
from generator.measure.window import between, on, span
from generator.settings import Settings
from generator.tables import Tables

__all__ = ["FORMULAS", "Measures", "between", "measure", "on"]

# Title -> formula in plain Markdown, in the order of the methodology page.
FORMULAS = {
    "Umbrella actors": umbrella.FORMULA,
    "Control": control.FORMULA,
    "Advance pace": pace.FORMULA,
    "Distance along an axis": distance.FORMULA,
    "Support level": support.FORMULA,
    "Steps of support": steps.FORMULA,
    "Direction": direction.FORMULA,
    "Holding together": collapse.FORMULA,
    "Forecasts": forecasts.FORMULA,
    "Claims": claims.FORMULA,
    "Silence": silence.FORMULA,
    "Independent origins": origins.FORMULA,
    "Evidence": evidence.FORMULA,
}


@dataclass(frozen=True, eq=False)
class Measures:
    """Every measure of one set of tables. Frames are sorted as their functions say and must not be changed.

    first, last, days: the span of the data (NaT and empty without events). umbrella: actor -> its top-most
    ancestor; family: [actor, ancestor]. Columns and formulas stand at the functions that make the frames:
    `umbrella.umbrellas`, `.lineage` (family); `control.changes` (changes, areas), `.spells`, `.tally` (tally,
    umbrella_tally), `.family_tally`; `pace.grain`, `.spans`, `.periods`, `.running` (pace);
    `distance.chainage`, `.fronts`, `.fastest`; `support.levels`, `.overall`, `.withdrawals`;
    `collapse.losses`, `.signs`; `steps.steps`, `.waits`; `forecasts.forecasts`; `claims.claims`. backing and series:
    the runs of `overall` by (backer, recipient), and of `levels` by (backer, recipient, category), see `runs.runs`.
    editions: how many are on record.
    """

    settings: Settings
    first: pd.Timestamp
    last: pd.Timestamp
    days: pd.DatetimeIndex
    umbrella: dict[str, str]
    family: pd.DataFrame
    changes: pd.DataFrame
    areas: pd.DataFrame
    spells: pd.DataFrame
    tally: pd.DataFrame
    umbrella_tally: pd.DataFrame
    family_tally: pd.DataFrame
    grain: pace.Grain
    spans: pd.DataFrame
    periods: pd.DataFrame
    pace: pd.DataFrame
    chainage: pd.DataFrame
    fronts: pd.DataFrame
    fastest: pd.DataFrame
    levels: pd.DataFrame
    overall: pd.DataFrame
    backing: Mapping[runs.Key, runs.Runs]
    series: Mapping[runs.Key, runs.Runs]
    withdrawals: pd.DataFrame
    losses: pd.DataFrame
    signs: pd.DataFrame
    steps: pd.DataFrame
    waits: pd.DataFrame
    forecasts: forecasts.Forecasts
    claims: pd.DataFrame
    editions: int
    _headings: dict[pd.Timestamp, pd.DataFrame] = field(default_factory=dict, repr=False)

    def holders(self, day: pd.Timestamp) -> pd.Series[str]:
        """Place -> holder at the end of `day`, see `control.holders`."""
        return control.holders(self.spells, day)

    def holder(self, place: str, day: date) -> str:
        """Who holds a place with rows of control at the end of `day`; "" for no known holder."""
        return control.holder(self.holdings[place], day)

    @cached_property
    def holdings(self) -> Mapping[str, control.Holdings]:
        """Who held each place from which day on, by place."""
        return control.holdings(self.spells)

    def members(self, actor: str) -> tuple[str, ...]:
        """`actor` and all below it, by id."""
        return self._members.get(actor, (actor,))

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        return umbrella.members(self.family)

    def fronts_of(self, axis: str) -> Mapping[str, list[distance.Stand]]:
        """Where the front of each actor on an axis stood, by actor and then in the order of time."""
        return self._fronts.get(axis, MappingProxyType({}))

    @cached_property
    def _fronts(self) -> dict[str, dict[str, list[distance.Stand]]]:
        return distance.stands(self.fronts)

    @cached_property
    def signs_of(self) -> Mapping[str, Sequence[Any]]:
        """The rows of `signs` of each actor, as named tuples."""
        found: dict[str, list[Any]] = {}
        for row in self.signs.itertuples():
            found.setdefault(str(row.actor), []).append(row)
        return found

    def towns_of(self, axis: str) -> list[tuple[str, float]]:
        """The places of an axis with their km from its origin, which comes first."""
        rows = self.chainage[self.chainage["axis"] == axis]
        return list(zip(rows["place"].tolist(), rows["km"].tolist(), strict=True))

    def moved(self, day: pd.Timestamp) -> pd.DataFrame:
        """The rows of `fronts` of the fronts that moved on `day`."""
        return on(self._moved, day)

    @cached_property
    def _moved(self) -> pd.DataFrame:
        return self.fronts[self.fronts["pace"].abs() > 0].sort_values("date", kind="stable")

    def levels_of(self, backer: str, recipient: str) -> Mapping[str, runs.Runs]:
        """The runs of `levels` of one pair, by category."""
        return self._levels.get((backer, recipient), MappingProxyType({}))

    @cached_property
    def _levels(self) -> dict[tuple[str, str], dict[str, runs.Runs]]:
        pairs: dict[tuple[str, str], dict[str, runs.Runs]] = {}
        for (backer, recipient, category), found in self.series.items():
            pairs.setdefault((backer, recipient), {})[category] = found
        return pairs

    def settled(self, backer: str, recipient: str) -> pd.Timestamp:
        """The last day on which anything new is said of the levels of a pair that has some, see `support.settled`."""
        return self._settled[backer, recipient]

    @cached_property
    def _settled(self) -> dict[tuple[str, str], pd.Timestamp]:
        return support.settled(self.levels, self.settings.stale_days)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """The last row of `overall` of each backer for each recipient: of the last day on which both existed."""
        return self.overall.drop_duplicates(["backer", "recipient"], keep="last")

    def most_before(self, day: pd.Timestamp) -> int:
        """The greatest number of places gained on one day before `day`; 0 where there is none."""
        rows = int(self.pace["date"].searchsorted(day))
        return int(self._most.iloc[rows - 1]) if rows else 0

    @cached_property
    def _most(self) -> pd.Series[int]:
        return self.pace["places"].cummax()

    def means(self, first: date, last: date) -> list[tuple[pd.Timestamp, float, float]]:
        """The running mean of the places gained on each day from `first` to `last`, and that of the confirmed ones."""
        begin = self.first.date()
        return self._means[(first - begin).days : (last - begin).days + 1]

    @cached_property
    def _means(self) -> list[tuple[pd.Timestamp, float, float]]:
        columns = (self.pace[name] for name in ("date", "mean", "mean_confirmed"))
        return list(zip(*columns, strict=True))

    def held(self, day: pd.Timestamp) -> dict[str, list[str]]:
        """Actor -> the places that it or an actor below it holds at the end of `day`, by id; only who holds any."""
        rows = self.holders(day).reset_index().merge(self.family, on="actor")
        return {str(actor): list(places) for actor, places in rows.groupby("ancestor")["place"]}

    def pace_of(self, actor: str) -> pd.DataFrame:
        """The daily gains and running mean of `actor` with the actors below it, see `pace.running`.

        What one of them gained from another is left out.
        """
        group = self.members(actor)
        rows = self.changes[self.changes["to_actor"].isin(group) & ~self.changes["from_actor"].isin(group)]
        return pace.running(rows, self.days, self.settings.window_days)

    def last_moved(self, actor: str, day: pd.Timestamp) -> pd.Timestamp | None:
        """The last day up to `day` on which `actor`, with the actors below it, gained or lost a place, if any."""
        dates = self._moves.get(actor, self.family_tally["date"].iloc[:0])
        number = int(dates.searchsorted(day, side="right"))
        return dates.iloc[number - 1] if number else None

    @cached_property
    def _moves(self) -> dict[str, pd.Series[pd.Timestamp]]:
        return {str(actor): rows for actor, rows in self.family_tally.groupby("actor")["date"]}

    def directions(self, day: pd.Timestamp) -> pd.DataFrame:
        """Direction of every actor that has one on `day` (`direction.COLUMNS`): territory, then support.

        Raises KeyError for a day outside `days`.
        """
        if day not in self.days:
            raise KeyError(f"{day:%Y-%m-%d} is not a day of the data")
        if day not in self._headings:
            self._headings[day] = self._directions(self.days[self.days == day])
        return self._headings[day]

    def _directions(self, days: pd.DatetimeIndex) -> pd.DataFrame:
        window = self.settings.window_days
        parts = [
            direction.territory(self.family_tally, self.spells, self.family, days, window),
            direction.backing(self.overall, days, window),
        ]
        return pd.concat(parts).sort_values("date", kind="stable", ignore_index=True)


def measure(tables: Tables, settings: Settings) -> Measures:
    """Work out every measure of checked `tables`. Raises nothing; an absent table gives empty frames."""
    days = span(tables)
    tops, family = umbrella.umbrellas(tables.actors), umbrella.lineage(tables.actors)
    changes = control.changes(tables.control, tables.events, tops)
    spells = control.spells(changes, tables.actors)
    line = distance.chainage(tables.axes, tables.places)
    fronts = distance.fronts(line, changes, spells, days)
    levels = support.lasting(support.levels(tables.support, days, settings.stale_days), tables.actors)
    overall = support.lasting(support.overall(tables.support, levels, days), tables.actors)
    losses = collapse.losses(changes, tables.events, tops)
    ways = steps.steps(tables.support)
    return Measures(
        settings=settings,
        first=_bound(days[:1]),
        last=_bound(days[-1:]),
        days=days,
        umbrella=tops,
        family=family,
        changes=changes,
        areas=control.changes(tables.control, tables.events, tops, scope="area"),
        spells=spells,
        tally=control.tally(changes),
        umbrella_tally=control.tally(changes, level="umbrella"),
        family_tally=control.family_tally(changes, family),
        grain=pace.grain(days),
        spans=pace.spans(days),
        periods=pace.periods(changes, days),
        pace=pace.running(changes, days, settings.window_days),
        chainage=line,
        fronts=fronts,
        fastest=distance.fastest(fronts),
        levels=levels,
        overall=overall,
        backing=runs.runs(overall, ("backer", "recipient")),
        series=runs.runs(levels, ("backer", "recipient", "category")),
        withdrawals=support.withdrawals(tables.support),
        losses=losses,
        signs=collapse.signs(losses, tables.events, tops),
        steps=ways,
        waits=steps.waits(ways),
        forecasts=forecasts.forecasts(tables.assessments, _bound(days[-1:])),
        claims=claims.claims(tables.events, tables.changes, tables.editions, tables.sources),
        editions=len(tables.editions),
    )


def _bound(days: pd.DatetimeIndex) -> pd.Timestamp:
    # NaT passes for a Timestamp: pages of data with events, that is all real ones, need not ask.
    return days.min()
