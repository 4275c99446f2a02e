"""Which pages exist, where they lie, and everything that rendering them needs; plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.records import Actor, Place, Source

SECTIONS = (
    ("Situation", "index.md"),
    ("Days", "dates/index.md"),
    ("Actors", "actors/index.md"),
    ("Places", "places/index.md"),
    ("Support", "support.md"),
    ("Advance", "advance.md"),
    ("Assessments", "assessments.md"),
    ("Sources", "sources.md"),
    ("Data", "data.md"),
    ("Methodology", "methodology.md"),
)
"""The pages that lead to all others, as a site's navigation names them; each is there when its table is."""


@dataclass(frozen=True)
class Page:
    """One page: where it lies in `content/`, its template and view, and its note.

    `known_as`: other words that a reader may type to find it. `indexed`: whether search knows it.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    note: str = ""
    known_as: tuple[str, ...] = ()
    indexed: bool = True


@dataclass(frozen=True)
class Facts:
    """What every page may say of the whole."""

    site_name: str
    first: date
    last: date
    events: int
    sources: int
    tables: frozenset[str]
    site_url: str = ""


@dataclass(frozen=True)
class Site:
    """Everything that render needs: pages, records by id, and the address ("path" or "path#anchor") of each thing."""

    facts: Facts
    pages: tuple[Page, ...]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    addresses: Mapping[tuple[str, str], str]
