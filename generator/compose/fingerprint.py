"""What each page is made from, as one hash: equal fingerprints mean equal pages.

A row's digest is that of its cells, of the rows it names (sources, actors, places), and of the address of its event:
whatever a page says of a row follows from these. The fingerprint of a page is the hash of the digests of its rows,
of the values that it takes from other rows, of its note, and of what all pages share.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.blocks import Ref
from generator.compose.book import Book
from generator.compose.days import Days
from generator.compose.forms import forms, long
from generator.measure import Measures
from generator.measure.claims import CLAIMED
from generator.records import Assessment, Change, Event, Meeting, Source, Support, cells, ledger_keys

if TYPE_CHECKING:
    from generator.compose.addresses import Addresses

Row = Change | Support | Meeting | Assessment
_ID = attrgetter("id")


class Prints:
    """The fingerprints of the pages of one site, and their notes (page without its ending → text).

    `marks`: see `pages.Site`; `edition`: the last one, or whatever else tells it from others.
    """

    def __init__(
        self,
        book: Book,
        measures: Measures,
        days: Days,
        addresses: Addresses,
        notes: Mapping[str, str],
        marks: Mapping[tuple[str, str], Ref],
        edition: object,
    ) -> None:
        self._book, self._addresses, self._notes, self._marks = book, addresses, notes, marks
        self._actor = {
            id: digest(actor, book.colors.get(id), book.side(actor)) for id, actor in book.actors.items()
        }
        self._place = {id: digest(place) for id, place in book.places.items()}
        of_source = cells(Source)
        self._source = {id: _hashed(repr(of_source(source))) for id, source in book.sources.items()}
        self._event = dict(self._of_events(book.events))
        # Whether the newest first, each day in table order, are told from the table's order and the other way round.
        self._by_day = all(row.date <= later.date for row, later in pairwise(book.events))
        rows: tuple[Iterable[Row], ...] = (book.changes, book.areas, book.support, book.meetings)
        self._row = {row: self._of_row(row) for kind in (*rows, book.assessments) for row in kind}
        self._days = days.all
        self._until = _running(days.all)
        self._silences = book.coverage.silent
        self._silent = _running(book.coverage.silent)
        settings = book.settings
        self._ground = digest(
            (settings.site_name, settings.site_url, settings.directory_urls, settings.language),
            (settings.stale_days, settings.window_days, settings.page_events),
            [*settings.sides.items()],
            sorted(book.present),
            (sorted(forms(settings)), long(book)),
            (measures.first, measures.grain),
        )
        known = (self._actor, self._place, self._source, self._event)
        self.everything = digest(
            *(b"".join(digests.values()) for digests in known),
            *(self.rows(kind) for kind in (*rows, book.assessments)),
            [*book.axes.values()],
            measures.last,
            edition,
        )
        """The digest of all rows, for the pages that show them all."""
        turned = measures.claims[measures.claims["outcome"] != CLAIMED]
        self.turned = digest(min(measures.editions, 2), turned.astype("str").to_numpy().tolist())
        """Of the claims that no longer stand; the others follow from the events."""

    def note(self, path: str) -> str:
        """The note of a page."""
        return self._notes.get(path.removesuffix(".md"), "")

    def of(self, path: str, *parts: object) -> str:
        """The fingerprint of a page that follows from `parts` (digests, plain values) and its note."""
        return digest(self._ground, path, self.note(path), *parts).hex()

    def days(self, until: date) -> bytes:
        """Of the days up to one that have a page."""
        return self._until[bisect_right(self._days, until)]

    def has_page(self, day: date | None) -> bool:
        """Whether a day has a page."""
        at = bisect_right(self._days, day) if day else 0
        return at > 0 and self._days[at - 1] == day

    def silence(self, until: date) -> bytes:
        """Of the silent days up to one."""
        return self._silent[bisect_right(self._silences, until)]

    def events(self, rows: Iterable[Event]) -> bytes:
        """Of events with all that they name."""
        return digest(b"".join(map(self._event.__getitem__, map(_ID, rows))))

    def listed(self, pages: Iterable[bytes], rows: Iterable[Event]) -> bytes:
        """Of a list of events in table order, `rows`, that goes newest first over `pages`, with the digest of each."""
        return digest(*pages) if self._by_day else self.events(rows)

    def rows(self, rows: Iterable[Row]) -> bytes:
        """Of rows of the other tables with all that they name, their events included."""
        return digest(b"".join(self._row[row] for row in rows))

    def shown(self, rows: Iterable[Change | Support]) -> bytes:
        """Of what charts of other days show of rows: all but their words, of their sources publishers and origins."""
        return digest(*(self._shown(row) for row in rows))

    def _shown(self, row: Change | Support) -> bytes:
        sources = [(id, self._book.sources[id].publisher, self._book.sources[id].root) for id in row.sources]
        if isinstance(row, Change):
            named = self.actors((row.from_actor, row.to_actor)) + self.places([row.place])
            told: tuple[object, ...] = (row.date, row.confidence, self._addresses["event", row.event])
        else:
            named = self.actors((row.backer, row.recipient))
            told = (row.id, row.date, row.category, row.scope, row.status, row.level, row.confidence)
        return digest(told, sources, named)

    def actors(self, ids: Iterable[str]) -> bytes:
        """Of what pages say of actors, their colours included; "" stands for nobody."""
        return digest(b"".join(self._actor[id] if id else bytes(1) for id in ids))

    def places(self, ids: Iterable[str]) -> bytes:
        """Of what pages say of places."""
        return digest(b"".join(self._place[id] for id in ids))

    def sources(self, ids: Iterable[str]) -> bytes:
        """Of what pages say of sources."""
        return digest(b"".join(self._source[id] for id in ids))

    def _of_events(self, rows: Iterable[Event]) -> Iterator[tuple[str, bytes]]:
        # One text and one hash each, and nothing asked of `self`: a site may have hundreds of thousands of them.
        of_event, added, part = cells(Event), self._book.added.get, self._addresses.part
        actors, places, sources, marked = self._actor, self._place, self._source, bool(self._marks)
        for row in rows:
            # With its own date and id the part is its address.
            shown = (of_event(row), added(row.id), part(row.id), self._mark(row) if marked else [])
            named = [sources[id] for id in row.sources]
            named += [actors[id] for id in (row.actor, row.target, *row.other_actors) if id]
            if row.place:
                named.append(places[row.place])
            yield row.id, _hashed(repr(shown), named)

    def _mark(self, row: Event | Row) -> list[object]:
        """What is said beside it of its changes, and where they stand."""
        marks = [mark for key in ledger_keys(row) if (mark := self._marks.get(key))]
        return [(mark, self._addresses.get((mark.kind, mark.id))) for mark in marks]

    def _of_row(self, row: Row) -> bytes:
        if isinstance(row, Change):
            actors, places = [row.from_actor, row.to_actor], [row.place]
            marks = self._mark(row)
            return digest(row, self._event[row.event], self.actors(actors), self.places(places), marks)
        sources = self.sources(row.sources) + digest(self._mark(row))
        if isinstance(row, Support):
            return digest(row, sources, self.actors((row.backer, row.recipient)))
        if isinstance(row, Meeting):
            named = self.actors([*row.participants, row.convener])
            return digest(row, sources, named, self.places([row.place] if row.place else []))
        return digest(row, sources)


def _hashed(told: str, digests: Iterable[bytes] = ()) -> bytes:
    """One hash of a text and of digests of what it names."""
    data = told.encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"%d:%b%b" % (len(data), data, b"".join(digests))).digest()


def _running(days: Iterable[date]) -> list[bytes]:
    """Of no day, of the first, of the first two …"""
    hash = hashlib.sha256()
    found = [hash.digest()]
    for day in days:
        hash.update(digest(day))
        found.append(hash.digest())
    return found


def digest(*parts: object) -> bytes:
    """SHA-256 of bytes as they are, and of the `repr` of plain values and records."""
    hash = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        hash.update(b"%d:" % len(data))
        hash.update(data)
    return hash.digest()
