"""What readers are told of editions: pages of the record, changes on other pages, marks, retracted events."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.blocks import Ref, Sentence
from generator.check import check
from generator.compose import compose
from generator.ledger.commands import record
from generator.measure import measure
from generator.pages import Leaf, Page, Site
from generator.read import read
from generator.revisions import Revision
from generator.settings import Settings, read_settings

CASE = Path(__file__).parent.parent / "cases" / "editions"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    shutil.copytree(CASE / "content" / "data", tmp_path / "site" / "content" / "data")
    shutil.copy(CASE / "mkdocs.yml", tmp_path / "site")
    return read_settings(tmp_path / "site")


def composed(settings: Settings) -> Site:
    raw = read(settings)
    tables = check(raw, settings)
    return compose(tables, measure(tables, settings), raw.notes, settings)


def leaves(site: Site) -> dict[str, Leaf]:
    return {leaf.path: leaf for leaf in site.leaves}


def page(site: Site, path: str) -> Page:
    return leaves(site)[path].make()


def said(sentence: Sentence) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in sentence.parts)


def lines(rows: tuple[Revision, ...]) -> list[str]:
    return [": ".join([said(row.what), *map(said, row.cells)]) for row in rows]


def edited(settings: Settings, file: str, old: str, new: str, reason: str, approved_by: str = "") -> None:
    """A further edition, of the day after the last of the case."""
    published = settings.folder.parent / "published"
    if not published.is_dir():
        shutil.copytree(settings.content / "data", published)
    path = settings.content / "data" / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    record(settings, str(published), reason, approved_by, date(2031, 5, 8))


def test_the_overview_tells_of_every_edition_the_newest_first(settings: Settings) -> None:
    view: Any = page(composed(settings), "changes.md").view
    assert [(section.number, section.date.day) for section in view.sections] == [(3, 7), (2, 6), (1, 4)]
    assert view.earlier == ()
    third, second, first = view.sections
    assert [(name, lines(rows)) for name, rows in third.groups] == [
        (
            "Forecasts resolved",
            [
                "Assessment by Bridge Herald, 2 May 2031: what became of it: open → right: "
                "judged on: empty → 4 May 2031"
            ],
        ),
        (
            "Corrected",
            [
                "Capture, South Bridge, 4 May 2031: day: 5 May 2031 → 4 May 2031",
                "Change of control, South Bridge, 4 May 2031: day: 5 May 2031 → 4 May 2031",
            ],
        ),
        ("Retracted", ["Deployment, South Bridge, 3 May 2031"]),
    ]
    assert [said(sentence) for sentence in second.new] == [
        "Sources: 1",
        "Events: 1 (4 May)",
        "Changes of control: 1 (4 May)",
    ]
    assert [(name, lines(rows)) for name, rows in second.groups] == [
        (
            "Surer than before",
            [
                "Capture, Mill Bridge, 2 May 2031: how sure: claimed → confirmed: "
                "sources: added Radio Three Bridges"
            ],
        )
    ]
    assert second.remarks == (
        "Rows put elsewhere in their table, without a change of a value: 1.",
        "One table has other files or columns than before; no value changes by that.",
    )
    assert (first.new, first.groups, first.more) == ((), (), None)
    assert [name for name, _ in first.hashes] == [
        "sources",
        "actors",
        "places",
        "events",
        "control",
        "assessments",
    ]


def test_only_the_last_edition_is_provisional_and_only_what_a_rule_caught(settings: Settings) -> None:
    def caught(path: str) -> list[tuple[str, tuple[str, ...]]]:
        view: Any = page(composed(settings), path).view
        return [(row.approved_by, row.rules) for _, rows in view.section.groups for row in rows]

    assert caught("changes/2.md") == [("The desk editor", ())]
    assert caught("changes/3.md") == [
        *[("The desk editor", ("many rows",))] * 3,
        ("The desk editor", ("row removed", "many rows")),
    ]
    edited(settings, "places.csv", "North Bridge,East", "Northern Bridge,East", "Its name", "The desk editor")
    assert [rules for _, rules in caught("changes/3.md")] == [()] * 4


def test_a_note_that_joins_reasons_is_told_reason_by_reason(settings: Settings) -> None:
    def note(number: int) -> tuple[str, ...]:
        view: Any = page(composed(settings), f"changes/{number}.md").view
        return tuple(view.section.note)

    assert len(note(3)) == 1
    edited(
        settings, "places.csv", "North Bridge,East", "Northern Bridge,East", "Its name.", "The desk editor"
    )
    edited(settings, "places.csv", "31.10,-40.10,exact", "31.11,-40.10,exact", "Measured.", "The desk editor")
    assert note(4) == ("Its name.", "Measured.")


def test_a_corrected_fact_is_marked_where_it_stands(settings: Settings) -> None:
    marks = composed(settings).marks
    assert {key: ref.text for key, ref in marks.items()} == {
        ("events", "2031-05-02-mill"): "confirmed since edition 2, claimed until then",
        ("events", "2031-05-05-south"): "corrected in edition 3; provisional",
        ("control", "2031-05-05-south|south-bridge"): "corrected in edition 3; provisional",
        ("assessments", "herald-south"): "judged in edition 3; provisional",
    }


def test_every_mark_leads_to_a_change_that_is_there(settings: Settings) -> None:
    site = composed(replace(settings, page_events=1))
    paths = set(leaves(site))
    assert {"changes/3/2.md", "changes/3/3.md", "changes/3/4.md"} <= paths
    for ref in site.marks.values():
        path, _, anchor = site.addresses[ref.kind, ref.id].partition("#")
        view: Any = page(site, path).view
        assert anchor in [row.anchor for _, rows in view.section.groups for row in rows]
    strip: Any = page(site, "changes/3/2.md").view
    assert strip.parts.here == "part 2"
    assert [ref.text for ref in strip.parts.pages] == ["first page", "part 2", "part 3", "part 4"]


def test_a_day_that_lost_its_only_row_keeps_its_page_and_says_so(settings: Settings) -> None:
    site = composed(settings)
    view: Any = page(site, "dates/2031-05-03.md").view
    assert [(id, row.edition, row.said) for id, row in view.retracted] == [
        ("2031-05-03-boats", 3, "The Guard was said to have brought boats to the South Bridge.")
    ]
    assert view.events == ()
    assert page(site, "dates/index.md").description == "Three days with rows, 1–4 May 2031."
    # Out of every list and count of events, too.
    assert not any("boats" in str(rows) for rows in (view.takeaways, view.figures, view.map))


def test_a_page_tells_of_its_own_changes_alone(settings: Settings) -> None:
    site = composed(settings)

    def told(path: str) -> list[tuple[str, int, list[str]]]:
        view: Any = page(site, path).view
        return [(each.edition.text, each.new, [said(row.what) for row in each.rows]) for each in view.changed]

    assert told("places/north-bridge.md") == []
    assert told("places/mill-bridge.md") == [("Edition 2", 0, ["Capture, Mill Bridge, 2 May 2031"])]
    # The South Bridge has one event, and that came with edition 2: the page is no older.
    south = ["Capture, South Bridge, 4 May 2031", "Change of control, South Bridge, 4 May 2031"]
    gone = "Deployment, South Bridge, 3 May 2031"
    assert told("places/south-bridge.md") == [("Edition 3", 0, [*south, gone])]
    assert told("actors/west-levy.md") == [
        ("Edition 3", 0, south),
        ("Edition 2", 1, ["Capture, Mill Bridge, 2 May 2031"]),
    ]


def test_a_new_edition_leaves_the_pages_that_it_does_not_touch(settings: Settings) -> None:
    before = leaves(composed(settings))
    edited(settings, "places.csv", "31.10,-40.10,exact", "31.11,-40.10,exact", "Measured", "The desk editor")
    after = leaves(composed(settings))
    assert set(after) - set(before) == {"changes/4.md"}
    same = {path for path in before if before[path].fingerprint == after[path].fingerprint}
    assert {"places/mill-bridge.md", "changes/1.md", "changes/2.md"} <= same
    assert not {"places/north-bridge.md", "changes.md", "index.md"} & same


def test_what_an_edition_says_of_the_whole_is_in_the_facts(settings: Settings) -> None:
    facts = composed(settings).facts
    assert (facts.edition, facts.edition_date) == (3, date(2031, 5, 7))


def test_a_name_leads_to_the_row_where_it_has_a_place(settings: Settings) -> None:
    view: Any = page(composed(settings), "changes/3.md").view
    names = [row.what.parts[0] for _, rows in view.section.groups for row in rows]
    assert [part.kind if isinstance(part, Ref) else "" for part in names] == [
        "assessment",
        "event",
        "event",
        "",
    ]
