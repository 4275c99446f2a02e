"""What pages say of claims: n of m, the days it took, and what became of the others."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from generator.compose import claims
from generator.compose.book import Book

EVENT = SimpleNamespace(id="e", type="capture", place="", date=date(2031, 5, 1))
BOOK = cast(Book, SimpleNamespace(event={"e": EVENT}))


def claim(outcome: str = "claimed", after: int = 0, by_source: bool = True) -> Any:
    day = pd.Timestamp("2031-05-01")
    confirmed = day + pd.Timedelta(days=after)
    return SimpleNamespace(
        event="e", date=day, outcome=outcome, edition=2, confirmed=confirmed, by_source=by_source
    )


def told(*rows: Any, editions: int = 2) -> str:
    section = claims.of_actor(BOOK, rows, editions)
    assert section is not None
    return " ".join("".join(map(str, sentence.parts)) for sentence in section.told)


@pytest.mark.parametrize(
    ("rows", "editions", "words"),
    [
        ([claim()] * 41, 1, "None of 41 claims was later confirmed in these tables; edition 1 is the first."),
        ([claim()], 2, "The one claim was not later confirmed in these tables."),
        (
            [claim("retracted")],
            2,
            "The one claim was not later confirmed in these tables. One was retracted.",
        ),
        (
            [claim("confirmed")],
            2,
            "The one claim was later confirmed in these tables, on the day of the event.",
        ),
        (
            [claim("confirmed", 1), claim("confirmed", 8), claim("confirmed", 2), claim(), claim("disputed")],
            2,
            "Three of five claims were later confirmed in these tables, 1 to 8 days after the event, median 2. "
            "One still stands as a claim and one is now disputed.",
        ),
        (
            [claim("confirmed", 3, by_source=False), claim("confirmed", 3)],
            2,
            "Two of two claims were later confirmed in these tables, three days after the event. Days run to the "
            "first source that came with the confirmation; for one claim without a dated one, to the date of the "
            "edition.",
        ),
    ],
)
def test_a_few_are_told_as_n_of_m(rows: list[Any], editions: int, words: str) -> None:
    assert told(*rows, editions=editions) == words


def test_no_word_without_editions_or_claims() -> None:
    assert claims.of_actor(BOOK, [claim()], 0) is None
    assert claims.of_actor(BOOK, [], 2) is None


def test_the_confirmed_ones_are_listed_with_what_their_days_are_counted_to() -> None:
    section = claims.of_actor(BOOK, [claim("confirmed", 2), claim("confirmed", 4, by_source=False)], 2)
    assert section is not None
    assert section.table is not None
    assert [row[2:] for row in section.table.rows] == [
        ("edition 2", 2, "source of 3 May 2031"),
        ("edition 2", 4, "edition of 5 May 2031"),
    ]


def test_a_long_list_says_that_it_is_cut() -> None:
    section = claims.of_actor(BOOK, [claim("confirmed", 1)] * 51, 2)
    assert section is not None
    assert section.table is not None
    assert len(section.table.rows) == 50
    assert section.told[-1].parts == ("The table has the latest 50.",)
