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
from generator.measure import Measures, runs
from generator.records import Support
from generator.schema import label


def support_changed(book: Book, measures: Measures, day: date) -> list[Sentence]:
    """Each backer whose overall actual level changed on `day`, the largest change first."""
    found = []
    for pair, stood in measures.backing.items():
        now, then = runs.on(stood, day), runs.before(stood, day)
        before = then.actual if then else None
        if now and now.actual is not None and now.actual != (before or 0):
            found.append((-abs(now.actual - (before or 0)), pair, before, now.actual, now.actual_row))
    return [
        _support_step(book, day, pair, before, after, row)
        for _step, pair, before, after, row in sorted(found, key=lambda step: step[:2])
    ]


def _support_step(
    book: Book, day: date, pair: runs.Key, before: int | None, after: int, row: str
) -> Sentence:
    """`row`: the one that `after` rests on."""
    fell = before is not None and after < before
    support = (_cause(book, day, pair) if fell else None) or book.support_row[row]
    if before is None:
        change = _("support at level {after} reported for the first time", after=str(after))
    elif after > before:
        change = _(
            "reported support rose from level {before} to level {after}", before=str(before), after=str(after)
        )
    else:
        change = _(
            "reported support fell from level {before} to level {after}", before=str(before), after=str(after)
        )
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


def _cause(book: Book, day: date, pair: runs.Key) -> Support | None:
    """The row behind a fall of the overall level: the one that ended or withheld something that day, if any."""
    ends = (
        row
        for row in reversed(book.support)
        if row.date == day
        and (row.backer, row.recipient) == pair
        and row.status in ("withdrawn", "withheld")
        and row.scope != "local"
    )
    return next(ends, None)


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
