"""takeaways: exact sentences from few rows. A claim reads as a claim, and nothing gives no sentence."""

from __future__ import annotations

from collections.abc import Callable

from generator.blocks import Ref, Sentence
from generator.compose.sentences.resting import resting

Said = Callable[[Sentence], str]

ACTORS = """
id    | parent | side
army  |        | regime
front |        | opposition
unit  | front  | opposition
east  |        | regime-backer
west  |        | opposition-backer
"""
ONE_EVENT = "date | actor | type\n2031-03-01 | army | clash"


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
    for page in ("dates/2031-03-01.md", "index.md"):
        told, *_ = brief(page, control=control)
        assert told.startswith("One change of control of a named place on ")
        assert "(claimed)" in told


def test_an_area_row_is_never_counted_with_the_places(brief: Callable[..., list[str]]) -> None:
    control = """
    event | place | date       | from_actor | to_actor | scope | settlements
    a     | ford  | 2031-03-01 | army       | front    | place | 1
    a     | mill  | 2031-03-01 | army       | front    | area  | 21
    """
    told = brief("dates/2031-03-01.md", control=control)
    assert [line.split(" ")[:2] for line in told] == [["One", "change"], ["One", "event"]]
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
    told, recorded = sentences("dates/2031-03-01.md", events=WITHDRAWALS)
    assert said(told) == "Army: two withdrawals reported on 1 March (one confirmed, one claimed)."
    assert told.sources == ("paper", "radio")
    assert recorded.sources == ("paper", "radio", "wire")  # one sentence alone is no brief


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
    told, *_ = brief("dates/2031-03-01.md", events=events)
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


# --- sources ---------------------------------------------------------------------------------------------


def test_a_sum_over_many_rows_rests_on_their_sources(sentences: Callable[..., tuple[Sentence, ...]]) -> None:
    events = """
    id | date       | actor | type    | sources
    a  | 2031-03-01 | front | capture | paper+radio
    b  | 2031-03-02 | front | capture | radio+wire
    """
    control = """
    event | place | date       | from_actor | to_actor
    a     | ford  | 2031-03-01 | army       | front
    b     | mill  | 2031-03-02 | army       | front
    """
    (changes,) = [
        told
        for told in sentences("index.md", events=events, control=control)
        if "changes" in str(told.parts[0])
    ]
    assert changes.sources == ("paper", "radio", "wire")


def test_more_sources_than_a_reader_can_use_are_counted(said: Said) -> None:
    few = resting(Sentence(("So it was.",)), ["a", "b", "a"])
    assert few.sources == ("a", "b")
    many = resting(Sentence(("So it was.",)), (f"s{n % 101}" for n in range(300)))
    assert many.sources == ()
    assert said(many) == "So it was. From 101 sources."
    assert many.parts[-2] == Ref("page", "sources.md", "101 sources")
