"""Holding together: withdrawals, defections and evacuations beside the places lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from charts import collapse
from generator import words
from generator.blocks import Chart, DataTable
from generator.compose.book import Book
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
    table = DataTable(
        ("Day", "Actor", "What", "Confidence", "Number"),
        tuple(
            (day_cell(row.date), book.actor(row.actor), plural(row.sign), row.confidence, int(row.n))
            for row in each(rows)
        ),
    )
    alt = "; ".join(f"{plural(sign)} {n}" for sign, n in totals.items() if n)
    return chart("holding", title, subtitle, f"In all: {alt}.", table, spec)


def _message(totals: dict[str, int]) -> str:
    own, lost = totals["unopposed"], totals["unopposed"] + totals["other_loss"]
    if own:
        return (
            f"{words.number(own)} of {words.count(lost, 'place')} lost followed its own withdrawal or a deal"
        )
    told = [words.count(n, *SIGNS[sign]) for sign, n in totals.items() if n and sign != "other_loss"]
    return words.listed(told) or f"{words.count(lost, 'place')} lost"
