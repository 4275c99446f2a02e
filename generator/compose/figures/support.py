"""Charts of outside support: every backer against time, and one backer by category."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from charts import support
from generator import words
from generator.blocks import Cell, Chart, DataTable, Ref
from generator.compose.book import Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    Span,
    chart,
    silences,
    until_settled,
    with_silences,
    within,
    worded,
)
from generator.language import gettext as _
from generator.measure import Measures
from generator.records import each
from generator.schema import label


def _scale() -> str:
    return _("0 none, 1 political, 2 indirect material, 3 limited combat, 4 large-scale combat")


def all_backers(book: Book, measures: Measures, shown: Span) -> Chart | None:
    """Overall level of each backer for each recipient: delivered filled, more announced outlined."""
    until = shown[1]
    rows = within(measures.overall, shown)
    if rows.empty:
        return None
    pairs = list(zip(rows["backer"], rows["recipient"], strict=True))
    called = {(b, r): words.pair(book.actors[b].short_name, book.actors[r].short_name) for b, r in {*pairs}}
    series = [called[pair] for pair in pairs]
    order = {name: i for i, name in enumerate(_by_weight(rows.assign(series=series)))}
    strip = rows.assign(series=series, order=[order[name] for name in series])
    title = _gap_title(book, rows) or _(
        "What backers were reported to give, up to {day}", day=words.day_month(until)
    )
    subtitle = _(
        "Overall support level ({scale}). Filled: reported as given; outlined: more was announced; hatched: not "
        "renewed for more than {days}. {span}.",
        scale=_scale(),
        days=words.count(book.settings.stale_days, "{n} day", "{n} days"),
        span=worded(shown),
    )
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    last = rows[rows["date"] == rows["date"].max()]
    told = _("; ").join(
        _(
            "{backer} for {recipient} {level}",
            backer=book.actors[row.backer].short_name,
            recipient=book.actors[row.recipient].short_name,
            level=_levels(row),
        )
        for row in each(last)
    )
    alt = _("Levels on {day}: {levels}.", day=words.day_month(until), levels=told)
    columns = ["series", "order", "date", "actual", "announced", "stale", "ended"]
    spec = support.levels(strip[columns], title, subtitle, pd.Timestamp(until), silent)
    states = {(name, row.date.date()): row for name, row in zip(series, each(rows[_STATE]), strict=True)}
    tips.tell(
        spec,
        "cells",
        lambda cell: _tip(book, cell["series"], states[cell["series"], tips.iso_day(cell, "start")]),
    )
    return chart("support", title, subtitle, alt, _turns(book, rows), spec)


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
    return _(
        "{backer} announced more for {recipient} than it was reported to give, on {days}",
        backer=backer,
        recipient=recipient,
        days=words.count(int(widest["size"].iloc[0]), "{n} day", "{n} days"),
    )


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


def _turned(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows that differ from the one before them in one of `columns`, and the first."""
    differs = np.zeros(len(rows), dtype="bool")
    differs[:1] = True
    for name in columns:
        column = rows[name]
        values = (column.fillna(-1) if column.dtype == "Int64" else column).to_numpy()
        differs[1:] |= values[1:] != values[:-1]
    return rows[differs]


def _turns(book: Book, rows: pd.DataFrame) -> DataTable:
    """The days on which something changed: the rows between them only repeat."""
    ordered = rows.sort_values(["backer", "recipient", "date"], kind="stable")
    turned = _turned(ordered, "backer", "recipient", "actual", "announced", "stale", "ended")
    return DataTable(
        (
            _("Day"),
            _("Backer"),
            _("Recipient"),
            _("Given"),
            _("Announced"),
            _("Remark"),
            _("Rests on"),
            _("Announcement rests on"),
        ),
        tuple(
            (
                _day(row.date),
                book.actor(row.backer),
                book.actor(row.recipient),
                _cell(row.actual),
                _cell(row.announced),
                _("general withdrawal in force") if row.ended else _stale(row),
                _rests(row.actual_row),
                _rests(row.announced_row),
            )
            for row in each(turned)
        ),
    )


def of_pair(backer: str, recipient: str) -> str:
    """The name of the chart of one backer for one recipient: ids have single hyphens, so that no two are the same."""
    return f"support-{backer}{'--' if '-' in backer else '-'}{recipient}"


