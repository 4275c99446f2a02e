"""Charts of outside support: every backer against time, and one backer by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

import pandas as pd

from charts import spans, support
from generator import words
from generator.blocks import Cell, Chart, DataTable, Ref
from generator.compose.book import Book
from generator.compose.figures import tips
from generator.compose.figures.drawn import (
    Span,
    chart,
    day_cell,
    silences,
    until_settled,
    with_silences,
    worded,
)
from generator.language import gettext as _
from generator.measure import Measures
from generator.measure.runs import Key, Run, Runs, between, on, turns
from generator.schema import label

_Key = TypeVar("_Key")


def _scale() -> str:
    return _("0 none, 1 political, 2 indirect material, 3 limited combat, 4 large-scale combat")


Cut = Mapping[Key, Runs]
"""What stood on the days of a chart, by (backer, recipient)."""


def all_backers(book: Book, measures: Measures, shown: Span) -> Chart | None:
    """Overall level of each backer for each recipient: delivered filled, more announced outlined."""
    until = shown[1]
    cuts = ((pair, between(runs, *shown)) for pair, runs in measures.backing.items())
    found = {pair: cut for pair, cut in cuts if cut}
    if not found:
        return None
    names = _called(book, found)
    by_name = {names[pair]: found[pair] for pair in _by_weight(found)}
    title = _gap_title(book, found) or _(
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
    told = _("; ").join(
        _(
            "{backer} for {recipient} {level}",
            backer=book.actors[backer].short_name,
            recipient=book.actors[recipient].short_name,
            level=_levels(run),
        )
        for (backer, recipient), run in _last(found)
    )
    alt = _("Levels on {day}: {levels}.", day=words.day_month(until), levels=told)
    strips = [_strip(name, runs) for name, runs in by_name.items()]
    spec = support.levels(strips, title, subtitle, pd.Timestamp(until), silent)
    tips.tell(spec, "cells", lambda cell: _tip(book, by_name, cell["series"], tips.iso_day(cell, "start")))
    return chart("support", title, subtitle, alt, _turns(book, found), spec)


def _pair(book: Book, pair: Key) -> str:
    backer, recipient = (book.actors[id].short_name for id in pair)
    return words.pair(backer, recipient)


def _called(book: Book, pairs: Collection[Key]) -> dict[Key, str]:
    """A name for each pair, of short names where these tell them apart, else of full ones, else of ids."""
    found: dict[Key, str] = {}
    for field in ("short_name", "name", "id"):
        actors = [
            (pair, [getattr(book.actors[id], field) for id in pair]) for pair in pairs if pair not in found
        ]
        names = {pair: words.pair(*both) for pair, both in actors}
        once = {name for name, count in Counter(names.values()).items() if count == 1} - set(found.values())
        found |= {pair: name for pair, name in names.items() if name in once}
    return found


def _strip(name: str, runs: Runs) -> spans.Strip:
    """Runs as the chart forms ask for them."""
    return spans.Strip(
        name,
        [spans.Span(pd.Timestamp(run.first), pd.Timestamp(run.last) + spans.DAY, *run.state) for run in runs],
    )


def _last(found: Mapping[_Key, Runs]) -> list[tuple[_Key, Run]]:
    """What stood on the last day, of the series that went on until then."""
    last = max(runs[-1].last for runs in found.values())
    return [(key, runs[-1]) for key, runs in found.items() if runs[-1].last == last]


def _gap_title(book: Book, found: Cut) -> str:
    """The widest gap between what a backer announced itself and what it was reported to give; of equal ones the
    longest.
    """
    gaps = {}
    for pair, runs in found.items():
        own = [run for run in runs if run.gap > 0 and run.announced_status != "requested"]
        if own:
            gaps[pair] = max(run.gap for run in own), sum(run.days for run in own)
    if not gaps:
        return ""
    widest = max(gaps, key=lambda pair: gaps[pair])
    backer, recipient = (book.actors[id].short_name for id in widest)
    return _(
        "{backer} announced more for {recipient} than it was reported to give, on {days}",
        backer=backer,
        recipient=recipient,
        days=words.count(gaps[widest][1], "{n} day", "{n} days"),
    )


def _by_weight(found: Cut) -> list[Key]:
    """Series with the most support first; of equal ones the one reported first."""

    def weight(pair: Key) -> tuple[int, int, date]:
        levels = [(run.actual or 0, run.days) for run in found[pair]]
        most, total = max(level for level, _days in levels), sum(level * days for level, days in levels)
        return -most, -total, found[pair][0].first

    return sorted(found, key=weight)


def _turns(book: Book, found: Cut) -> DataTable:
    """The days on which something changed: the ones between them only repeat."""
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
            (day_cell(run.first), book.actor(backer), book.actor(recipient), *_told(run))
            for (backer, recipient), runs in found.items()
            for run in turns(runs)
        ),
    )


def _told(run: Run) -> tuple[Cell, ...]:
    """What was given and announced, and on which rows that rests."""
    return run.actual, run.announced, _remark(run), _rests(run.actual_row), _rests(run.announced_row)


def of_pair(backer: str, recipient: str) -> str:
    """The name of the chart of one backer for one recipient: ids have single hyphens, so that no two are the same."""
    return f"support-{backer}{'--' if '-' in backer else '-'}{recipient}"


def one_backer(book: Book, measures: Measures, backer: str, recipient: str) -> Chart | None:
    """The levels of one backer for one recipient, category by category, until nothing changes any more."""
    whole = measures.levels_of(backer, recipient)
    if not whole:
        return None
    shown, settled = until_settled(measures, backer, recipient)
    cuts = ((category, between(runs, *shown)) for category, runs in whole.items())
    found = {category: cut for category, cut in cuts if cut}
    by_name = {label("support", "category", category): runs for category, runs in found.items()}
    pair = _pair(book, (backer, recipient))
    title = _one_title(book, measures, backer, recipient, pair)
    span = worded(shown)
    subtitle = _(
        "Support level by category ({scale}). Filled: reported as given; outlined: announced. {span}.",
        scale=_scale(),
        span=_("{span}; unchanged since", span=span) if settled else span,
    )
    silent = silences(book, shown)
    subtitle = with_silences(subtitle, silent)
    spec = support.one([_strip(name, runs) for name, runs in by_name.items()], title, subtitle, silent)
    # An edge ends on the day after its last.
    tips.tell(spec, "edges", lambda edge: _tip(book, by_name, edge["category"], tips.iso_day(edge)))
    told = _("; ").join(
        _("{what} {n}", what=label("support", "category", category), n=_levels(run))
        for category, run in _last(found)
    )
    alt = _("On {day}: {levels}.", day=words.day_month(shown[1]), levels=told)
    return chart(of_pair(backer, recipient), title, subtitle, alt, _category_turns(found), spec)


def _category_turns(found: Mapping[str, Runs]) -> DataTable:
    """The days on which something changed in a category: the ones between them only repeat."""
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
            (label("support", "category", category), day_cell(run.first), *_told(run))
            for category, runs in found.items()
            for run in turns(runs)
        ),
    )


def _one_title(book: Book, measures: Measures, backer: str, recipient: str, pair: str) -> str:
    """The overall level as it stood last, and the day of the row that it rests on."""
    now = measures.backing[backer, recipient][-1]
    if now.actual is None:
        return _("{pair}: no level reported as given", pair=pair)
    day = words.long_date(book.support_row[now.actual_row].date)
    return _("{pair}: level {level}, last reported on {day}", pair=pair, level=_number(now.actual), day=day)


def _tip(book: Book, by_name: Mapping[str, Runs], name: str, day: date) -> tips.Tip | None:
    """A series on a day: given, announced, and the rows of support that say so; None where it had no level."""
    run = on(by_name[name], day)
    if run is None:
        return None
    ids = dict.fromkeys(id for id in (run.actual_row, run.announced_row) if id)
    given = (
        _("no level reported as given")
        if run.actual is None
        else _("given: level {level}", level=str(run.actual))
    )
    announced = "" if run.announced is None else _("announced: level {level}", level=str(run.announced))
    when = words.table_date(day)
    return (
        tips.lines(
            _("{told}, {when}", told=name, when=when),
            given,
            announced,
            _remark(run),
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
        when,
    )


def _number(level: int | None) -> str:
    return _("not known") if level is None else str(level)


def _levels(run: Run) -> str:
    """What was given, and what was announced where the run has it."""
    given = _number(run.actual)
    if run.announced is None:
        return given
    return _("{level}, announced {announced}", level=given, announced=_number(run.announced))


def _remark(run: Run) -> str:
    if run.ended:
        return _("general withdrawal in force")
    return _("not renewed lately") if run.stale else ""


def _rests(id: str) -> Cell:
    return Ref("support", id, _("row")) if id else None
