"""What the page of a day shows of other days: all up to it, and a few things that are known of the whole."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.compose.book import Book, grouped
from generator.compose.days import Days
from generator.compose.figures import maps
from generator.compose.figures.drawn import until_day
from generator.compose.fingerprint import Prints, digest
from generator.measure import Measures
from generator.records import Change

_EPOCH = date(1970, 1, 1).toordinal()


class Past:
    """For each day the digest of what its page shows of other days."""

    def __init__(self, book: Book, measures: Measures, days: Days, prints: Prints) -> None:
        first: dict[str, Change] = {}
        for row in book.changes:
            first.setdefault(row.place, row)
        opening = sorted(first.values(), key=lambda row: row.date)
        came, dots = [row.date for row in opening], _running(opening, prints)
        fronts = _Fronts(measures)
        running = hashlib.sha256(_axes(book, measures, first, prints))
        self._until: dict[date, bytes] = {}
        self._backing = dict(_backing(days, prints))
        for day in days.all:
            changes, support = days.changes.get(day, ()), days.support.get(day, ())
            running.update(digest(day, prints.shown(changes), prints.shown(support)))
            # Who held a place before its first row: on a map from some days before that row on.
            until = day + maps.EARLIEST
            known = digest(dots[bisect_right(came, until)], until < measures.last.date())
            self._until[day] = digest(running.digest(), known, fronts.of(day))

    def until(self, day: date) -> bytes:
        """Of the days that have a page, the changes of control and the support up to `day`."""
        return self._until[day]

    def backing(self, day: date) -> bytes:
        """Of the support so far of each pair that has a row on `day`: a fall may bring an older row to the fore."""
        return self._backing.get(day, b"")


def _backing(days: Days, prints: Prints) -> Iterator[tuple[date, bytes]]:
    """Each day with support, with the digest of all that its pairs have given so far."""
    pairs: dict[tuple[str, str], bytes] = {}
    for day in sorted(days.support):
        told = grouped(days.support[day], lambda row: [(row.backer, row.recipient)])
        for pair, rows in told.items():
            pairs[pair] = digest(pairs.get(pair), prints.rows(rows))
        yield day, digest(*(pairs[pair] for pair in told))


def _running(opening: Iterable[Change], prints: Prints) -> list[bytes]:
    """Of none of the first rows of places, of one, of the first two …"""
    hash = hashlib.sha256()
    found = [hash.digest()]
    for row in opening:
        hash.update(digest(row.place, prints.places([row.place]), prints.actors([row.from_actor])))
        found.append(hash.digest())
    return found


def _axes(book: Book, measures: Measures, first: Mapping[str, Change], prints: Prints) -> bytes:
    """What the fronts of every day rest on: what the axes run through, and who held that before its first change."""
    towns = measures.chainage["place"].unique().tolist()
    before = [first[town].from_actor if town in first else "" for town in towns]
    return digest([*book.axes.values()], towns, prints.places(towns), before, prints.actors(before))


class _Fronts:
    """Whose fronts the charts of a day show: an actor comes onto those of an axis when it gains a place there,
    however late.
    """

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        rows = measures.fronts
        moved = rows.loc[rows["pace"].abs() > 0, ["date", "axis"]].drop_duplicates()
        self._moved: dict[date, list[str]] = {}
        for day, axis in zip(moved["date"].dt.date, moved["axis"], strict=True):
            self._moved.setdefault(day, []).append(str(axis))
        self._days: dict[str, dict[str, list[int]]] = {}
        days = (rows["date"].to_numpy().astype("datetime64[D]").astype(int) + _EPOCH).tolist()
        for axis, actor, day in zip(rows["axis"].tolist(), rows["actor"].tolist(), days, strict=True):
            self._days.setdefault(axis, {}).setdefault(actor, []).append(day)

    def of(self, day: date) -> list[tuple[str, list[str]]]:
        """The actors on each axis on which a front moved that day."""
        return [(axis, self._shown(axis, day)) for axis in self._moved.get(day, ())]

    def _shown(self, axis: str, day: date) -> list[str]:
        first, last = (each.toordinal() for each in until_day(self._measures, day))
        found = []
        for actor, days in self._days[axis].items():
            at = bisect_right(days, last)
            if at and days[at - 1] >= first:
                found.append(actor)
        return found
