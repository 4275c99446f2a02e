"""plain: the article of a page for those who take no scripts, drawings and styles; it says what the page says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from test_markdown import HOSTILE, PLACES, SIGNS, folded, given_text
from test_render import CHART, EVENT, FACTS, SOURCE, more, rendered

from generator.blocks import Chart, DataTable, Sentence
from generator.endnotes import Endnotes, resting
from generator.entry import Words, markdown_of, pieces
from generator.epub import chapter
from generator.lines import Lines
from generator.lite import lite
from generator.markdown import prose
from generator.pages import Page, Site
from generator.plain import Plain, Target, as_html, fit, plain
from generator.plain import tree as elements
from generator.plain.entries import Beside, set_aside
from generator.views.dates import DaysView

PATH = "dates/2031-03-04/2.md"
BUSIEST = Sentence(("The day with the most events is 4 March.",))


def page(view: object = None, path: str = PATH, note: str = "") -> Page:
    return Page(path, "more", "A title", "About", view, note)


def body(markdown: str, path: str = PATH) -> str:
    return plain(page(path=path), (markdown,)).body


def tree(made: str) -> Any:
    return etree.fromstring(f"<div>{made}</div>")


def test_front_matter_looks_and_ways_are_left_out() -> None:
    text = (
        '---\ntitle: "x"\n---\n\n<nav class="fm-crumbs" markdown="1">[Home](../index.md)</nav>\n\n# A day\n\n'
        '<nav class="fm-pager" aria-label="Days" markdown="1">[1 March](x.md)</nav>\n\n'
        '<p class="fm-dateline" markdown="1">One <span class="fm-conf fm-claimed">○ claimed</span></p>\n\n'
        '<div class="fm-filter" data-of="event" data-search-exclude></div>\n'
    )
    assert body(text) == '<h1 id="a-day">A day</h1>\n<p>One ○ claimed</p>'


def test_an_anchor_at_the_start_of_an_entry_becomes_the_entrys_own() -> None:
    text = '# X\n\n- <span id="e-1" data-type="clash"></span>Shots. <small>claimed</small>\n- two\n'
    assert body(text).endswith('<ul>\n<li id="e-1">Shots. <small>claimed</small></li>\n<li>two</li>\n</ul>')


def test_loose_entries_keep_their_anchors_too() -> None:
    made = tree(body('# X\n\n1. <span id="s1"></span>One\n\n2. <span id="s2"></span>Two\n'))
    assert [each.get("id") for each in made.iter("li")] == ["s1", "s2"]
    assert made.findall(".//span") == []


def test_footnotes_lead_there_and_back_once() -> None:
    text = rendered(more(EVENT, EVENT), "more", PATH)
    made = tree(plain(page(more(EVENT)), (text,)).body)
    ids = {each.get("id") for each in made.iter() if each.get("id")}
    links = [each.get("href") for each in made.iter("a") if (each.get("href") or "").startswith("#")]
    assert {link[1:] for link in links} <= ids
    assert links == ["#s1", "#s1", "#c1-1"]
    assert [each.get("aria-label") for each in made.iter("a") if each.get("aria-label")] == [
        "Back to citation 1 of source 1"
    ]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("../2031-03-05.md", "dates/2031-03-05.md"),
        ("../../actors/x.md#r-1", "actors/x.md#r-1"),
        ("../../data/events.csv", "data/events.csv"),
        ("#events", "#events"),
        ("https://x.example/a?b=1#c", "https://x.example/a?b=1#c"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("../../../elsewhere.md", None),
        ("/rooted.md", None),
        ("javascript:alert(1)", None),
    ],
)
def test_links_name_what_they_lead_to_by_its_path(link: str, found: str | None) -> None:
    assert tree(body(f"# X\n\n[word]({link})\n")).find(".//a").get("href") == found


def test_a_note_in_any_markdown_is_well_formed_and_keeps_its_pictures_words() -> None:
    note = "# X\n\nLine one  \nline *two* `x < y` & more\n\n![A map](../map.png)\n\n> quoted\n\n---\n"
    made = body(note)
    assert '<a href="dates/map.png">A map</a>' in made
    assert [each.tag for each in tree(made)] == ["h1", "p", "p", "blockquote", "hr"]


def chart(rows: int) -> Chart:
    table = DataTable(("Day", "n"), tuple((f"{n} March", n) for n in range(rows)))
    return Chart("timeline", "Two events & more", "Events by day. 1–4 March 2031.", "4 March: 2.", table, {})


@pytest.mark.parametrize(("rows", "tables"), [(12, 1), (13, 0)])
def test_a_chart_becomes_its_words_a_small_table_and_a_link(rows: int, tables: int) -> None:
    view = DaysView((), None, BUSIEST, chart(rows), None)
    text = rendered(view, "days", "dates/index.md")
    made = tree(plain(page(view, "dates/index.md"), (text,)).body)
    start = made.xpath("//*[@id='chart-timeline']")[0]
    words = ["".join(each.itertext()) for each in (start, *start.itersiblings())]
    assert words[:2] == ["Two events & more Events by day. 1–4 March 2031.", "4 March: 2."]
    assert words[-1] == "The drawn chart"
    assert len(made.findall(".//table")) == tables
    link = made.xpath("//a[@rel='alternate']")[0]
    assert link.get("href") == "dates/index.md#chart-timeline"
    assert not made.xpath("//svg | //button | //details | //figure | //*[@class]")


def test_every_chart_of_a_page_is_told() -> None:
    two = (chart(1), CHART)
    view = DaysView((), None, BUSIEST, *two)
    made = tree(plain(page(view, "dates/index.md"), (rendered(view, "days", "dates/index.md"),)).body)
    assert [each.get("href") for each in made.xpath("//a[@rel='alternate']")] == [
        "dates/index.md#chart-timeline",
        "dates/index.md#chart-pace",
    ]
    assert "Two *changes* <b>" in "".join(made.itertext())


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(HOSTILE) | st.lists(SIGNS, max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_whatever_a_table_says_is_well_formed_and_says_the_same(place: str, said: str) -> None:
    assume(given_text(said))
    template, escape = PLACES[place]
    made = body(f"# X\n\n{template.replace('{}', escape(said))}\n")
    assert given_text(said) in folded("".join(tree(made).itertext()))


ENTRY = (
    '<span id="e-{n}" data-type="clash" data-name="clash"></span>{said} <small>[A &#38; b](../../places/a.md) · '
    '<span class="fm-conf fm-claimed">○ claimed</span></small> <sup class="fm-cite" data-search-exclude>'
    '<a id="c1-{n}" href="#s1">1</a>–<a id="c3-{n}" href="#s3">3</a></sup> '
    '<small class="fm-rests" data-search-exclude>3 origins</small> '
    '<span class="fm-link" data-search-exclude>[Link](../../dates/x.md#e-{n})</span>'
)
SOURCE_LINE = (
    '<span id="s{n}"></span>Paper, <a href="https://x.example/?a=1&#38;b=2" rel="noopener noreferrer">“{said}”</a>, '
    '4 March 2031. <a href="#c{n}-1" class="fm-back" aria-label="Back 1">↩</a> '
    '<a href="#c{n}-2" class="fm-back" aria-label="Back 2">2</a> and 2 more'
)
WORDS = [
    *("x", "<em>x</em>", "<code>a &#42; b</code>", "**x**", '<span lang="ar" dir="rtl">م</span>', "<bdi>a</bdi>"),
    *("<b>x", "x</b>", "<em><b>x</em></b>", "<small></small>", "<br>", "<button>x</button>", "&quot;", "&#200;"),
    *('<a id="x">y</a>', '<a href="b.md">y</a>', "[y](b.md)", "[y](#b)", "[y](../../../b.md)", "[y](//b.example/)"),
    *('<a href="#a"><a href="#b">y</a></a>', '<a href="mailto:a@b.example">y</a>', '<span class="fm-link">x</span>'),
    *('<a href="https://b.example/&#34;">y</a>', '<a href="https://é.example/">y</a>', "\ue000"),
    *('<a href="x.md" rel="alternate">y</a>', '<a class="fm-back" href="#e-1">y</a>', "\ue0000\ue000", "a\u2028b"),
    *('<i class="fm-pager">x</i>', "&#60;b&#62; &#34;", '<span>a <span lang="de">b</span></span>', "<del>x</del>"),
]  # fmt: skip


def listed(said: str) -> str:
    """A page of three events and their sources, the second of each with what is `said`."""
    events, sources = (
        "\n".join(entry.format(n=n, said=said if n == 2 else "Shots.") for n in (1, 2, 3))
        for entry in (f"- {ENTRY}", f"{{n}}. {SOURCE_LINE}")
    )
    return (
        f'# X\n\n<div class="fm-events" data-search-exclude markdown="1">\n\n{events}\n\n</div>\n\n'
        f'<div class="fm-endnotes" data-search-exclude markdown="1">\n\n{sources}\n\n</div>\n'
    )


@given(st.sampled_from(WORDS) | st.lists(SIGNS, max_size=12).map(lambda signs: str(prose("".join(signs)))))
@settings(max_examples=200, deadline=None)
def test_entries_beside_the_tree_are_what_the_tree_makes_of_them(said: str) -> None:
    text = listed(said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.plain.article.set_aside", lambda text, _depth, _led: Beside(text))
        in_the_tree = body(text)
    assert body(text) == in_the_tree


@pytest.mark.parametrize(("said", "runs"), [("x", 2), ("<br>", 4), ("\ue000", 0)])
def test_entries_are_set_aside_where_they_are_known(said: str, runs: int) -> None:
    assert len(set_aside(listed(said), 2).entries) == runs


@given(st.lists(st.sampled_from(WORDS) | st.just("Shots, *again*."), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_lists_that_a_page_hands_over_are_what_their_text_would_be(said: list[str]) -> None:
    sources = {id: replace(SOURCE, id=id, title=f"{id} & more") for id in ("s1", "s2", "s3", "s4")}
    notes = Endnotes(sources)
    rows = []
    for n, words in enumerate(said, 1):
        cited = (("s1", "s2", "s3"), ("s2",), (), ("s2", "s3", "s4", "s1"))[n % 4]
        facts = (f"[x](../actors/x.md#e-{n})", words) if n % 2 else ("● claimed",)
        anchor = f'<span id="e-{n}" data-type="clash"></span>'
        rests = f"{resting(sources, cited, ())} "
        rows.append(notes.row(f"e-{n}", Words(prose(words), facts, anchor, rests, "[Link](../x.md)"), cited))
    shown = '# X\n\n<div class="fm-{}" markdown="1">\n\n{}\n\n</div>\n'
    text = shown.format("events", notes.listed(rows)) + shown.format(
        "endnotes", notes.listed(notes.entries())
    )
    handed = pieces(text, notes.lists)
    whole = "".join(each if isinstance(each, str) else markdown_of(each, 2) for each in handed)
    made = plain(page(), handed)
    assert made.body == body(whole)
    site = Site(FACTS, (), {}, {}, {}, {("page", PATH): PATH})
    alone = Plain(PATH, "A title", "About", made.body)
    assert lite(page(), made, Lines(site)) == lite(page(), alone, Lines(site))
    assert bytes(chapter(made, Lines(site))) == bytes(chapter(alone, Lines(site)))


def test_a_plain_article_comes_back_from_its_bytes() -> None:
    made = Plain("a.md", "Ti\u2028tle", "De", "<p>x</p>")
    assert Plain.of(bytes(made)) == made


def test_links_are_fitted_to_where_the_article_is_read() -> None:
    told: list[Target] = []

    def address(target: Target) -> str | None:
        told.append(target)
        return None if target.path == "gone.md" else f"https://r.example/{target.path}#{target.anchor}"

    text = (
        '<p><a href="a.md#b">a</a> <a href="#c">c</a> <a href="x.md#y" rel="alternate">d</a> <a href="gone.md">e</a>'
        ' <a href="https://out.example/">f</a><br/></p>'
    )
    made = fit(text, address)
    assert told == [
        Target("a.md", "b", False),
        Target("x.md", "y", True),
        Target("gone.md", "", False),
    ]
    assert made == (
        '<p><a href="https://r.example/a.md#b">a</a> <a href="#c">c</a> '
        '<a href="https://r.example/x.md#y">d</a> <a>e</a> <a href="https://out.example/">f</a><br/></p>'
    )
    assert as_html(elements(made)).endswith("<br></p>")


@pytest.mark.parametrize("form", ["lite", "book"])
def test_other_forms_say_what_editions_changed(form: str, built: Callable[[str], Path]) -> None:
    site = built("editions") / "site"

    def told(day: str) -> str:
        if form == "lite":
            data = (site / f"lite/dates/{day}.html").read_bytes()
        else:
            with zipfile.ZipFile(site / "report.epub") as book:
                (name,) = (name for name in book.namelist() if name.endswith(f"dates/{day}.xhtml"))
                data = book.read(name)
        root: Any = html.document_fromstring(data)
        return " ".join(root.text_content().split())

    assert "An event of this day was retracted in edition 3." in told("2031-05-03")
    assert "boats to the South Bridge" not in told("2031-05-03")
    # Once beside the change of control, once beside its event.
    assert told("2031-05-04").count("corrected in edition 3; provisional") == 2
    assert told("2031-05-02").count("confirmed since edition 2, claimed until then") == 2
