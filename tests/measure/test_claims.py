"""Which claims were later confirmed, and how long it took."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from generator.measure import Measures
from generator.records import each

EVENTS = """
id | date | actor | confidence
bridge | 2031-05-02 | guard | confirmed
mill | 2031-05-02 | guard | confirmed
ford | 2031-05-03 | army | claimed
fort | 2031-05-04 | army | disputed
hill | 2031-05-05 | army | confirmed
"""
SOURCES = """
id | published
early | 2031-05-01
first | 2031-05-04
later | 2031-05-06
undated |
"""
EDITIONS = """
number | date
1 | 2031-05-05
2 | 2031-05-08
3 | 2031-05-09
"""
HEAD = "edition ; table ; id ; column ; kind ; old ; new"


def ledger(*lines: str) -> str:
    """The table of changes: semicolons part its cells, since lists within them have bars; `split` reads it so."""
    return "\n".join((HEAD, *lines))


def rows(measures: Measures) -> dict[str, tuple[str, str, object, object, bool]]:
    return {
        row.event: (
            str(row.actor),
            str(row.outcome),
            None if row.edition is pd.NA else int(row.edition),
            None if row.confirmed is pd.NaT else row.confirmed.date().isoformat(),
            bool(row.by_source),
        )
        for row in each(measures.claims)
    }


def test_without_a_ledger_every_claim_still_stands(measured: Callable[..., Measures]) -> None:
    assert rows(measured(events=EVENTS)) == {"ford": ("army", "claimed", None, None, False)}


def test_a_claim_is_confirmed_on_the_day_of_the_first_source_that_the_edition_added(
    measured: Callable[..., Measures],
) -> None:
    changes = ledger(
        "2 ; events ; mill ; confidence ; changed ; claimed ; confirmed",
        "2 ; events ; mill ; sources ; changed ; first ; first|later|undated|early",
    )
    found = rows(measured(events=EVENTS, sources=SOURCES, editions=EDITIONS, changes=changes))
    assert found == {
        "ford": ("army", "claimed", None, None, False),
        "mill": ("guard", "confirmed", 2, "2031-05-06", True),
    }


def test_without_a_dated_source_the_day_is_that_of_the_edition(measured: Callable[..., Measures]) -> None:
    changes = ledger(
        "2 ; events ; mill ; confidence ; changed ; claimed ; disputed",
        "2 ; events ; mill ; sources ; changed ; first ; first|later",
        "3 ; events ; mill ; confidence ; changed ; disputed ; confirmed",
        "3 ; events ; mill ; sources ; changed ; first|later ; first|later|undated",
    )
    found = rows(measured(events=EVENTS, sources=SOURCES, editions=EDITIONS, changes=changes))
    assert found["mill"] == ("guard", "confirmed", 3, "2031-05-09", False)


def test_what_else_became_of_claims(measured: Callable[..., Measures]) -> None:
    gone = '{"id":"boats","date":"2031-05-01","actor":"guard","confidence":"claimed"}'
    sure = '{"id":"rain","date":"2031-05-01","confidence":"confirmed"}'
    changes = ledger(
        "2 ; events ; fort ; confidence ; changed ; claimed ; disputed",
        f"2 ; events ; boats ; ; removed ; {gone} ;",
        f"2 ; events ; rain ; ; removed ; {sure} ;",
        "2 ; support ; hill ; confidence ; changed ; claimed ; confirmed",
        "2 ; events ; hill ; ; added ; ;",
    )
    found = rows(measured(events=EVENTS, sources=SOURCES, editions=EDITIONS, changes=changes))
    assert found == {
        "ford": ("army", "claimed", None, None, False),
        "fort": ("army", "disputed", None, None, False),
        "boats": ("guard", "retracted", None, None, False),
    }


def test_a_row_that_was_sure_doubted_and_sure_again_was_a_claim_in_between(
    measured: Callable[..., Measures],
) -> None:
    changes = ledger(
        "2 ; events ; bridge ; confidence ; changed ; confirmed ; claimed",
        "3 ; events ; bridge ; confidence ; changed ; claimed ; confirmed",
    )
    found = rows(measured(events=EVENTS, sources=SOURCES, editions=EDITIONS, changes=changes))
    assert found["bridge"] == ("guard", "confirmed", 3, "2031-05-09", False)
