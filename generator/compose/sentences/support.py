"""What backers gave, announced and ended."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
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


def _support_step(book: Book, row: Mapping[Hashable, Any]) -> Sentence:
    after = int(row["actual"])
    support = _cause(book, row)
    if pd.isna(row["actual_before"]):
        change = f"support at level {after} reported for the first time"
    else:
        before = int(row["actual_before"])
        change = (
            f"reported support {'rose' if after > before else 'fell'} from level {before} to level {after}"
        )
    return Sentence(
        (*_pair(book, support), f"{change} ({support.confidence}). ", support.summary),
        support.sources,
        support_ref(support, "the row"),
    )


def _cause(book: Book, row: Mapping[Hashable, Any]) -> Support:
    """The row behind a step of the overall level: for a fall the one that ended or withheld something that day."""
    if not pd.isna(row["actual_before"]) and row["actual"] < row["actual_before"]:
        day, pair = row["date"].date(), (row["backer"], row["recipient"])
        ends = [
            of_day
            for of_day in book.support
            if of_day.date == day
            and (of_day.backer, of_day.recipient) == pair
            and of_day.status in ("withdrawn", "withheld")
            and of_day.scope != "local"
        ]
        if ends:
            return ends[-1]
    return book.support_row[str(row["actual_row"])]


def _pair(book: Book, row: Support) -> tuple[Part, ...]:
    return book.actor(row.backer), " → ", book.actor(row.recipient), ": "


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
        who = f"{words.number(len(rows))} of its backers"
        middle = f": {who} had ended {'its' if len(rows) == 1 else 'their'} support by a general withdrawal: "
        sources = tuple(dict.fromkeys(source for row in rows for source in row.sources))
        told.append(
            Sentence(
                (book.actor(recipient), middle, *parts, "."),
                sources,
                Ref("page", "support.md", "support"),
            )
        )
    return told


def support_now(book: Book, measures: Measures) -> list[Sentence]:
    """For the two backers that announced most beyond what they were reported to give: the widest gap."""
    overall = measures.overall
    # What the recipient asked for is no word of the backer.
    gaps = overall[(overall["gap"] > 0) & (overall["announced_status"] != "requested")]
    gaps = gaps.sort_values(["gap", "date", "backer"], ascending=[False, True, True])
    return [
        _gap(book, row) for row in gaps.drop_duplicates(["backer", "recipient"]).head(2).to_dict("records")
    ]


def _gap(book: Book, row: Mapping[Hashable, Any]) -> Sentence:
    announced = book.support_row[str(row["announced_row"])]
    said = f"level {announced.level} {label('support', 'status', announced.status)}"
    given = "none" if pd.isna(row["actual"]) else f"level {int(row['actual'])}"
    return Sentence(
        (
            *_pair(book, announced),
            f"{said} on {words.day_month(announced.date)} ({announced.confidence}); ",
            f"reported as delivered by {words.day_month(row['date'].date())}: {given}.",
        ),
        announced.sources,
        support_ref(announced, "the row"),
    )


def support_ref(row: Support, text: str) -> Ref:
    """A row of support where it stands."""
    return Ref("support", row.id, text)
