"""What became of claims: how many of each actor's were later confirmed, and after how many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from generator import words
from generator.blocks import Cell, ClaimsSection, DataTable, Ref, Sentence
from generator.compose.book import Book, grouped
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.measure import Measures
from generator.measure.claims import CLAIMED, CONFIRMED, RETRACTED
from generator.records import each
from generator.schema import label

MOST = 50
"""So many confirmed claims are listed on the page of an actor, the latest ones."""


def of_site(book: Book, measures: Measures) -> ClaimsSection | None:
    """All claims, and how those of each actor fared; None without a ledger or a claim."""
    rows = list(each(measures.claims))
    if not measures.editions or not rows:
        return None
    by_actor = sorted(grouped(rows, lambda row: [row.actor]).items(), key=lambda item: -len(item[1]))
    actors = [(actor, own) for actor, own in by_actor if actor]
    outcomes = [outcome for outcome in _OUTCOMES if any(row.outcome == outcome for row in rows)]
    head = (_("Actor"), _("Claims"), _("Later confirmed"), _("Days it took"))
    table = DataTable(
        (*head, *(words.capital(_(_OUTCOMES[outcome])) for outcome in outcomes)),
        tuple(
            (
                Ref("actor", f"{actor}#claims", book.actors[actor].short_name),
                len(own),
                _("{n} of {all}", n=words.figures(len(took := _took(own))), all=words.figures(len(own))),
                _days(took) if took else "–",
                *(_count(own, outcome) for outcome in outcomes),
            )
            for actor, own in actors
        ),
    )
    return ClaimsSection(tuple(_told(rows, measures.editions)), table if actors else None)


def of_actor(book: Book, rows: Sequence[Any], editions: int) -> ClaimsSection | None:
    """The claims of one actor (`rows` of `Measures.claims`), and each that was confirmed; None without any."""
    if not editions or not rows:
        return None
    confirmed = sorted(
        (row for row in rows if row.outcome == CONFIRMED), key=lambda row: row.date, reverse=True
    )
    table = DataTable(
        (_("Event"), _("Day"), _("Confirmed by"), _("Days it took"), _("Counted to")),
        tuple(_row(book, row) for row in confirmed[:MOST]),
    )
    told = list(_told(rows, editions))
    if len(confirmed) > MOST:
        told.append(Sentence((_("The table has the latest {n}.", n=str(MOST)),)))
    return ClaimsSection(tuple(told), table if confirmed else None)


def _row(book: Book, row: Any) -> tuple[Cell, ...]:
    event, day = book.event[row.event], words.table_date(row.confirmed.date())
    return (
        Ref("event", event.id, words.capital(words.joined(_named(book, event.type, event.place)))),
        Ref("date", event.date.isoformat(), words.table_date(event.date)),
        _("edition {n}", n=str(row.edition)),
        (row.confirmed - row.date).days,
        _("source of {day}", day=day) if row.by_source else _("edition of {day}", day=day),
    )


def _named(book: Book, type: str, place: str) -> list[str]:
    return [label("events", "type", type), *([book.called(place)] if place else [])]


_OUTCOMES = {
    CLAIMED: later("still claimed"),
    "disputed": later("disputed since"),
    RETRACTED: later("retracted"),
}


def _told(rows: Sequence[Any], editions: int) -> Iterator[Sentence]:
    took, all = _took(rows), words.count(len(rows), "{n} claim", "{n} claims")
    first = _("; edition 1 is the first") if editions == 1 else ""
    if not took:
        yield Sentence.of(
            ngettext(
                "The {claims} was not later confirmed in these tables{first}.",
                "None of {claims} was later confirmed in these tables{first}.",
                len(rows),
            ),
            claims=all,
            first=first,
        )
    elif len(rows) == 1:
        once = _("The one claim was later confirmed in these tables, {days}.")
        yield Sentence.of(once, days=_after(took))
    else:
        yield Sentence.of(
            ngettext(
                "{n} of {claims} was later confirmed in these tables, {days}.",
                "{n} of {claims} were later confirmed in these tables, {days}.",
                len(took),
            ),
            n=words.capital(words.number(len(took))),
            claims=all,
            days=_after(took),
        )
    if len(took) < len(rows) and (took or any(row.outcome != CLAIMED for row in rows)):
        yield Sentence.of(_("{outcomes}."), outcomes=words.capital(words.listed(list(_others(rows)))))
    undated = sum(row.outcome == CONFIRMED and not row.by_source for row in rows)
    if undated:
        yield Sentence.of(
            ngettext(
                "Days run to the first source that came with the confirmation; for {n} claim without a dated one, to "
                "the date of the edition.",
                "Days run to the first source that came with the confirmation; for {n} claims without a dated one, to "
                "the date of the edition.",
                undated,
            ),
            n=words.number(undated),
        )


def _others(rows: Sequence[Any]) -> Iterator[str]:
    counts = Counter(row.outcome for row in rows)
    if n := counts[CLAIMED]:
        yield words.count(n, "{n} still stands as a claim", "{n} still stand as claims")
    if n := counts["disputed"]:
        yield words.count(n, "{n} is now disputed", "{n} are now disputed")
    if n := counts[RETRACTED]:
        yield words.count(n, "{n} was retracted", "{n} were retracted")


def _took(rows: Sequence[Any]) -> list[int]:
    """Days from event to confirmation, of each claim that was confirmed."""
    return sorted((row.confirmed - row.date).days for row in rows if row.outcome == CONFIRMED)


def _after(days: list[int]) -> str:
    low, high = days[0], days[-1]
    if low == high:
        after = words.count(low, "{n} day after the event", "{n} days after the event")
        return after if low else _("on the day of the event")
    range = {"low": str(low), "high": str(high), "median": _median(days)}
    return _("{low} to {high} days after the event, median {median}", **range)


def _days(days: list[int]) -> str:
    if len(days) < 4:
        return words.joined([str(n) for n in days])
    return _("{low}–{high}, median {median}", low=str(days[0]), high=str(days[-1]), median=_median(days))


def _median(days: list[int]) -> str:
    middle = median(days)
    return words.figures(int(middle)) if middle == int(middle) else words.figures(middle, 1)


def _count(rows: Sequence[Any], outcome: str) -> int:
    return sum(row.outcome == outcome for row in rows)
