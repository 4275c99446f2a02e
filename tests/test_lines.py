"""lines: endnotes, links, and one Markdown line per record."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bibliography import source
from generator.blocks import Cell, DataTable, Prose, Ref, Sentence
from generator.endnotes import Endnotes
from generator.lines import Lines, confidence
from generator.markdown import at_depth
from generator.pages import Facts, Site
from generator.records import Actor, Event, Place, Source

DAY = date(2031, 3, 4)
SOURCES = {
    id: Source(
        id,
        f"Paper {id}",
        f"Headline {id}",
        f"https://paper.example/{id}",
        "",
        DAY,
        "en",
        "",
        id,
        "",
        "live",
        "",
        None,
    )
    for id in (f"s{n}" for n in range(1, 31))
}


def actor(id: str, name: str) -> Actor:
    return Actor(id, name, name.split()[0], "", "north", "", None, (), "")


ACTORS = {
    "army": actor("army", "Army of the North"),
    "front": actor("front", "Front"),
    "league": actor("league", "League"),
}
PLACES = {"mill": Place("mill", "Old *Mill*", "", "North", "village", 1.0, 2.0, "exact")}
ADDRESSES = {
    ("actor", "army"): "actors/army.md",
    ("actor", "front"): "actors/front.md",
    ("actor", "league"): "actors/league.md",
    ("place", "mill"): "places/mill.md",
    ("date", "2031-03-04"): "dates/2031-03-04.md",
    ("event", "e1"): "dates/2031-03-04/2.md#e-e1",
    ("page", "advance.md"): "advance.md",
}
EVENT = Event(
    id="e1",
    date=DAY,
    date_end=None,
    date_precision="day",
    type="capture",
    place="mill",
    actor="army",
    target="front",
    other_actors=("league",),
    summary="The army *took* the mill.",
    confidence="claimed",
    sources=("s1",),
    fatalities_low=None,
    fatalities_best=None,
    fatalities_high=None,
)


@pytest.fixture
def lines() -> Lines:
    facts = Facts("A site", DAY, DAY, 1, 1, frozenset())
    return Lines(Site(facts, (), ACTORS, PLACES, SOURCES, ADDRESSES))


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def endnotes(notes: Endnotes) -> list[str]:
    return [entry.line(1) for entry in notes.entries()]


def test_sources_are_numbered_in_the_order_of_their_first_citation() -> None:
    notes = Endnotes(SOURCES)
    assert plain(notes.cite(["s7", "s3"])) == "1 2"
    assert plain(notes.cite(["s3"])) == "2"
    assert plain(notes.cite(["s9", "s7"])) == "1 3"
    assert [line.split("</span>")[1].split(",")[0] for line in endnotes(notes)] == [
        "Paper s7",
        "Paper s3",
        "Paper s9",
    ]


def test_a_citation_and_its_endnote_lead_to_each_other() -> None:
    notes = Endnotes(SOURCES)
    assert (
        notes.cite(["s1"]) == '<sup class="fm-cite" data-search-exclude><a id="c1-1" href="#s1">1</a></sup>'
    )
    assert (
        notes.cite(["s1"]) == '<sup class="fm-cite" data-search-exclude><a id="c1-2" href="#s1">1</a></sup>'
    )
    assert endnotes(notes)[0] == (
        '1. <span id="s1"></span>Paper s1, <a href="https://paper.example/s1" rel="noopener noreferrer">'
        "“Headline s1”</a>, 4 March 2031. "
        '<a href="#c1-1" class="fm-back" aria-label="Back to citation 1 of source 1">↩</a> '
        '<a href="#c1-2" class="fm-back" aria-label="Back to citation 2 of source 1">2</a>'
    )


def test_a_row_says_how_many_origins_its_sources_have() -> None:
    repeated = {**SOURCES, "s2": replace(SOURCES["s2"], root="s1"), "s3": replace(SOURCES["s3"], root="s1")}
    notes = Endnotes(repeated)
    assert plain(notes.cite(["s1", "s2", "s3", "s4"], ())) == "1–4 4 sources, 2 origins"
    assert plain(notes.cite(["s2", "s3"], ())) == "2 3 2 sources, 1 origin"
    assert plain(notes.cite(["s1", "s4"], ())) == "1 4 2 origins"
    assert plain(notes.cite(["s4"], ())) == "4 1 origin"


def test_origins_are_counted_of_rows_alone() -> None:
    notes = Endnotes(SOURCES)
    assert plain(notes.cite(["s1", "s2"])) == "1 2"  # a sum over rows
    assert notes.cite((), ()) == ""
    assert not notes.counted
    assert notes.cite(["s3"], ()).endswith(
        '</sup> <small class="fm-rests" data-search-exclude>1 origin</small>'
    )
    assert notes.counted


def test_a_row_shows_the_grades_it_has() -> None:
    notes = Endnotes({**SOURCES, "s1": replace(SOURCES["s1"], reliability="B")})
    assert plain(notes.cite(["s2", "s1"], ("6", "1"))) == "1 2 2 origins · graded 6, B1"


def test_a_page_says_how_its_sources_can_still_be_read() -> None:
    states = {"s1": "live", "s2": "archived", "s3": "neither", "s4": "unchecked", "s5": "live"}
    notes = Endnotes({id: replace(SOURCES[id], state=state) for id, state in states.items()})
    notes.cite(["s4"])
    assert notes.health() == ""
    notes.cite(["s1", "s2", "s3", "s5"])
    assert notes.health() == "2 live, 1 archived, 1 neither live nor archived, 1 not checked"


@pytest.mark.parametrize(("lost", "said"), [("gone", "Not found"), ("failed", "No answer"), ("", "")])
def test_a_source_that_is_lost_says_so_with_the_day(lost: str, said: str) -> None:
    row = replace(SOURCES["s1"], lost=lost, checked=DAY if lost else None)
    told = f' <span class="fm-gone">{said} when checked on 4 March 2031.</span>' if lost else ""
    assert source(row).endswith(f"4 March 2031.{told}")
    assert "checked" not in source(row, checked=False)


def test_nothing_cited_is_no_mark_and_no_list() -> None:
    notes = Endnotes(SOURCES)
    assert notes.cite([]) == ""
    assert not notes
    assert not notes.entries()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1], "1"),
        ([1, 2], "1 2"),
        ([1, 2, 3], "1–3"),
        ([4, 5, 6, 7, 8, 9], "4–9"),
        ([1, 3, 4, 5, 7], "1 3–5 7"),
        ([9, 1, 2, 8, 3], "1–3 8 9"),
    ],
)
def test_a_run_of_three_or_more_is_a_range(numbers: list[int], said: str) -> None:
    notes = Endnotes(SOURCES)
    for n in range(1, 10):
        notes.cite([f"s{n}"])
    assert plain(notes.cite(f"s{n}" for n in numbers)) == said


@given(st.lists(st.lists(st.sampled_from(sorted(SOURCES)), max_size=8), max_size=12))
def test_every_anchor_and_every_way_back_resolves(cited: list[list[str]]) -> None:
    notes = Endnotes(SOURCES)
    page = "".join([*(str(notes.cite(ids)) for ids in cited), *endnotes(notes)])
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)
    # As many ways back as rows that cite, and each leads to a mark of such a row.
    uses: dict[str, int] = {}
    for ids in cited:
        for id in set(ids):
            uses[id] = uses.get(id, 0) + 1
    entries = dict(zip(notes._numbers, endnotes(notes), strict=True))
    assert {id: entry.count('class="fm-back"') for id, entry in entries.items()} == uses


def test_an_endnote_cited_everywhere_leads_back_to_the_first_ten_and_counts_the_others() -> None:
    notes = Endnotes(SOURCES)
    marks = "".join(str(notes.cite(["s1"])) for _ in range(250))
    assert marks.count('href="#s1"') == 250  # each citation reaches its note
    (entry,) = endnotes(notes)
    assert re.findall(r'href="#(c1-\d+)"', entry) == [f"c1-{use}" for use in range(1, 11)]
    assert entry.endswith("10</a> and 240 more on this page")


def test_prose_of_the_data_keeps_its_emphasis_in_a_sentence(lines: Lines) -> None:
    told = Sentence(("Russia: ", Prose("sent *two* ships <b>"), "."))
    assert lines.sentence(told) == "Russia: sent <em>two</em> ships &#60;b&#62;."


def test_a_range_leads_back_to_where_it_stands() -> None:
    notes = Endnotes(SOURCES)
    notes.cite(["s1", "s2", "s3"])
    assert 'href="#c1-1"' in endnotes(notes)[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            'Paper s1, <a href="https://paper.example/s1" rel="noopener noreferrer">“Headline s1”</a>, 4 March 2031.',
        ),
        ({"url": "", "published": None}, "Paper s1, “Headline s1”, no date shown."),
        (
            {"url": "", "archived_url": "https://a.example/1"},
            "Paper s1, “Headline s1”, 4 March 2031 "
            '(<a href="https://a.example/1" rel="noopener noreferrer">archived copy</a>).',
        ),
        ({"url": "", "publisher": "*P*", "title": "[T]"}, "&#42;P&#42;, “&#91;T&#93;”, 4 March 2031."),
    ],
)
def test_a_source_says_who_what_when_and_where(change: dict[str, str], said: str) -> None:
    assert source(replace(SOURCES["s1"], **change)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (Ref("actor", "army", "A*"), "[A&#42;](../actors/army.md)"),
        (Ref("event", "e1", "event"), "[event](../dates/2031-03-04/2.md#e-e1)"),
        (Ref("page", "advance.md#axis-m5", "the axis"), "[the axis](../advance.md#axis-m5)"),
        (Ref("here", "events", "rows"), "[rows](#events)"),
        (Ref("date", "2031-03-05", "5 Mar 2031"), "5 Mar 2031"),
        (Ref("page", "support.md", "support"), "support"),
    ],
)
def test_a_reference_links_where_there_is_something_to_lead_to(lines: Lines, ref: Ref, said: str) -> None:
    assert lines.link(ref) == said


def test_what_is_not_known_is_said(lines: Lines) -> None:
    assert lines.actor("") == "no known holder"
    assert lines.place("") == ""
    assert lines.day(None) == ""


@pytest.mark.parametrize(("depth", "up"), [(0, "](actors"), (1, "](../actors"), (2, "](../../actors")])
def test_links_are_relative_to_the_page_they_stand_on(lines: Lines, depth: int, up: str) -> None:
    assert at_depth(lines.actor("army"), depth) == f"[Army{up}/army.md)"


@given(st.text(), st.sampled_from([0, 2, 3]))
def test_text_of_the_data_is_no_link_to_rewrite(text: str, depth: int) -> None:
    facts = Facts("A site", DAY, DAY, 1, 1, frozenset())
    site = Lines(Site(facts, (), ACTORS, PLACES, SOURCES, ADDRESSES))
    line = site.sentence(Sentence((text + "](../x",)))
    assert at_depth(line, depth) == line


def test_a_sentence_escapes_its_words_and_links_its_references(lines: Lines) -> None:
    parts = (Ref("actor", "army", "Army"), "’s front <b> moved to ", Ref("place", "mill", "Old *Mill*"), ".")
    assert lines.sentence(Sentence(parts)) == (
        "[Army](../actors/army.md)’s front &#60;b&#62; moved to [Old &#42;Mill&#42;](../places/mill.md)."
    )


def test_a_sentence_never_starts_a_list(lines: Lines) -> None:
    assert lines.sentence(Sentence(("2024. A year",))) == "2024&#46; A year"
    assert lines.sentence(Sentence(("- no item",))) == "&#45; no item"


# --- events ----------------------------------------------------------------------------------------------

WHO = "[Army](../actors/army.md) → [Front](../actors/front.md) · with [League](../actors/league.md)"
CLAIMED = '<span class="fm-conf fm-claimed">○ claimed</span>'


def test_an_event_says_where_who_and_how_sure(lines: Lines) -> None:
    assert lines.event(EVENT).before == (
        '<span id="e-e1" data-type="capture" data-name="capture"></span>The army <em>took</em> the mill. '
        f"<small>[Old &#42;Mill&#42;](../places/mill.md) · {WHO} · {CLAIMED}</small> "
    )


def test_an_event_is_linked_on_the_page_of_its_day(lines: Lines) -> None:
    assert lines.event_link(EVENT) == (
        '<span class="fm-link" data-search-exclude>[Link to this event](../dates/2031-03-04/2.md#e-e1)</span>'
    )


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"place": "", "target": "", "other_actors": ()}, f"[Army](../actors/army.md) · {CLAIMED}"),
        ({"place": "", "actor": "", "target": "", "other_actors": ()}, CLAIMED),
        ({"place": "", "date_precision": "approx"}, f"{WHO} · about that day · {CLAIMED}"),
        (
            {"place": "", "date_precision": "range", "date_end": date(2031, 3, 9)},
            f"{WHO} · 4–9 March 2031 · {CLAIMED}",
        ),
        ({"place": "", "date_end": DAY}, f"{WHO} · {CLAIMED}"),
        ({"place": "", "fatalities_best": 0}, f"{WHO} · no deaths reported · {CLAIMED}"),
        ({"place": "", "fatalities_best": 1}, f"{WHO} · one death reported · {CLAIMED}"),
        (
            {"place": "", "fatalities_low": 2, "fatalities_best": 4, "fatalities_high": 1200},
            f"{WHO} · four deaths reported (2–1,200) · {CLAIMED}",
        ),
        (
            {"place": "", "fatalities_low": 4, "fatalities_best": 4, "fatalities_high": 4},
            f"{WHO} · four deaths reported · {CLAIMED}",
        ),
    ],
)
def test_an_event_says_no_more_than_its_row(lines: Lines, change: dict[str, str], facts: str) -> None:
    line = lines.event(replace(EVENT, **change)).before  # type: ignore[arg-type]
    assert line.split("<small>")[1] == f"{facts}</small> "


def test_deaths_given_as_bounds_alone_are_said(lines: Lines) -> None:
    line = lines.event(replace(EVENT, fatalities_low=2, fatalities_high=9)).before
    assert "2–9" in line


def test_the_line_of_an_event_is_made_once(lines: Lines) -> None:
    assert lines.event(EVENT) is lines.event(replace(EVENT))


@pytest.mark.parametrize("code", ["confirmed", "claimed", "disputed"])
def test_confidence_is_a_word_with_a_sign(code: str) -> None:
    assert re.fullmatch(rf'<span class="fm-conf fm-{code}">[●○◌] {code}</span>', confidence(code))


def test_cells(lines: Lines) -> None:
    values: list[Cell] = ["a|b", 1200, -3, 63.04, -0.5, None, Ref("actor", "army", "Army")]
    assert [str(lines.cell(value)) for value in values] == [
        "a&#124;b",
        "1,200",
        "−3",
        "63.0",
        "−0.5",
        "–",
        "[Army](../actors/army.md)",
    ]


def test_columns_of_numbers_are_set_right(lines: Lines) -> None:
    table = DataTable(("Name", "n", "mixed", "empty"), (("a", 1, 1, None), ("b", None, "x", None)))
    assert lines.table(table) == (
        "| Name | n | mixed | empty |\n| --- | ---: | --- | --- |\n| a | 1 | 1 | – |\n| b | – | x | – |"
    )


def test_a_table_without_rows_is_its_head(lines: Lines) -> None:
    assert lines.table(DataTable(("A", "B"), ())) == "| A | B |\n| --- | --- |"
