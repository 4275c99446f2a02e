"""Holding together: withdrawals, defections and evacuations beside the places lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from charts import collapse
from charts.days import grain, start
from charts.form import Row
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Book, grouped
from generator.compose.figures import tips
from generator.compose.figures.drawn import HOW_SURE, chart, day_cell
from generator.measure import Measures
from generator.records import each

SIGNS = {
    "withdrawal": ("withdrawal", "withdrawals"),
    "defection": ("defection", "defections"),
    "evacuation": ("evacuation", "evacuations"),
    "unopposed": ("place lost unopposed", "places lost unopposed"),
    "other_loss": ("place lost otherwise", "places lost otherwise"),
}
"""Sign → its name for one and for many."""


LOST = ("unopposed", "other_loss")


def plural(sign: str) -> str:
    """What a sign is called where many are counted."""
    return SIGNS[sign][1]


def holding_together(
    book: Book, measures: Measures, actors: Collection[str], who: str, until: date
) -> Chart | None:
    """Withdrawals, defections, evacuations and places lost of `actors` together, by day."""
    signs = measures.signs
    rows = signs[signs["actor"].isin(list(actors)) & (signs["date"] <= pd.Timestamp(until))]
    if rows.empty:
        return None
    sums = rows.groupby(["date", "sign", "confidence"], as_index=False)["n"].sum()
    totals = {sign: int(rows.loc[rows["sign"] == sign, "n"].sum()) for sign in SIGNS}
    subtitle = (
        f"Reported withdrawals, defections and evacuations, and named places lost, per day ({HOW_SURE}). "
        f"{words.capital(words.span(measures.first.date(), until))}."
    )
    title = f"{who}: {_message(totals)}"
    span = (measures.first, pd.Timestamp(until))
    spec = collapse.signs(
        sums.assign(sign=sums["sign"].map(plural)), title, subtitle, [plural(sign) for sign in LOST], span
    )
    behind = grouped(
        each(rows),
        lambda row: [(start(row.date, grain(*span)).date(), plural(row.sign), row.confidence)],
    )
    tips.tell(spec, "bars", lambda bar: _sign(book, behind, bar))
    table = DataTable(
        ("Day", "Actor", "What", "Confidence", "Number"),
        tuple(
            (day_cell(row.date), book.actor(row.actor), plural(row.sign), row.confidence, int(row.n))
            for row in each(rows)
        ),
    )
    alt = "; ".join(f"{plural(sign)} {n}" for sign, n in totals.items() if n)
    return chart("holding", title, subtitle, f"In all: {alt}.", table, spec)


def _sign(book: Book, behind: Mapping[tuple[date, str, str], list[Any]], bar: Row) -> tips.Tip:
    """The events that one segment of a bar counts."""
    first, last = tips.iso_day(bar, "start"), tips.iso_day(bar, "end") - timedelta(days=1)
    within = behind[first, bar["sign"], bar["confidence"]]
    events = [event for row in within for event in row.events]
    when = words.table_date(first) if first == last else words.span(first, last)
    return (
        tips.lines(
            f"{when}: {words.count(int(bar['n']), *SIGNS[within[0].sign])}, {bar['confidence']}",
            tips.some(book.places[book.event[id].place].name for id in events if book.event[id].place),
            tips.some(book.actors[row.actor].short_name for row in within),
            tips.of_events(book, events),
        ),
        words.table_date(first),
    )


def _message(totals: dict[str, int]) -> str:
    own, lost = totals["unopposed"], totals["unopposed"] + totals["other_loss"]
    if own:
        return (
            f"{words.number(own)} of {words.count(lost, 'place')} lost followed its own withdrawal or a deal"
        )
    told = [words.count(n, *SIGNS[sign]) for sign, n in totals.items() if n and sign != "other_loss"]
    return words.listed(told) or f"{words.count(lost, 'place')} lost"
