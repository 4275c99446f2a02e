"""Forecasts: what became of them, and scores reckoned by hand."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure import Measures, wilson
from generator.measure.forecasts import STATES, Forecasts, forecasts
from generator.measure.likelihood import STEPS, step_of
from generator.tables import Tables

LAST = pd.Timestamp("2031-03-20")
COLUMNS = ("author", "likelihood_term", "horizon", "resolved")
Row = tuple[str, str, str, str]


def judged(*rows: Row, last: pd.Timestamp = LAST) -> Forecasts:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    dates = pd.to_datetime(frame["horizon"].replace("", None))
    ids = [f"a{number}" for number in range(len(frame))]
    return forecasts(frame.assign(id=ids, date=pd.Timestamp("2031-03-01"), horizon=dates), last)


def one(term: str, resolved: str, horizon: str = "2031-03-10") -> Any:
    return judged(("Desk", term, horizon, resolved)).of("a0")


# --- words of likelihood ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [
        ("almost no chance", 1, 5),
        ("remote", 1, 5),
        ("very unlikely", 5, 20),
        ("highly improbable", 5, 20),
        ("unlikely", 20, 45),
        ("improbable", 20, 45),
        ("improbably", 20, 45),
        ("roughly even chance", 45, 55),
        ("roughly even odds", 45, 55),
        ("likely", 55, 80),
        ("probable", 55, 80),
        ("probably", 55, 80),
        ("very likely", 80, 95),
        ("highly probable", 80, 95),
        ("almost certain", 95, 99),
        ("almost certainly", 95, 99),
        ("nearly certain", 95, 99),
        ("  Very\tLIKELY ", 80, 95),
    ],
)
def test_the_terms_of_the_directive_have_its_ranges(term: str, low: int, high: int) -> None:
    step = step_of(term)
    assert step is not None
    assert (step.low, step.high) == (low, high)


@pytest.mark.parametrize(
    "term",
    ["", "increasingly improbable", "could", "highly likely", "likely to fall", "very probable", "مرجح"],
)
def test_no_range_is_guessed_for_another_wording(term: str) -> None:
    assert step_of(term) is None


def test_the_ranges_go_from_one_to_the_next() -> None:
    assert len(STEPS) == 7
    assert [step.high for step in STEPS[:-1]] == [step.low for step in STEPS[1:]]
    terms = [term for step in STEPS for term in step.terms]
    assert len(terms) == len(set(terms)) == 17


# --- what became of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resolved", "horizon", "state"),
    [
        ("true", "", "right"),
        ("false", "2031-03-10", "wrong"),
        ("open", "2031-03-19", "expired"),
        ("open", "2031-03-20", "open"),
        ("open", "2031-03-21", "open"),
        ("open", "", "open"),
    ],
)
def test_a_forecast_expires_when_the_data_go_on_beyond_its_horizon(
    resolved: str, horizon: str, state: str
) -> None:
    assert one("likely", resolved, horizon).state == state


@pytest.mark.parametrize(
    ("term", "resolved", "horizon"),
    [
        ("likely", "true", ""),
        ("could", "true", "2031-03-10"),
        ("", "true", "2031-03-10"),
        ("likely", "open", "2031-03-10"),
        ("likely", "open", "2031-04-10"),
    ],
)
def test_nothing_is_scored_without_a_word_a_horizon_and_an_outcome(
    term: str, resolved: str, horizon: str
) -> None:
    row = one(term, resolved, horizon)
    assert not row.scored
    assert pd.isna(row.score)
    assert pd.isna(row.happened)


@pytest.mark.parametrize(
    ("term", "resolved", "happened", "score", "least", "most"),
    [
        # "likely" is 0.55 to 0.80, its middle 0.675
        ("likely", "true", 1, 0.105625, 0.04, 0.2025),
        ("likely", "false", 0, 0.455625, 0.3025, 0.64),
        # "very unlikely" is 0.05 to 0.20: right when the thing did not happen
        ("very unlikely", "true", 0, 0.015625, 0.0025, 0.04),
        ("very unlikely", "false", 1, 0.765625, 0.64, 0.9025),
        ("remote", "true", 0, 0.0009, 0.0001, 0.0025),
        ("roughly even odds", "true", 1, 0.25, 0.2025, 0.3025),
        ("roughly even odds", "false", 0, 0.25, 0.2025, 0.3025),
    ],
)
def test_the_score_of_one(
    term: str, resolved: str, happened: int, score: float, least: float, most: float
) -> None:
    row = one(term, resolved)
    assert row.happened == happened
    assert (row.score, row.least, row.most) == pytest.approx((score, least, most))


# --- scores and calibration ------------------------------------------------------------------------------

ROWS: tuple[Row, ...] = (
    ("Desk", "likely", "2031-03-10", "true"),  # 0.105625
    ("Desk", "likely", "2031-03-10", "false"),  # 0.455625
    ("Desk", "very unlikely", "2031-03-10", "true"),  # 0.015625
    ("Review", "unlikely", "2031-03-10", "false"),  # p 0.325, happened: 0.455625
    ("Review", "could", "2031-03-10", "true"),
    ("Gate", "likely", "", "open"),
)


def test_scores_by_author_and_overall() -> None:
    found = judged(*ROWS)
    assert found.overall is not None
    assert found.overall.n == 4
    assert found.overall.brier == pytest.approx((0.105625 + 0.455625 + 0.015625 + 0.455625) / 4)
    assert found.overall.least == pytest.approx((0.04 + 0.3025 + 0.0025 + 0.3025) / 4)
    assert found.overall.most == pytest.approx((0.2025 + 0.64 + 0.04 + 0.64) / 4)
    assert found.overall.base == pytest.approx(0.25)  # two of four things happened
    assert found.authors.drop(columns="score").to_numpy().tolist() == [
        ["Desk", 3, 2, 1, 0, 0],
        ["Review", 2, 1, 1, 0, 0],
        ["Gate", 1, 0, 0, 0, 1],
    ]
    desk, review, gate = found.authors["score"]
    assert desk.brier == pytest.approx((0.105625 + 0.455625 + 0.015625) / 3)
    assert (review.n, review.brier, review.base) == (1, pytest.approx(0.455625), 0)
    assert gate is None


def test_calibration_counts_what_happened_by_step() -> None:
    steps = judged(*ROWS).steps
    assert steps[["step", "n", "happened", "share"]].to_numpy().tolist() == [
        ["very-unlikely", 1, 0, 0.0],
        ["unlikely", 1, 1, 1.0],
        ["likely", 2, 1, 0.5],
    ]


def test_without_forecasts_there_is_nothing_to_score() -> None:
    found = judged()
    assert found.overall is None
    assert found.authors.empty
    assert found.steps.empty


def test_the_embedded_forecasts(syria: Tables, syria_measures: Measures) -> None:
    found = syria_measures.forecasts
    assert found.overall is not None
    assert found.overall.n >= 2
    by_hand = {"us-official-2024-12-07-next-weekend": 1, "newspravda-2024-12-08-damascus-48h": 0}
    for id, happened in by_hand.items():
        assert (found.of(id).state, found.of(id).happened) == ("right", happened)
        assert found.of(id).score == pytest.approx(0.105625)
    assert found.of("tfp-defensive-line-improbable").step == ""
    assert len(found.ledger) == len(syria.assessments)


# --- Wilson ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # z² = 3.8415; for none of n the upper end is z² / (n + z²), for all of n the lower one n / (n + z²)
        (0, 3, 0.0, 3.8415 / 6.8415),
        (10, 10, 10 / 13.8415, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_the_interval(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson.interval(successes, trials) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (2, 1), (-1, 3)])
def test_no_share_without_trials(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="expected 0 to"):
        wilson.interval(successes, trials)


# --- properties ------------------------------------------------------------------------------------------

TERMS = st.sampled_from([*(step.terms[0] for step in STEPS), "could", ""])
HORIZONS = st.sampled_from(["", "2031-03-10", "2031-03-20", "2031-04-01"])
FORECASTS = st.lists(
    st.tuples(
        st.sampled_from(["Desk", "Review"]), TERMS, HORIZONS, st.sampled_from(["true", "false", "open"])
    ),
    max_size=12,
)


@settings(deadline=None)
@given(rows=FORECASTS, data=st.data())
def test_scores_lie_in_their_bounds_and_do_not_hang_on_the_order(
    rows: list[Row], data: st.DataObject
) -> None:
    found = judged(*rows)
    again = judged(*data.draw(st.permutations(rows)))
    assert found.overall == again.overall
    assert found.steps.equals(again.steps)
    by_author = dict(zip(found.authors["author"], found.authors["score"], strict=True))
    assert by_author == dict(zip(again.authors["author"], again.authors["score"], strict=True))
    scores = [score for score in (found.overall, *by_author.values()) if score]
    assert all(0 <= score.least <= score.brier <= score.most <= 1 for score in scores)
    assert all(0 <= score.base <= 0.25 for score in scores)
    assert sum(score.n for score in by_author.values() if score) == found.ledger["scored"].sum()
    assert found.authors[list(STATES)].to_numpy().sum() == len(rows)


@settings(deadline=None)
@given(rows=FORECASTS)
def test_a_word_and_its_opposite_score_alike(rows: list[Row]) -> None:
    """ "Unlikely" that a thing happens is "likely" that it does not: the steps mirror each other."""
    mirror = {one.terms[0]: other.terms[0] for one, other in zip(STEPS, STEPS[::-1], strict=True)}
    turned = [(author, mirror.get(term, term), horizon, resolved) for author, term, horizon, resolved in rows]
    found, other = judged(*rows).overall, judged(*turned).overall
    assert (found is None) == (other is None)
    if found and other:
        assert found.n == other.n
        assert found.brier == pytest.approx(other.brier)


@settings(deadline=None)
@given(trials=st.integers(1, 200), data=st.data())
def test_the_interval_holds_its_share_and_mirrors(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    low, high = wilson.interval(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert wilson.interval(trials - successes, trials) == pytest.approx((1 - high, 1 - low))


def test_ten_alike_are_just_enough_to_tell_a_step_from_its_neighbours() -> None:
    """What ENOUGH rests on: the interval of ten forecasts that all came true is wider than any step, by little."""
    low, high = wilson.interval(10, 10)
    widest = max(step.high - step.low for step in STEPS)
    assert widest < round(100 * (high - low)) == 28
    assert all(one.high <= other.high for one, other in itertools.pairwise(STEPS))
