"""Holding together: withdrawals, defections and evacuations beside the places lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from charts import collapse
from charts.days import by_grain, grain, start
from charts.form import Row
from generator import schema, words
from generator.blocks import Chart, DataTable
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart, day_cell, how_sure, worded
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.measure import Measures

SIGNS = {
    "withdrawal": later("withdrawals"),
    "defection": later("defections"),
    "evacuation": later("evacuations"),
    "unopposed": later("places lost unopposed"),
    "other_loss": later("places lost otherwise"),
}
"""Sign → what many of it are called."""

LOST = ("unopposed", "other_loss")


def plural(sign: str) -> str:
    """What a sign is called where many are counted."""
    return _(SIGNS[sign])


def counted(sign: str, n: int) -> str:
    """So many of a sign: "two defections"."""
    if sign == "unopposed":
        return words.count(n, "{n} place lost unopposed", "{n} places lost unopposed")
    if sign == "other_loss":
        return words.count(n, "{n} place lost otherwise", "{n} places lost otherwise")
    return schema.counted("events", "type", sign, n)


def holding_together(book: Book, measures: Measures, actors: Collection[str], who: str) -> Chart | None:
    """Withdrawals, defections, evacuations and places lost of `actors` (by id) together, up to the last of them."""
    rows = [row for actor in actors for row in measures.signs_of.get(actor, ())]
    if not rows:
        return None
    span = (measures.first, max(row.date for row in rows))
    counts: Counter[tuple[pd.Timestamp, str, str]] = Counter()
    totals = dict.fromkeys(SIGNS, 0)
    for row in rows:
        counts[row.date, row.sign, row.confidence] += row.n
        totals[row.sign] += row.n
    subtitle = _subtitle(grain(*span)).format(
        sure=how_sure(),
        span=_("{span}, the day of the last of them", span=worded((span[0].date(), span[1].date()))),
    )
    whose = who if len(actors) == 1 else _("{actor} with its members", actor=who)
    title = _("{actor}: {message}", actor=whose, message=_message(totals))
    names = {sign: plural(sign) for sign in SIGNS}
    drawn: list[Row] = [
        {"date": day, "sign": names[sign], "confidence": sure, "n": n}
        for (day, sign, sure), n in sorted(counts.items())
    ]
    spec = collapse.signs(drawn, title, subtitle, [names[sign] for sign in LOST], span)
    starts = {day: start(day, grain(*span)).date() for day in {row.date for row in rows}}
    behind = grouped(rows, lambda row: [(starts[row.date], names[row.sign], row.confidence)])
    tips.tell(spec, "bars", lambda bar: _sign(book, behind, bar))
    table = DataTable(
        (_("Day"), _("Actor"), _("What"), _("Confidence"), _("Number")),
        tuple(
            (day_cell(row.date.date()), book.actor(row.actor), names[row.sign], _(row.confidence), row.n)
            for row in rows
        ),
    )
    told = _("; ").join(_("{what} {n}", what=plural(sign), n=str(n)) for sign, n in totals.items() if n)
    return chart("holding", title, subtitle, _("In all: {signs}.", signs=told), table, spec)


def _subtitle(unit: str) -> str:
    return by_grain(
        unit,
        _(
            "Reported withdrawals, defections and evacuations, and named places lost, per day ({sure}). {span}."
        ),
        _(
            "Reported withdrawals, defections and evacuations, and named places lost, per week ({sure}). {span}."
        ),
        _(
            "Reported withdrawals, defections and evacuations, and named places lost, per month ({sure}). {span}."
        ),
    )


def _sign(book: Book, behind: Mapping[tuple[date, str, str], list[Any]], bar: Row) -> tips.Tip:
    """The events that one segment of a bar counts."""
    first, last = tips.iso_day(bar, "start"), tips.iso_day(bar, "end") - timedelta(days=1)
    within = behind[first, bar["sign"], bar["confidence"]]
    events = [event for row in within for event in row.events]
    when = words.table_date(first) if first == last else words.span(first, last)
    return (
        tips.lines(
            _(
                "{when}: {count}, {confidence}",
                when=when,
                count=counted(within[0].sign, int(bar["n"])),
                confidence=tips.sure(bar),
            ),
            tips.some(book.called(book.event[id].place) for id in events if book.event[id].place),
            tips.some(book.actors[row.actor].short_name for row in within),
            tips.of_events(book, events),
        ),
        words.table_date(first),
    )


def _message(totals: dict[str, int]) -> str:
    own, lost = totals["unopposed"], totals["unopposed"] + totals["other_loss"]
    if own:
        return ngettext(
            "{own} of {places} lost followed its own withdrawal or a deal",
            "{own} of {places} lost followed its own withdrawal or a deal",
            own,
            own=words.number(own),
            places=words.count(lost, "{n} place", "{n} places"),
        )
    told = [counted(sign, n) for sign, n in totals.items() if n and sign != "other_loss"]
    return words.listed(told) or words.count(lost, "{n} place lost", "{n} places lost")
