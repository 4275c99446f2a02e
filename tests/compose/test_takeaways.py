"""takeaways: exact sentences from few rows. A claim reads as a claim, and nothing gives no sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.blocks import Sentence
from generator.pages import Site

Compose = Callable[..., Site]
View = Callable[[Site, str], Any]
Said = Callable[[Sentence], str]

ACTORS = """
id    | parent | side
army  |        | regime
front |        | opposition
unit  | front  | opposition
east  |        | regime-backer
west  |        | opposition-backer
"""
PLACES = """
id   | lat | lon
ford | 0   | 0
mill | 0   | 1
town | 0   | 2
fort | 0   | 3
"""
SOURCES = "id\npaper\nradio\nwire"
ONE_EVENT = "date | actor | type\n2031-03-01 | army | clash"


@pytest.fixture
def brief(composed: Compose, view: View, said: Said) -> Callable[..., list[str]]:
    """The takeaways of a page; ACTORS, PLACES and SOURCES are there unless the test has its own."""

    def of(path: str, **tables: str) -> list[str]:
        site = composed(**{"actors": ACTORS, "places": PLACES, "sources": SOURCES, **tables})
        return [said(sentence) for sentence in view(site, path).takeaways]

    return of


@pytest.fixture
def sentences(composed: Compose, view: View) -> Callable[..., tuple[Sentence, ...]]:
    """As `brief`, with sources and rows."""

    def of(path: str, **tables: str) -> tuple[Sentence, ...]:
        site = composed(**{"actors": ACTORS, "places": PLACES, "sources": SOURCES, **tables})
        found: tuple[Sentence, ...] = view(site, path).takeaways
        return found

    return of


# --- control ---------------------------------------------------------------------------------------------


def test_changes_are_counted_by_confidence_and_by_who_gained(brief: Callable[..., list[str]]) -> None:
    control = """
    place | date       | from_actor | to_actor | confidence
    ford  | 2031-03-01 | army       | front    | confirmed
    mill  | 2031-03-01 | army       | front    | claimed
    town  | 2031-03-01 | army       | unit     | disputed
    """
    assert brief("dates/2031-03-01.md", control=control)[0] == (
        "Three changes of control of named places on 1 March (one confirmed, one claimed, one disputed): "
        "two to Front, one to Unit."
    )


def test_a_claimed_change_reads_as_claimed(brief: Callable[..., list[str]]) -> None:
    control = "place | date | from_actor | to_actor | confidence\nford | 2031-03-01 | army | front | claimed"
    (told,) = brief("dates/2031-03-01.md", control=control)
    assert "(claimed)" in told
    (told,) = brief("index.md", control=control)
    assert "(claimed)" in told


def test_an_area_row_is_never_counted_with_the_places(brief: Callable[..., list[str]]) -> None:
    control = """
    event | place | date       | from_actor | to_actor | scope | settlements
    a     | ford  | 2031-03-01 | army       | front    | place | 1
    a     | mill  | 2031-03-01 | army       | front    | area  | 21
    """
    told = brief("dates/2031-03-01.md", control=control)
    assert [line.split(" ")[0] for line in told] == ["One"]
    assert not any("21" in line or "22" in line for line in told)


def test_more_than_four_takers_are_summed_as_others(brief: Callable[..., list[str]]) -> None:
    actors = "id\narmy\n" + "\n".join("abcdef")
    places = "id\n" + "\n".join(f"p{n}" for n in range(7))
    rows = [f"p{n} | 2031-03-01 | army | {who}" for n, who in enumerate("aabcdef")]
    told = brief(
        "dates/2031-03-01.md",
        actors=actors,
        places=places,
        control="\n".join(["place | date | from_actor | to_actor", *rows]),
    )
    assert told[0].endswith(": two to A, one to B, one to C, one to D, two to others.")


AXIS = "id | name | places\nroad | Ford–Fort | ford+mill+town+fort"


def test_a_front_says_how_far_where_to_and_how_sure(brief: Callable[..., list[str]]) -> None:
    control = """
    place | date       | from_actor | to_actor | confidence
    mill  | 2031-03-01 | army       | front    | confirmed
    fort  | 2031-03-02 | army       | front    | claimed
    """
    told = brief("dates/2031-03-02.md", control=control, axes=AXIS)
    assert told[1] == (
        "Front’s front on the Ford–Fort axis moved 222 km forward on 2 March, to Fort, 334 km from Ford "
        "(taking of Fort: claimed)."
    )
    assert brief("index.md", control=control, axes=AXIS)[0] == told[1]


BACK = """
place | date       | from_actor | to_actor | confidence | sources
mill  | 2031-03-01 | army       | front    | confirmed  | paper
town  | 2031-03-01 | army       | front    | confirmed  | paper
town  | 2031-03-02 | front      | army     | claimed    | radio
"""


def test_a_front_that_falls_back_says_so(brief: Callable[..., list[str]]) -> None:
    told = brief("dates/2031-03-02.md", control=BACK, axes=AXIS)
    assert any(
        "Front’s front on the Ford–Fort axis moved 111 km back on 2 March, to Mill" in line for line in told
    )


def test_a_front_that_falls_back_on_a_claim_says_that_it_is_one(
    sentences: Callable[..., tuple[Sentence, ...]], said: Said
) -> None:
    found = sentences("dates/2031-03-02.md", control=BACK, axes=AXIS)
    (back,) = [sentence for sentence in found if " back on " in said(sentence)]
    assert "claimed" in said(back)
    assert "radio" in back.sources


def test_a_front_back_at_its_origin_reads_well(brief: Callable[..., list[str]]) -> None:
    control = """
    place | date       | from_actor | to_actor
    ford  | 2031-03-01 | army       | front
    mill  | 2031-03-01 | army       | front
    mill  | 2031-03-02 | front      | army
    """
    told = brief("dates/2031-03-02.md", control=control, axes=AXIS)
    assert "to at" not in " ".join(told)


def test_places_left_without_a_fight_are_named_as_such(brief: Callable[..., list[str]]) -> None:
    events = """
    id | date       | type       | actor | place | confidence
    w1 | 2031-03-01 | withdrawal | army  | ford  | confirmed
    """
    control = """
    place | date       | from_actor | to_actor | confidence
    ford  | 2031-03-01 | army       | front    | confirmed
    mill  | 2031-03-01 | army       | front    | confirmed
    """
    assert brief("index.md", control=control, events=events)[1] == (
        "Army: one of two places lost by it and its forces followed their own withdrawal or a deal (confirmed)."
    )


def test_no_place_left_without_a_fight_is_no_sentence(brief: Callable[..., list[str]]) -> None:
    control = "place | date | from_actor | to_actor\nford | 2031-03-01 | army | front"
    assert not any("withdrawal" in line for line in brief("index.md", control=control))


# --- support ---------------------------------------------------------------------------------------------


def test_a_rise_a_fall_and_a_first_report(brief: Callable[..., list[str]]) -> None:
    events = "date | actor | type\n2031-03-01 | army | clash\n2031-03-09 | army | clash"
    support = """
    date       | backer | recipient | category  | status    | level | confidence | summary
    2031-03-01 | east   | army      | air_power | delivered | 2     | claimed    | Jets came.
    2031-03-03 | east   | army      | air_power | delivered | 3     | confirmed  | More jets came.
    2031-03-05 | east   | army      | air_power | withdrawn | 0     | disputed   | They left.
    """
    assert brief("dates/2031-03-01.md", events=events, support=support) == [
        "East → Army: support at level 2 reported for the first time (claimed). Jets came."
    ]
    assert brief("dates/2031-03-03.md", events=events, support=support) == [
        "East → Army: reported support rose from level 2 to level 3 (confirmed). More jets came."
    ]
    assert brief("dates/2031-03-05.md", events=events, support=support) == [
        "East → Army: reported support fell from level 3 to level 0 (disputed). They left."
    ]


def test_what_is_only_announced_is_no_rise(brief: Callable[..., list[str]]) -> None:
    support = """
    date       | backer | recipient | category | status  | level
    2031-03-01 | east   | army      | troops   | pledged | 4
    """
    told = brief("dates/2031-03-01.md", events=ONE_EVENT, support=support)
    assert told == ["One event on 1 March (confirmed): one clash."]


def test_a_fall_rests_on_the_row_that_ended_something(
    sentences: Callable[..., tuple[Sentence, ...]], said: Said
) -> None:
    support = """
    date       | backer | recipient | category  | status    | level | confidence | summary         | sources
    2031-03-01 | east   | army      | advisers  | delivered | 2     | confirmed  | Advisers came.  | paper
    2031-03-01 | east   | army      | air_power | delivered | 3     | confirmed  | Jets came.      | paper
    2031-03-02 | east   | army      | air_power | withdrawn | 0     | claimed    | The jets left.  | radio
    """
    (fall,) = sentences("dates/2031-03-02.md", events=ONE_EVENT, support=support)
    assert "fell from level 3 to level 2 (claimed). The jets left." in said(fall)
    assert fall.sources == ("radio",)


def test_a_general_withdrawal_is_said_with_its_day_and_confidence(brief: Callable[..., list[str]]) -> None:
    support = """
    date       | backer | recipient | category   | scope   | status    | level | confidence
    2031-03-01 | east   | army      | troops     |         | delivered | 3     | confirmed
    2031-03-01 | west   | army      | troops     |         | delivered | 3     | confirmed
    2031-03-02 | east   | army      | withdrawal | general | withdrawn | 0     | claimed
    2031-03-03 | west   | army      | withdrawal | general | withdrawn | 0     | confirmed
    """
    assert brief("index.md", events=ONE_EVENT, support=support)[0] == (
        "Army: two of its backers had ended their support by a general withdrawal: "
        "East (2 March, claimed) and West (3 March, confirmed)."
    )


def test_a_local_withdrawal_ends_nothing(brief: Callable[..., list[str]]) -> None:
    support = """
    date       | backer | recipient | category   | scope | status    | level
    2031-03-01 | east   | army      | troops     |       | delivered | 3
    2031-03-02 | east   | army      | withdrawal | local | withdrawn | 0
    """
    assert not any("withdrawal" in line for line in brief("index.md", events=ONE_EVENT, support=support))
    assert not any("fell" in line for line in brief("dates/2031-03-02.md", events=ONE_EVENT, support=support))


@pytest.mark.parametrize(
    ("status", "said_status"),
    [("pledged", "pledged"), ("considered", "considered"), ("conditional", "conditional")],
)
def test_announced_beyond_what_was_given_is_said(
    brief: Callable[..., list[str]], status: str, said_status: str
) -> None:
    support = f"""
    date       | backer | recipient | category | status    | level | confidence
    2031-03-01 | east   | army      | advisers | delivered | 2     | confirmed
    2031-03-02 | east   | army      | troops   | {status}  | 4     | claimed
    """
    assert brief("index.md", events=ONE_EVENT, support=support)[0] == (
        f"East → Army: level 4 {said_status} on 2 March (claimed); reported as delivered by 2 March: level 2."
    )


def test_what_the_recipient_asked_for_is_no_word_of_the_backer(brief: Callable[..., list[str]]) -> None:
    support = """
    date       | backer | recipient | category | status    | level
    2031-03-01 | east   | army      | troops   | requested | 4
    """
    assert brief("index.md", events=ONE_EVENT, support=support) == [
        "One event on one day (confirmed): one clash."
    ]


def test_what_was_given_is_told_as_of_the_day_that_the_sentence_names(
    brief: Callable[..., list[str]],
) -> None:
    support = """
    date       | backer | recipient | category | status    | level
    2031-03-01 | east   | army      | advisers | delivered | 2
    2031-03-02 | east   | army      | troops   | pledged   | 3
    2031-03-04 | east   | army      | advisers | withdrawn | 0
    """
    told = " ".join(brief("index.md", events=ONE_EVENT, support=support))
    assert "level 3 pledged on 2 March (confirmed); reported as delivered by 4 March: level 0." in told


# --- events ----------------------------------------------------------------------------------------------


def test_a_day_of_which_nothing_else_can_be_said(brief: Callable[..., list[str]]) -> None:
    events = """
    date       | actor | type    | confidence
    2031-03-01 | army  | clash   | claimed
    2031-03-01 | army  | clash   | confirmed
    2031-03-01 | army  | protest | confirmed
    """
    expected = "(two confirmed, one claimed): two clashes and one protest."
    assert brief("dates/2031-03-01.md", events=events) == [f"Three events on 1 March {expected}"]
    assert brief("index.md", events=events) == [f"Three events on one day {expected}"]


def test_a_day_without_events_says_so(brief: Callable[..., list[str]]) -> None:
    meetings = "date | participants\n2031-03-02 | army+east"
    assert brief("dates/2031-03-02.md", events=ONE_EVENT, meetings=meetings) == [
        "No event was recorded on 2 March."
    ]


WITHDRAWALS = """
date       | actor | type       | confidence | sources
2031-03-01 | army  | withdrawal | claimed    | paper
2031-03-01 | army  | withdrawal | confirmed  | radio
2031-03-01 | front | withdrawal | confirmed  | wire
"""


def test_own_withdrawals_are_counted_for_whom_there_are_most(
    sentences: Callable[..., tuple[Sentence, ...]], said: Said
) -> None:
    (told,) = sentences("dates/2031-03-01.md", events=WITHDRAWALS)
    assert said(told) == "Army: two withdrawals reported on 1 March (one confirmed, one claimed)."
    assert told.sources == ("paper", "radio")


def test_withdrawals_by_nobody_known_are_no_bug(brief: Callable[..., list[str]]) -> None:
    events = "date | actor | type\n2031-03-01 | | withdrawal\n2031-03-01 | | withdrawal"
    assert brief("dates/2031-03-01.md", events=events)


def test_deaths_are_given_with_their_bounds_and_confidence(brief: Callable[..., list[str]]) -> None:
    events = """
    date       | actor | type  | confidence | fatalities_low | fatalities_best | fatalities_high
    2031-03-01 | army  | clash | confirmed  | 1              | 3               | 9
    2031-03-01 | army  | clash | claimed    |                | 1000            |
    2031-03-01 | army  | clash | claimed    |                |                 |
    """
    (told,) = brief("dates/2031-03-01.md", events=events)
    assert told == (
        "1,003 deaths in two events by the sources’ best estimates, 1,001 to 1,009 by their bounds "
        "(events: one confirmed, one claimed)."
    )


# --- in all ----------------------------------------------------------------------------------------------


def test_there_are_at_most_five(brief: Callable[..., list[str]]) -> None:
    names = [f"b{n}" for n in range(8)]
    actors = ACTORS + "\n".join(f"{name} | | regime-backer" for name in names)
    rows = [f"2031-03-01 | {name} | army | troops | delivered | 3" for name in names]
    support = "\n".join(["date | backer | recipient | category | status | level", *rows])
    assert len(brief("dates/2031-03-01.md", actors=actors, events=ONE_EVENT, support=support)) == 5
