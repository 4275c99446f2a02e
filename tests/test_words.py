"""words: exact English for numbers, dates and lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import words

DEC_6, DEC_8, NOV_27 = date(2024, 12, 6), date(2024, 12, 8), date(2024, 11, 27)
NEW_YEAR = date(2025, 1, 2)


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (999, "999"), (1200, "1,200"), (-1, "-1")],
)
def test_numbers_under_ten_are_words(n: int, said: str) -> None:
    assert words.number(n) == said


@pytest.mark.parametrize(
    ("n", "one", "many", "said"),
    [
        (0, "{n} event", "{n} events", "no events"),
        (1, "{n} event", "{n} events", "one event"),
        (18, "{n} place", "{n} places", "18 places"),
        (2, "{n} settlement or site", "{n} settlements or sites", "two settlements or sites"),
        (1, "{n} settlement or site", "{n} settlements or sites", "one settlement or site"),
    ],
)
def test_counts(n: int, one: str, many: str, said: str) -> None:
    assert words.count(n, one, many) == said
    assert words.opening(n, one, many) == said[0].upper() + said[1:]


def test_nouns() -> None:
    assert [words.noun(n, "place", "places") for n in (0, 1, 2)] == ["places", "place", "places"]


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(items: list[str], said: str) -> None:
    assert words.listed(items) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ""),
        ({"confirmed": 0, "claimed": 0}, ""),
        ({"confirmed": 1}, "confirmed"),
        ({"claimed": 1}, "claimed"),
        ({"disputed": 7}, "all disputed"),
        ({"claimed": 5, "confirmed": 2}, "two confirmed, five claimed"),
        ({"confirmed": 11, "claimed": 5, "disputed": 1}, "11 confirmed, 5 claimed, 1 disputed"),
        ({"confirmed": 1200, "claimed": 5}, "1,200 confirmed, 5 claimed"),
    ],
)
def test_a_count_says_how_sure_it_is(counts: dict[str, int], said: str) -> None:
    assert words.split(counts) == said


@given(st.dictionaries(st.sampled_from(words.CONFIDENCE), st.integers(0, 50)))
def test_no_kind_of_confidence_goes_unsaid(counts: dict[str, int]) -> None:
    said = words.split(counts)
    assert {name for name in words.CONFIDENCE if name in said} == {name for name, n in counts.items() if n}


def test_numbers_of_one_series_have_one_style() -> None:
    assert words.numbers([1, 9]) == ["one", "nine"]
    assert words.numbers([1, 10, 1000]) == ["1", "10", "1,000"]


def test_a_sentence_starts_with_a_capital_and_changes_nothing_else() -> None:
    assert words.capital("no iPhone") == "No iPhone"
    assert words.capital("") == ""


def test_periods() -> None:
    first = date(2032, 10, 1)
    assert words.period(first, "month") == "October 2032"
    assert words.period(first, "quarter") == "October\u2009–\u2009December 2032"
    assert words.in_period(first, "quarter") == "in October\u2009–\u2009December 2032"


def test_dates() -> None:
    assert words.long_date(DEC_6) == "6 December 2024"
    assert words.weekday_date(DEC_6) == "Friday 6 December 2024"
    assert words.day_month(DEC_6) == "6 December"
    assert words.short_date(DEC_6) == "6 Dec"
    assert words.table_date(DEC_6) == "6 Dec 2024"
    assert words.month(DEC_6) == "December 2024"


@pytest.mark.parametrize(
    ("first", "last", "said", "short"),
    [
        (DEC_6, DEC_6, "6 December 2024", "6 December"),
        (DEC_6, DEC_8, "6–8 December 2024", "6–8 December"),
        (NOV_27, DEC_8, "27 November – 8 December 2024", "27 November – 8 December"),
        (NOV_27, NEW_YEAR, "27 November 2024 – 2 January 2025", "27 November 2024 – 2 January 2025"),
        (date(2023, 12, 6), DEC_6, "6 December 2023 – 6 December 2024", "6 December 2023 – 6 December 2024"),
    ],
)
def test_spans(first: date, last: date, said: str, short: str) -> None:
    assert words.span(first, last) == said
    assert words.day_span(first, last) == short


@pytest.mark.parametrize(
    ("km", "said"),
    [(0.0, "0.0 km"), (9.94, "9.9 km"), (9.96, "10 km"), (133.6, "134 km"), (1234.4, "1,234 km")],
)
def test_kilometres(km: float, said: str) -> None:
    assert words.kilometres(km) == said


def test_positions_name_their_half_of_the_globe() -> None:
    assert words.position(36.202, 37.134) == "36.20° N, 37.13° E"
    assert words.position(-0.5, -40) == "0.50° S, 40.00° W"


def test_a_table_counts_in_figures() -> None:
    assert words.split({"confirmed": 2, "claimed": 1}) == "two confirmed, one claimed"
    assert words.split({"confirmed": 2, "claimed": 1}, in_table=True) == "2 confirmed, 1 claimed"
    assert words.split({"claimed": 3}, in_table=True) == "all claimed"
