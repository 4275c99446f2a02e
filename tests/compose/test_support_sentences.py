"""takeaways on outside support: what was given, what was only announced, what ended, and on which row that rests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.blocks import Sentence

Said = Callable[[Sentence], str]

ONE_EVENT = "date | actor | type\n2031-03-01 | army | clash"


def test_a_rise_a_fall_and_a_first_report(brief: Callable[..., list[str]]) -> None:
    events = "date | actor | type\n2031-03-01 | army | clash\n2031-03-09 | army | clash"
    support = """
    date       | backer | recipient | category  | status    | level | confidence | summary
    2031-03-01 | east   | army      | air_power | delivered | 2     | claimed    | Jets came.
    2031-03-03 | east   | army      | air_power | delivered | 3     | confirmed  | More jets came.
    2031-03-05 | east   | army      | air_power | withdrawn | 0     | disputed   | They left.
    """
    assert brief("dates/2031-03-01.md", events=events, support=support) == [
        "East → Army: support at level 2 reported for the first time (claimed). Jets came.",
        "One event on 1 March (confirmed): one clash.",
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
