"""What backers gave, announced and ended."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import Part, Ref, Sentence
from generator.compose.book import Book
from generator.measure import Measures
from generator.records import Support
from generator.schema import label


def support_changed(book: Book, measures: Measures, day: date) -> list[Sentence]:
    """Each backer whose overall actual level changed on `day`, the largest change first."""
    now = measures.overall[measures.overall["date"] == pd.Timestamp(day)]
    before = measures.overall[measures.overall["date"] == pd.Timestamp(day) - pd.Timedelta(days=1)]
    joined = now.merge(
        before[["backer", "recipient", "actual"]],
        on=["backer", "recipient"],
        how="left",
        suffixes=("", "_before"),
    )
    joined["step"] = joined["actual"].fillna(0) - joined["actual_before"].fillna(0)
    told = joined[joined["step"] != 0].sort_values(
        ["step", "backer"], key=lambda column: -column.abs() if column.name == "step" else column
    )
    return [_support_step(book, row) for row in told.to_dict("records")]


def _support_step(book: Book, row: dict[Hashable, Any]) -> Sentence:
    support = book.support_row[
        str(row["ended_row"] if row["ended"] and not row["actual"] else row["actual_row"])
    ]
    before = 0 if pd.isna(row["actual_before"]) else int(row["actual_before"])
    after = int(row["actual"])
    verb = "rose" if after > before else "fell"
    first = (
        f" from level {before}"
        if not pd.isna(row["actual_before"])
        else ", not reported before, rose"
        if verb == "rose"
        else ""
    )
    start: list[Part] = [
        book.actor(support.backer),
        "’s reported support for ",
        book.actor(support.recipient),
    ]
    change = (
        f" {verb}{first} to level {after}" if "not reported" not in first else f"{first} to level {after}"
    )
    return Sentence(
        (*start, f"{change} ({support.confidence}). ", support.summary),
        support.sources,
        support_ref(support, "the row"),
    )


def support_ended(book: Book, measures: Measures) -> list[Sentence]:
    """Which backers are in general withdrawal on the last day, by recipient; the greatest group."""
    now = measures.overall[(measures.overall["date"] == measures.last) & measures.overall["ended"]]
    told = []
    for recipient in now["recipient"].value_counts().head(1).index:
        rows = [book.support_row[id] for id in now.loc[now["recipient"] == recipient, "ended_row"]]
        parts: list[Part] = []
        for i, row in enumerate(sorted(rows, key=lambda row: (row.date, row.id))):
            parts += [
                "" if i == 0 else " and " if i == len(rows) - 1 else ", ",
                book.actor(row.backer),
                f" ({words.day_month(row.date)}, {row.confidence})",
            ]
        start = f"{words.opening(len(rows), 'backer')} of "
        middle = " had ended " + ("its" if len(rows) == 1 else "their") + " support by a general withdrawal: "
        sources = tuple(dict.fromkeys(source for row in rows for source in row.sources))
        told.append(
            Sentence(
                (start, book.actor(recipient), middle, *parts, "."),
                sources,
                Ref("page", "support.md", "support"),
            )
        )
    return told


def support_now(book: Book, measures: Measures) -> list[Sentence]:
    """For each backer that announced more than it was reported to give: the widest gap of the data."""
    own = (
        measures.overall["announced_status"] != "requested"
    )  # what the recipient asked for is no word of the backer
    gaps = measures.overall[(measures.overall["gap"] > 0) & own]
    gaps = gaps.sort_values(["gap", "date", "backer"], ascending=[False, True, True])
    told = []
    for row in gaps.drop_duplicates(["backer", "recipient"]).head(2).to_dict("records"):
        announced = book.support_row[str(row["announced_row"])]
        status = label("support", "status", announced.status)
        given = (
            "no level was reported as delivered"
            if pd.isna(row["actual"])
            else f"level {int(row['actual'])} was reported as delivered"
        )
        parts: list[Part] = [
            book.actor(announced.backer), f": level {announced.level} support for ", book.actor(announced.recipient),
            f" was {status} on {words.day_month(announced.date)} ({announced.confidence}); {given} on that day.",
        ]  # fmt: skip
        told.append(Sentence(tuple(parts), announced.sources, support_ref(announced, "the row")))
    return told


def support_ref(row: Support, text: str) -> Ref:
    """A row of support where it stands."""
    return Ref("support", row.id, text)
