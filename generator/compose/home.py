"""The home page: the situation as of the last day of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from generator import words
from generator.blocks import Chart, Figure, Ref, Sentence
from generator.compose import directions, fresh, related, takeaways
from generator.compose.book import Book
from generator.compose.days import Days
from generator.compose.figures import advance, fatalities, maps, pace, timeline
from generator.compose.figures import support as support_figures
from generator.compose.figures.drawn import until_now
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.pages import Leaf, Page
from generator.views.home import HomeView

LATEST = 7


def page(book: Book, measures: Measures, days: Days, prints: Prints) -> Leaf:
    """`index.md`."""
    return Leaf(
        "index.md", prints.of("index.md", prints.everything), partial(_page, book, measures, days, prints)
    )


def _page(book: Book, measures: Measures, days: Days, prints: Prints) -> Page:
    first, last = measures.first.date(), measures.last.date()
    sides, holders = directions.lines(book, measures, last), maps.Holders(book, measures)
    told = tuple(
        (side, tuple(line for line in lines if line.directions or line.events)) for side, lines in sides
    )
    return Page(
        path="index.md",
        template="home",
        title=_("Situation as of {day}", day=words.long_date(last)),
        description=_(
            "Day {number} · data from {span} · {events} · {sources}",
            number=str((last - first).days + 1),
            span=words.span(first, last),
            events=words.events(Counter(event.confidence for event in book.events)),
            sources=words.count(len(book.sources), "{n} source", "{n} sources"),
        ),
        view=HomeView(
            takeaways=takeaways.of_site(book, measures),
            figures=tuple(_figures(book, measures)),
            charts=_charts(book, measures, holders),
            map_days=holders.heights(days.all, days.changes) if book.changes else (),
            days=tuple(
                (
                    related.day_ref(day),
                    _summary(book, days, day),
                    fresh.of_events(book, book.by_date.get(day, ())),
                )
                for day in days.all[: -LATEST - 1 : -1]
            ),
            sides=tuple((side, lines) for side, lines in told if lines),
        ),
        note=prints.note("index.md"),
    )


def _figures(book: Book, measures: Measures) -> Iterator[Figure]:
    if book.changes:
        split = words.split(Counter(row.confidence for row in book.changes))
        yield Figure(
            words.figures(len(book.changes)),
            words.noun(
                len(book.changes),
                "change of control of a named place",
                "changes of control of named places",
            ),
            split,
            Ref("page", "advance.md", _("rows")),
        )
        latest = measures.pace.iloc[-1]
        window = book.settings.window_days
        yield Figure(
            words.figures(float(latest["mean"]), 1),
            ngettext("places a day, {n}-day mean", "places a day, {n}-day mean", window, n=str(window)),
            _("on {day}, all confidences together", day=words.day_month(measures.last.date())),
            Ref("page", "advance.md", _("advance")),
        )
    split = words.split(Counter(event.confidence for event in book.events))
    yield Figure(
        words.figures(len(book.events)),
        words.noun(len(book.events), "event", "events"),
        split,
        Ref("page", "dates/index.md", _("days")),
    )
    if deaths := fatalities.figure(book.events, Ref("page", "dates/index.md", _("days"))):
        yield deaths
    yield Figure(
        words.figures(len(book.sources)),
        words.noun(len(book.sources), "source", "sources"),
        _("each with what rests on it"),
        Ref("page", "sources.md", _("sources")),
    )


def _charts(book: Book, measures: Measures, holders: maps.Holders) -> tuple[Chart, ...]:
    """The fastest axis, support levels, the map, the pace, or else the timeline; deaths."""
    last, shown = measures.last.date(), until_now(measures)
    fastest = measures.fastest.nlargest(1, "pace")["axis"]
    charts = [advance.distance(book, measures, book.axes[axis], shown) for axis in fastest]
    charts.append(support_figures.all_backers(book, measures, shown))
    if book.changes:
        today = [row for row in book.changes if row.date == last]
        charts.append(holders.map(last, today))
        charts.append(pace.Pace(book, measures).places(shown))
    first = measures.first.date()
    if not any(charts):
        charts.append(timeline.events(book, book.events, "", first, last))
    charts.append(fatalities.deaths(book, book.events, "", first, last, measures.grain))
    return tuple(chart for chart in charts if chart)


def _summary(book: Book, days: Days, day: object) -> Sentence:
    events, changes = book.by_date.get(day, []), days.changes.get(day, [])  # type: ignore[call-overload]
    told = words.events(Counter(event.confidence for event in events))
    if changes:
        told = _(
            "{events}, {changes} of control ({split})",
            events=told,
            changes=words.count(len(changes), "{n} change", "{n} changes"),
            split=words.split(Counter(row.confidence for row in changes)),
        )
    return Sentence((told,))
