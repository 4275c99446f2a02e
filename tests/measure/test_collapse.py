"""Holding together: what counts as unopposed, and the events behind each number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.measure import Measures

Measured = Callable[..., Measures]

ACTORS = "id|parent\narmy|state\nguard|state\nstate|\nrebels|\nwing|rebels"


def measures_of(measured: Measured, event: str, own: str = "capture", loser: str = "army") -> Measures:
    """A loss at `hill` on 3 January, whose own event is of type `own`, beside one other event."""
    return measured(
        actors=ACTORS,
        events=f"id|date|type|place|actor\ntaken|2024-01-03|{own}|hill|rebels\n{event}",
        control=f"event|place|date|from_actor|to_actor\ntaken|hill|2024-01-03|{loser}|rebels",
    )


@pytest.mark.parametrize(
    ("event", "sign", "because"),
    [
        ("left|2024-01-03|withdrawal|hill|army", "unopposed", "left"),
        ("left|2024-01-02|withdrawal|hill|army", "unopposed", "left"),
        ("left|2024-01-03|withdrawal|hill|guard", "unopposed", "left"),
        ("left|2024-01-03|withdrawal|hill|state", "unopposed", "left"),
        ("left|2024-01-01|withdrawal|hill|army", "other_loss", ""),
        ("left|2024-01-04|withdrawal|hill|army", "other_loss", ""),
        ("left|2024-01-03|withdrawal|dale|army", "other_loss", ""),
        ("left|2024-01-03|withdrawal|hill|wing", "other_loss", ""),
        ("left|2024-01-03|evacuation|hill|army", "other_loss", ""),
        ("left|2024-01-03|withdrawal||army", "other_loss", ""),
    ],
)
def test_a_withdrawal_at_the_place_that_day_or_the_day_before(
    measured: Measured, event: str, sign: str, because: str
) -> None:
    losses = measures_of(measured, event).losses
    assert list(losses["actor"]) == ["army"]
    assert list(losses["umbrella"]) == ["state"]
    assert (losses["sign"][0], losses["because"][0]) == (sign, because)


@pytest.mark.parametrize(
    ("own", "sign"),
    [
        ("withdrawal", "unopposed"),
        ("evacuation", "unopposed"),
        ("agreement", "unopposed"),
        ("defection", "unopposed"),
        ("capture", "other_loss"),
        ("clash", "other_loss"),
        ("statement", "other_loss"),
    ],
)
def test_the_type_of_its_own_event(measured: Measured, own: str, sign: str) -> None:
    losses = measures_of(measured, "x|2024-01-01|clash||", own=own).losses
    assert (losses["sign"][0], losses["because"][0]) == (sign, "taken" if sign == "unopposed" else "")


def test_a_hand_over_inside_an_umbrella_is_no_loss(measured: Measured) -> None:
    assert len(measures_of(measured, "x|2024-01-01|clash||", loser="wing").losses) == 0


def test_signs_count_events_and_places_and_name_the_events(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        events="""id|date|type|place|actor|confidence
                  w1|2024-01-02|withdrawal|hill|army|confirmed
                  w2|2024-01-02|withdrawal|dale|army|confirmed
                  w3|2024-01-02|withdrawal|dale|army|claimed
                  d1|2024-01-02|defection||guard|confirmed
                  no|2024-01-02|defection|||confirmed
                  taken|2024-01-02|capture|hill|rebels|disputed""",
        control="""event|place|date|from_actor|to_actor
                   taken|ford|2024-01-02|army|rebels
                   taken|hill|2024-01-02|army|rebels
                   taken|mill|2024-01-02|army|rebels""",
    )
    frame = measures.signs
    assert list(frame.drop(columns="date").itertuples(index=False, name=None)) == [
        ("army", "state", "other_loss", "disputed", 2, ("taken",)),
        ("army", "state", "unopposed", "disputed", 1, ("taken",)),
        ("army", "state", "withdrawal", "claimed", 1, ("w3",)),
        ("army", "state", "withdrawal", "confirmed", 2, ("w1", "w2")),
        ("guard", "state", "defection", "confirmed", 1, ("d1",)),
    ]


def test_the_fall_in_signs(syria_measures: Measures) -> None:
    frame = syria_measures.signs
    state = frame[frame["umbrella"] == "syrian-government"].groupby("sign")["n"].sum()
    assert state.to_dict() == {
        "withdrawal": 14,
        "defection": 2,
        "evacuation": 2,
        "unopposed": 9,
        "other_loss": 59,
    }
    reasons = syria_measures.losses.set_index("place")["because"]
    assert reasons["hama"] == "2024-12-05-saa-leaves-hama"
    assert reasons["suwayda"] == "2024-12-06-suwayda-officials-leave"
    # Every place lost is there once, under the one that lost it.
    lost = syria_measures.umbrella_tally["lost"].sum()
    assert frame[frame["sign"].isin(["unopposed", "other_loss"])]["n"].sum() == lost == 82
