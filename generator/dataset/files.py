"""Which files of the data a site has, and what each is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from generator.dataset import geojson
from generator.dataset.about import About
from generator.dataset.bundle import Item, bundle, item
from generator.dataset.citation_file import citation_file
from generator.dataset.descriptor import descriptor
from generator.dataset.meanings import DAYS_IN, FOLDER, ZIP
from generator.dataset.readme import licence, readme
from generator.dataset.sheets import as_csv, as_parquet
from generator.make import Made
from generator.measure import Measures
from generator.records import Place, records
from generator.remake import Gathering, Part
from generator.schema import Table
from generator.tables import Tables

PACKAGE = f"{FOLDER}/datapackage.json"
CITATION = f"{FOLDER}/CITATION.cff"
EVENTS = f"{FOLDER}/events.geojson"
CONTROL = f"{FOLDER}/control.geojson"

Hashed = Callable[[str], str]
Files = dict[str, bytes]


def dataset(
    tables: Tables, measures: Measures, about: About, hashed: Hashed
) -> tuple[list[Part], list[Gathering]]:
    """The parts of `downloads/`, and what is gathered from them.

    hashed: the SHA-256 of a file of a table as it was read, by its name in `tables.files`, or "" when that is not sure.
    """
    keys = {table.name: _key(table, frame, tables, hashed) for table, frame in tables}
    parts = [_part([table.name], keys, partial(_sheets, table, frame)) for table, frame in tables]
    names = [f"{FOLDER}/{table.name}.{kind}" for table, _ in tables for kind in ("csv", "parquet")]
    if {"events", "places"} <= tables.present:
        places = {place.id: place for place in records(tables.places, Place)}
        parts.append(_part(["events", "places"], keys, partial(_events, tables.events, places)))
        names.append(EVENTS)
        if len(measures.changes):
            days = {control_path(day): day for day in control_days(measures)}
            days[CONTROL] = measures.last
            control = geojson.Control(measures, places)
            parts += (_held(path, partial(control.on, day)) for path, day in days.items())
            names += days
    parts.append(Part(f"{CITATION} {about!r}", lambda: Made({CITATION: citation_file(about)})))
    sheets = [f"{FOLDER}/{table.name}.csv" for table, _ in tables]
    rows = {table.name: len(frame) for table, frame in tables}
    package = Gathering(f"{PACKAGE} {about!r}", tuple(sheets), partial(_package, about, sheets))
    whole = Gathering(f"{ZIP} {about!r}", tuple(names), partial(_zip, about, rows, sheets, names))
    return parts, [package, whole]


def control_days(measures: Measures) -> tuple[pd.Timestamp, ...]:
    """The days at whose end it is told who held what: each on which a place changed hands; where the measures count
    by weeks or months, the last day of each in which one did, but for the last, which may not be over.

    So a thousand days have no more files than readers can use, and the file of a past day stays what it is and where it
    is while days are added, until the span outgrows its grain.
    """
    changed = measures.changes["date"].unique()
    if measures.grain == "day":
        return tuple(map(pd.Timestamp, changed))
    ends = measures.spans["end"]
    which = np.unique(ends.searchsorted(changed))
    return tuple(ends.iloc[which[which < len(ends) - 1]])


def control_path(day: pd.Timestamp) -> str:
    """Where the holders at the end of `day` lie inside `content/`."""
    return f"{DAYS_IN}{day.date().isoformat()}.geojson"


def _key(table: Table, frame: pd.DataFrame, tables: Tables, hashed: Hashed) -> str:
    """What tells one state of a table from another."""
    files = [(file, hashed(file)) for file in tables.files[table.name]]
    if all(digest for _, digest in files):
        return repr(files)
    return hashlib.sha256(as_csv(table, frame)).hexdigest()


def _part(named: list[str], keys: Mapping[str, str], make: Callable[[], Files]) -> Part:
    """Files made of the tables `named`."""
    what = make.func.__name__ if isinstance(make, partial) else ""
    return Part(" ".join([FOLDER, what, *(keys[name] for name in named)]), lambda: _made(make()))


def _held(path: str, make: Callable[[], bytes]) -> Part:
    """The file of one day. Its bytes are its key: they are sooner made than packed, and most stay what they are."""
    return Part(f"{path} {hashlib.sha256(make()).hexdigest()}", lambda: _made({path: make()}))


def _made(files: Files) -> Made:
    """Files, each as the ZIP file will hold it as well."""
    return Made(files, {path: bytes(item(path, data)) for path, data in files.items()})


def _sheets(table: Table, frame: pd.DataFrame) -> Files:
    path = f"{FOLDER}/{table.name}"
    return {f"{path}.csv": as_csv(table, frame), f"{path}.parquet": as_parquet(table, frame)}


def _events(events: pd.DataFrame, places: Mapping[str, Place]) -> Files:
    return {EVENTS: geojson.events(events, places)}


def _package(about: About, sheets: list[str], pieces: list[bytes]) -> Files:
    return {PACKAGE: descriptor(about, dict(zip(sheets, map(Item.of, pieces), strict=True)))}


def _zip(
    about: About, rows: Mapping[str, int], sheets: list[str], names: list[str], pieces: list[bytes]
) -> Files:
    found = dict(zip(names, map(Item.of, pieces), strict=True))
    files = {_name(path): packed for path, packed in found.items()}
    others = {
        "README.md": readme(about, rows, [*files, *map(_name, (PACKAGE, CITATION))]),
        "LICENSE.txt": licence(about),
        "CITATION.cff": citation_file(about),
        "datapackage.json": descriptor(about, {path: found[path] for path in sheets}),
    }
    files |= {name: item(name, data) for name, data in others.items()}
    return {ZIP: bundle(f"{about.name}-{about.version}", files)}


def _name(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/")
