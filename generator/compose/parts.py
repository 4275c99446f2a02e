"""Long lists: the newest rows of those that stand on other pages too; lists of events cut into pages, what stays on
the first page, and the continuations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Generic

from generator import words
from generator.blocks import Group, Newest, Parts, Ref, Row
from generator.compose.book import Book, grouped
from generator.compose.fingerprint import Prints, digest
from generator.language import gettext as _
from generator.language import later
from generator.pages import Leaf, Page
from generator.records import Event
from generator.schema import table
from generator.views.parts import MoreView

Label = tuple[str, str]
"""A part's path segment and what it is called: ("2016-03", "March 2016")."""


@dataclass(frozen=True)
class Cut(Generic[Row]):
    """A list of rows on the pages that show it, of events as a rule: the first page's, then each continuation."""

    first: tuple[Row, ...]
    rest: tuple[tuple[Label, tuple[Row, ...]], ...]

    def parts(self, base: str, here: str) -> Parts | None:
        """The strip that leads from page to page; None for a list that fits one page."""
        return Parts(here, self.pages(base)) if self.rest else None

    def pages(self, base: str) -> tuple[Ref, ...]:
        """All pages of the list."""
        labels = [("", _(FIRST)), *(label for label, _ in self.rest)]
        return tuple(Ref("page", f"{base}/{slug}" if slug else base, name) for slug, name in labels)


FIRST = later("first page")


def near(pages: Sequence[Ref], at: int) -> tuple[Ref, ...]:
    """The pages of a list that its page number `at` names: the first names all of them, and each further one, of which
    there may be hundreds, the first and those beside it, so that one page more changes two.
    """
    return (*pages[:1], *pages[max(at - 1, 1) : at + 2]) if at else tuple(pages)


MOST = 100
"""So many rows a list has on a page that is not their own: more of them, with their sources, take a phone too long."""


def newest(rows: Sequence[Row], day: Callable[[Row], date] = attrgetter("date")) -> Newest[Row]:
    """The newest MOST of `rows`, in the order in which they are."""
    return Newest.among(rows, MOST, day)


def by_time(
    newest_first: Sequence[Row], limit: int, day: Callable[[Row], date] = attrgetter("date")
) -> Cut[Row]:
    """The newest `limit` stay; older ones go on by year, a full year by month, a full month in numbered parts.

    A row of a new `day` moves few of them: the pages of years and months long past stay as they are.
    """
    first, older = newest_first[:limit], newest_first[limit:]
    rest: list[tuple[Label, tuple[Row, ...]]] = []
    for new_year, of_year in _runs(older, day, lambda found: found.replace(month=1, day=1)):
        if len(of_year) <= limit:
            rest.append(((str(new_year.year), str(new_year.year)), of_year))
            continue
        for month, of_month in _runs(of_year, day, lambda found: found.replace(day=1)):
            rest += numbered(of_month, limit, f"{month:%Y-%m}", words.month(month))
    return Cut(tuple(first), tuple(rest))


def by_number(rows: Sequence[Row], limit: int) -> Cut[Row]:
    """The first `limit` stay; the rest goes on in parts 2, 3, …"""
    chunks = [tuple(rows[i : i + limit]) for i in range(0, len(rows), limit)] or [()]
    return Cut(
        chunks[0], tuple(((str(n), _("part {n}", n=str(n))), chunk) for n, chunk in enumerate(chunks[1:], 2))
    )


def numbered(rows: Sequence[Row], limit: int, slug: str, name: str) -> list[tuple[Label, tuple[Row, ...]]]:
    """Pages of their own for `rows`: `name`, then "name, part 2", …"""
    cut = by_number(rows, limit)
    pages = [((slug, name), cut.first)]
    return pages + [
        ((f"{slug}-{n}", _("{list}, {part}", list=name, part=part)), more) for (n, part), more in cut.rest
    ]


def _runs(
    newest_first: Sequence[Row], day: Callable[[Row], date], start: Callable[[date], date]
) -> Iterator[tuple[date, tuple[Row, ...]]]:
    """The rows of each year or month under its first day, which is the `start` of all its days. Long lists are of few
    of them: where one ends is searched for.
    """
    at = 0
    while at < len(newest_first):
        first = start(day(newest_first[at]))
        end = bisect_right(newest_first, -first.toordinal(), lo=at, key=lambda row: -day(row).toordinal())
        yield first, tuple(newest_first[at:end])
        at = end


def rest(cut: Cut[Event], prints: Prints) -> list[bytes]:
    """The digest of the events of each continuation."""
    return [prints.events(events) for _, events in cut.rest]


def continuations(
    book: Book,
    prints: Prints,
    cut: Cut[Event],
    shown: Iterable[bytes],
    base: str,
    title: str,
    of: Ref,
    group: Callable[[Iterable[Event]], tuple[Group, ...]],
) -> Iterator[Leaf]:
    """A page for each part after the first; `base` is the first page's path without its ending; `shown`: see `rest`."""
    pages = cut.pages(base) if cut.rest else ()
    for at, (((slug, name), events), own) in enumerate(zip(cut.rest, shown, strict=True), 1):
        parts = Parts(name, near(pages, at))
        path = f"{base}/{slug}.md"
        fingerprint = prints.of(path, title, of, name, digest(parts.pages), own)
        note = prints.note(path)
        make = partial(_continuation, book, path, title, of, parts, group, events, note)
        yield Leaf(path, fingerprint, make)


def _continuation(
    book: Book,
    path: str,
    title: str,
    of: Ref,
    parts: Parts,
    group: Callable[[Iterable[Event]], tuple[Group, ...]],
    events: Sequence[Event],
    note: str,
) -> Page:
    return Page(
        path=path,
        template="more",
        title=_("{page}: {part}", page=title, part=parts.here),
        description=_(
            "{page}, {part}: {events} of {site}.",
            page=title,
            part=parts.here,
            events=words.count(len(events), "{n} event", "{n} events"),
            site=book.settings.site_name,
        ),
        view=MoreView(of, group(events), parts),
        note=note,
        indexed=of.kind == "date",
    )


def by_type(events: Iterable[Event]) -> tuple[Group, ...]:
    """Events under their type, types in the order of the codebook."""
    of_type = grouped(events, lambda event: [event.type])
    return tuple(
        Group(words.capital(_(code.many)), tuple(of_type[code.code]))
        for code in table("events").column("type").codes
        if code.code in of_type
    )


def in_type_order(events: Iterable[Event]) -> list[Event]:
    """The events of a day as its pages show them, so that a cut never splits a type oddly."""
    rank = {code.code: number for number, code in enumerate(table("events").column("type").codes)}
    return sorted(events, key=lambda event: rank[event.type])


def by_day(newest_first: Iterable[Event]) -> tuple[Group, ...]:
    """Events under their day, each day leading to its page."""
    days: list[tuple[date, list[Event]]] = [
        (day, list(run)) for day, run in groupby(newest_first, key=lambda event: event.date)
    ]
    return tuple(
        Group(words.long_date(day), tuple(run), Ref("date", day.isoformat(), words.long_date(day)))
        for day, run in days
    )


def newest_first(events: Iterable[Event]) -> list[Event]:
    """By day downwards; within a day in table order."""
    return sorted(events, key=attrgetter("date"), reverse=True)
