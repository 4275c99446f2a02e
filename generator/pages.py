"""Which pages exist, where they lie, and everything that rendering them needs; plain frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.blocks import Ref
from generator.language import later
from generator.records import (
    Actor,
    Assessment,
    Change,
    Event,
    Meeting,
    Place,
    Source,
    Support,
    ledger_keys,
)

SECTIONS = (
    (later("Situation"), "index.md"),
    (later("Days"), "dates/index.md"),
    (later("Actors"), "actors/index.md"),
    (later("Places"), "places/index.md"),
    (later("Support"), "support.md"),
    (later("Advance"), "advance.md"),
    (later("Assessments"), "assessments.md"),
    (later("Sources"), "sources.md"),
    (later("Changes"), "changes.md"),
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
class Added:
    """How many events came with each edition after the first ("2:14 3:1"), told of those after edition `since`."""

    pairs: str = ""
    since: int = 0


@dataclass(frozen=True)
class Facts:
    """What every page may say of the whole.

    `edition`, `edition_date`: of the last one, None where there is none.
    `forms`: which of `lite`, `digests` and `epub` there are. `long`: how the paths of pages begin that may hold more
    rows than their first part in `lite` has room to point to.
    """

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
    forms: frozenset[str] = frozenset()
    long: tuple[str, ...] = ()
    added: Added = Added()

    def address(self, path: str) -> str:
        """The whole address of a page or file by its path in `content/`; when the site has none, as `inside`."""
        return f"{self.site_url.rstrip('/')}/{self.inside(path)}" if self.site_url else self.inside(path)

    def inside(self, path: str) -> str:
        """Where the page or file at `path` in `content/` lies in the site; "" is the home page."""
        if not path.endswith(".md"):
            return path
        name = path.removesuffix(".md")
        if not self.directory_urls:
            return f"{name}.html"
        return name.removesuffix("index") if name.split("/")[-1] == "index" else f"{name}/"


@dataclass(frozen=True)
class Site:
    """The planned pages, and what rendering looks up: records by id, the address ("path" or "path#anchor") of each;
    `updated`: of a page the day on which its own rows last changed; `named`: of the page of an actor that an event
    names, each day whose events changed later, and when; see `compose.dated`. `editions`: number → day.
    `added`: the edition that added an event, where it was not the first.
    """

    facts: Facts
    leaves: tuple[Leaf, ...]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    addresses: Mapping[tuple[str, str], str]
    updated: Mapping[str, date] = field(default_factory=dict)
    named: Mapping[str, Mapping[date, date]] = field(default_factory=dict)
    editions: Mapping[int, date] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], Ref] = field(default_factory=dict)
    """Of rows that an edition has changed, by table and key of the ledger: what is said of it beside them."""
    provisional: frozenset[tuple[str, str]] = frozenset()
    """Those of them whose last change a rule has caught, and that no later edition has stood by."""

    def mark(self, row: Event | Change | Support | Meeting | Assessment) -> Ref | None:
        """What stands beside `row`; None where no edition has changed it."""
        found = (self.marks.get(key) for key in ledger_keys(row))
        return next((ref for ref in found if ref), None)
