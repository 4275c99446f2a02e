"""How each source can still be read: every pair of what a check found and whether a copy is named."""

from __future__ import annotations

import pandas as pd
import pytest

from generator.measure.evidence import state

DAY = pd.Timestamp("2031-06-10")


@pytest.mark.parametrize(
    ("result", "own", "found", "expected"),
    [
        ("", "", "", ("unchecked", "", "")),
        ("", "own", "", ("archived", "", "own")),
        ("live", "", "", ("live", "", "")),
        ("live", "own", "", ("live", "", "own")),
        ("gone", "", "", ("neither", "gone", "")),
        ("gone", "", "found", ("archived", "gone", "found")),
        ("failed", "", "", ("neither", "failed", "")),
        ("failed", "own", "found", ("archived", "failed", "own")),
        ("unclear", "", "", ("unchecked", "", "")),
        ("unclear", "own", "", ("archived", "", "own")),
    ],
)
def test_states(result: str, own: str, found: str, expected: tuple[str, str, str]) -> None:
    sources = pd.DataFrame({"id": ["other", "s"], "archived_url": ["", own]}, dtype="str")
    checks = pd.DataFrame({"source": ["s"], "date": [DAY], "result": [result], "archived_url": [found]})
    row = state(sources, checks if result else checks[:0]).iloc[1]
    assert (row["state"], row["lost"], row["archived_url"]) == expected
    assert (row["checked"] == DAY) == bool(expected[1])
