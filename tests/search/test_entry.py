"""A page's entry: its card, and its words with their weights."""

from __future__ import annotations

import json
from typing import Any

from generator.search import Entry, card_path, entry

ARTICLE = '<h1 id="p">Hayat Tahrir al-Sham</h1><p>The army of 20.</p><h2 id="e">Events</h2><p>army, army</p>'
META = {"tags": ["HTS", "Nusra &amp; Front"], "description": "About &quot;it&quot;", "search": {"boost": 2}}


def made(article: str = ARTICLE, meta: dict[str, Any] | None = None) -> Entry:
    found = entry(article, "Title", META if meta is None else meta)
    assert found is not None
    return found


def weights(found: Entry) -> dict[str, str]:
    """Weight by term; terms of names begin with "="."""
    lines = [line.split(" ") for line in found.words.split("\n")]
    return {("=" if w[0] == "n" else "") + term: w[1] for w, *said in lines for term in said}


def test_a_card_holds_what_a_reader_sees() -> None:
    assert json.loads(made().card) == {
        "t": "Hayat Tahrir al-Sham",
        "d": 'About "it"',
        "k": ["HTS", "Nusra & Front"],
        "s": [
            ["", "Hayat Tahrir al-Sham", ["The army of 20."]],
            ["e", "Events", ["army, army"]],
        ],
    }


def test_a_name_says_of_how_many_words_the_shortest_is() -> None:
    said = weights(made(meta={"tags": ["Sham", "Sham Legion"]}))
    assert {term: weight for term, weight in said.items() if term[0] == "="} == {
        "=hayat": "3",
        "=tahrir": "3",
        "=sham": "1",
        "=legion": "2",
    }


def test_stop_words_and_short_numbers_are_words_of_names_alone() -> None:
    said = weights(made("<h1 id='a'>6 of us</h1><p>The 20 of us</p>"))
    assert {"=6", "=of", "=us"} <= set(said)
    assert {"20", "the", "of", "us", "6"} & set(said) == set()


def test_a_word_weighs_more_in_a_name_or_heading_than_once_in_the_text() -> None:
    said = weights(made())
    order = [int(said[term], 36) for term in ("hayat", "events", "army")]
    assert order == sorted(order, reverse=True)
    assert said["army"] > weights(made(meta={}))["army"]  # the boost


def test_a_word_weighs_less_in_a_long_page() -> None:
    long = ARTICLE + "<p>" + "other words " * 2000 + "</p>"
    assert int(weights(made(long))["army"], 36) < int(weights(made())["army"], 36)


def test_front_matter_may_keep_a_page_out() -> None:
    assert entry(ARTICLE, "Title", {"search": {"exclude": True}}) is None
    assert entry("", "Title", {}) is None


def test_a_page_without_a_heading_goes_by_its_title() -> None:
    assert json.loads(made("<p>text</p>", {"title": "Named &lt;so&gt;"}).card)["t"] == "Named <so>"
    assert json.loads(made("<p>text</p>", {}).card)["t"] == "Title"


def test_a_card_is_no_longer_than_a_teaser_needs_but_every_word_is_known() -> None:
    found = made("<h1 id='a'>A</h1>" + "".join(f"<p>{'word ' * 200}</p>" for _ in range(50)) + "<p>last</p>")
    assert len(found.card) < 20_000
    assert "last" in weights(found)


def test_the_card_of_a_page_lies_under_its_address() -> None:
    assert card_path("") == "search/pages/index.json"
    assert card_path("dates/2024-12-06/2/") == "search/pages/dates/2024-12-06/2.json"
    assert card_path("%D8%AD%D9%84%D8%A8/") == "search/pages/حلب.json"