def one_backer(book: Book, measures: Measures, backer: str, recipient: str) -> Chart | None:
    """The levels of one backer for one recipient, category by category, until nothing changes any more."""
    rows = measures.levels_of(backer, recipient)
    if rows.empty:
        return None
    shown, settled = until_settled(measures, backer, recipient)
    rows = within(rows, shown)
    labels = {code: label("support", "category", code) for code in rows["category"].unique()}
    names = [labels[code] for code in rows["category"]]
    pair = words.pair(book.actors[backer].short_name, book.actors[recipient].short_name)
    title = _one_title(book, measures, backer, recipient, pair)
    span = worded(shown)
    subtitle = _(
        "Support level by category ({scale}). Filled: reported as given; outlined: announced. {span}.",
        scale=_scale(),
        span=_("{span}; unchanged since", span=span) if settled else span,
    )
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    spec = support.one(
        rows.assign(category=names)[["category", "date", "actual", "announced", "stale"]],
        title,
        subtitle,
        silent,
    )
    states = each(rows[[name for name in _STATE if name != "ended"]])
    by_day = {(name, row.date.date()): row for name, row in zip(names, states, strict=True)}
    for edge in spec["datasets"]["edges"] if spec else ():
        # an edge ends on the day after its last
        state = by_day.get((edge["category"], tips.iso_day(edge)))
        if state is not None:
            edge["tip"], edge["link"] = _tip(book, edge["category"], state)
    last = rows[rows["date"] == rows["date"].max()]
    told = _("; ").join(
        _("{what} {n}", what=label("support", "category", row.category), n=_levels(row)) for row in each(last)
    )
    alt = _("On {day}: {levels}.", day=words.day_month(shown[1]), levels=told)
    return chart(of_pair(backer, recipient), title, subtitle, alt, _category_turns(rows), spec)


def _category_turns(rows: pd.DataFrame) -> DataTable:
    """The days on which something changed in a category: the rows between them only repeat."""
    ordered = rows.sort_values(["category", "date"], kind="stable")
    turned = _turned(ordered, "category", "actual", "announced", "stale")
    return DataTable(
        (
            _("Category"),
            _("Day"),
            _("Given"),
            _("Announced"),
            _("Remark"),
            _("Rests on"),
            _("Announcement rests on"),
        ),
        tuple(
            (
                label("support", "category", row.category),
                _day(row.date),
                _cell(row.actual),
                _cell(row.announced),
                _stale(row),
                _rests(row.actual_row),
                _rests(row.announced_row),
            )
            for row in each(turned)
        ),
    )


def _one_title(book: Book, measures: Measures, backer: str, recipient: str, pair: str) -> str:
    """The overall level as it stood last, and the day of the row that it rests on."""
    standing = measures.standing
    now: Any = next(each(standing[(standing["backer"] == backer) & (standing["recipient"] == recipient)]))
    if pd.isna(now.actual):
        return _("{pair}: no level reported as given", pair=pair)
    day = words.long_date(book.support_row[now.actual_row].date)
    return _("{pair}: level {level}, last reported on {day}", pair=pair, level=_number(now.actual), day=day)


_STATE = ["date", "actual", "announced", "stale", "ended", "actual_row", "announced_row"]


def _tip(book: Book, what: str, row: Any) -> tips.Tip:
    """A series on a day: given, announced, and the rows of support that say so."""
    ids = dict.fromkeys(id for id in (row.actual_row, row.announced_row) if id)
    given = (
        _("no level reported as given")
        if pd.isna(row.actual)
        else _("given: level {level}", level=str(row.actual))
    )
    announced = "" if pd.isna(row.announced) else _("announced: level {level}", level=str(row.announced))
    remark = _("general withdrawal in force") if getattr(row, "ended", False) else _stale(row)
    day = words.table_date(row.date.date())
    return (
        tips.lines(
            _("{told}, {when}", told=what, when=day),
            given,
            announced,
            remark,
            *(
                _(
                    "row of {day} ({confidence})",
                    day=words.table_date(book.support_row[id].date),
                    confidence=_(book.support_row[id].confidence),
                )
                for id in ids
            ),
            tips.sources(book, (source for id in ids for source in book.support_row[id].sources)),
        ),
        day,
    )


def _number(value: object) -> str:
    return _("not known") if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _levels(row: Any) -> str:
    """What was given, and what was announced where the row has it."""
    given = _number(row.actual)
    if pd.isna(row.announced):
        return given
    return _("{level}, announced {announced}", level=given, announced=_number(row.announced))


def _stale(row: Any) -> str:
    return _("not renewed lately") if row.stale else ""


def _cell(value: object) -> Cell:
    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]


def _day(day: pd.Timestamp) -> Ref:
    return Ref("date", day.date().isoformat(), words.table_date(day.date()))


def _rests(id: str) -> Cell:
    return Ref("support", id, _("row")) if id else None
