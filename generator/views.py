"""What each kind of page shows; the template of the same name turns it into Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import (
    ActorLine,
    Chart,
    ClaimsSection,
    DataTable,
    Direction,
    Figure,
    Group,
    Parts,
    Ref,
    Related,
    Sentence,
    Spell,
    SupportStep,
    Way,
)
from generator.licence import Licence
from generator.records import Actor, Change, Forecast, Meeting, Place, Source, SourceCheck, Support
from generator.revisions import Revision, Section, WhatChanged

MapDays = tuple[tuple[date, float], ...]
"""The days over which a map can be moved, each with the height of its map in px."""


@dataclass(frozen=True)
class HomeView:
    """`index.md`: the situation as of the last day of data."""

    takeaways: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    map_days: MapDays
    days: tuple[tuple[Ref, Sentence, str], ...]
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
    made: tuple[Forecast, ...]
    resolved: tuple[Forecast, ...]
    retracted: tuple[tuple[str, Revision], ...]
    changed: tuple[WhatChanged, ...]
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
    ways: tuple[Way, ...]
    claims: ClaimsSection | None
    given: tuple[Support, ...]
    received: tuple[Support, ...]
    events: tuple[Group, ...]
    meetings: tuple[Meeting, ...]
    assessments: tuple[Forecast, ...]
    changed: tuple[WhatChanged, ...]
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
    deaths: Chart | None
    events: tuple[Group, ...]
    changed: tuple[WhatChanged, ...]
    related: Related
    parts: Parts | None


@dataclass(frozen=True)
class MoreView:
    """A continuation of a long list of events: the page it continues, and its own events."""

    of: Ref
    events: tuple[Group, ...]
    parts: Parts


@dataclass(frozen=True)
class Condition:
    """A row of support that hangs on a condition, and what the next row of its series says."""

    row: Support
    next: Sentence


@dataclass(frozen=True)
class BackerSection:
    """One backer on `support.md`: level now, chart by category, each series step by step, every row newest first."""

    backer: Ref
    now: tuple[Sentence, ...]
    charts: tuple[Chart, ...]
    ways: tuple[Way, ...]
    rows: tuple[Support, ...]


@dataclass(frozen=True)
class SupportView:
    """`support.md`: all backers over time."""

    takeaways: tuple[Sentence, ...]
    levels: Chart | None
    told: tuple[Sentence, ...]
    funnel: DataTable
    conditions: tuple[Condition, ...]
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
    claims: ClaimsSection | None
    collapse: Chart | None
    collapse_table: DataTable | None


@dataclass(frozen=True)
class AssessmentsView:
    """`assessments.md`: every forecast, by what became of it, and how far their words of likelihood held."""

    summary: Sentence
    scores: tuple[Sentence, ...]
    calibration: Chart | None
    authors: DataTable
    groups: tuple[tuple[str, tuple[Forecast, ...]], ...]


@dataclass(frozen=True)
class SourceLine:
    """One source: what rests on it, which one it repeats, which repeat it, and its last check."""

    source: Source
    rows: tuple[Ref, ...]
    repeats: Ref | None
    repeated: tuple[Ref, ...]
    check: SourceCheck | None


@dataclass(frozen=True)
class SourcesView:
    """`sources.md`: every source of this part; what the whole table amounts to, in sentences."""

    sources: tuple[SourceLine, ...]
    whole: tuple[str, ...]
    parts: Parts | None


@dataclass(frozen=True)
class CalendarDay:
    """A day of a calendar: its page if it has one, its rows, its state (`measure.silence`; "" outside the data), and
    which editions added its events.
    """

    number: int
    page: Ref | None
    events: int
    changes: int
    state: str
    added: str


@dataclass(frozen=True)
class CalendarMonth:
    """A month: weeks of seven days, None for those of other months; what is known of months left out before it."""

    name: str
    skipped: Sentence | None
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True)
class DaysView:
    """`dates/index.md`: the calendar, and how many of its days are silent."""

    months: tuple[CalendarMonth, ...]
    coverage: Sentence | None
    busiest: Sentence
    chart: Chart | None
    deaths: Chart | None


@dataclass(frozen=True)
class ActorsView:
    """`actors/index.md`: actors by side."""

    sides: tuple[tuple[str, tuple[ActorLine, ...]], ...]


@dataclass(frozen=True)
class PlacesView:
    """`places/index.md`: places by governorate (place, holder now or None, its last event)."""

    control: bool
    map: Chart | None
    map_days: MapDays
    groups: tuple[tuple[str, tuple[tuple[Place, str | None, date | None, int], ...]], ...]


@dataclass(frozen=True)
class Download:
    """A file to download: its path inside `content/` and its size in bytes."""

    path: str
    size: int

    @property
    def name(self) -> str:
        """As a reader finds it saved."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class TableFiles:
    """A table on `data.md`: `files` to download, and the `parts` in which the site keeps it, inside `data/`."""

    name: str
    title: str
    rows: int
    files: tuple[Download, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DataView:
    """`data.md`: downloads, dictionary, licence, how to cite.

    `reading`: how to read the files; `whole`: all of it in one file; `others`: each file that is no table, with what
    it is for; `days`: those of who held what on earlier days.
    """

    tables: tuple[TableFiles, ...]
    reading: str
    whole: Download | None
    others: tuple[tuple[Download, str], ...]
    days: tuple[tuple[Download, date], ...]
    licence: Licence
    citation: str


@dataclass(frozen=True)
class MethodologyView:
    """`methodology.md`: the measures in use, the vocabularies, and each side in use: code, name, meaning.

    Of a measure its name, its formula, and a table that the formula refers to.
    """

    formulas: tuple[tuple[str, str, DataTable | None], ...]
    vocabularies: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ChangesView:
    """`changes.md`: the newest editions with their changes; of each earlier one its page, its day and its note."""

    sections: tuple[Section, ...]
    earlier: tuple[tuple[Ref, date, str], ...]


@dataclass(frozen=True)
class EditionView:
    """`changes/<number>.md`, or a continuation of it."""

    section: Section
    parts: Parts | None
