"""directions: each word with its reason in one line, made from the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.blocks import Sentence
from generator.pages import Site

Compose = Callable[..., Site]
View = Callable[[Site, str], Any]
Said = Callable[[Sentence], str]

ACTORS = "id | parent | side\narmy | | regime\nfront | | opposition\nunit | front | opposition\neast | | regime-backer"
PLACES = "id\n" + "\n".join(f"p{n}" for n in range(8))
LAST = "date | actor | type\n2031-03-01 | army | clash\n2031-03-12 | army | clash"


@pytest.fixture
def heading(composed: Compose, view: View, said: Said) -> Callable[..., list[str]]:
    """ "word: reason" of each direction of an actor on the last day."""

    def of(actor: str, **tables: str) -> list[str]:
        site = composed(**{"actors": ACTORS, "places": PLACES, "events": LAST, **tables})
        found = view(site, f"actors/{actor}.md").directions
        return [f"{direction.word}: {said(direction.reason)}" for direction in found]

    return of


def control(*rows: str) -> str:
    return "\n".join(["place | date | from_actor | to_actor | confidence", *rows])


def test_gains_and_losses_are_counted_over_three_days_by_confidence(
    heading: Callable[..., list[str]],
) -> None:
    rows = control(
        "p0 | 2031-03-09 | army | front | confirmed",
        "p1 | 2031-03-10 | army | front | claimed",
        "p2 | 2031-03-12 | army | unit | confirmed",
    )
    assert heading("front", control=rows) == [
        "gaining: two places gained (one confirmed, one claimed), 10–12 March"
    ]
    assert heading("unit", control=rows) == ["gaining: one place gained (confirmed), 10–12 March"]
    assert heading("army", control=rows) == [
        "losing: two places lost (one confirmed, one claimed), 10–12 March"
    ]


def test_as_many_gained_as_lost_is_contested(heading: Callable[..., list[str]]) -> None:
    rows = control(
        "p0 | 2031-03-11 | army | front | claimed",
        "p0 | 2031-03-12 | front | army | disputed",
    )
    assert heading("army", control=rows) == [
        "contested: one place gained (disputed) and one place lost (claimed), 10–12 March"
    ]


def test_what_members_hand_to_each_other_is_no_gain(heading: Callable[..., list[str]]) -> None:
    rows = control("p0 | 2031-03-12 | front | unit | confirmed")
    assert heading("front", control=rows) == [
        "holding: one place held (confirmed), none gained or lost since the data begin"
    ]


def test_an_actor_without_places_or_support_has_no_direction(heading: Callable[..., list[str]]) -> None:
    assert heading("east", control=control("p0 | 2031-03-12 | army | front | confirmed")) == []
    assert heading("army") == []


SUPPORT = "date | backer | recipient | category | status | level | confidence\n"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            "2031-03-10 | east | army | troops | delivered | 3 | claimed",
            "steady: support for Army at level 3 (claimed)",
        ),
        (
            "2031-03-01 | east | army | troops | delivered | 2 | confirmed\n"
            "2031-03-11 | east | army | troops | delivered | 3 | claimed",
            "rising: support for Army from level 2 to level 3 (claimed)",
        ),
        (
            "2031-03-06 | east | army | troops | delivered | 3 | confirmed\n"
            "2031-03-11 | east | army | troops | withdrawn | 0 | disputed",
            "falling: support for Army from level 3 to level 0 (disputed)",
        ),
        (
            "2031-03-05 | east | army | troops | delivered | 2 | confirmed",
            "steady: support for Army at level 2 (confirmed)",
        ),
        (
            "2031-03-04 | east | army | troops | delivered | 2 | confirmed",
            "steady: support for Army at level 2, last reported on 4 March (confirmed)",
        ),
    ],
)
def test_support(heading: Callable[..., list[str]], rows: str, reason: str) -> None:
    assert heading("east", support=SUPPORT + rows) == [reason]


def test_what_is_only_announced_gives_no_direction(heading: Callable[..., list[str]]) -> None:
    rows = "2031-03-10 | east | army | troops | pledged | 4 | confirmed"
    assert heading("east", support=SUPPORT + rows) == []


def test_the_window_is_that_of_the_site(composed: Compose, view: View, said: Said) -> None:
    rows = control("p0 | 2031-03-09 | army | front | confirmed")
    site = composed(actors=ACTORS, places=PLACES, events=LAST, control=rows, choices={"window_days": 5})
    (direction,) = view(site, "actors/front.md").directions
    assert said(direction.reason) == "one place gained (confirmed), 8–12 March"


def test_the_list_of_actors_goes_by_side_in_the_order_of_the_table(composed: Compose, view: View) -> None:
    site = composed(actors=ACTORS, events=LAST)
    sides = [(side, [line.actor.id for line in lines]) for side, lines in view(site, "actors/index.md").sides]
    assert sides == [
        ("Government", ["army"]),
        ("Opposition", ["front", "unit"]),
        ("Government’s backers", ["east"]),
    ]
