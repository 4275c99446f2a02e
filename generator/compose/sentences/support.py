"""What backers gave, announced and ended."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from generator import words
from generator.blocks import Part, Prose, Ref, Sentence
from generator.compose.book import Book
from generator.language import gettext as _
from generator.language import ngettext
from generator.measure import Measures, on
from generator.records import Support
from generator.schema import label


def support_changed(book: Book, measures: Measures, day: date) -> list[Sentence]:
    """Each backer whose overall actual level changed on `day`, the largest change first."""
    now = on(measures.overall, pd.Timestamp(day))
    if now.empty:
        return []
    before = on(measures.overall, pd.Timestamp(day) - pd.Timedelta(days=1))
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
        change = _("support at level {after} reported for the first time", after=str(after))
    else:
        levels = {"before": str(int(row["actual_before"])), "after": str(after)}
        if after > int(row["actual_before"]):
            change = _("reported support rose from level {before} to level {after}", **levels)
        else:
            change = _("reported support fell from level {before} to level {after}", **levels)
    return Sentence.of(
        _("{pair}: {change} ({confidence}). {summary}"),
        pair=_pair(book, support),
        change=change,
        confidence=_(support.confidence),
        summary=Prose(support.summary),
        sources=support.sources,
        rows=support_ref(support, _("the row")),
        counted=(support,),
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
    giver, taker = book.actor(row.backer), book.actor(row.recipient)
    return Sentence.of(_("{giver} → {taker}"), giver=giver, taker=taker).parts


def support_ended(book: Book, measures: Measures) -> list[Sentence]:
    """Which backers are in general withdrawal, by recipient, on the last day or when one of them ceased to exist;
    the greatest group.
    """
    now = measures.standing[measures.standing["ended"]]
    told = []
    for recipient in now["recipient"].value_counts().head(1).index:
        rows = [book.support_row[id] for id in now.loc[now["recipient"] == recipient, "ended_row"]]
        parts: list[Part] = []
        for i, row in enumerate(sorted(rows, key=lambda row: (row.date, row.id))):
            parts.append("" if i == 0 else _(" and ") if i == len(rows) - 1 else _(", "))
            parts += Sentence.of(
                _("{backer} ({day}, {confidence})"),
                backer=book.actor(row.backer),
                day=words.day_month(row.date),
                confidence=_(row.confidence),
            ).parts
        told.append(
            Sentence.of(
                ngettext(
                    "{recipient}: {n} of its backers had ended its support by a general withdrawal: {backers}.",
                    "{recipient}: {n} of its backers had ended their support by a general withdrawal: {backers}.",
                    len(rows),
                ),
                recipient=book.actor(recipient),
                n=words.number(len(rows)),
                backers=parts,
                sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
                rows=Ref("page", "support.md#all-backers-over-time", _("support")),
                counted=rows,
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
    given = _("none") if pd.isna(row["actual"]) else _("level {level}", level=str(int(row["actual"])))
    return Sentence.of(
        _(
            "{pair}: level {level} {status} on {day} ({confidence}); "
            "reported as delivered by {last}: {given}."
        ),
        pair=_pair(book, announced),
        level=str(announced.level),
        status=label("support", "status", announced.status),
        day=words.day_month(announced.date),
        confidence=_(announced.confidence),
        last=words.day_month(row["date"].date()),
        given=given,
        sources=announced.sources,
        rows=support_ref(announced, _("the row")),
        counted=(announced,),
    )


def support_ref(row: Support, text: str) -> Ref:
    """A row of support where it stands."""
    return Ref("support", row.id, text)
