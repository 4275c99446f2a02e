"""The Markdown of our pages: what `article` says of it is what Python-Markdown says, to the byte, or nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import markdown as python_markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta
from test_markdown import HOSTILE, PLACES, SIGNS

from generator import markdown
from generator.engine.blocks import Article, article

CASES = Path(__file__).parent.parent / "cases"
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html"]  # two of them are always MkDocs's


@cache
def theirs() -> Any:
    return python_markdown.Markdown(extensions=EXTENSIONS)


def differs(source: str) -> list[object]:
    """Nothing where `article` and Python-Markdown agree, or where `article` says nothing; else both."""
    ours = article(source, str)
    html = theirs().reset().convert(source)
    if ours is None or (ours.html, ours.toc) == (html, theirs().toc_tokens):
        return []
    return [source, ours.html, html]


def known(source: str) -> Article:
    ours = article(source, str)
    assert ours is not None, source
    return ours


PAGES = sorted(CASES.glob("*/expected/**/*.md"))
# Code, quotations and emphasis of our own; a note.
BY_PYTHON_MARKDOWN = {
    *("data.md", "methodology.md", "actors/river-front.md"),
    *("changes.md", "changes/1.md", "changes/2.md", "changes/3.md"),  # their hashes are code
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CASES).as_posix())
def test_generated_pages_are_known(page: Path) -> None:
    text, _ = meta.get_data(page.read_text("utf-8"))
    assert differs(text) == []
    inside = page.relative_to(CASES).as_posix().partition("expected/")[2]
    assert (article(text, str) is None) == (inside in BY_PYTHON_MARKDOWN)


FRAMES = {
    **{place: (frame, escape) for place, (frame, escape) in PLACES.items() if place != "quote"},
    "first heading": ("# {}\n\ntext", markdown.text),
    "heading with marks": ("## {} {{: #x data-search-exclude }}", markdown.text),
    "loose item": ("1. {}\n\n2. x\n\n3. y\n4. z", markdown.text),
    "in a line": ('<p class="x" markdown="1">{}</p>', markdown.text),
    "in a nav": ('<nav class="x" markdown="1">{} › x</nav>', markdown.text),
    "summary": ('<details markdown="1"><summary>{}</summary>\n\nx\n\n</details>', markdown.text),
    "raw": ('<p class="x">{}</p>\n\ny', markdown.text),
    "strong": ("- x <small>**{}**, y</small>", markdown.text_run),
    "tag": ("x <bdi>{}</bdi> y", markdown.text),
    "attribute": ('x <span data-x="{}">y</span>', markdown.attribute),
    "attribute of a block": ('<div aria-label="{}" markdown="1">\n\ny\n\n</div>', markdown.attribute),
    "head": ("| {} | x |\n| --- | ---: |\n| a | b |", markdown.text),
}


@pytest.mark.parametrize("place", FRAMES)
def test_hostile_values_are_what_they_are_to_python_markdown(place: str) -> None:
    frame, escape = FRAMES[place]
    sources = [frame.format(escape(value)) for value in HOSTILE]
    assert [fault for source in sources for fault in differs(source)] == []
    unknown = [source for source in sources if article(source, str) is None]
    assert len(unknown) < len(sources) / 10, unknown


@pytest.mark.parametrize("place", FRAMES)
def test_what_nobody_escaped_is_left_to_python_markdown(place: str) -> None:
    frame, _ = FRAMES[place]
    assert [fault for value in HOSTILE for fault in differs(frame.format(value))] == []


@given(st.sampled_from(sorted(FRAMES)), st.lists(SIGNS, min_size=1, max_size=8).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_value_is_what_it_is_to_python_markdown(place: str, value: str) -> None:
    frame, escape = FRAMES[place]
    assert differs(frame.format(escape(value))) == []


PIECES = st.sampled_from([
    *("- a", "- b *c*", "1. a", "2) b", "12. c", "# A", "## B {: #b }", "## [c](c.md)", "a", "** b**", "a**b**"),
    *("| a | b |", "| --- | :---: |", "| c |", "|", "a | b", "---", "===", "> a", ": a", "    a", " a", "a  ", "\ta"),
    *('<div markdown="1">', '<div class="b" id="a" markdown="1">', "</div>", "<div>", '<p markdown="1">a</p>'),
    *('<nav markdown="1">a [b](c.md#d)</nav>', "<p>a *b*</p>", "<span>a</span>", "<small>a", "<br>", "<hr>", "</p>"),
    *("<figure><b>a</b></figure>", "<figure>a", "</figure>", '<details markdown="1"><summary>a</summary>'),
    *("</details>", "[a](b.md)", "[a](<b>)", "[a][b]", "[b]: c", "[a](b 'c')", "![a](b.md)", "&amp;", "& a", "&#42;"),
    *("<!-- a -->", "`a`", "\\*", "a_b_", "a@b.org", "<a@b.org>", "~~~", "[TOC]", "{: #x }", "a {: .x }", '"a"', "1."),
])  # fmt: skip
BREAKS = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", " ", "", "\n\n\n", "\n \n"])


@given(st.lists(st.tuples(PIECES, BREAKS), min_size=1, max_size=9))
@settings(max_examples=600, deadline=None)
def test_any_blocks_are_what_they_are_to_python_markdown(pieces: list[tuple[str, str]]) -> None:
    assert differs("".join(piece + end for piece, end in pieces)) == []


@pytest.mark.parametrize("around", ["{}\n\ny", '<div class="a" markdown="1">\n\n{}\n\n</div>'])
def test_the_sign_of_a_button_is_known(around: str) -> None:
    button = '<p class="a"><button type="button" aria-label="Zoom in">+</button>+ <button>−</button></p>'
    assert differs(around.format(button)) == []
    assert '">+</button>+ <' in known(around.format(button)).html


def test_links_go_through_the_one_that_knows_the_site() -> None:
    made = article(
        "# [A](a.md#b)\n\n| [B](b.md) | c |\n| --- | --- |\n| **[C](c.csv)** | d |", lambda url: f"/{url}/"
    )
    assert made is not None
    assert 'href="/a.md#b/"' in made.html
    assert '<strong><a href="/c.csv/">C</a></strong>' in made.html
    assert made.html.count("href") == 3


def test_the_title_is_that_of_a_heading_at_the_very_start() -> None:
    assert known("# A <small>&#42;b</small>\n\ntext").title == "A &#42;b"
    assert known("text\n\n# A").title == ""
    assert known("## A").title == ""
