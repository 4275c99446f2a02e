"""Support and advance over the whole span."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import Chart, ClaimsSection, DataTable, Newest, Ref, Sentence, Way
from generator.records import Change, Support


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
    areas: Newest[Change]
    claims: ClaimsSection | None
    collapse: Chart | None
    collapse_table: DataTable | None
