"""Independent origins: chains followed to their root, whatever the order of the rows."""

from __future__ import annotations

import random

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from generator.measure.origins import roots


def of(pairs: dict[str, str]) -> dict[str, str]:
    frame = pd.DataFrame({"id": list(pairs), "origin": list(pairs.values())}, dtype="str")
    return dict(zip(frame["id"], roots(frame), strict=True))


def test_a_chain_leads_to_the_one_that_repeats_none() -> None:
    assert of({"mirror": "paper", "paper": "agency", "agency": "", "other": ""}) == {
        "mirror": "agency",
        "paper": "agency",
        "agency": "agency",
        "other": "other",
    }


def test_a_circle_ends() -> None:
    assert len(of({"a": "b", "b": "a"})) == 2


def test_no_sources_have_no_roots() -> None:
    assert of({}) == {}


@given(st.lists(st.integers(0, 30), max_size=30), st.randoms(use_true_random=False))
def test_the_root_is_that_of_the_source_repeated_and_no_order_matters(
    above: list[int], shuffled: random.Random
) -> None:
    # Row n repeats an earlier row or none, so that there is no circle.
    pairs = {str(n): str(up) if up < n else "" for n, up in enumerate(above)}
    found = of(pairs)
    for id, up in pairs.items():
        assert found[id] == (found[up] if up else id)
    order = list(pairs)
    shuffled.shuffle(order)
    assert of({id: pairs[id] for id in order}) == found
