"""feeds: valid Atom and JSON Feed, whole texts, whole addresses where the site has one, dated by the data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from generator.feeds.atom import atom
from generator.feeds.entry import Entry, Feed
from generator.feeds.gathered import _cited, _of_changes
from generator.feeds.json_feed import json_feed
from generator.pages import Facts
from generator.plain import Plain

Built = Callable[[str], Path]
CASES = pytest.mark.parametrize("case", ["full", "arabic", "minimal", "editions"])
_ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def atoms(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted((site / "feeds").rglob("*.xml"))
    }


def document(text: str) -> Any:
    return html.fromstring(f"<div>{text}</div>")


def faults(data: bytes) -> list[str]:
    """What RFC 4287 asks of a feed document and of its entries, as the validator of the W3C does."""
    root: Any = etree.fromstring(data)
    found = []

    def need(element: Any, where: str, *names: str) -> None:
        for name in names:
            if len(element.findall(f"a:{name}", _ATOM)) != 1:
                found.append(f"{where}: {name} does not stand there once")

    need(root, "feed", "id", "title", "updated", "author")
    ids = [each.text for each in root.findall(".//a:id", _ATOM)]
    if len(set(ids)) != len(ids):
        found.append("an id stands twice")
    found += [f"id {id} is no absolute address" for id in ids if not re.match(r"(urn|https?):", id)]
    for element in root.iter(*(f"{{{_ATOM['a']}}}{name}" for name in ("updated", "published"))):
        if not _MOMENT.fullmatch(element.text):
            found.append(f"{element.text} is no moment")
    links = root.findall("a:link", _ATOM)
    if [link.get("rel") for link in links] != ["self", "alternate"]:
        found.append("the feed has not one link to itself and one to its page")
    for entry in root.findall("a:entry", _ATOM):
        need(entry, "entry", "id", "title", "updated", "content", "link")
        (content,) = entry.findall("a:content", _ATOM)
        if [each.tag for each in content] != [f"{{{_ATOM['h']}}}div"] or content.get("type") != "xhtml":
            found.append("content of the type xhtml is one div")
        found += [
            f"{each.tag} in the text" for each in content.iter() if not each.tag.startswith("{" + _ATOM["h"])
        ][1:]
    dates = [entry.findtext("a:published", namespaces=_ATOM) for entry in root.findall("a:entry", _ATOM)]
    if dates != sorted(dates, reverse=True):
        found.append("the newest entry does not stand first")
    return found


@CASES
def test_each_atom_feed_is_valid(case: str, built: Built) -> None:
    feeds = atoms(built(case) / "site")
    assert "feeds/days.xml" in feeds
    for path, data in feeds.items():
        assert faults(data) == [], path
        parsed = feedparser.parse(data)
        assert not parsed.bozo, path
        assert 0 < len(parsed.entries) <= 20


def test_the_check_of_feeds_finds_what_is_wrong(built: Built) -> None:
    good = atoms(built("full") / "site")["feeds/days.xml"].decode()
    for old, new in (
        ("<id>urn:", "<id>"),
        ("T00:00:00Z</updated>", "</updated>"),
        ('type="xhtml"', 'type="html"'),
        ("<title>", "<title/><title>"),
        ('rel="self"', 'rel="alternate"'),
    ):
        assert old in good
        assert faults(good.replace(old, new, 1).encode()), new


@CASES
def test_json_feeds_say_the_same_as_atom(case: str, built: Built) -> None:
    site = built(case) / "site"
    for path, data in atoms(site).items():
        told = json.loads((site / path).with_suffix(".json").read_bytes())
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        parsed = feedparser.parse(data, sanitize_html=False)
        assert told["title"] == parsed.feed.title
        assert [(item["id"], item["title"], item["date_published"]) for item in told["items"]] == [
            (entry.id, entry.title, entry.published) for entry in parsed.entries
        ]
        for item, entry in zip(told["items"], parsed.entries, strict=True):
            texts = [
                re.sub(r"\s+", "", document(text).text_content())
                for text in (item["content_html"], entry.content[0].value)
            ]
            assert texts[0] == texts[1]


def test_the_days_are_told_whole_newest_first(built: Built) -> None:
    site = built("full") / "site"
    entries = feedparser.parse(atoms(site)["feeds/days.xml"]).entries
    days = sorted((path.name for path in (site / "dates").glob("2031-*")), reverse=True)
    assert [entry.published[:10] for entry in entries] == days[:20]
    assert "The First River Brigade took the Old Mill and nine hamlets around it." in "".join(
        entry.content[0].value for entry in entries
    )


def test_an_actor_is_followed_by_its_own_events_with_their_sources(built: Built) -> None:
    site = built("full") / "site"
    entries = feedparser.parse(atoms(site)["feeds/actors/river-brigade.xml"]).entries
    (second,) = (entry for entry in entries if entry.published.startswith("2031-03-02"))
    text = document(second.content[0].value).text_content()
    assert "The First River Brigade took the Old Mill" in text
    assert "Sources cited" in text
    assert "Courier" in text


def test_an_actor_that_no_event_names_has_no_feed(built: Built) -> None:
    site = built("full") / "site"
    for folder in (site / "actors").iterdir():
        if folder.is_dir():
            page = (folder / "index.html").read_text("utf-8")
            there = (site / f"feeds/actors/{folder.name}.xml").is_file()
            assert (f'href="../../feeds/actors/{folder.name}.xml"' in page) == there
    assert not all(
        (site / f"feeds/actors/{folder.name}.xml").is_file() for folder in (site / "actors").iterdir()
    )


def test_every_link_of_a_feed_without_addresses_leads_into_the_site(built: Built) -> None:
    site = built("full") / "site"
    for path, data in atoms(site).items():
        root: Any = etree.fromstring(data)
        hrefs = {each.get("href") for each in root.iter() if each.get("href")}
        inside = {href.partition("#")[0] for href in hrefs if not re.match(r"https?:|mailto:", href)}
        assert inside
        for href in inside:
            target = (site / path).parent / href
            assert (target / "index.html").is_file() if href.endswith("/") else target.is_file(), (path, href)


def test_every_page_leads_to_the_feed_of_days(built: Built) -> None:
    site = built("full") / "site"
    for page in (site / "index.html", site / "dates/2031-03-02/index.html"):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        root: Any = html.fromstring(page.read_bytes())
        links = root.xpath("//link[@rel='alternate feed']/@href")
        assert links == [f"{up}feeds/days.xml", f"{up}feeds/days.json"]


FACTS = Facts(
    "Reports", date(2024, 11, 27), date(2024, 12, 8), 1, 1, frozenset(), "https://reports.example/x/"
)
ENTRY = Entry(
    "dates/2024-12-06.md",
    "",
    "6 December <b>",
    "Summary & more",
    date(2024, 12, 6),
    date(2024, 12, 16),
    '<p id="a">See <a href="actors/hts.md">HTS</a>, <a href="#s1">1</a>, <a href="https://paper.example/">paper</a> '
    '<a href="charts/x.svg">drawn</a></p>',
)


def test_a_site_with_an_address_has_whole_ones_everywhere() -> None:
    feed = Feed("actors/hts", "HTS", "actors/hts.md", "en")
    data = atom(feed, [ENTRY], FACTS, "The Desk")
    assert faults(data) == []
    parsed = feedparser.parse(data)
    entry = parsed.entries[0]
    assert (parsed.feed.id, parsed.feed.author) == (
        "https://reports.example/x/feeds/actors/hts.xml",
        "The Desk",
    )
    assert entry.id == entry.link == "https://reports.example/x/dates/2024-12-06/"
    assert (entry.published[:10], entry.updated[:10]) == ("2024-12-06", "2024-12-16")
    wanted = [
        "https://reports.example/x/actors/hts/",
        "https://reports.example/x/dates/2024-12-06/#s1",
        "https://paper.example/",
        "https://reports.example/x/charts/x.svg",
    ]
    told = json.loads(json_feed(feed, [ENTRY], FACTS, "The Desk"))
    assert told["feed_url"] == "https://reports.example/x/feeds/actors/hts.json"
    assert told["items"][0]["url"] == entry.link
    for text in (entry.content[0].value, told["items"][0]["content_html"]):
        assert document(text).xpath("//a/@href") == wanted
        assert "id=" not in text


def test_each_edition_is_an_entry_of_the_changes() -> None:
    body = (
        '<h1 id="changes">Changes</h1>\n<p>Words</p>\n'
        '<h2 id="edition-2">Edition 2</h2>\n<p>New</p>\n<h3 id="new-2">New</h3>\n<ul>\n<li>A</li>\n</ul>\n'
        '<h2 id="edition-1">Edition 1</h2>\n<p>First</p>\n<h2 id="earlier">Earlier</h2>\n'
    )
    days = {1: date(2024, 12, 8), 2: date(2024, 12, 16)}
    found = list(_of_changes([Plain("changes.md", "Changes", "", body)], days))
    assert [(entry.title, entry.anchor, entry.day) for entry in found] == [
        ("Edition 2", "edition-2", days[2]),
        ("Edition 1", "edition-1", days[1]),
    ]
    assert "<li>A</li>" in found[0].body
    assert "Earlier" not in found[1].body
    assert faults(atom(Feed("changes", "Changes", "changes.md", "en"), found, FACTS, "x")) == []


def test_the_editions_of_a_site_can_be_followed(built: Built) -> None:
    site = built("editions") / "site"
    entries = feedparser.parse(atoms(site)["feeds/changes.xml"]).entries
    assert [entry.title for entry in entries] == ["Edition 3", "Edition 2", "Edition 1"]
    assert "retracted" in entries[0].content[0].value
    page = (site / "changes/index.html").read_text("utf-8")
    assert 'href="../feeds/changes.xml"' in page


def test_what_was_sent_is_sent_again_when_an_edition_takes_it_back(built: Built) -> None:
    site = built("editions") / "site"
    entries = {
        entry.published[:10]: entry for entry in feedparser.parse(atoms(site)["feeds/days.xml"]).entries
    }
    gone = entries["2031-05-03"]
    assert gone.updated[:10] == "2031-05-07"
    assert "An event of this day was retracted in edition 3." in gone.content[0].value
    assert "boats to the South Bridge" not in document(gone.content[0].value).text_content()
    assert "corrected in edition 3; provisional" in entries["2031-05-04"].content[0].value
    assert entries["2031-05-01"].updated[:10] == "2031-05-01"


def test_a_span_of_citations_names_all_within() -> None:
    events = '<a href="#s1">1</a>–<a id="c4-1" href="#s4">4</a> <a href="#s7">7</a>'
    assert _cited(events) == [1, 2, 3, 4, 7]
