"""Markdown on disk is the interface: other engines publish the same from the folder that was generated.

`make engines` tells the same of Zensical, whose differences are a report and no failure.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.engines import ENGINES, Engine, build
from benchmarks.reading import differences, read, read_site

EXACT = [engine for engine in ENGINES if engine.exact]

PAGE = b"""<html><body><article class="md-content__inner md-typeset"><p class="fm-asof">Data until</p>
<h1 id="a">Title</h1><p>Some <a href="../b/#c">words</a>.</p><table><tr><th>x</th><td>1</td></tr></table>
<svg><text>drawn</text></svg></article></body></html>"""


def test_a_page_is_read_for_what_its_markdown_says() -> None:
    page = read(PAGE, "dates/x/index.html")
    assert page
    assert page.title == "Title"
    assert page.headings == (("h1", "a", "Title"),)
    assert page.links == ("/dates/b/#c",)
    assert page.tables == (("x", "1"),)
    assert page.text == "TitleSome words.x1"


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (b"Title", b"Other", ["title", "headings", "text"]),
        (b'id="a"', b'id="b"', ["headings"]),
        (b"../b/#c", b"../b/#d", ["links"]),
        (b"<th>x</th><td>1", b"<th>x1</th><td>", ["tables"]),
        (b"Some", b"No", ["text"]),
        (b"drawn", b"otherwise", []),
    ],
)
def test_each_part_of_a_page_that_differs_is_told(old: bytes, new: bytes, parts: list[str]) -> None:
    one, other = read(PAGE, "x.html"), read(PAGE.replace(old, new), "x.html")
    assert one
    assert other
    told = [line.split(": ")[1] for line in differences({"x.html": one}, {"x.html": other})]
    assert told == parts


def test_pages_that_are_missing_or_not_wanted_are_told() -> None:
    page = read(PAGE, "x.html")
    assert page
    assert list(differences({"x.html": page}, {"y.html": replace(page)})) == [
        "x.html: is missing",
        "y.html: is not wanted",
    ]


@pytest.mark.parametrize("engine", EXACT, ids=lambda engine: engine.name)
def test_another_engine_publishes_the_same(
    engine: Engine, built: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "site-folder"
    shutil.copytree(built("full"), folder, ignore=shutil.ignore_patterns("site", ".frontmark"))
    expected = read_site(built("full") / "site")
    assert len(expected) == 33
    assert sum(len(page.text) for page in expected.values()) > 100_000
    assert list(differences(expected, read_site(build(engine, folder)))) == []
