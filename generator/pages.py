"""Which pages exist and what each holds: plain frozen data, no Markdown and no frames.

A *view* is what one kind of page shows; the template of the same name turns it into Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any

from generator.records import Actor, Assessment, Change, Event, Meeting, Place, Source, Support


@dataclass(frozen=True)
class Ref:
    """A thing that has an address: `kind` is actor, place, date, event, support, meeting, assessment or page."""

    kind: str
    id: str
    text: str


Part = str | Ref
Cell = str | int | float | Ref | None


@dataclass(frozen=True)
class Sentence:
    """A computed sentence: words and references, the sources it rests on, and where its rows stand."""

    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()
    rows: Ref | None = None


@dataclass(frozen=True)
class Figure:
    """One key number: `value` as printed, what it counts, what qualifies it, and where its rows stand."""

    value: str
    label: str
    detail: str
    rows: Ref


@dataclass(frozen=True)
class DataTable:
    """The rows behind a chart or a section; a row has one cell for each head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A chart to draw: a name unique on its page, its message, what is drawn, the main numbers as text, its rows."""

    name: str
    title: str
    subtitle: str
    alt: str
    table: DataTable
    spec: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Direction:
    """Where an actor is heading: gaining, losing, holding, contested, rising, falling or steady, and why."""

    word: str
    reason: Sentence


@dataclass(frozen=True)
class ActorLine:
    """An actor in a list: its directions and the day of its last event."""

    actor: Actor
    directions: tuple[Direction, ...]
    last: date | None
    events: int


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `ref` is what the heading leads to."""

    heading: str
    rows: tuple[Event, ...]
    ref: Ref | None = None


@dataclass(frozen=True)
class SupportStep:
    """A support series on a day: level before and after, what is announced beyond it, and the rows of the day."""

    backer: str
    recipient: str
    category: str
    before: int | None
    after: int | None
    announced: int | None
    announced_status: str
    rows: tuple[Support, ...]


@dataclass(frozen=True)
class Spell:
    """A stretch in which one actor held a place; no start: since before the data; no end: to the last day."""

    actor: str
    start: date | None
    end: date | None
    change: Change | None


@dataclass(frozen=True)
class Related:
    """What a reader of the page may want next."""

    days: tuple[Ref, ...] = ()
    actors: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A long list goes on over several pages: this page's label and all pages of the list."""

    here: str
    all: tuple[Ref, ...]


@dataclass(frozen=True)
class HomeView:
    """`index.md`: the situation as of the last day of data."""

    takeaways: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    days: tuple[tuple[Ref, Sentence], ...]
    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]


@dataclass(frozen=True)
class DateView:
    """`dates/<date>.md`: the daily report."""

    day: date
    number: int
    previous: Ref | None
    next: Ref | None
    counts: str
    takeaways: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    map: Chart | None
    changes: tuple[Change, ...]
    areas: tuple[Change, ...]
    control: bool
    advance: tuple[Chart, ...]
    steps: tuple[SupportStep, ...]
    withdrawals: tuple[Support, ...]
    support: Chart | None
    events: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    made: tuple[Assessment, ...]
    resolved: tuple[Assessment, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class ActorView:
    """`actors/<id>.md`: one actor."""

    actor: Actor
    side: str
    parent: Ref | None
    members: tuple[Ref, ...]
    directions: tuple[Direction, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    areas: tuple[Change, ...]
    holding: tuple[Sentence, ...]
    given: tuple[Support, ...]
    received: tuple[Support, ...]
    events: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    assessments: tuple[Assessment, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class PlaceView:
    """`places/<id>.md`: one place."""

    place: Place
    coordinates: str
    spells: tuple[Spell, ...]
    areas: tuple[Change, ...]
    axes: tuple[Sentence, ...]
    map: Chart | None
    events: tuple[Group, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class MoreView:
    """A continuation of a long list of events: the page it continues, and its own events."""

    of: Ref
    events: tuple[Group, ...]
    parts: Parts


@dataclass(frozen=True)
class BackerSection:
    """One backer on `support.md`: level now, chart by category, every row newest first."""

    backer: Ref
    now: tuple[Sentence, ...]
    charts: tuple[Chart, ...]
    rows: tuple[Support, ...]


@dataclass(frozen=True)
class SupportView:
    """`support.md`: all backers over time."""

    takeaways: tuple[Sentence, ...]
    levels: Chart
    status: DataTable
    conditions: tuple[Support, ...]
    backers: tuple[BackerSection, ...]


@dataclass(frozen=True)
class AxisSection:
    """One axis on `advance.md`: its towns and, where an actor gained one of them, the chart."""

    id: str
    name: str
    description: str
    chart: Chart | None
    towns: DataTable


@dataclass(frozen=True)
class AdvanceView:
    """`advance.md`: pace per actor, distance along each axis, holding together."""

    grain: str
    takeaways: tuple[Sentence, ...]
    charts: tuple[Chart, ...]
    tally: DataTable
    axes: tuple[AxisSection, ...]
    areas: tuple[Change, ...]
    collapse: Chart | None
    collapse_table: DataTable | None


@dataclass(frozen=True)
class AssessmentsView:
    """`assessments.md`: every forecast and what became of it."""

    summary: Sentence
    groups: tuple[tuple[str, tuple[Assessment, ...]], ...]


@dataclass(frozen=True)
class SourcesView:
    """`sources.md`: every source of this part and what rests on it."""

    sources: tuple[tuple[Source, tuple[Ref, ...]], ...]
    parts: Parts | None


@dataclass(frozen=True)
class DaysView:
    """`dates/index.md`: a calendar for each month: weeks of seven cells (day page, events, changes) or None."""

    months: tuple[tuple[str, tuple[tuple[tuple[Ref | None, int, int, int] | None, ...], ...]], ...]
    busiest: Sentence
    chart: Chart | None


@dataclass(frozen=True)
class ActorsView:
    """`actors/index.md`: actors by side."""

    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]


@dataclass(frozen=True)
class PlacesView:
    """`places/index.md`: places by governorate (place, holder now or None, its last event)."""

    control: bool
    map: Chart | None
    groups: tuple[tuple[str, tuple[tuple[Place, str | None, date | None, int], ...]], ...]


@dataclass(frozen=True)
class DataView:
    """`data.md`: downloads, dictionary, licence, how to cite; of each table name, title, rows and files."""

    tables: tuple[tuple[str, str, int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class MethodologyView:
    """`methodology.md`: the formulas of the measures in use, by name."""

    formulas: tuple[tuple[str, str], ...]
    vocabularies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """One page: where it lies in `content/`, its template and view, its note, and words a search should find it by."""

    path: str
    template: str
    title: str
    description: str
    view: object
    note: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What every page may say of the whole."""

    site_name: str
    first: date
    last: date
    events: int
    sources: int
    tables: frozenset[str]


@dataclass(frozen=True)
class Site:
    """Everything that render needs: pages, records by id, and the address ("path" or "path#anchor") of each thing."""

    facts: Facts
    pages: tuple[Page, ...]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    addresses: Mapping[tuple[str, str], str]


def charts_of(value: object) -> Iterator[Chart]:
    """Every chart within a view, in the order of its fields."""
    if isinstance(value, Chart):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from charts_of(part)
    elif is_dataclass(value):
        for each in fields(value):
            yield from charts_of(getattr(value, each.name))
