"""What pages are made of: references, sentences, key numbers, tables, charts; plain frozen data, no Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from generator import language
from generator.records import Actor, Change, Event, Support


@dataclass(frozen=True)
class Ref:
    """A thing that has an address: `kind` is actor, place, date, event, support, meeting, assessment or page."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True)
class Prose:
    """A phrase of the data, whose emphasis, code and links show as such."""

    text: str


Part = str | Ref | Prose
Cell = str | int | float | Ref | None


@dataclass(frozen=True)
class Sentence:
    """A computed sentence: words and references, the sources it rests on, where its rows stand, and those it counts.

    `counted` serves to say which of them are provisional; a sentence that stands nowhere as a takeaway has none.
    """

    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()
    rows: Ref | None = None
    counted: tuple[Event | Change | Support, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        template: str,
        /,
        *,
        sources: tuple[str, ...] = (),
        rows: Ref | None = None,
        counted: Iterable[Event | Change | Support] = (),
        **parts: Part | Sequence[Part],
    ) -> Sentence:
        """A translated template with `parts` in place of its {placeholders}, in whatever order it has them."""
        found: list[Part] = []
        for piece in language.pieces(template, parts):
            for part in [piece] if isinstance(piece, str | Ref | Prose) else piece:
                if isinstance(part, str) and found and isinstance(found[-1], str):
                    found[-1] += part
                else:
                    found.append(part)
        return cls(tuple(found), sources, rows, tuple(counted))


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
class ClaimsSection:
    """What became of claims, in sentences and a table."""

    told: tuple[Sentence, ...]
    table: DataTable | None


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
class Way:
    """A support series of one backer, step by step, and how long from a pledge to a delivery ("" without a pledge)."""

    recipient: Ref
    category: str
    steps: tuple[Sentence, ...]
    wait: str


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


Row = TypeVar("Row")


@dataclass(frozen=True)
class Newest(Generic[Row]):
    """The newest rows of a list, in its order, and how many it has in all."""

    rows: tuple[Row, ...]
    of: int

    @classmethod
    def among(cls, rows: Sequence[Row], most: int, time: Callable[[Row], Any]) -> Newest[Row]:
        """The `most` rows whose `time` is the latest, of those of one time the first ones."""
        if len(rows) <= most:
            return cls(tuple(rows), len(rows))
        kept = sorted(range(len(rows)), key=lambda at: time(rows[at]), reverse=True)[:most]
        return cls(tuple(rows[at] for at in sorted(kept)), len(rows))

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Parts:
    """A long list goes on over several pages: this page's label, and the pages that it names."""

    here: str
    pages: tuple[Ref, ...]


_ROWS = (Event, Change, Support, Actor, Group, DataTable, Newest, Ref, Sentence)
"""What holds no chart: a page may have a thousand of them."""


def charts_of(value: object) -> Iterator[Chart]:
    """Every chart within a view, in the order of its fields."""
    if isinstance(value, Chart):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            if not isinstance(part, _ROWS):
                yield from charts_of(part)
    elif is_dataclass(value):
        for name in _with_charts(value.__class__):
            yield from charts_of(getattr(value, name))


@cache
def _with_charts(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass in which a chart may be, by their types: most of a view are rows, thousands of them."""
    hints = get_type_hints(kind)
    return tuple(each.name for each in fields(kind) if _may_hold_chart(hints[each.name]))


def _may_hold_chart(hint: Any) -> bool:
    if args := get_args(hint):
        return any(map(_may_hold_chart, args))
    return hint is Chart or (is_dataclass(hint) and isinstance(hint, type) and bool(_with_charts(hint)))
