"""Words without the machine's fonts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import lettering


def test_width_grows_with_size_and_weight() -> None:
    assert lettering.width("", 13) == 0
    assert lettering.width("Hama", 13) == pytest.approx((722 + 556 + 850 + 556) / 1000 * 13 * 1.06)
    assert lettering.width("Hama", 13, bold=True) > lettering.width("Hama", 13)
    assert lettering.width("漢字", 10) == pytest.approx(21.2)
    assert lettering.width("e\u0301", 10) == lettering.width("e", 10)


def test_shorten_cuts_where_room_ends() -> None:
    assert lettering.shorten("Fateh Mubin", 100, 13) == "Fateh Mubin"
    assert lettering.shorten("Fateh Mubin\n operations  room", 100, 13) == "Fateh Mubin…"
    assert lettering.shorten("Fateh", 0, 13) == "F…"
    assert lettering.shorten("", 10, 13) == ""


@given(st.text(max_size=60), st.floats(20, 300))
def test_shorten_fits(text: str, room: float) -> None:
    short = lettering.shorten(text, room, 13)
    assert lettering.width(short, 13) <= room or len(short) <= 2


def test_spread_moves_neighbours_apart_evenly() -> None:
    assert lettering.spread([10, 12, 60], 10, 0, 100) == [6, 16, 60]
    assert lettering.spread([60, 10, 12], 10, 0, 100) == [60, 6, 16]
    assert lettering.spread([-5, 99, 100], 10, 0, 100) == [0, 90, 100]
    assert lettering.spread([], 10, 0, 100) == []


@given(st.lists(st.floats(0, 300), max_size=15), st.floats(1, 20))
def test_spread_keeps_gap_order_and_bounds(wanted: list[float], gap: float) -> None:
    found = lettering.spread(wanted, gap, 0, 300)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert all(found[after] - found[before] >= gap - 1e-6 for before, after in itertools.pairwise(order))
    assert all(-1e-6 <= at <= 300 + 1e-6 for at in found)


def test_an_arrow_is_as_wide_in_either_direction() -> None:
    assert lettering.width("←", 13) == lettering.width("→", 13) > lettering.width("m", 13)
