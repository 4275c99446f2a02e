"""Actors, places and sources of UCDP GED: names → rows whose ids stay the same from one version to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest

from generator.check.values import FIRST_YEAR, LAST_YEAR
from generator.importers.imported import Earlier, Remarks, Row
from generator.importers.ucdp_words import known
from generator.remedy import quoted, slugged

_JOINT = ", "
_STATE = re.compile(r"(?:Government|Governments) of ")
_SETTLEMENT = re.compile(r"(.*?) (village|town|city)\b(.*)")
_KINDS = (
    (re.compile(r"\b(?:air ?base|base|barracks)\b", re.IGNORECASE), "base"),
    (re.compile(r"\bairport\b", re.IGNORECASE), "airport"),
    (re.compile(r"\b(?:border )?crossing\b", re.IGNORECASE), "crossing"),
    (re.compile(r"\b(?:district|governorate|province|region|state|county|area)\b", re.IGNORECASE), "region"),
)


class Actors:
    """Sides as UCDP writes them -> ids of actors."""

    def __init__(self, earlier: Earlier, remarks: Remarks) -> None:
        self._remarks, self._others = remarks, earlier.others("actors")
        self._before = {row["name"]: row for row in earlier.of("actors")}
        self._by_number = {
            row["description"]: row["id"] for row in earlier.of("actors") if row["description"]
        }
        self._ids: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._uses: Counter[str] = Counter()
        self._parts: dict[str, tuple[str, ...]] = {}

    def learn(self, sides: Iterable[tuple[str, str]]) -> None:
        """See every side with UCDP's number for it, to know which names stand alone: joint ones have such parts."""
        names = {known(side): number.removesuffix(".0") for side, number in sides}
        alone = {name for name in names if name and _JOINT not in name}
        joint = [name for name in names if _JOINT in name]
        listed = Counter(part for name in joint for part in name.split(_JOINT))
        for name in joint:
            parts = name.split(_JOINT)
            # UCDP lists the members of a joint side in the order of the alphabet; a name with a comma of its
            # own has parts that nothing else bears.
            sorted_ = [part.casefold() for part in parts] == sorted(part.casefold() for part in parts)
            familiar = [part in alone or listed[part] > 1 for part in parts]
            if all(familiar) or (sorted_ and any(familiar)):
                self._parts[name] = tuple(dict.fromkeys(parts))
            else:
                message = f"kept as one actor: {quoted(name)}; its parts stand nowhere else"
                self._remarks.add("names with a comma", 0, "side_a, side_b", message)
        self._numbers = {name: number for name, number in names.items() if number and name not in self._parts}

    def of(self, side: str) -> list[str]:
        """The actors of a side; none for civilians and for a side that UCDP does not know."""
        name = known(side)
        if not name or name == "Civilians":
            return []
        parts = self._parts.get(name, (name,))
        self._uses.update(parts)
        return list(dict.fromkeys(self._id(part) for part in parts))

    def _id(self, name: str) -> str:
        if name not in self._ids:
            number = self._numbers.get(name, "")
            before = self._by_number.get(_described(number)) if number else None
            if before is None and name in self._before:
                before = self._before[name]["id"]
            self._ids[name] = before or self._fresh(name, number)
        return self._ids[name]

    def _fresh(self, name: str, number: str) -> str:
        slug = slugged(name) or f"actor-{number or len(self._ids) + 1}"
        if slug in self._others:
            return slug  # another file of the table has this actor: it is used as it is
        taken = {*self._ids.values(), *(row["id"] for row in self._before.values())}
        return slug if slug not in taken else f"{slug[:80].rstrip('-')}-ucdp-{number or len(self._ids) + 1}"

    def rows(self) -> list[Row]:
        """Those of an earlier import first, in their order, then the busiest: colours stay as they were."""
        order = {name: n for n, name in enumerate(self._before)}
        names = sorted(self._ids, key=lambda name: (order.get(name, len(order)), -self._uses[name], name))
        found: dict[str, Row] = {}
        for name in names:
            state = bool(_STATE.match(name))
            number = self._numbers.get(name, "")
            if self._ids[name] in self._others:
                continue
            found.setdefault(
                self._ids[name],
                {
                    "id": self._ids[name],
                    "name": name,
                    "kind": "state" if state else "armed_group",
                    "side": "ucdp-states" if state else "ucdp-groups",
                    "description": _described(number) if number else "",
                },
            )
        return list(found.values())


def _described(number: str) -> str:
    """What tells an actor of one version from those of the next, whatever its name is then."""
    return f"Actor {number} in UCDP’s data."


_Key = tuple[str, str, str, str]  # name, admin1, latitude, longitude


