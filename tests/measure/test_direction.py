"""Direction: windows, thresholds, roll-up, support before and now; blocks against a plain count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from generator.measure import Measures, control, direction

Measured = Callable[..., Measures]

ACTORS = "id|parent\narmy|state\nstate|\nrebels|\nwing|rebels\nguests|"


def heading(measures: Measures, day: int, actor: str, kind: str = "territory") -> dict[str, Any] | None:
    frame = measures.directions(pd.Timestamp(2024, 1, day))
    found = frame[(frame["actor"] == actor) & (frame["kind"] == kind)]
    assert len(found) <= 1
    return dict(found.iloc[0]) if len(found) else None


def word(measures: Measures, day: int, actor: str, kind: str = "territory") -> str | None:
    row = heading(measures, day, actor, kind)
    return row["direction"] if row else None


def test_the_window_is_three_days_with_the_day_itself(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        events="id|date\nx|2024-01-01\ny|2024-01-09",
        control="place|date|from_actor|to_actor|confidence\na|2024-01-03|army|rebels|claimed",
    )
    assert [word(measures, day, "rebels") for day in range(1, 8)] == [
        None,
        None,
        "gaining",
        "gaining",
        "gaining",
        "holding",
        "holding",
    ]
    assert [word(measures, day, "army") for day in range(1, 8)] == [
        "holding",
        "holding",
        "losing",
        "losing",
        "losing",
        None,
        None,
    ]
    row = heading(measures, 5, "rebels")
    assert row is not None
    assert (row["gained"], row["gained_claimed"], row["gained_confirmed"], row["lost"], row["held"]) == (
        1,
        1,
        0,
        0,
        1,
    )
    assert row["level_now"] is pd.NA


def changes(gained: int, lost: int) -> str:
    rows = [f"g{n}|2024-01-02|army|rebels" for n in range(gained)] + [
        f"l{n}|2024-01-01|rebels|army" for n in range(lost)
    ]
    return "\n".join(["place|date|from_actor|to_actor", *rows])


@pytest.mark.parametrize(
    ("gained", "lost", "expected"),
    [
        (3, 1, "gaining"),
        (2, 1, "contested"),
        (1, 1, "contested"),
        (1, 2, "contested"),
        (1, 3, "losing"),
        (5, 2, "contested"),
    ],
)
def test_with_gains_and_losses_half_of_them_decides(
    measured: Measured, gained: int, lost: int, expected: str
) -> None:
    assert word(measured(actors=ACTORS, control=changes(gained, lost)), 2, "rebels") == expected


def test_an_umbrella_counts_its_members_and_not_what_they_exchange(measured: Measured) -> None:
    measures = measured(
        actors=ACTORS,
        control="""place|date|from_actor|to_actor
                   a|2024-01-01|army|wing
                   a|2024-01-02|wing|rebels""",
    )
    row = heading(measures, 2, "rebels")
    assert row is not None
    assert (row["direction"], row["gained"], row["lost"], row["held"]) == ("gaining", 1, 0, 1)
    assert word(measures, 2, "wing") == "contested"
    assert word(measures, 2, "army") == word(measures, 2, "state") == "losing"
    assert word(measures, 2, "guests") is None


SUPPORT = """id|date|backer|recipient|category|status|level
a|2024-01-02|east|army|troops|delivered|2
b|2024-01-05|east|army|troops|delivered|3
c|2024-01-05|east|wing|troops|delivered|3
d|2024-01-09|east|army|troops|withheld|0
e|2024-01-09|east|wing|troops|withheld|1
f|2024-01-04|west|rebels|troops|pledged|4"""


def test_support_against_three_days_before(measured: Measured) -> None:
    measures = measured(actors=ACTORS, events="id|date\nx|2024-01-01\ny|2024-01-14", support=SUPPORT)
    words = [word(measures, day, "east", "support") for day in range(1, 14)]
    assert words == [None, *["steady"] * 3, *["rising"] * 3, "steady", *["falling"] * 3, "steady", "steady"]
    up, down = heading(measures, 5, "east", "support"), heading(measures, 9, "east", "support")
    assert up is not None
    assert down is not None
    assert (up["level_before"], up["level_now"], up["recipient"], up["row"]) == (2, 3, "army", "b")
    # What fell: the recipient with the greatest level before, and the row its present level rests on.
    assert (down["level_before"], down["level_now"], down["recipient"], down["row"]) == (3, 1, "army", "d")
    assert up["gained"] is pd.NA


def test_an_announcement_has_no_direction(measured: Measured) -> None:
    measures = measured(actors=ACTORS, events="id|date\nx|2024-01-01\ny|2024-01-14", support=SUPPORT)
    assert word(measures, 14, "west", "support") is None


def test_directions_of_all_days_match_plain_counts(syria_measures: Measures) -> None:
    measures = syria_measures
    window = pd.Timedelta(days=measures.settings.window_days - 1)
    seen = 0
    for day in measures.days:
        frame = measures.directions(day)
        assert frame["actor"][frame["kind"] == "territory"].is_unique
        for row in frame[frame["kind"] == "territory"].itertuples():
            group = measures.members(str(row.actor))
            recent = measures.changes[measures.changes["date"].between(day - window, day)]
            to, out = recent["to_actor"].isin(group), recent["from_actor"].isin(group)
            assert (row.gained, row.lost) == ((to & ~out).sum(), (out & ~to).sum())
            assert row.gained_claimed == control.claims(recent[to & ~out])["claimed"]
            assert row.held == len(measures.held(day).get(str(row.actor), []))
            seen += 1
    assert seen == 157


def test_known_directions_of_the_fall(syria_measures: Measures) -> None:
    frame = syria_measures.directions(pd.Timestamp("2024-12-08")).set_index(["kind", "actor"])
    assert frame.loc[("territory", "syrian-arab-army"), "direction"] == "losing"
    assert frame.loc[("territory", "syrian-arab-army"), "lost"] == 36
    assert frame.loc[("support", "russia"), "direction"] == "falling"
    assert frame.loc[("support", "turkey"), "direction"] == "rising"
    assert list(frame.columns) == [name for name in direction.COLUMNS if name not in ("kind", "actor")]


def test_a_day_outside_the_data_is_refused(syria_measures: Measures) -> None:
    with pytest.raises(KeyError, match="2024-11-26 is not a day of the data"):
        syria_measures.directions(pd.Timestamp("2024-11-26"))
