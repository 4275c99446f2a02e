"""The way of each support series from considered to withdrawn, as pages of backers tell it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import Cell, DataTable, Part, Ref, Sentence, Way
from generator.compose.book import Book
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures
from generator.records import Support, each
from generator.schema import label, table
from generator.views.overviews import Condition

_SERIES = ["backer", "recipient", "category"]


def ways(book: Book, measures: Measures, backer: str) -> tuple[Way, ...]:
    """Each series of a backer, in the order in which the table first names them."""
    steps = measures.steps[measures.steps["backer"] == backer]
    waits = {
        (row.recipient, row.category): row for row in each(measures.waits[measures.waits["backer"] == backer])
    }
    found: dict[tuple[str, str], list[Sentence]] = {}
    for step in each(steps):
        found.setdefault((step.recipient, step.category), []).append(_step(book, step))
    return tuple(
        Way(
            book.actor(recipient),
            label("support", "category", category),
            tuple(way),
            _wait(waits.get((recipient, category))),
        )
        for (recipient, category), way in found.items()
    )


def _step(book: Book, step: Any) -> Sentence:
    """A step with its days, how sure its rows are, and the days since the one before."""
    rows = [book.support_row[id] for id in step.rows]
    if pd.isna(step.days):
        told = _("{step} {days} ({sure})")
    elif not step.days:
        told = _("{step} on the same day, {days} ({sure})")
    else:
        told = ngettext(
            "{step} after {n} day, {days} ({sure})", "{step} after {n} days, {days} ({sure})", int(step.days)
        )
    return Sentence.of(
        told,
        step=_named(step.status, step.scope),
        n="" if pd.isna(step.days) else words.figures(int(step.days)),
        days=_days(rows),
        sure=words.split(Counter(row.confidence for row in rows)),
    )


def _named(status: str, scope: str) -> str:
    named = label("support", "status", status)
    return _("{what} ({split})", what=named, split=label("support", "scope", scope)) if scope else named


def _days(rows: list[Support]) -> tuple[Part, ...]:
    """The day of a step, leading to its row; of several rows the first and the last."""
    first, last = (Ref("support", row.id, words.table_date(row.date)) for row in (rows[0], rows[-1]))
    if len(rows) == 1:
        return (first,)
    told = _("{first}, {many}") if rows[0].date == rows[-1].date else _("{first} to {last}, {many}")
    return Sentence.of(told, first=first, last=last, many=words.tally(len(rows), "{n} row", "{n} rows")).parts


def _wait(row: Any) -> str:
    if row is None:
        return ""
    if not row.delivered_row:
        return _("no later delivery in these rows")
    return words.tally(int(row.days), "{n} day", "{n} days") if row.days else _("the same day")


def told(measures: Measures) -> tuple[Sentence, ...]:
    """In how many series something was pledged, and in how many of them a delivery was reported later."""
    waits = measures.waits
    if waits.empty:
        return ()
    pledged = Sentence.of(
        ngettext(
            "Something was pledged in {n} series: one backer, one recipient, one category.",
            "Something was pledged in {n} series, each of one backer, one recipient and one category.",
            len(waits),
        ),
        n=words.number(len(waits)),
    )
    kept = [int(days) for days in waits["days"].dropna()]
    if not kept:
        return pledged, Sentence.of(_("No later row there reports a delivery."))
    delivered = Sentence.of(
        ngettext(
            "In {n} of them a later row reports a delivery, {days} after the first pledge.",
            "In {n} of them a later row reports a delivery, {days} after the first pledge.",
            len(kept),
        ),
        n=words.number(len(kept)),
        days=_between(min(kept), max(kept)),
    )
    return pledged, delivered, Sentence.of(_("No row says that what was delivered is what was pledged."))


def _between(least: int, most: int) -> str:
    if least == most:
        return words.tally(most, "{n} day", "{n} days")
    return ngettext(
        "{least} to {n} day", "{least} to {n} days", most, least=words.figures(least), n=words.figures(most)
    )


def funnel(book: Book, measures: Measures) -> DataTable:
    """In how many series of each backer each step is reported at least once."""
    codes = table("support").column("status").codes
    steps = measures.steps[measures.steps["category"] != "withdrawal"]
    there = steps.drop_duplicates([*_SERIES, "status"])
    counts = Counter(zip(there["backer"], there["status"], strict=True))
    series = Counter(steps.drop_duplicates(_SERIES)["backer"])
    kept = Counter(measures.waits.loc[measures.waits["days"].notna(), "backer"])
    backers = dict.fromkeys(row.backer for row in book.support)
    heads = [words.capital(_(code.label)) for code in codes]
    at = [code.code for code in codes].index("pledged") + 1
    heads.insert(at, _("of these, delivered later"))
    rows: list[tuple[Cell, ...]] = []
    for backer in backers:
        cells = [counts[backer, code.code] for code in codes]
        cells.insert(at, kept[backer])
        rows.append((book.actor(backer), series[backer], *cells))
    return DataTable((_("Backer"), _("Series"), *heads), tuple(rows))


def conditions(book: Book, measures: Measures) -> tuple[Condition, ...]:
    """Each row that ties support to a condition, and what the next row of its series says."""
    ids: dict[tuple[str, str, str], list[str]] = {}
    for step in each(measures.steps):
        ids.setdefault((step.backer, step.recipient, step.category), []).extend(step.rows)
    rows = (row for row in book.support if row.status == "conditional" or row.condition)
    return tuple(
        Condition(row, _next(book, row, ids[row.backer, row.recipient, row.category])) for row in rows
    )


def _next(book: Book, row: Support, series: list[str]) -> Sentence:
    at = series.index(row.id) + 1
    if at == len(series):
        return Sentence.of(_("No later row of this backer, recipient and category."))
    later = book.support_row[series[at]]
    general = later.category == "withdrawal" != row.category
    return Sentence.of(
        _("Next row of this backer, recipient and category: {step}, {day} ({confidence})."),
        step=_named("withdrawn", "general") if general else _named(later.status, later.scope),
        day=Ref("support", later.id, words.table_date(later.date)),
        confidence=_(later.confidence),
    )
