"""The pages over the whole span: support, advance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from generator import words
from generator.blocks import Cell, DataTable, Sentence
from generator.compose import claims, parts, steps
from generator.compose.book import Axis, Book, grouped
from generator.compose.figures import advance, pace
from generator.compose.figures import support as support_figures
from generator.compose.figures.drawn import until_now
from generator.compose.figures.holding import SIGNS, holding_together, plural
from generator.compose.fingerprint import Prints
from generator.compose.sentences import control, support
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.pages import Leaf, Page
from generator.records import each
from generator.schema import label
from generator.views.overviews import AdvanceView, AxisSection, BackerSection, SupportView


def pages(book: Book, measures: Measures, prints: Prints) -> Iterator[Leaf]:
    """Those of the two whose table is there."""
    made = (
        ("support.md", book.support, _support, (prints.everything,)),
        ("advance.md", book.changes or book.areas, _advance, (prints.everything, prints.turned)),
    )
    for path, rows, page, told in made:
        if rows:
            yield Leaf(path, prints.of(path, *told), partial(page, book, measures, prints))


def _support(book: Book, measures: Measures, prints: Prints) -> Page:
    last = measures.last.date()
    rows = grouped(book.support, lambda row: [row.backer])
    levels = support_figures.all_backers(book, measures, until_now(measures))
    sections = []
    for backer, given in rows.items():
        recipients = dict.fromkeys(row.recipient for row in given)
        charts = (support_figures.one_backer(book, measures, backer, recipient) for recipient in recipients)
        sections.append(
            BackerSection(
                backer=book.actor(backer),
                now=tuple(_standing(book, measures, backer)),
                charts=tuple(chart for chart in charts if chart),
                ways=steps.ways(book, measures, backer),
                rows=tuple(given[::-1]),
            )
        )
    return Page(
        path="support.md",
        template="support",
        title=_("Outside support"),
        description=_(
            "{rows} on what {backers} considered, announced, gave and ended, {span}",
            rows=words.opening(len(book.support), "{n} row", "{n} rows"),
            backers=words.count(len(rows), "{n} backer", "{n} backers"),
            span=words.span(measures.first.date(), last),
        ),
        view=SupportView(
            takeaways=(*support.support_ended(book, measures), *support.support_now(book, measures)),
            levels=levels,
            told=steps.told(measures),
            funnel=steps.funnel(book, measures),
            conditions=steps.conditions(book, measures),
            backers=tuple(sections),
        ),
        note=prints.note("support.md"),
    )


def _standing(book: Book, measures: Measures, backer: str) -> Iterator[Sentence]:
    """The overall level of `backer` on the last day, for each recipient; or when one of them ceased to exist."""
    now = measures.standing[measures.standing["backer"] == backer]
    for row in now.sort_values("recipient").to_dict("records"):
        given = (
            _("no level reported as given")
            if pd.isna(row["actual"])
            else _("level {level}", level=str(int(row["actual"])))
        )
        rests = book.support_row.get(str(row["actual_row"])) or book.support_row.get(
            str(row["announced_row"])
        )
        if rests is None:
            continue
        when = words.day_month(rests.date)
        yield Sentence.of(
            _("For {recipient} on {day}: {given}{since} ({confidence}){ended}{announced}."),
            recipient=book.actor(str(row["recipient"])),
            day=_day(row["date"], measures),
            given=given,
            since=_(", last reported on {day}", day=when)
            if row["stale"]
            else _(", since the row of {day}", day=when),
            confidence=_(rests.confidence),
            ended=_("; a general withdrawal is in force") if row["ended"] else "",
            announced=""
            if pd.isna(row["announced"])
            else _(
                "; announced: level {level} ({status})",
                level=str(int(row["announced"])),
                status=label("support", "status", row["announced_status"]),
            ),
            sources=rests.sources,
        )


def _day(day: pd.Timestamp, measures: Measures) -> str:
    named = words.day_month(day.date())
    if day == measures.last:
        return named
    return _("{day}, the last day on which both existed as such", day=named)


def _advance(book: Book, measures: Measures, prints: Prints) -> Page:
    last = measures.last.date()
    gained = pace.Pace(book, measures).places(until_now(measures))
    losers = measures.signs["umbrella"].unique().tolist()
    worst = measures.losses["umbrella"].value_counts()
    who = str(worst.index[0]) if len(worst) else ""
    told = [
        *control.furthest_front(book, measures),
        *([control.all_changes(book)] if book.changes else []),
    ]
    span = words.span(measures.first.date(), last)
    return Page(
        path="advance.md",
        template="advance",
        title=_("Advance"),
        description=ngettext(
            "{changes} of control of a named place, {span}",
            "{changes} of control of named places, {span}",
            len(book.changes),
            changes=words.opening(len(book.changes), "{n} change", "{n} changes"),
            span=span,
        ),
        view=AdvanceView(
            grain=measures.grain,
            takeaways=tuple(told),
            charts=(gained,) if gained else (),
            tally=_tally(book, measures),
            axes=tuple(_axis(book, measures, axis) for axis in book.axes.values()),
            areas=parts.newest(book.areas),
            claims=claims.of_site(book, measures),
            collapse=holding_together(book, measures, measures.members(who), book.actors[who].short_name)
            if who
            else None,
            collapse_table=_signs(book, measures) if losers else None,
        ),
        note=prints.note("advance.md"),
    )


def _axis(book: Book, measures: Measures, axis: Axis) -> AxisSection:
    """The towns of an axis with their kilometres and who held each on the last day."""
    held = measures.holders(measures.last)
    towns = measures.chainage[measures.chainage["axis"] == axis.id]

    def holder(place: str) -> Cell:
        return (
            book.actor(held[place])
            if held.get(place)
            else _("not in the control table")
            if place not in held
            else _("no known holder")
        )

    return AxisSection(
        id=axis.id,
        name=axis.name,
        description=axis.description,
        chart=advance.distance(book, measures, axis, until_now(measures)),
        towns=DataTable(
            (
                _("Place"),
                _("km from origin"),
                _("Holder on {day}", day=words.short_date(measures.last.date())),
            ),
            tuple((book.place(row.place), round(float(row.km), 1), holder(row.place)) for row in each(towns)),
        ),
    )


def _tally(book: Book, measures: Measures) -> DataTable:
    """Gained, lost and net by umbrella, each split by confidence."""
    sums = measures.umbrella_tally.groupby(["actor", "confidence"])[["gained", "lost"]].sum().to_dict()
    totals = measures.umbrella_tally.groupby("actor")[["gained", "lost"]].sum()
    totals = totals.assign(net=totals["gained"] - totals["lost"]).sort_values(
        ["net", "gained"], ascending=False, kind="stable"
    )

    def split(actor: str, side: str) -> str:
        counts = {name: sums[side].get((actor, name), 0) for name in words.CONFIDENCE}
        return words.split(counts, in_table=True) or "–"

    return DataTable(
        (_("Actor, members included"), _("Gained"), _("of these"), _("Lost"), _("of these "), _("Net")),
        tuple(
            (
                book.actor(str(actor)),
                int(row["gained"]),
                split(str(actor), "gained"),
                int(row["lost"]),
                split(str(actor), "lost"),
                int(row["net"]),
            )
            for actor, row in totals.iterrows()
        ),
    )


def _signs(book: Book, measures: Measures) -> DataTable:
    counts = measures.signs.groupby(["umbrella", "sign"])["n"].sum()
    umbrellas = (
        measures.signs.groupby("umbrella")["n"].sum().sort_values(ascending=False, kind="stable").index
    )
    return DataTable(
        (_("Actor, members included"), *(words.capital(plural(sign)) for sign in SIGNS)),
        tuple(
            (book.actor(actor), *(int(counts.get((actor, sign), 0)) for sign in SIGNS)) for actor in umbrellas
        ),
    )
