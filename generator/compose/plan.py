"""Which pages a site will have, known from its tables alone: before anything is measured or drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.compose import parts
from generator.compose.book import Book, open_book
from generator.compose.days import Days
from generator.compose.editions import Record
from generator.compose.history import History
from generator.compose.parts import Cut
from generator.compose.sources import cut_sources
from generator.records import Event, Source
from generator.settings import Settings
from generator.tables import Tables


@dataclass(frozen=True, eq=False)
class Plan:
    """The records of a site, its days, and how its long lists are cut into pages."""

    book: Book
    days: Days
    by_day: Mapping[date, Cut[Event]]
    by_actor: Mapping[str, Cut[Event]]
    by_place: Mapping[str, Cut[Event]]
    by_source: Cut[Source]
    record: Record

    def paths(self) -> Iterator[str]:
        """Every page's path inside `content/`."""
        yield from ("index.md", "data.md", "methodology.md", "dates/index.md", "actors/index.md")
        yield from ("sources.md", *(f"sources/{slug}.md" for (slug, _), _ in self.by_source.rest))
        for folder, cuts in (("dates", self.by_day), ("actors", self.by_actor), ("places", self.by_place)):
            for key, cut in cuts.items():
                name = key.isoformat() if isinstance(key, date) else key
                yield f"{folder}/{name}.md"
                yield from (f"{folder}/{name}/{slug}.md" for (slug, _), _ in cut.rest)
        for path, rows in {
            "places/index.md": self.book.places,
            "support.md": self.book.support,
            "advance.md": self.book.changes or self.book.areas,
            "assessments.md": self.book.assessments,
        }.items():
            if rows:
                yield path
        yield from self.record.paths()


def plan(tables: Tables, settings: Settings) -> Plan:
    """The plan of checked `tables`."""
    book = open_book(tables, settings)
    history = History(tables, book)
    days, limit = Days(book, history.retracted_days()), settings.page_events

    def by_time(events: Mapping[str, list[Event]], ids: Mapping[str, object]) -> dict[str, Cut[Event]]:
        return {id: parts.by_time(parts.newest_first(events.get(id, ())), limit) for id in ids}

    return Plan(
        book=book,
        days=days,
        by_day={
            day: parts.by_number(parts.in_type_order(book.by_date.get(day, ())), limit) for day in days.all
        },
        by_actor=by_time(book.by_actor, book.actors),
        by_place=by_time(book.by_place, book.places),
        by_source=cut_sources(book.sources.values()),
        record=Record(history, book),
    )
