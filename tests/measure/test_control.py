"""Who holds what: order within a day, `until`, roll-up, and the replay as a property."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure import Measures, control, umbrella
from generator.tables import Tables

Build = Callable[..., Tables]
Measured = Callable[..., Measures]

ACTORS = """
id     | parent   | until
army   | state    |
state  |          |
rebels |          |
wing   | rebels   |
cell   | wing     |
old    |          | 2024-01-02
"""


def day(number: int) -> pd.Timestamp:
    return pd.Timestamp(2024, 1, number)


def spells(measures: Measures) -> list[tuple[str, str, str, str]]:
    """(place, actor, start, end) with the day of January 2024, "" for open."""
    frame = measures.spells
    ends = [frame[name].dt.strftime("%-d").fillna("") for name in ("start", "end")]
    return list(zip(frame["place"], frame["actor"], *ends, strict=True))


def counts(tally: pd.DataFrame) -> list[tuple[int, str, int, int]]:
    return list(zip(tally["date"].dt.day, tally["actor"], tally["gained"], tally["lost"], strict=True))


def test_before_its_first_row_a_place_is_held_by_that_rows_from_actor(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        events="id|date\nx|2024-01-01",
        control="place|date|from_actor|to_actor\nhill|2024-01-03|army|rebels",
    )
    assert spells(measures) == [("hill", "army", "", "3"), ("hill", "rebels", "3", "")]
    assert measures.holders(day(2)).to_dict() == {"hill": "army"}
    assert measures.holders(day(3)).to_dict() == {"hill": "rebels"}


def test_two_changes_on_one_day_keep_their_order_in_the_table(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        control="""place|date|from_actor|to_actor
                   port|2024-01-02|rebels|state
                   port|2024-01-01|army|state
                   port|2024-01-01|state|rebels""",
    )
    assert spells(measures) == [
        ("port", "army", "", "1"),
        ("port", "state", "1", "1"),
        ("port", "rebels", "1", "2"),
        ("port", "state", "2", ""),
    ]
    assert measures.holders(day(1)).to_dict() == {"port": "rebels"}
    assert list(measures.changes["order"]) == [1, 2, 0]


def test_after_until_there_is_no_known_holder_until_a_later_row(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        events="id|date\nx|2024-01-06",
        control="""place|date|from_actor|to_actor
                   farm|2024-01-01|army|old
                   mill|2024-01-05|old|rebels
                   road|2024-01-02|old|army""",
    )
    assert spells(measures) == [
        ("farm", "army", "", "1"),
        ("farm", "old", "1", "3"),
        ("farm", "", "3", ""),
        ("mill", "old", "", "3"),
        ("mill", "", "3", "5"),
        ("mill", "rebels", "5", ""),
        ("road", "old", "", "2"),
        ("road", "army", "2", ""),
    ]
    assert measures.holders(day(2)).to_dict() == {"farm": "old", "mill": "old", "road": "army"}
    assert measures.holders(day(3)).to_dict() == {"farm": "", "mill": "", "road": "army"}
    assert measures.held(day(3)).get("old") is None


def test_a_row_later_than_until_is_followed(measured: Measured) -> None:
    measures = measured(actors=ACTORS, control="place|date|from_actor|to_actor\nfarm|2024-01-03|army|old")
    assert spells(measures) == [("farm", "army", "", "3"), ("farm", "old", "3", "")]


def test_holding_covers_the_members_of_an_umbrella(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        control="""place|date|from_actor|to_actor
                   b|2024-01-01|army|cell
                   a|2024-01-01|army|rebels""",
    )
    assert measures.members("rebels") == ("cell", "rebels", "wing")
    assert measures.umbrella == {
        "army": "state",
        "state": "state",
        "rebels": "rebels",
        "wing": "rebels",
        "cell": "rebels",
        "old": "old",
    }
    assert measures.held(day(1)) == {"cell": ["b"], "rebels": ["a", "b"], "wing": ["b"]}


def test_a_transfer_inside_an_umbrella_is_no_gain_of_the_umbrella(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        control="""place|date|from_actor|to_actor
                   a|2024-01-01|army|cell
                   a|2024-01-02|cell|wing
                   a|2024-01-03|wing|rebels""",
    )
    assert counts(measures.tally) == [
        (1, "army", 0, 1),
        (1, "cell", 1, 0),
        (2, "cell", 0, 1),
        (2, "wing", 1, 0),
        (3, "rebels", 1, 0),
        (3, "wing", 0, 1),
    ]
    assert counts(measures.umbrella_tally) == [(1, "rebels", 1, 0), (1, "state", 0, 1)]
    # The wing with its cell: gained on day 1, kept within on day 2, handed upwards on day 3.
    assert [row for row in counts(measures.family_tally) if row[1] == "wing"] == [
        (1, "wing", 1, 0),
        (3, "wing", 0, 1),
    ]


def test_counts_split_by_confidence_and_leave_out_areas(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        control="""place|date|from_actor|to_actor|scope|settlements|confidence
                   a|2024-01-01|army|rebels|place|3|confirmed
                   b|2024-01-01|army|rebels|place|1|claimed
                   c|2024-01-01|army|rebels|area|21|confirmed""",
    )
    rebels = measures.tally[measures.tally["actor"] == "rebels"]
    assert list(zip(rebels["confidence"], rebels["gained"], strict=True)) == [
        ("claimed", 1),
        ("confirmed", 1),
    ]
    assert list(measures.areas["place"]) == ["c"]
    assert list(measures.areas["settlements"]) == [21]
    assert set(measures.spells["place"]) == {"a", "b"}
    assert control.claims(measures.changes) == {"confirmed": 1, "claimed": 1, "disputed": 0}


def test_a_row_without_a_former_holder_is_a_gain_of_one_and_a_loss_of_none(measured: Measured) -> None:
    measures = measured(actors=ACTORS, control="place|date|from_actor|to_actor\na|2024-01-01||rebels")
    assert counts(measures.tally) == [(1, "rebels", 1, 0)]
    assert spells(measures) == [("a", "", "", "1"), ("a", "rebels", "1", "")]


ACTOR = st.sampled_from(["army", "state", "rebels", "wing", "cell", "old"])
CHANGE = st.tuples(st.sampled_from("abc"), st.integers(1, 9), ACTOR, ACTOR)


def table(rows: list[tuple[str, int, str, str]]) -> str:
    return "\n".join(
        ["place|date|from_actor|to_actor", *(f"{p}|2024-01-0{d}|{f}|{t}" for p, d, f, t in rows)]
    )


def replayed(rows: list[tuple[str, int, str, str]], last: int) -> dict[str, str]:
    """Holders at the end of day `last`, read off row by row and day by day."""
    ordered = sorted(rows, key=lambda row: row[1])
    held: dict[str, str] = {}
    for place, _, source, _ in ordered:
        held.setdefault(place, source)
    for today in range(1, last + 1):
        if today == 3:  # the day after `old` ceased
            held = {place: "" if actor == "old" else actor for place, actor in held.items()}
        for place, when, _, target in ordered:
            if when == today:
                held[place] = target
    return held


@settings(deadline=None)
@given(rows=st.lists(CHANGE, min_size=1, max_size=12), last=st.integers(1, 10))
def test_holders_are_what_a_naive_replay_finds(
    build: Build, rows: list[tuple[str, int, str, str]], last: int
) -> None:
    tables = build(actors=ACTORS, control=table(rows))
    changes = control.changes(tables.control, tables.events, {})
    held = control.holders(control.spells(changes, tables.actors), day(last))
    assert held.to_dict() == replayed(rows, last)
    assert held.index.is_unique


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(CHANGE, min_size=1, max_size=12))
def test_what_one_gains_another_loses(measured: Measured, rows: list[tuple[str, int, str, str]]) -> None:
    measures = measured(actors=ACTORS, control=table(rows))
    for tally in (measures.tally, measures.umbrella_tally):
        assert tally["gained"].sum() == tally["lost"].sum()
    top_most = measures.family_tally[measures.family_tally["actor"].isin(["state", "rebels", "old"])]
    pd.testing.assert_frame_equal(top_most.reset_index(drop=True), measures.umbrella_tally)


@pytest.mark.parametrize("cycle", ["id|parent\na|b\nb|a", "id|parent\na|a"])
def test_a_cycle_of_parents_does_not_hang(build: Build, cycle: str) -> None:
    assert set(umbrella.umbrellas(build(actors=cycle).actors)) <= {"a", "b"}
