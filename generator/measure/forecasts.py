"""What became of forecasts, and how far their words of likelihood held."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Any

import pandas as pd

from generator.language import later
from generator.measure import wilson
from generator.measure.likelihood import STEPS, step_of

FORMULA = (
    "Each row of `assessments` is **right** where `resolved` is `true` (it came out as worded), **wrong** where it is "
    "`false`, **expired** where it is `open` and its `horizon` lies before the last day of the data, else **open**. "
    "`resolved` judges the statement with its word: a forecast worded “unlikely” is right when the thing did not "
    "happen.\n\nWords of likelihood are mapped to ranges of probability by Intelligence Community Directive 203 "
    "(*Analytic Standards*, Office of the Director of National Intelligence, 2 January 2015, D.6.e.(2)(a)), see the "
    "table below; a wording that is not exactly one of its terms is mapped to none. A forecast is **scored** if it "
    "has such a word and a horizon and is right or wrong.\n\nIts probability *p* is the middle of the range, which is "
    "our choice: the directive gives the ends alone. *o* is 1 if the thing happened and 0 if not: for words under "
    "50 % that is 1 where the forecast is wrong, for all others (“roughly even chance” included, where it makes no "
    "difference to the score) 1 where it is right. The **Brier score** of *N* forecasts is the mean of (*p* − *o*)² "
    "over them: `BS = Σ (p − o)² / N`, from 0 (best) to 1 (worst). It is half of the score that G. W. Brier defined "
    "over both outcomes (“Verification of forecasts expressed in terms of probability”, *Monthly Weather Review* "
    "78, 1950, 1–3). Who always says 50 %, as a tossed coin would, gets 0.25; who always says the share *b* of the "
    "things that happened, which is known only afterwards and depends on which way round forecasts are worded, "
    "gets *b*(1 − *b*). The **span** of a score is the mean of the smallest and that of the greatest (*p* − *o*)² "
    "over each word’s range.\n\n**Calibration** compares, for each step of the directive, the share of the things that "
    "happened with its range; the bars are Wilson’s 95 % intervals (1927) for that share, and are too narrow where "
    "forecasts are about the same thing. Below ten scored forecasts no chart is drawn: even if ten forecasts with "
    "one word all come true, the interval is 28 points wide, wider than any of the steps."
)

ENOUGH = 10
"""Scored forecasts from which on a calibration is shown, see FORMULA."""
STATES = (later("right"), later("wrong"), later("expired"), later("open"))

_LEDGER = (
    *("row", "author", "date", "state", "dated", "worded", "step", "scored"),
    *("happened", "score", "least", "most"),
)


@dataclass(frozen=True)
class Score:
    """The Brier score of `n` forecasts, with its span over the ends of their ranges, and what always naming the base
    rate would have got; all from 0 (best) to 1.
    """

    n: int
    brier: float
    least: float
    most: float
    base: float


@dataclass(frozen=True, eq=False)
class Forecasts:
    """`ledger`: each row of `assessments`; `scores`: by author; `steps`: by word of likelihood, see below."""

    ledger: pd.DataFrame

    def of(self, id: str) -> Any:
        """The row of `ledger` of an assessment. Raises KeyError when there is none."""
        return self._rows[id]

    @cached_property
    def _rows(self) -> dict[str, Any]:
        return {str(row.row): row for row in self.ledger.itertuples()}

    @cached_property
    def overall(self) -> Score | None:
        """The score of all scored forecasts together; None where there is none."""
        return _score(self.ledger)

    @cached_property
    def authors(self) -> pd.DataFrame:
        """[author, forecasts, *STATES, score], in the order in which the table first names each author.

        score: a Score, None where nothing of the author’s is scored.
        """
        found = []
        for author, rows in self.ledger.groupby("author", sort=False):
            states = Counter(rows["state"])
            found.append((author, len(rows), *(states[state] for state in STATES), _score(rows)))
        return pd.DataFrame(found, columns=["author", "forecasts", *STATES, "score"])

    @cached_property
    def steps(self) -> pd.DataFrame:
        """[step, n, happened, share, low, high] of the steps with a scored forecast, from the least likely on.

        n: scored forecasts; happened: those whose thing did; share = happened / n; low, high: the ends of Wilson’s
        interval; shares from 0 to 1.
        """
        scored = self.ledger[self.ledger["scored"]]
        found = []
        for step in STEPS:
            rows = scored[scored["step"] == step.code]
            if n := len(rows):
                happened = int(rows["happened"].sum())
                found.append((step.code, n, happened, happened / n, *wilson.interval(happened, n)))
        return pd.DataFrame(found, columns=["step", "n", "happened", "share", "low", "high"])


def forecasts(assessments: pd.DataFrame, last: pd.Timestamp) -> Forecasts:
    """What became of `assessments` by the `last` day of the data.

    ledger: _LEDGER, in table order. state: one of STATES; dated, worded: whether it has a horizon, and a wording of
    likelihood; step: the code of the step that the wording is a term of, else ""; happened (Int64: 0, 1), score, least
    and most (see FORMULA) are <NA> or NaN where it is not scored.
    """
    rows = [_row(row, last) for row in assessments.itertuples()]
    ledger = pd.DataFrame(rows, columns=list(_LEDGER))
    kinds = {"dated": "bool", "worded": "bool", "scored": "bool", "happened": "Int64"}
    kinds |= dict.fromkeys(("score", "least", "most"), "float64")
    return Forecasts(ledger.astype(kinds))


def _row(row: Any, last: pd.Timestamp) -> tuple[object, ...]:
    step, dated = step_of(row.likelihood_term), not pd.isna(row.horizon)
    state = {"true": "right", "false": "wrong"}.get(row.resolved, "open")
    if state == "open" and dated and row.horizon < last:
        state = "expired"
    told = (row.id, row.author, row.date, state, dated, bool(row.likelihood_term), step.code if step else "")
    if not step or not dated or state not in ("right", "wrong"):
        return *told, False, None, None, None, None
    happened = int((state == "right") != step.doubts)
    score, *ends = ((p - happened) ** 2 for p in (step.probability, step.low / 100, step.high / 100))
    return *told, True, happened, score, min(ends), max(ends)


def _score(ledger: pd.DataFrame) -> Score | None:
    rows = ledger[ledger["scored"]]
    if rows.empty:
        return None
    n, rate = len(rows), int(rows["happened"].sum()) / len(rows)
    # Exact sums: the order of the rows is not to reach the last digit.
    brier, least, most = (fsum(rows[name]) / n for name in ("score", "least", "most"))
    return Score(n, brier, least, most, rate * (1 - rate))