class Places:
    """Positions with their names -> ids of places."""

    def __init__(self, earlier: Earlier, remarks: Remarks) -> None:
        self._remarks, self._taken = remarks, set(earlier.others("places"))
        self._before = {_key(row): row["id"] for row in earlier.of("places")}
        self._taken.update(self._before.values())
        self._rows: dict[_Key, Row] = {}

    def of(self, line: int, row: Row) -> str:
        """The id of a row's place; "" where the row names none."""
        said = row["where_coordinates"] or row["adm_2"] or row["adm_1"] or row["country"]
        if not said:
            return ""
        name, kind = _settled(said, row["where_prec"])
        lat, lon = self._position(line, row)
        place = {"name": name, "admin1": row["adm_1"] or row["country"], "kind": kind, "lat": lat, "lon": lon}
        key = _key(place)
        if key not in self._rows:
            id = self._before.get(key) or self._fresh(said, row, key)
            self._taken.add(id)
            self._rows[key] = {"id": id, **place, "precision": ""}
        self._rows[key]["precision"] = _sharper(self._rows[key]["precision"], row["where_prec"])
        return self._rows[key]["id"]

    def rows(self) -> list[Row]:
        """By id."""
        return sorted(self._rows.values(), key=lambda row: row["id"])

    def _fresh(self, said: str, row: Row, key: _Key) -> str:
        """The name; if that is taken with its district, its governorate, its position."""
        tails = ("", row["adm_2"], row["adm_1"], row["country"], f"{key[2]} {key[3]}")
        tried = (slugged(f"{slugged(said)[:60]} {tail}") for tail in tails)
        return next((id for id in tried if id and id not in self._taken), f"place-{len(self._rows) + 1}")

    def _position(self, line: int, row: Row) -> tuple[str, str]:
        try:
            lat, lon = float(row["latitude"]), float(row["longitude"])
            if abs(lat) <= 90 and abs(lon) <= 180:
                return f"{lat:.6g}", f"{lon:.6g}"
        except ValueError:
            pass
        if row["latitude"] or row["longitude"]:
            got = quoted(f"{row['latitude']}, {row['longitude']}")
            message = f"expected degrees north and east, got {got}; the place has no position"
            self._remarks.add("positions that are none", line, "latitude", message)
        return "", ""


def _key(row: Mapping[str, str]) -> _Key:
    return row["name"], row["admin1"], row["lat"], row["lon"]


def _settled(said: str, precision: str) -> tuple[str, str]:
    """UCDP puts what a place is behind its name: "Khan Tuman town" -> "Khan Tuman", town."""
    if precision == "6":
        return said, "country"
    if found := _SETTLEMENT.fullmatch(said):
        return f"{found[1]}{found[3]}".strip(), found[2]
    return said, next((kind for pattern, kind in _KINDS if pattern.search(said)), "")


_SHARPNESS = ("", "admin", "approx", "exact")
_PRECISIONS = {
    "1": "exact",
    "2": "approx",
    "3": "admin",
    "4": "admin",
    "5": "approx",
    "6": "admin",
    "7": "approx",
}


def _sharper(known_: str, precision: str) -> str:
    """The position is as good as the best that any row says: a row “near” a village names the village's point."""
    return max(known_, _PRECISIONS.get(precision, ""), key=_SHARPNESS.index)


class Sources:
    """Publications and dates -> ids of sources. UCDP is who published what we read; it credits the others."""

    WHOLE = "ucdp-ged"

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def of(self, row: Row) -> list[str]:
        """The sources of a row: each publication once; the data set itself where none is named."""
        offices = [office.strip(" \"'") for office in row["source_office"].split(";")]
        days = [day.strip()[:10] for day in row["source_date"].split(";")]
        pairs = zip_longest(offices, days[: len(offices)], fillvalue="")
        found = [self._id(office, day) for office, day in pairs if office]
        return list(dict.fromkeys(found)) or [self._id("", "")]

    def rows(self) -> list[Row]:
        """By publisher and date."""
        return sorted(self._rows.values(), key=lambda row: (row["publisher"], row["published"], row["id"]))

    def _id(self, office: str, day: str) -> str:
        office = re.sub(r"^https?://(?:www\.)?", "", office).rstrip("/")
        day = day if _is_day(day) else ""
        slug = slugged(office)[:80].rstrip("-")
        id = f"ucdp-{slug or 'unnamed'}-{day or 'undated'}" if office else self.WHOLE
        if id not in self._rows:
            self._rows[id] = {
                "id": id,
                "publisher": f"UCDP GED ({office})" if office else "UCDP GED",
                "title": "[report that UCDP coded events from]" if office else "Georeferenced Event Dataset",
                "url": "https://ucdp.uu.se/downloads/",
                "published": day,
            }
        return id


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False
