"""assessments.md: what became of each forecast, and how far their words of likelihood held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial

import pandas as pd

from charts.calibration import percent
from generator import words
from generator.blocks import DataTable, Ref, Sentence
from generator.compose.book import Book, grouped
from generator.compose.figures import calibration
from generator.compose.fingerprint import Prints
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.measure import Measures
from generator.measure.forecasts import ENOUGH, STATES, Forecasts, Score
from generator.measure.likelihood import STEPS
from generator.pages import Leaf, Page
from generator.records import Assessment, Forecast, each
from generator.views.forecasts import AssessmentsView

PATH = "assessments.md"
HEADINGS = {
    "right": later("Right"),
    "wrong": later("Wrong"),
    "expired": later("Expired"),
    "open": later("Open"),
}
_OF_CODE = {step.code: step for step in STEPS}


def page(book: Book, measures: Measures, prints: Prints) -> Leaf:
    """The page of all assessments."""
    fingerprint = prints.of(
        PATH,
        prints.rows(book.assessments),
        [prints.has_page(row.resolution_date) for row in book.assessments],
        judged(measures, book.assessments),
        # A chart says until when its data go.
        measures.last if calibration.enough(measures.forecasts) else None,
    )
    return Leaf(PATH, fingerprint, partial(_page, book, measures, prints))


def judged(measures: Measures, rows: Iterable[Assessment]) -> tuple[Forecast, ...]:
    """The rows with what became of them by the last day of the data."""
    return tuple(_judged(measures.forecasts, row) for row in rows)


def _judged(forecasts: Forecasts, row: Assessment) -> Forecast:
    told = forecasts.of(row.id)
    step = _OF_CODE.get(told.step)
    low, high = (step.low, step.high) if step else (None, None)
    return Forecast(
        **vars(row), state=told.state, low=low, high=high, score=told.score if told.scored else None
    )


def ranges() -> DataTable:
    """The steps of ICD 203: its own words, as they have to stand in the table, and their ranges."""
    return DataTable(
        (_("Word of likelihood"), _("Terms of ICD 203"), _("Range (ICD 203)"), _("Reckoned as")),
        tuple(
            (
                _(step.label),
                words.joined([f"“{term}”" for term in step.terms]),
                percent(step.low, step.high),
                _("{n} %", n=words.amount(100 * step.probability)),
            )
            for step in STEPS
        ),
    )


def _page(book: Book, measures: Measures, prints: Prints) -> Page:
    forecasts = measures.forecasts
    rows = grouped(judged(measures, book.assessments), lambda row: [row.state])
    return Page(
        path=PATH,
        template="assessments",
        title=_("Assessments"),
        description=_("What analysts expected, in their own words of likelihood, and what became of it"),
        view=AssessmentsView(
            summary=_summary(forecasts),
            scores=tuple(_scores(forecasts)),
            calibration=calibration.held(forecasts),
            authors=_authors(forecasts),
            groups=tuple((HEADINGS[state], tuple(rows[state])) for state in STATES if state in rows),
        ),
        note=prints.note(PATH),
    )


def _summary(forecasts: Forecasts) -> Sentence:
    counts = Counter(forecasts.ledger["state"])
    outcomes = [
        _("{n} {outcome}", n=words.number(counts[state]), outcome=_(state))
        for state in STATES
        if counts[state]
    ]
    return Sentence.of(
        _("{assessments}: {outcomes}."),
        assessments=words.opening(counts.total(), "{n} assessment", "{n} assessments"),
        outcomes=words.listed(outcomes),
    )


def _scores(forecasts: Forecasts) -> list[Sentence]:
    """How many are scored and why the others are not, the score, and whether it is enough for a calibration."""
    total, score = len(forecasts.ledger), forecasts.overall
    told = [_worded(forecasts.ledger), _how_many(total, score.n if score else 0, _without(forecasts.ledger))]
    if score:
        told += [_brier(score), _beside(score)]
    if score and score.n < ENOUGH:
        told.append(
            Sentence.of(
                ngettext(
                    "{n} scored forecast shows no calibration: a chart is drawn from {enough} on.",
                    "{n} scored forecasts show no calibration: a chart is drawn from {enough} on.",
                    score.n,
                ),
                n=words.capital(words.number(score.n)),
                enough=words.number(ENOUGH),
            )
        )
    return told


def _worded(ledger: pd.DataFrame) -> Sentence:
    """How many words are the directive’s: no range is guessed for the others."""
    listed, others = int((ledger["step"] != "").sum()), int((ledger["worded"] & (ledger["step"] == "")).sum())
    bare = int((~ledger["worded"]).sum())
    said = [
        ngettext(
            "{n} has a word of likelihood that ICD 203 lists",
            "{n} have a word of likelihood that ICD 203 lists",
            listed,
            n=words.number(listed),
        ),
        ngettext(
            "{n} is worded in another way, for which no range is assumed",
            "{n} are worded in another way, for which no range is assumed",
            others,
            n=words.number(others),
        ),
        ngettext("{n} has no such word at all", "{n} have no such word at all", bare, n=words.number(bare)),
    ]
    counts = (listed, others, bare)
    return Sentence.of(
        _("{reasons}."),
        reasons=words.capital(_("; ").join(reason for reason, n in zip(said, counts, strict=True) if n)),
    )


def _how_many(total: int, scored: int, reasons: list[str]) -> Sentence:
    why = _("; ").join(reasons)
    if not scored:
        told = ngettext("It is not scored: {reasons}.", "None of {n} is scored: {reasons}.", total)
        return Sentence.of(told, n=words.number(total), reasons=why)
    if reasons:
        told = ngettext(
            "{n} of {total} is scored. The others: {reasons}.",
            "{n} of {total} are scored. The others: {reasons}.",
            scored,
        )
    else:
        told = ngettext("{n} of {total} is scored.", "{n} of {total} are scored.", scored)
    return Sentence.of(
        told,
        n=words.capital(words.number(scored)),
        total=words.number(total),
        reasons=why,
    )


def _without(ledger: pd.DataFrame) -> list[str]:
    """Why forecasts are not scored; each is counted once."""
    left = ledger[~ledger["scored"]]
    worded, dated = left["step"] != "", left["dated"]
    counts = [
        int(rows.sum()) for rows in (~worded & ~dated, ~worded & dated, worded & ~dated, worded & dated)
    ]
    said = (
        ngettext(
            "{n} has neither a word that ICD 203 lists nor a horizon",
            "{n} have neither a word that ICD 203 lists nor a horizon",
            counts[0],
            n=words.number(counts[0]),
        ),
        ngettext(
            "{n} has a horizon and no word that ICD 203 lists",
            "{n} have a horizon and no word that ICD 203 lists",
            counts[1],
            n=words.number(counts[1]),
        ),
        ngettext(
            "{n} has such a word and no horizon",
            "{n} have such a word and no horizon",
            counts[2],
            n=words.number(counts[2]),
        ),
        ngettext(
            "{n} has both and no outcome",
            "{n} have both and no outcome",
            counts[3],
            n=words.number(counts[3]),
        ),
    )
    return [reason for reason, n in zip(said, counts, strict=True) if n]


def _brier(score: Score) -> Sentence:
    return Sentence.of(
        ngettext(
            "Brier score of that one: {score}, on a scale from 0 (best) to 1 (worst); over the ends of the word’s "
            "range {least} to {most}.",
            "Brier score of the {n}: {score}, on a scale from 0 (best) to 1 (worst); over the ends of the words’ "
            "ranges {least} to {most}.",
            score.n,
        ),
        n=words.number(score.n),
        score=_score(score.brier),
        least=_score(score.least),
        most=_score(score.most),
    )


def _beside(score: Score) -> Sentence:
    """What others would have got; of one forecast the share of the things that happened is no measure."""
    told = (
        _(
            "A tossed coin gets 0.25. Whoever had always named the share of the things that happened, which is known "
            "only afterwards, would have got {base}. See {methodology}."
        )
        if score.n > 1
        else _("A tossed coin gets 0.25. See {methodology}.")
    )
    methodology = Ref("page", "methodology.md#forecasts", _("how scores are worked out"))
    return Sentence.of(told, base=_score(score.base), methodology=methodology)


def _authors(forecasts: Forecasts) -> DataTable:
    """Each author with the state of its forecasts and the score of those that have one."""
    head = (
        _("Author"),
        _("Forecasts"),
        *(_(HEADINGS[state]) for state in STATES),
        _("Scored"),
        _("Brier score"),
        _("Span"),
    )
    rows = []
    for row in each(forecasts.authors):
        score: Score | None = row.score
        told = (score.n, _score(score.brier), _span(score)) if score else (0, None, None)
        rows.append((row.author, row.forecasts, *(getattr(row, state) for state in STATES), *told))
    return DataTable(head, tuple(rows))


def _score(value: float) -> str:
    return words.figures(value, 2)


def _span(score: Score) -> str:
    return _("{least}–{most}", least=_score(score.least), most=_score(score.most))
