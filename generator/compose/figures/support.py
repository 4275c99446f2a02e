"""Charts of outside support: every backer against time, and one backer by category."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from charts import support
from generator import words
from generator.blocks import Cell, Chart, DataTable, Ref
from generator.compose.book import Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import chart
from generator.measure import Measures
from generator.records import each
from generator.schema import label

SCALE = "0 none, 1 political, 2 indirect material, 3 limited combat, 4 large-scale combat"


def all_backers(book: Book, measures: Measures, until: date) -> Chart | None:
    """Overall level of each backer for each recipient up to `until`: delivered filled, more announced outlined."""
    rows = measures.overall[measures.overall["date"] <= pd.Timestamp(until)]
    if rows.empty:
        return None
    series = [
        f"{book.actors[b].short_name} → {book.actors[r].short_name}"
        for b, r in zip(rows["backer"], rows["recipient"], strict=True)
    ]
    order = {name: i for i, name in enumerate(_by_weight(rows.assign(series=series)))}
    strip = rows.assign(series=series, order=[order[name] for name in series])
    title = _gap_title(book, rows) or f"What backers were reported to give, up to {words.day_month(until)}"
    subtitle = (
        f"Overall support level ({SCALE}). Filled: reported as given; outlined: more was announced; hatched: not "
        f"renewed for more than {words.count(book.settings.stale_days, 'day')}. "
        f"{words.capital(words.span(measures.first.date(), until))}."
    )
    last = rows[rows["date"] == rows["date"].max()]
    alt = "; ".join(
        f"{book.actors[row.backer].short_name} for {book.actors[row.recipient].short_name} {_number(row.actual)}"
        + (f", announced {_number(row.announced)}" if not pd.isna(row.announced) else "")
        for row in each(last)
    )
    columns = ["series", "order", "date", "actual", "announced", "stale", "ended"]
    spec = support.levels(strip[columns], title, subtitle, pd.Timestamp(until))
    states = {
        (
            f"{book.actors[row.backer].short_name} → {book.actors[row.recipient].short_name}",
            row.date.date(),
        ): row
        for row in each(rows)
    }
    tips.tell(
        spec,
        "cells",
        lambda cell: _tip(book, cell["series"], states[cell["series"], tips.iso_day(cell, "start")]),
    )
    return chart(
        "support", title, subtitle, f"Levels on {words.day_month(until)}: {alt}.", _turns(book, rows), spec
    )


def _gap_title(book: Book, rows: pd.DataFrame) -> str:
    """The widest gap between what a backer announced itself and what it was reported to give."""
    own = rows[(rows["gap"] > 0) & (rows["announced_status"] != "requested")]
    if own.empty:
        return ""
    widest = (
        own.groupby(["backer", "recipient"])["gap"]
        .agg(["max", "size"])
        .sort_values(["max", "size"], ascending=False, kind="stable")
    )
    backer, recipient = (book.actors[id].short_name for id in widest.index[0])
    days = words.count(int(widest["size"].iloc[0]), "day")
    return f"{backer} announced more for {recipient} than it was reported to give, on {days}"


def _by_weight(rows: pd.DataFrame) -> list[str]:
    """Series with the most support first; of equal ones the one reported first."""
    weight = (
        rows.assign(actual=rows["actual"].fillna(0))
        .groupby("series", sort=False)
        .agg(most=("actual", "max"), first=("date", "min"), total=("actual", "sum"))
    )
    return list(
        weight.sort_values(["most", "total", "first"], ascending=[False, False, True], kind="stable").index
    )


def _turns(book: Book, rows: pd.DataFrame) -> DataTable:
    """The days on which something changed: the rows between them only repeat."""
    key = ["actual", "announced", "stale", "ended"]
    ordered = rows.sort_values(["backer", "recipient", "date"], kind="stable")
    state = ordered[key].astype("object").fillna(-1).astype("str").agg("|".join, axis=1)
    pair = ordered["backer"] + "|" + ordered["recipient"]
    turned = ordered[(state != state.shift()) | (pair != pair.shift())]
    return DataTable(
        ("Day", "Backer", "Recipient", "Given", "Announced", "Remark", "Rests on"),
        tuple(
            (
                _day(row.date),
                book.actor(row.backer),
                book.actor(row.recipient),
                _cell(row.actual),
                _cell(row.announced),
                "general withdrawal in force" if row.ended else "not renewed lately" if row.stale else "",
                _rests(row),
            )
            for row in each(turned)
        ),
    )


def one_backer(book: Book, measures: Measures, backer: str, recipient: str, until: date) -> Chart | None:
    """The levels of one backer for one recipient, category by category."""
    rows = measures.levels[
        (measures.levels["backer"] == backer)
        & (measures.levels["recipient"] == recipient)
        & (measures.levels["date"] <= pd.Timestamp(until))
    ]
    if rows.empty:
        return None
    names = [label("support", "category", code) for code in rows["category"]]
    overall = measures.overall[
        (measures.overall["backer"] == backer)
        & (measures.overall["recipient"] == recipient)
        & (measures.overall["date"] == pd.Timestamp(until))
    ]
    given, taker = book.actors[backer].short_name, book.actors[recipient].short_name
    now = _number(overall["actual"].iloc[0])
    title = (
        f"{given} → {taker}: level {now} on {words.day_month(until)}"
        if now != "not known"
        else f"{given} → {taker}: no level reported as given"
    )
    subtitle = (
        f"Support level by category ({SCALE}). Filled: reported as given; outlined: announced. "
        f"{words.capital(words.span(measures.first.date(), until))}."
    )
    spec = support.one(
        rows.assign(category=names)[["category", "date", "actual", "announced", "stale"]], title, subtitle
    )
    by_day = {(label("support", "category", row.category), row.date.date()): row for row in each(rows)}
    for edge in spec["datasets"]["edges"] if spec else ():
        # an edge ends on the day after its last
        state = by_day.get((edge["category"], tips.iso_day(edge)))
        if state is not None:
            edge["tip"], edge["link"] = _tip(book, edge["category"], state)
    last = rows[rows["date"] == rows["date"].max()]
    alt = "; ".join(
        f"{label('support', 'category', row.category)} {_number(row.actual)}"
        + (f", announced {_number(row.announced)}" if not pd.isna(row.announced) else "")
        for row in each(last)
    )
    key = (
        rows[["actual", "announced", "stale"]].astype("object").fillna(-1).astype("str").agg("|".join, axis=1)
    )
    ordered = rows.assign(state=key).sort_values(["category", "date"], kind="stable")
    turned = ordered[
        (ordered["state"] != ordered["state"].shift()) | (ordered["category"] != ordered["category"].shift())
    ]
    table = DataTable(
        ("Category", "Day", "Given", "Announced", "Remark", "Rests on"),
        tuple(
            (
                label("support", "category", row.category),
                _day(row.date),
                _cell(row.actual),
                _cell(row.announced),
                "not renewed lately" if row.stale else "",
                _rests(row),
            )
            for row in each(turned)
        ),
    )
    return chart(
        f"support-{backer}-{recipient}", title, subtitle, f"On {words.day_month(until)}: {alt}.", table, spec
    )


def _tip(book: Book, what: str, row: Any) -> tips.Tip:
    """A series on a day: given, announced, and the rows of support that say so."""
    ids = dict.fromkeys(id for id in (row.actual_row, row.announced_row) if id)
    announced = "" if pd.isna(row.announced) else f"announced: level {row.announced}"
    remark = (
        "general withdrawal in force"
        if getattr(row, "ended", False)
        else "not renewed lately"
        if row.stale
        else ""
    )
    day = words.table_date(row.date.date())
    return (
        tips.lines(
            f"{what}, {day}",
            "no level reported as given" if pd.isna(row.actual) else f"given: level {row.actual}",
            announced,
            remark,
            *(
                f"row of {words.table_date(book.support_row[id].date)} ({book.support_row[id].confidence})"
                for id in ids
            ),
            tips.sources(book, (source for id in ids for source in book.support_row[id].sources)),
        ),
        day,
    )


def _number(value: object) -> str:
    return "not known" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _cell(value: object) -> Cell:
    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]


def _day(day: pd.Timestamp) -> Ref:
    return Ref("date", day.date().isoformat(), words.table_date(day.date()))


def _rests(row: object) -> Cell:
    id = getattr(row, "actual_row", "") or getattr(row, "announced_row", "")
    return Ref("support", id, "row") if id else None
