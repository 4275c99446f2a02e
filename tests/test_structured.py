"""structured: JSON-LD in the head of a page: well formed, in the words of schema.org, and no more than its rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.structured import as_script, plain

Built = Callable[[str], Path]
CASES = pytest.mark.parametrize("case", ["full", "arabic", "minimal", "editions"])

# Of each type the properties that schema.org gives it, or a type above it, that we use.
KNOWN = {
    "Report": {"headline", "description", "temporalCoverage", "inLanguage", "isPartOf", "about", "url"},
    "WebSite": {"name", "url"},
    "Event": {"name", "description", "startDate", "endDate", "location", "url"},
    "Place": {"name", "geo"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Dataset": {
        *("name", "description", "temporalCoverage", "inLanguage", "isAccessibleForFree", "url", "version"),
        *("dateModified", "license", "distribution"),
    },
    "DataDownload": {"name", "contentUrl", "encodingFormat", "contentSize"},
}
NEEDED = {
    "Report": {"headline", "temporalCoverage"},
    "Event": {"name", "startDate", "location"},
    "Place": {"name", "geo"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Dataset": {"name", "description"},
}


def data(page: Path) -> list[dict[str, Any]]:
    root: Any = html.fromstring(page.read_bytes())
    return [json.loads(text) for text in root.xpath("//head/script[@type='application/ld+json']/text()")]


def faults(node: Any) -> list[str]:
    if isinstance(node, list):
        return [fault for each in node for fault in faults(each)]
    if not isinstance(node, dict):
        return []
    kind, names = node.get("@type"), set(node) - {"@type", "@context"}
    if kind not in KNOWN:
        return [f"unknown type {kind}"]
    found = [f"{kind} has no {name}" for name in sorted(NEEDED.get(kind, set()) - names)]
    found += [f"{kind} may not have {name}" for name in sorted(names - KNOWN[kind])]
    found += [f"{kind}.{name} is empty" for name in sorted(names) if node[name] in ("", [], None)]
    return found + [fault for value in node.values() for fault in faults(value)]


@CASES
def test_days_home_and_data_say_what_they_are(case: str, built: Built) -> None:
    site = built(case) / "site"
    for path, kind in (("index.html", "Dataset"), ("data/index.html", "Dataset")):
        (told,) = data(site / path)
        assert (told["@context"], told["@type"]) == ("https://schema.org", kind)
        assert faults(told) == []
    days = sorted((site / "dates").glob("*-*/index.html"))
    assert days
    for page in days:
        (told,) = data(page)
        assert told["@type"] == "Report"
        assert told["temporalCoverage"] == page.parent.name
        assert faults(told) == []
        assert {event["startDate"] for event in told.get("about", ())} <= {page.parent.name}
    assert data(site / "methodology/index.html") == []


def test_the_check_finds_what_is_wrong(built: Built) -> None:
    (told,) = data(built("full") / "site/dates/2031-03-02/index.html")
    assert faults({**told, "author": "x"}) == ["Report may not have author"]
    assert faults({**told, "headline": ""}) == ["Report.headline is empty"]
    (first, *_) = told["about"]
    del first["location"]
    assert faults(told) == ["Event has no location"]


def test_an_event_says_how_sure_it_is_and_where_it_was(built: Built) -> None:
    (told,) = data(built("full") / "site/dates/2031-03-02/index.html")
    found = {event["name"]: event for event in told["about"]}
    ford = found["The army said that it had taken the ford back."]
    assert ford["description"] == "capture, claimed"
    assert ford["location"] == {
        "@type": "Place",
        "name": "The Ford",
        "geo": {"@type": "GeoCoordinates", "latitude": 30.9, "longitude": -40.0},
    }


def test_an_event_that_an_edition_changed_says_so(built: Built) -> None:
    (told,) = data(built("editions") / "site/dates/2031-05-04/index.html")
    assert [event["description"] for event in told["about"]] == [
        "capture, claimed, corrected in edition 3; provisional"
    ]


def test_the_dataset_of_an_edition_has_its_number(built: Built) -> None:
    (told,) = data(built("editions") / "site/data/index.html")
    assert (told["version"], told["dateModified"]) == ("3", "2031-05-07")
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_nothing_ends_the_script_early() -> None:
    hostile = {"name": "</script><script>alert(1)</script> <!-- & \u2028 \u0635"}
    text = as_script(hostile)
    assert not set("<>&\n") & set(text)
    assert text.isascii()
    assert json.loads(text) == hostile


def test_a_sentence_loses_its_marks_and_keeps_its_words() -> None:
    assert (
        plain("The *Nazir* took [a road](https://x.example/) & <b> 3 < 4")
        == "The Nazir took a road & <b> 3 < 4"
    )


@CASES
def test_each_page_says_how_to_cite_it(case: str, built: Built) -> None:
    site = built(case) / "site"
    pages = [
        *sorted(site.glob("dates/*-*/index.html"))[:2],
        site / "index.html",
        site / "methodology/index.html",
    ]
    for page in pages:
        root: Any = html.fromstring(page.read_bytes())
        (cited,) = root.xpath("//details[@class='fm-citing']/p")
        text = " ".join(cited.text_content().split())
        heading = "".join(root.xpath("//h1")[0].itertext()).strip()
        assert heading in text
        if case == "editions":
            assert ", edition 3 of 7 May 2031, data until 4 May 2031." in text
        if case == "full":
            assert "edition" not in text
            assert "data until 12 March 2031." in text
