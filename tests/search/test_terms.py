"""The words under which search knows a text."""

from __future__ import annotations

import pytest

from generator.search.terms import LONGEST, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hayat Tahrir al-Sham", ["hayat", "tahrir", "sham"]),
        ("Deir ez-Zor, an-Nusra and as-Suwayda", ["deir", "zor", "nusra", "and", "suwayda"]),
        ("Al Qaeda", ["al", "qaeda"]),
        ("Hay'at Tahrir al-Sham’s front", ["hayat", "tahrir", "sham", "front"]),
        ("People's Protection Units", ["people", "protection", "units"]),
        ("Ba‘ath, Baʿath", ["baath", "baath"]),
        ("Çelik Erdoğan straße Łódź", ["celik", "erdogan", "strasse", "lodz"]),
        ("2024-12-06 and 2016-2019", ["2024-12-06", "and", "2016", "2019"]),
        ("6 December", ["6", "december"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("— · …", []),
    ],
)
def test_words_are_plain_lower_case_and_without_articles(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("القصير", "قصير", "القُصَيْر", "والقصير", "القصيــر"),
        ("إدلب", "ادلب", "أدلب", "إِدْلِب"),
        ("حماة", "حماه", "\u2068حماة\u2069"),
        ("موسى", "موسي", "موسی"),
        ("مؤتة", "موته"),
        ("٦ ديسمبر ٢٠٢٤", "6 ديسمبر 2024", "۶ ديسمبر ۲۰۲۴"),
        ("للجيش", "الجيش", "جيش"),
    ],
)
def test_forms_of_an_arabic_word_are_one(forms: tuple[str, ...]) -> None:
    assert len({tuple(terms(form)) for form in forms}) == 1


def test_a_short_arabic_word_keeps_what_looks_like_an_article() -> None:
    assert terms("الله والي") == ["الله", "والي"]


def test_a_word_without_end_is_cut() -> None:
    assert terms("a" * 1000) == ["a" * LONGEST]
