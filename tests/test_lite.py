"""lite: the report in plain pages of at most 30 KB; nothing is lost where a page is cut, and every link has its end."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from test_render import EVENT, FACTS, SOURCE, more

from generator.language import speaking
from generator.lines import Lines
from generator.lite import LIMIT, lite
from generator.lite.cut import cut, joined, units
from generator.pages import Page, Site
from generator.plain import Plain, tree

PATH = "dates/2031-03-04.md"
ADDRESSES = {("page", path): path for path in (PATH, "dates/2031-03-05.md", "actors/a.md", "index.md")}


def sheet(path: str = PATH, long: tuple[str, ...] = (), **facts: Any) -> tuple[Page, Lines]:
    page = Page(path, "more", "4 March 2031", "About", more(EVENT))
    site = Site(replace(FACTS, long=long, **facts), (), {}, {}, {"s1": SOURCE}, ADDRESSES)
    return page, Lines(site)


def made(body: str, path: str = PATH, **options: Any) -> dict[str, Any]:
    page, lines = sheet(path, **options)
    pages = lite(page, Plain(path, page.title, "About", body), lines)
    return {name: html.document_fromstring(data) for name, data in pages.items()}


def entries(n: int, words: int = 60) -> str:
    return "".join(
        f'<li id="e-{i}">Entry {i} {"word " * words}<a href="#s{i}">{i}</a></li>' for i in range(n)
    )


def notes(n: int) -> str:
    return "".join(f'<li id="s{i}">Source {i} <a href="#e-{i}">back</a></li>' for i in range(n))


LONG = f"<h1>A</h1><h2 id='events'>Events</h2><ul>{entries(150)}</ul><h2 id='sources'>Sources</h2><ol>{notes(150)}</ol>"


def test_a_short_page_is_one_page() -> None:
    (name, page), *rest = made('<h1>A</h1><p id="x">Words</p>').items()
    assert (name, rest) == ("lite/dates/2031-03-04.html", [])
    assert page.findtext(".//main/h1") == "A"
    assert page.findtext(".//title") == "4 March 2031 – A site"
    assert page.xpath("//link[@rel='canonical']/@href") == ["../../dates/2031-03-04/"]
    assert page.xpath("//footer//a/@href") == ["../../dates/2031-03-04/"]
    assert page.xpath("//nav[@aria-label='Sections']/a/@href") == ["../index.html"]


def test_the_canonical_page_has_its_whole_address_where_the_site_has_one() -> None:
    (page,) = made("<h1>A</h1>", site_url="https://r.example/x/").values()
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://r.example/x/dates/2031-03-04/"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('href="dates/2031-03-05.md"', "2031-03-05.html"),
        ('href="actors/a.md#events"', "../actors/a.html#events"),
        ('href="index.md"', "../index.html"),
        ('href="about.md"', "../../about/"),
        ('href="data/events.csv"', "../../data/events.csv"),
        ('href="dates/2031-03-04.md#here"', "#here"),
        ('href="#here"', "#here"),
        ('href="dates/2031-03-04.md#chart-map" rel="alternate"', "../../dates/2031-03-04/#chart-map"),
        ('href="https://out.example/"', "https://out.example/"),
    ],
)
def test_links_stay_within_the_plain_pages_where_these_have_the_page(link: str, found: str) -> None:
    (page,) = made(f'<h1>A</h1><p id="here"><a {link}>x</a></p>').values()
    assert page.xpath("//main//a/@href") == [found]


def test_a_link_to_a_row_of_a_long_page_leads_to_its_start() -> None:
    body = '<h1>A</h1><p><a href="actors/a.md#e-1">x</a> <a href="dates/2031-03-05.md#e-1">y</a></p>'
    (page,) = made(body, long=("actors/",)).values()
    assert page.xpath("//main//a/@href") == ["../actors/a.html", "2031-03-05.html#e-1"]


def test_a_long_page_goes_on_and_nothing_is_lost() -> None:
    pages = made(LONG)
    assert len(pages) == 3
    assert list(pages)[1] == "lite/dates/2031-03-04.2.html"
    assert all(len(html.tostring(page)) <= LIMIT for page in pages.values())
    told = [item.text.split()[1] for page in pages.values() for item in page.xpath("//li[@id]")]
    assert told == [str(n) for n in (*range(150), *range(150))]
    starts = [page.xpath("//ol/@start") for page in pages.values()]
    assert starts == [[], [], []]
    assert [page.findtext(".//h1") for page in pages.values()][1:] == [
        "4 March 2031 (part 2 of 3)",
        "4 March 2031 (part 3 of 3)",
    ]


def test_the_numbers_of_a_list_go_on_over_a_cut() -> None:
    pages = made(f"<h1>A</h1><ol>{notes(800)}</ol>")
    items = [len(page.xpath("//main/ol/li")) for page in pages.values()]
    starts = [page.xpath("//ol/@start") for page in pages.values()]
    assert sum(items) == 800
    assert starts[1:] == [[str(1 + sum(items[:n]))] for n in range(1, len(items))]


def test_every_link_between_the_parts_of_a_page_has_its_end() -> None:
    pages = made(LONG)
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        for href in page.xpath("//main//a/@href"):
            target, _, anchor = href.partition("#")
            there = posixpath.join(posixpath.dirname(name), target) if target else name
            assert anchor in ids[there] or not anchor, href
        for first, second in pairwise(page.xpath("//@id")):
            assert first != second


def test_the_first_part_has_the_anchors_of_all_rows_and_leads_on() -> None:
    first, *others = made(LONG).values()
    assert {f"e-{n}" for n in range(150)} <= set(first.xpath("//@id"))
    further = first.xpath("//main/ul[last()]/li")
    assert [item.xpath("string()") for item in further] == ["Part 2", "Part 3: Sources"]
    assert others[0].xpath("//main/p/a/text()") == ["The first part", "The next part"]
    assert others[1].xpath("//main/p/a/text()") == ["The first part", "The part before"]


def test_a_table_has_its_head_on_every_part() -> None:
    rows = "".join(f"<tr><td>{n} {'word ' * 30}</td></tr>" for n in range(400))
    pages = made(f"<h1>A</h1><table><thead><tr><th>Day</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(pages) > 2
    assert [page.xpath("//main/table/thead/tr/th/text()") for page in pages.values()] == [["Day"]] * len(
        pages
    )
    assert sum(len(page.xpath("//main/table/tbody/tr")) for page in pages.values()) == 400


BLOCKS = st.lists(
    st.sampled_from(("h2", "h3", "p", "ul", "ol", "table")).flatmap(
        lambda tag: st.tuples(st.just(tag), st.lists(st.integers(1, 60), min_size=1, max_size=6))
    ),
    min_size=1,
    max_size=12,
)


@given(BLOCKS, st.integers(50, 400), st.integers(50, 400))
@settings(max_examples=150, deadline=None)
def test_however_it_is_cut_the_words_are_all_there_in_their_order(
    blocks: list[tuple[str, list[int]]], first: int, rest: int
) -> None:
    body = ""
    for tag, sizes in blocks:
        words = ["x" * size for size in sizes]
        if tag in ("ul", "ol"):
            inner = "".join(f"\n<li>{word}</li>" for word in words) + "\n"
        elif tag == "table":
            inner = f"<tbody>{''.join(f'<tr><td>{word}</td></tr>' for word in words)}</tbody>"
        else:
            inner = " ".join(words)
        body += f"<{tag}>{inner}</{tag}>"
    parts = cut(units(body), first, rest)
    told = [text for part in parts for text in tree(joined(part)).itertext() if text.strip()]
    assert told == [text for text in tree(body).itertext() if text.strip()]
    for part in parts[:-1]:
        assert not part[-1].heads or len(part) == 1


@pytest.mark.parametrize(
    "body",
    [
        '<ul>\n<li id="e">&amp; "b" <a id="c" href="x?a&amp;b#c">é</a></li>\n</ul>\n<ol>\n<li>c</li>\n</ol>',
        '<ul>\n<li>a<br/></li>\n</ul>\n<ul id="x">\n<li>b</li>\n</ul>\n<ul>\n<li><a href="é.html">b</a></li>\n</ul>',
        "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<ul>\n<li>d</li>\n</ul>",
        '<ul>\n<li>a <a href="x" aria-label="&quot;">b</a></li>\n</ul>',
        "<ul>\n<li>\ue0000\ue000</li>\n</ul>\n<ul>\n<li>a</li>\n</ul>",
    ],
)
def test_entries_beside_the_tree_are_those_of_the_tree(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[object, ...]]:
        return [(each.tag, each.html, each.size, each.ids, each.number) for each in units(body)]

    beside = told()
    monkeypatch.setattr("generator.lite.cut._ENTRIES", re.compile("(?!)"))
    assert beside == told()


def test_a_page_in_another_language_says_so() -> None:
    with speaking("ar"):
        page, lines = sheet()
        (data,) = lite(page, Plain(PATH, page.title, "About", "<h1>A</h1>"), lines).values()
    assert b'<html lang="ar" dir="rtl">' in data
