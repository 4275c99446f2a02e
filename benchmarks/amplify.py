"""Large content that looks like real one: `python -m benchmarks.amplify --preset 2000 --into FOLDER`.

The embedded tables are amplified: their actors and places come first and most often (Zipf's law: the busiest
actor of 120 has a fifth of all events, as in event datasets of wars), types and confidences keep their shares,
support, meetings and assessments are embedded rows dated anew. Nothing in it is true. The same seed gives the
same bytes. `--one-more-day` appends the rows of the next day to a folder made before, as an analyst would.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.days import Teller, spread
from benchmarks.world import EMBEDDED, Row, World, table, world
from generator.schema import table as schema_of

FIRST_DAY = date(2024, 11, 27)


@dataclass(frozen=True)
class Mix:
    """How much of everything."""

    events: int
    days: int
    actors: int
    places: int
    page_events: int = 200  # the choice of that name in `mkdocs.yml`; 200 is its default


# About so many pages each, about 20 events a date page; half of the pages are days, the others actors and places
# and what goes on over further pages there, and sources (500 a page). The last one is known by its events.
PRESETS = {
    "200": Mix(events=2_000, days=100, actors=20, places=40),
    "2000": Mix(events=20_000, days=1_000, actors=100, places=250),
    "10000": Mix(events=90_000, days=4_500, actors=450, places=1_300),
    "400000": Mix(events=400_000, days=8_000, actors=400, places=1_200, page_events=800),
}

NUMBERS = ("events", "days", "actors", "places")
ABOUT = """# About

This content is made up to measure how long a site takes to build (`benchmarks/amplify.py`). No event, source
or number in it is real, though actors and places bear the names of real ones.
"""


def write(into: Path, mix: Mix, seed: int) -> int:
    """A whole site folder; returns how many rows it has. Raises ValueError where the mix cannot be."""
    rng = np.random.default_rng(seed)
    there = world(mix.actors, mix.places, rng)
    teller = Teller(there, rng, {})
    rows: dict[str, list[Row]] = {"actors": there.actors, "places": there.places, "axes": there.axes}
    for nth, events in enumerate(spread(mix.events, mix.days, rng)):
        for name, row in teller.tell(FIRST_DAY + timedelta(days=nth), events):
            rows.setdefault(name, []).append(row)
    data = into / "content" / "data"
    data.mkdir(parents=True, exist_ok=True)
    for name, of_table in rows.items():
        _begin(data / f"{name}.csv", of_table[0])
        _append(data / f"{name}.csv", of_table)
    (into / "mkdocs.yml").write_text(_settings(mix), encoding="utf-8")
    (into / "content" / "about.md").write_text(ABOUT, encoding="utf-8")
    return sum(map(len, rows.values()))


def _settings(mix: Mix) -> str:
    """Those of the embedded site, under another name."""
    settings = (EMBEDDED.parent.parent / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    named = (
        "site_name: Made up for measuring\n" if line.startswith("site_name:") else line for line in settings
    )
    return "".join(named).replace("  frontmark:\n", f"  frontmark:\n    page_events: {mix.page_events}\n", 1)


def one_more_day(folder: Path) -> date:
    """Append the rows of the day after the last one to a folder of `write`; returns that day."""
    data = folder / "content" / "data"
    dates = [row["date"] for row in table(data, "events")]
    day = date.fromisoformat(max(dates)) + timedelta(days=1)
    control, axes = (
        table(data, name) if (data / f"{name}.csv").exists() else [] for name in ("control", "axes")
    )
    holders = {row["place"]: row["to_actor"] for row in control if row["scope"] == "place"}
    there = World(table(data, "actors"), table(data, "places"), axes)
    teller = Teller(there, np.random.default_rng(day.toordinal()), holders)
    for name, row in list(teller.tell(day, round(len(dates) / len(set(dates))))):
        path = data / f"{name}.csv"
        if not path.exists():  # in a small world this may be the first row of its kind
            _begin(path, row)
        _append(path, [row])
    return day


def _begin(path: Path, row: Row) -> None:
    """A table without rows yet, with the columns that `row` has."""
    columns = [each.name for each in schema_of(path.stem).columns if each.name in row]
    path.write_text(",".join(columns) + "\n", encoding="utf-8")


def _append(path: Path, rows: list[Row]) -> None:
    heading = path.read_text(encoding="utf-8").partition("\n")[0]
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, heading.split(","), lineterminator="\n").writerows(rows)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.amplify", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("--into", type=Path, required=True, help="the site folder, made if need be")
    parser.add_argument(
        "--preset", choices=PRESETS, default="2000", help="about so many pages (or events: 400000)"
    )
    for name in NUMBERS:
        parser.add_argument(f"--{name}", type=int, help="instead of the preset's number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--one-more-day", action="store_true", help="append the next day to a folder made before"
    )
    chosen = parser.parse_args(arguments)
    if chosen.one_more_day:
        print(f"{chosen.into}: {one_more_day(chosen.into)} appended")
        return 0
    preset = PRESETS[chosen.preset]
    numbers = {name: getattr(chosen, name) for name in NUMBERS if getattr(chosen, name)}
    try:
        rows = write(chosen.into, replace(preset, **numbers), chosen.seed)
    except ValueError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    print(f"{chosen.into}: {rows:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
