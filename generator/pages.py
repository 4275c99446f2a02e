"""Which pages exist, where they lie, and everything that rendering them needs; plain frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.language import later
from generator.records import Actor, Place, Source

SECTIONS = (
    (later("Situation"), "index.md"),
    (later("Days"), "dates/index.md"),
    (later("Actors"), "actors/index.md"),
    (later("Places"), "places/index.md"),
    (later("Support"), "support.md"),
    (later("Advance"), "advance.md"),
    (later("Assessments"), "assessments.md"),
    (later("Sources"), "sources.md"),
    (later("Data"), "data.md"),
    (later("Methodology"), "methodology.md"),
)
"""The pages that lead to all others, as a site's navigation names them; each is there when its table is."""


@dataclass(frozen=True)
class Page:
    """One page: where it lies in `content/`, its template and view, and its note.

    `known_as`: other words that a reader may type to find it. `indexed`: whether search knows it. `until`: the last
    day that its charts tell of, and their citations name; None for that of the data.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    note: str = ""
    known_as: tuple[str, ...] = ()
    indexed: bool = True
    until: date | None = None


@dataclass(frozen=True, eq=False)
class Leaf:
    """A page that is planned and not yet made.

    `fingerprint`: SHA-256 (hex) of all that `make` and rendering read of tables, notes and settings: the page's own
    rows with what they name, and the values that it takes from other rows. Code, templates and the versions of
    libraries are not in it: they are the same for all pages of one build.
    `make`: pure; may run in a forked process.
    """

    path: str
    fingerprint: str
    make: Callable[[], Page]


@dataclass(frozen=True)
class Facts:
    """What every page may say of the whole. `edition`, `edition_date`: of the last one, None where there is none."""

    site_name: str
    first: date
    last: date
    events: int
    sources: int
    tables: frozenset[str]
    site_url: str = ""
    directory_urls: bool = True
    edition: int | None = None
    edition_date: date | None = None

    def address(self, path: str) -> str:
        """The whole address of a page by its path in `content/`; relative to the site when that has no address."""
        name = path.removesuffix(".md")
        if not self.directory_urls:
            name += ".html"
        elif name.split("/")[-1] == "index":
            name = name.removesuffix("index")
        else:
            name += "/"
        return f"{self.site_url.rstrip('/')}/{name}" if self.site_url else name


@dataclass(frozen=True)
class Site:
    """The planned pages, and what rendering looks up: records by id, the address ("path" or "path#anchor") of each."""

    facts: Facts
    leaves: tuple[Leaf, ...]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    addresses: Mapping[tuple[str, str], str]
