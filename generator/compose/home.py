"""The home page: the situation as of the last day of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator import words
from generator.blocks import Chart, Figure, Ref, Sentence
from generator.compose import directions, related, takeaways
from generator.compose.book import Book
from generator.compose.dates import Days
from generator.compose.figures import advance, maps, timeline
from generator.compose.figures import support as support_figures
from generator.measure import Measures
from generator.pages import Page
from generator.views import HomeView

LATEST = 7


def page(book: Book, measures: Measures, days: Days, notes: dict[str, str]) -> Page:
    """`index.md`."""
    first, last = measures.first.date(), measures.last.date()
    sides = directions.lines(book, measures, last)
    told = tuple(
        (side, tuple(line for line in lines if line.directions or line.events)) for side, lines in sides
    )
    return Page(
        path="index.md",
        template="home",
        title=f"Situation as of {words.long_date(last)}",
        description=(
            f"Day {(last - first).days + 1} · data from {words.span(first, last)} · "
            f"{words.count(len(book.events), 'event')} "
            f"({words.split(Counter(event.confidence for event in book.events))}) · "
            f"{words.count(len(book.sources), 'source')}"
        ),
        view=HomeView(
            takeaways=takeaways.of_site(book, measures),
            figures=tuple(_figures(book, measures)),
            charts=_charts(book, measures),
            days=tuple(
                (related.day_ref(day), _summary(book, days, day)) for day in days.all[: -LATEST - 1 : -1]
            ),
            sides=tuple((side, lines) for side, lines in told if lines),
        ),
        note=notes.get("index", ""),
    )


def _figures(book: Book, measures: Measures) -> Iterator[Figure]:
    if book.changes:
        split = words.split(Counter(row.confidence for row in book.changes))
        yield Figure(
            f"{len(book.changes):,}",
            words.noun(len(book.changes), "change") + " of control of named places",
            split,
            Ref("page", "advance.md", "rows"),
        )
        latest = measures.pace.iloc[-1]
        window = book.settings.window_days
        yield Figure(
            f"{latest['mean']:.1f}",
            f"places a day, {window}-day mean",
            f"on {words.day_month(measures.last.date())}, all confidences together",
            Ref("page", "advance.md", "advance"),
        )
    split = words.split(Counter(event.confidence for event in book.events))
    yield Figure(
        f"{len(book.events):,}",
        words.noun(len(book.events), "event"),
        split,
        Ref("page", "dates/index.md", "days"),
    )
    yield Figure(
        f"{len(book.sources):,}",
        words.noun(len(book.sources), "source"),
        "each with what rests on it",
        Ref("page", "sources.md", "sources"),
    )


def _charts(book: Book, measures: Measures) -> tuple[Chart, ...]:
    """The fastest axis, support levels, the map, the pace; a site without them gets its timeline."""
    last = measures.last.date()
    fastest = measures.fastest.nlargest(1, "pace")["axis"]
    charts = [advance.distance(book, measures, book.axes[axis], last) for axis in fastest]
    charts.append(support_figures.all_backers(book, measures, last))
    if book.changes:
        today = [row for row in book.changes if row.date == last]
        charts.append(maps.holders_map(book, measures, last, today))
        charts.append(advance.places_per_period(book, measures, last))
    made = tuple(chart for chart in charts if chart)
    alone = timeline.events(book, book.events, "", measures.first.date(), last, measures.grain)
    return made or ((alone,) if alone else ())


def _summary(book: Book, days: Days, day: object) -> Sentence:
    events, changes = book.by_date.get(day, []), days.changes.get(day, [])  # type: ignore[call-overload]
    told = words.count(len(events), "event")
    if events:
        told += f" ({words.split(Counter(event.confidence for event in events))})"
    if changes:
        split = words.split(Counter(row.confidence for row in changes))
        told += f", {words.count(len(changes), 'change')} of control ({split})"
    return Sentence((told,))
