"""provisional: how many rows of a sentence wait for the next edition, and where that leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_render import EVENT, FACTS

from generator.blocks import Ref, Sentence
from generator.lines import Lines
from generator.pages import Site
from generator.provisional import provisional
from generator.records import Change

CAUGHT = ("events", "e1"), ("control", "e2|mill"), ("events", "e3")
ROWS = {id: replace(EVENT, id=id) for id in ("e1", "e3", "e4", "e5")}
PASSED = Change("e2", "mill", EVENT.date, "front", "army", "place", 1, "", "claimed", ("s1",), ())


@pytest.fixture
def site() -> Site:
    marks = {key: Ref("change", f"3/{key[1]}", "provisional since edition 3") for key in CAUGHT}
    marks["events", "e4"] = Ref("change", "2/e4", "corrected in edition 2")
    addresses = {("page", "changes/3"): "changes/3.md"}
    facts = replace(FACTS, edition=3)
    return Site(facts, (), {}, {}, {}, addresses, marks=marks, provisional=frozenset(CAUGHT))


def test_a_sentence_of_one_row_is_provisional_with_it(site: Site) -> None:
    assert provisional(Sentence(("x",), counted=(ROWS["e1"],)), site) == Ref("change", "3/e1", "provisional")


def test_one_row_of_several_leads_to_its_change(site: Site) -> None:
    told = Sentence(("x",), counted=(ROWS["e4"], PASSED, ROWS["e5"]))
    assert provisional(told, site) == Ref("change", "3/e2|mill", "one of the rows provisional")


def test_several_rows_lead_to_the_edition(site: Site) -> None:
    told = Sentence(("x",), counted=(ROWS["e1"], PASSED, ROWS["e3"], ROWS["e4"]))
    assert provisional(told, site) == Ref("page", "changes/3", "three of the rows provisional")
    assert Lines(site).provisional(told) == (
        '<span class="fm-mark" data-search-exclude>[three of the rows provisional](../changes/3.md)</span>'
    )


def test_of_rows_that_are_settled_nothing_is_said(site: Site) -> None:
    assert provisional(Sentence(("x",), counted=(ROWS["e4"], ROWS["e5"])), site) is None
    assert provisional(Sentence(("x",)), site) is None
    assert Lines(site).provisional(Sentence(("x",))) == ""
