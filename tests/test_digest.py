"""digests: a day as a mail and as a message; whole items, how sure each is, who says so, and a way to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from test_render import FACTS

from generator.digest.day import Day, Item, Section
from generator.digest.mail import LIMIT as MAIL_LIMIT
from generator.digest.mail import mail
from generator.digest.message import LIMIT, message
from generator.digest.room import shown
from generator.language import speaking
from generator.markdown import spoken
from generator.records import Source

AP = Source(
    "ap",
    "AP",
    "Headline",
    "https://ap.example/1",
    "",
    date(2031, 3, 4),
    "en",
    "",
    "ap",
    "",
    "unchecked",
    "",
    None,
)
ROW = Item("The Ford: Brigade → Council", ("confirmed",), (AP,), "dates/2031-03-04.md#e-1", "the row")
ADDRESSED = replace(FACTS, site_url="https://r.example/")


def day(*sections: tuple[str, Sequence[Item]]) -> Day:
    made = tuple(Section(heading, tuple(items)) for heading, items in sections)
    return Day("dates/2031-03-04.md", "Tuesday 4 March 2031", "Day 4 · one event", made, "Nothing.")


def sources(n: int) -> tuple[Source, ...]:
    return tuple(replace(AP, id=str(at), publisher=f"Paper {at}") for at in range(n))


def test_a_message_is_what_a_newsroom_would_send() -> None:
    told = day(
        ("In brief", [replace(ROW, text="It fell (confirmed).", facts=())]), ("Changes of control", [ROW])
    )
    assert message(told, ADDRESSED) == (
        "A site\nTuesday 4 March 2031\nDay 4 · one event\n\nIN BRIEF\n• It fell (confirmed). (AP)\n\n"
        "CHANGES OF CONTROL\n• The Ford: Brigade → Council (confirmed; AP)\n\n"
        "The whole day, with sources: https://r.example/dates/2031-03-04/\n"
    )


def test_many_sources_are_counted() -> None:
    told = day(("Changes of control", [replace(ROW, sources=(*sources(5), *sources(2)))]))
    assert "(confirmed; Paper 0, Paper 1, Paper 2 and 2 more)" in message(told, FACTS)


@pytest.mark.parametrize("letter", ["x", "م", "😀"])
def test_a_message_is_cut_at_whole_items_and_each_section_has_its_share(letter: str) -> None:
    long = [replace(ROW, text=f"{n} {letter * 90}", facts=()) for n in range(60)]
    told = message(day(("In brief", long[:3]), ("Changes of control", long), ("Meetings", long)), ADDRESSED)
    assert len(told.encode("utf-16-le")) // 2 <= LIMIT
    lines = told.splitlines()
    items = [line for line in lines if line.startswith("• ")]
    assert set(items) <= {f"• {n} {letter * 90} (AP)" for n in range(60)}
    assert items[:3] == [f"• {n} {letter * 90} (AP)" for n in range(3)]
    brief, changes, meetings = (part.count("•") for part in told.split("\n\n")[1:4])
    assert brief == 3
    assert abs(changes - meetings) <= 1
    assert changes > 3
    assert f"… and {60 - changes} more in the report" in lines
    assert told.endswith("https://r.example/dates/2031-03-04/\n")


def test_a_day_without_rows_says_so() -> None:
    assert "\n\nNothing.\n\n" in message(day(), FACTS)
    assert "<p>Nothing.</p>" in mail(day(), FACTS)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=5).flatmap(
        lambda lengths: st.tuples(st.just(lengths), st.integers(0, sum(lengths) + 3))
    )
)
def test_room_is_used_up_and_never_overdrawn(given_room: tuple[list[int], int]) -> None:
    lengths, room = given_room
    counts = shown(lengths, lambda tried: sum(tried) <= room)
    assert sum(counts) == min(room, sum(lengths))
    assert all(count <= length for count, length in zip(counts, lengths, strict=True))
    assert counts[0] == min(room, lengths[0])


# --- mail ------------------------------------------------------------------------------------------------


def page(told: Day, facts: Any = ADDRESSED) -> Any:
    return html.document_fromstring(mail(told, facts).encode())


def test_a_mail_has_nothing_that_mail_programs_refuse_or_that_tells_on_its_reader() -> None:
    root = page(day(("Changes of control", [ROW])))
    assert root.xpath("//script | //style | //img | //link[@rel='stylesheet'] | //form | //svg") == []
    assert root.xpath("//@*[starts-with(name(), 'on')] | //@class") == []
    assert {str(each) for each in root.xpath("//table/@role")} == {"presentation"}
    assert all("url(" not in str(style) for style in root.xpath("//@style"))


def test_all_that_a_mail_says_is_its_main_part_in_the_language_of_the_site() -> None:
    root = page(day(("Changes of control", [ROW])))
    assert [part.getparent().tag for part in root.xpath("//*[@role='main']")] == ["body"]
    assert "".join(root.xpath("//body//text()[not(ancestor::*[@role='main'])]")).strip() == ""
    assert (root.get("lang"), root.xpath("//td/@lang")) == ("en", ["en"])
    assert root.xpath("string(//title)").startswith(root.xpath("string(//h1)"))


def test_each_item_of_a_mail_leads_to_its_row_and_its_sources() -> None:
    root = page(day(("Changes of control", [ROW])))
    assert root.xpath("//li//a/@href") == ["https://r.example/dates/2031-03-04/#e-1", "https://ap.example/1"]
    assert root.xpath("string(//li)").split("\n")[1] == "confirmed · the row · AP"


def test_without_an_address_a_mail_leads_there_from_where_it_lies() -> None:
    root = page(day(("Changes of control", [ROW])), FACTS)
    assert root.xpath("//li//a/@href")[0] == "../dates/2031-03-04/#e-1"
    assert root.xpath("//link[@rel='canonical']/@href") == ["../dates/2031-03-04/"]


def test_a_mail_is_cut_below_what_gmail_clips() -> None:
    long = [replace(ROW, text=f"{n} {'word ' * 100}", sources=sources(9)) for n in range(200)]
    told = mail(day(("In brief", long[:3]), ("Changes of control", long)), ADDRESSED)
    assert MAIL_LIMIT - 3_000 < len(told.encode()) <= MAIL_LIMIT < 100_000
    left = 203 - told.count("<li ")
    assert f"… and {left} more in the report" in told


def test_what_a_table_says_is_text_in_a_mail() -> None:
    hostile = replace(
        ROW, text="<b>&x", facts=('"><i>',), sources=(replace(AP, publisher="<u>", url="https://a/?\"'"),)
    )
    root = page(day(("<s>", [hostile])))
    assert root.xpath("//b | //i | //u | //s") == []
    assert root.xpath("//li//a/@href")[1] == "https://a/?\"'"


def test_a_mail_from_right_to_left_says_so() -> None:
    with speaking("ar"):
        root = page(day(("x", [ROW])))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("plain *emphasis* and `code`", "plain emphasis and code"),
        ("[words](https://x.example/) on", "words on"),
        ("two\nlines  here", "two lines here"),
        ("5 * 3 < 20 & \u202eback", "5 * 3 < 20 & back"),
    ],
)
def test_a_sentence_of_the_data_is_spoken_without_its_marks(value: str, found: str) -> None:
    assert spoken(value) == found


# --- a whole site ----------------------------------------------------------------------------------------


def test_every_day_has_its_digests_within_their_bounds(built: Any) -> None:
    folder: Path = built("full")
    days = {path.stem for path in (folder / "content/dates").glob("2*.md")}
    assert len(days) > 9
    for ending, limit in (("txt", LIMIT), ("html", MAIL_LIMIT)):
        found = {path.stem: path.read_text("utf-8") for path in (folder / "site/digests").glob(f"*.{ending}")}
        assert found.keys() == days
        assert max(len(text.encode("utf-16-le")) // 2 for text in found.values()) <= limit


def test_a_digest_says_what_editions_changed_as_its_page_does(built: Any) -> None:
    folder = built("editions") / "site/digests"
    told = {
        day: (folder / f"2031-05-{day}.txt").read_text("utf-8").splitlines() for day in ("02", "03", "04")
    }
    assert (
        "• Mill Bridge: East Bank Guard → West Bank Levy (confirmed; confirmed since edition 2, claimed until then; "
        "West Bank Gazette, Radio Three Bridges)" in told["02"]
    )
    assert (
        "• The South Bridge will change hands next. (Bridge Herald; worded “likely”; judged in edition 3; provisional; "
        "Bridge Herald)" in told["02"]
    )
    assert (
        "• South Bridge: East Bank Guard → West Bank Levy (claimed; corrected in edition 3; provisional; "
        "West Bank Gazette)" in told["04"]
    )


def test_who_was_sent_an_event_learns_that_it_is_gone(built: Any) -> None:
    folder = built("editions") / "site/digests"
    reason = (
        "Reason: The Gazette dates the taking of the South Bridge to 4 May; "
        "the radio has withdrawn its report of boats."
    )
    said = f"• An event of this day was retracted in edition 3. ({reason})"
    message = (folder / "2031-05-03.txt").read_text("utf-8")
    assert f"\n\nRETRACTED EVENTS\n{said}\n\n" in message
    root: Any = html.document_fromstring((folder / "2031-05-03.html").read_bytes())
    assert [str(each) for each in root.xpath("//h2[. = 'Retracted events']/following::li[1]//a/@href")] == [
        "../changes/3/#events-2031-05-03-boats"
    ]
    assert "boats to the South Bridge" not in message + root.text_content()


def test_a_row_whose_sources_repeat_one_another_says_so_and_no_takeaway_does(built: Any) -> None:
    told = (built("full") / "site/digests/2031-03-04.txt").read_text("utf-8").split("\n\n")
    brief, changes = (
        next(part for part in told if part.startswith(name)) for name in ("IN BRIEF", "CHANGES")
    )
    assert "• Ridge: River Front → Coastal Army (confirmed; 3 sources, 2 origins; " in changes
    assert changes.count("origin") == 1  # of a row whose sources each speak for themselves nothing is said
    assert "origin" not in brief


def test_a_takeaway_says_how_many_of_its_rows_are_provisional(built: Any) -> None:
    told = (built("editions") / "site/digests/2031-05-04.txt").read_text("utf-8")
    assert (
        "• One change of control of a named place on 4 May (claimed): one to West Bank Levy. "
        "(provisional; West Bank Gazette)" in told
    )
