"""Rows of made-up days: events, the changes of control they bring, support, meetings, assessments, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.world import EMBEDDED, FIGHTING, Row, World, shares, table

CHANGES = 0.28  # of captures and withdrawals: with 38 % of events these, a change of control in ten events
AREAS = 0.1  # of changes: rows that stand for an area
SOURCES = 0.5  # per event
_STEPS = {"support": 1 / 3, "meetings": 1 / 2, "assessments": 1 / 5}  # rows a day, copied from embedded ones

_WORDS = {
    "capture": "{actor} said that its units took {place} from {target} after {n} hours of fighting.",
    "withdrawal": "{actor} pulled about {n} fighters out of {place}, according to two residents.",
    "advance": "{actor} moved {n} kilometres towards {place} along the road from the north.",
    "clash": "{actor} and {target} exchanged fire near {place}; {n} shells fell on its edges.",
    "airstrike": "Aircraft of {actor} struck positions of {target} at {place}, {n} strikes by one count.",
    "defection": "About {n} members of {actor} left their posts at {place}, {target} said.",
    "protest": "Some {n} people gathered in {place} and called on {actor} to leave the town.",
    "statement": "{actor} said that {target} bore the blame for the fighting at {place}, its statement {n} said.",
    "meeting": "Envoys of {actor} and {target} spoke about {place} for {n} minutes by telephone.",
    "deployment": "{actor} sent {n} vehicles to {place} from the coast, a monitor reported.",
    "evacuation": "{actor} brought {n} people out of {place} by bus during a pause in the fighting.",
    "agreement": "{actor} and {target} agreed on a pause of {n} hours at {place}.",
}
_REGIONS = ("North", "Coast", "Desert", "River", "Valley", "Border", "Plain", "Capital", "Highland", "Lake")
_KINDS = (
    "Wire",
    "Observer",
    "Monitor",
    "Post",
    "Radio",
    "Dispatch",
    "Channel",
    "Gazette",
    "Network",
    "Review",
)
PUBLISHERS = tuple(f"{region} {kind}" for region in _REGIONS for kind in _KINDS)


class Teller:
    """Tells day after day, with the holder of each place in mind.

    `holders`: place -> actor at the beginning; places without one are given to a side at random.
    """

    def __init__(self, world: World, rng: np.random.Generator, holders: dict[str, str]) -> None:
        self.world, self.rng = world, rng
        self.actors, self.places = world.actors, world.places
        self.called = {row["id"]: row["short_name"] or row["name"] for row in self.actors}
        self.side = {row["id"]: row["side"] for row in self.actors}
        self.fighters = [row["id"] for row in self.actors if row["kind"] in FIGHTING]
        self.holdable = world.holdable
        first = self.rng.choice(len(self.fighters), len(self.places), p=shares(len(self.fighters), 1.0))
        given = zip(self.places, first, strict=True)
        self.holders = {row["id"]: self.fighters[int(n)] for row, n in given} | holders
        self.models = {name: _fitting(name, {row["id"] for row in self.actors}) for name in _STEPS}
        events = table(EMBEDDED, "events")
        self.types, self.type_shares = _frequent(row["type"] for row in events)
        self.sure, self.sure_shares = _frequent(row["confidence"] for row in events)
        self.yesterday: list[str] = []

    def tell(self, day: date, events: int) -> Iterator[tuple[str, Row]]:
        """The rows of `day`, each with the name of its table; a row's references come before it."""
        sources = list(self._sources(day, max(1, round(events * SOURCES))))
        yield from (("sources", row) for row in sources)
        today = [row["id"] for row in sources]
        yield from self._events(day, events, today)
        for name, rate in _STEPS.items():
            if self.models[name] and self.rng.random() < rate:
                yield name, self._copy(name, day, today)
        self.yesterday = today

    def _sources(self, day: date, count: int) -> Iterator[Row]:
        spread = shares(len(PUBLISHERS), 0.8)
        for nth, number in enumerate(self.rng.choice(len(PUBLISHERS), count, p=spread)):
            publisher = PUBLISHERS[number]
            slug = f"{publisher.lower().replace(' ', '-')}-{day}-{nth + 1}"
            yield {
                "id": slug,
                "publisher": publisher,
                "title": f"Day report {nth + 1}: what was seen and said by {publisher} on {day}",
                "url": f"https://example.org/{day:%Y/%m/%d}/{slug}",
                "published": str(day),
                "accessed": str(day + timedelta(days=1)),
                "language": ("en", "ar", "en", "tr")[nth % 4],
            }

    def _events(self, day: date, count: int, today: list[str]) -> Iterator[tuple[str, Row]]:
        draw, pool = self.rng, [*today, *self.yesterday]
        types = draw.choice(len(self.types), count, p=self.type_shares)
        sure = draw.choice(len(self.sure), count, p=self.sure_shares)
        actors = draw.choice(len(self.actors), (count, 5), p=shares(len(self.actors), 1.1))
        places = draw.choice(len(self.places), count, p=shares(len(self.places), 0.8))
        cited = draw.integers(len(pool), size=(count, 4))
        many = draw.choice([1, 2, 3, 4], count, p=[0.36, 0.33, 0.23, 0.08])
        extra = draw.choice([0, 1, 2, 3], count, p=[0.43, 0.36, 0.15, 0.06])
        numbers = draw.integers(2, 90, size=count)
        rolls = draw.random((count, 3))
        for n in range(count):
            kind, place = self.types[types[n]], self.places[places[n]]
            involved = list(dict.fromkeys(self.actors[each]["id"] for each in actors[n]))
            change = None
            if kind in ("capture", "withdrawal") and rolls[n, 0] < CHANGES and place["id"] in self.holdable:
                change = self._change(place["id"], involved, day, float(rolls[n, 1]))
            if change:
                pair = (change["to_actor"], change["from_actor"])
                first, second = pair if kind == "capture" else pair[::-1]
                involved = list(dict.fromkeys([first, second, *involved]))
            others = involved[2 : 2 + int(extra[n])]
            target = involved[1] if len(involved) > 1 and (change or rolls[n, 1] < 0.7) else ""
            id = f"{day}-{n + 1:03d}-{kind}-{place['id']}"
            yield (
                "events",
                {
                    "id": id,
                    "date": str(day),
                    "date_precision": "approx" if rolls[n, 2] > 0.88 else "day",
                    "type": kind,
                    "place": place["id"],
                    "actor": involved[0],
                    "target": target,
                    "other_actors": "|".join(others),
                    "summary": self._summary(kind, place, involved[0], target, int(numbers[n])),
                    "confidence": self.sure[sure[n]],
                    "sources": "|".join(dict.fromkeys(pool[each] for each in cited[n][: many[n]])),
                },
            )
            if change:
                yield "control", {"event": id, **change}

    def _summary(self, kind: str, place: Row, actor: str, target: str, number: int) -> str:
        called = self.called
        named = called[target] if target else "the other side"
        return _WORDS[kind].format(actor=called[actor], target=named, place=place["name"], n=number)

    def _change(self, place: str, involved: list[str], day: date, roll: float) -> Row | None:
        """A change of hands from the holder of the moment to a fighter of another side; None if there is none."""
        holder = self.holders[place]
        drawn = [self.fighters[int(n)] for n in self.rng.integers(len(self.fighters), size=3)]
        against = (each for each in [*involved, *drawn] if self.side[each] != self.side[holder])
        taker = next((each for each in against if each in self.fighters), None)
        if taker is None:
            return None
        area = roll < AREAS
        if not area:
            self.holders[place] = taker
        return {
            "place": place,
            "date": str(day),
            "from_actor": holder,
            "to_actor": taker,
            "scope": "area" if area else "place",
            "settlements": str(2 + int(roll * 200)) if area else "1",
            "note": "",
        }

    def _copy(self, name: str, day: date, today: list[str]) -> Row:
        """An embedded row, dated anew."""
        model = self.models[name][int(self.rng.integers(len(self.models[name])))]
        shift = day - date.fromisoformat(model["date"])
        row = model | {
            "id": f"{model['id'][:80].rstrip('-')}-{day:%Y%m%d}",
            "date": str(day),
            "sources": "|".join(dict.fromkeys(today[int(n)] for n in self.rng.integers(len(today), size=2))),
        }
        if "place" in row and row["place"] not in self.holders:
            row["place"] = ""
        for column in ("horizon", "resolution_date"):
            if row.get(column):
                row[column] = str(date.fromisoformat(row[column]) + shift)
        return row


def spread(events: int, days: int, rng: np.random.Generator) -> list[int]:
    """How many events each day has, in all `events`: some days three times the mean, none without any.

    Raises ValueError for fewer events than days.
    """
    if events < days:
        raise ValueError("expected at least as many events as days")
    weights = rng.gamma(3.0, size=days)
    return [int(n) + 1 for n in rng.multinomial(events - days, weights / weights.sum())]


def _frequent(values: Iterable[str]) -> tuple[list[str], list[float]]:
    """The values, and the share of each."""
    counts = Counter(values)
    return list(counts), [n / counts.total() for n in counts.values()]


def _fitting(name: str, actors: set[str]) -> list[Row]:
    """The embedded rows that name none but `actors`."""
    columns = ("backer", "recipient", "convener", "participants")
    rows = table(EMBEDDED, name)
    named = [{each for column in columns for each in row.get(column, "").split("|") if each} for row in rows]
    return [row for row, ids in zip(rows, named, strict=True) if ids <= actors]
