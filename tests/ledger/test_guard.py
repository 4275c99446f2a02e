"""The rules of the guard: what each catches, in its exact words, and what it lets pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.ledger.compare import compare
from generator.ledger.entries import Edition, Entry, Ledger
from generator.ledger.guard import RULES, Case, guard
from generator.ledger.sheet import Sheet, state
from generator.read import read
from generator.schema import table
from generator.settings import GUARD, read_settings

State = dict[str, Sheet]
Tables = Callable[..., State]
Row = dict[str, str]

OFF = dict.fromkeys(GUARD, 0.0)
DAY = date(2031, 5, 10)


def found(
    rule: str, old: State, new: State, threshold: float | None = None, kept: Ledger | None = None
) -> list[str]:
    """What one rule says, each with the row and the column of its change."""
    changes = compare(old, new)
    case = Case(changes, old, new, kept or Ledger(), DAY)
    chosen = {**OFF, rule: GUARD[rule] if threshold is None else threshold}
    return [
        ": ".join(filter(None, (changes[each.entry].id, changes[each.entry].column, each.message)))
        for each in guard(case, chosen)
    ]


def test_each_rule_has_a_threshold_and_a_code() -> None:
    codes = [code.code for code in table("changes").column("guard").codes]
    assert codes == list(GUARD) == list(RULES)


def test_the_guide_to_editions_lists_each_rule_with_its_threshold() -> None:
    text = (Path(__file__).parents[2] / "EDITIONS.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+):` \| (\w+) \|", text, re.MULTILINE)
    assert listed == [(rule, str(default).lower()) for rule, default in GUARD.items()]


def passed(event: str, place: str, day: str, before: str, after: str) -> Row:
    return {
        "event": event,
        "place": place,
        "date": day,
        "from_actor": before,
        "to_actor": after,
        "scope": "place",
    }


FIRST = passed("e-1", "mill", "2031-05-01", "guard", "levy")


def test_a_place_that_passes_back_within_three_days(tables: Tables) -> None:
    old = tables(control=(FIRST,))
    back = tables(control=(FIRST, passed("e-2", "mill", "2031-05-04", "levy", "guard")))
    said = "e-2|mill: mill passes from guard to levy and back, 2031-05-01 to 2031-05-04: within 3 days"
    assert found("reversed", old, back) == [said]
    assert found("reversed", old, back, threshold=2) == []
    assert found("reversed", back, back) == []


@pytest.mark.parametrize(
    "second",
    [
        passed("e-2", "mill", "2031-05-05", "levy", "guard"),
        passed("e-2", "mill", "2031-05-02", "levy", "river"),
        passed("e-2", "ford", "2031-05-02", "levy", "guard"),
        passed("e-2", "mill", "2031-05-02", "levy", "guard") | {"scope": "area"},
    ],
)
def test_what_is_no_reversal(tables: Tables, second: Row) -> None:
    assert found("reversed", tables(control=(FIRST,)), tables(control=(FIRST, second))) == []


def test_a_cell_of_control_that_goes_back_to_what_it_was(tables: Tables) -> None:
    wrong = tables(control=(FIRST | {"to_actor": "river"},))
    right = tables(control=(FIRST,))
    editions = tuple(Edition(n, date(2031, 5, n + 5), {}, "") for n in (1, 2))
    kept = Ledger(editions, tuple(replace(each, edition=2) for each in compare(right, wrong)))
    said = (
        "e-1|mill: to_actor: to_actor goes back to levy, as it was before edition 2 3 days ago: within 3 days"
    )
    assert found("reversed", wrong, right, kept=kept) == [said]
    assert found("reversed", wrong, right, threshold=2, kept=kept) == []
    assert found("reversed", wrong, right) == []


PLACES = tuple(
    {"id": name, "name": name, "lat": lat, "lon": "10"}
    for name, lat in (("mill", "50"), ("ford", "50.2"), ("ridge", "52"), ("nowhere", ""))
)
ACTORS = (
    {"id": "guard", "name": "guard"},
    {"id": "levy", "name": "levy"},
    {"id": "river", "name": "river", "parent": "levy"},
)
NEAREST = "222 km from the nearest other place of that actor (mill): over 100 km"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            passed("e-2", "ridge", "2031-05-02", "guard", "levy"),
            [f"e-2|ridge: ridge passes to levy, {NEAREST}"],
        ),
        (
            passed("e-2", "ridge", "2031-05-02", "guard", "river"),
            [f"e-2|ridge: ridge passes to river, {NEAREST}"],
        ),
        (passed("e-2", "ford", "2031-05-02", "guard", "levy"), []),
        (passed("e-2", "nowhere", "2031-05-02", "guard", "levy"), []),
        (passed("e-2", "ridge", "2031-05-02", "", "stranger"), []),
        (passed("e-2", "ridge", "2031-05-02", "guard", "levy") | {"scope": "area"}, []),
    ],
)
def test_a_place_far_from_every_other_of_its_new_holder(tables: Tables, row: Row, said: list[str]) -> None:
    old = tables(places=PLACES, actors=ACTORS, control=(FIRST,))
    new = tables(places=PLACES, actors=ACTORS, control=(FIRST, row))
    assert found("far", old, new) == said
    assert found("far", old, new, threshold=250) == []


def test_a_place_that_is_given_to_another_actor_is_measured_anew(tables: Tables) -> None:
    ridge = passed("e-2", "ridge", "2031-05-02", "", "guard")
    old = tables(places=PLACES, actors=ACTORS, control=(FIRST, ridge))
    new = tables(places=PLACES, actors=ACTORS, control=(FIRST, ridge | {"to_actor": "levy"}))
    assert found("far", old, new) == [f"e-2|ridge: to_actor: ridge passes to levy, {NEAREST}"]


FIGHT = {
    "id": "e-1",
    "date": "2031-05-01",
    "actor": "levy",
    "target": "guard",
    "other_actors": "scouts |band",
}
PEOPLE = (
    *ACTORS,
    {"id": "scouts", "name": "scouts"},
    {"id": "band", "name": "band", "parent": "host"},
    {"id": "host", "name": "host"},
    {"id": "company", "name": "company", "parent": "host"},
    {"id": "stranger", "name": "stranger"},
)


@pytest.mark.parametrize(
    ("actor", "caught"),
    [
        ("levy", False),
        ("guard", False),
        ("scouts", False),
        ("river", False),  # belongs to the levy
        ("host", False),  # the umbrella of the band
        ("company", True),  # under the same umbrella as the band, which alone is named
        ("stranger", True),
    ],
)
def test_a_place_that_passes_to_one_whom_its_event_does_not_name(
    tables: Tables, actor: str, caught: bool
) -> None:
    row = passed("e-1", "mill", "2031-05-01", "", "levy")
    known = {"actors": PEOPLE, "events": (FIGHT,)}
    old, new = tables(**known, control=(row,)), tables(**known, control=(row | {"to_actor": actor},))
    said = f"mill passes to {actor}, which is not among the actors of e-1 (levy, guard, scouts, band)"
    assert found("outsider", old, new) == ([f"e-1|mill: to_actor: {said}"] if caught else [])
    assert found("outsider", tables(**known), new) == ([f"e-1|mill: {said}"] if caught else [])
    assert found("outsider", new, new) == []


def test_a_place_that_is_said_to_have_passed_from_one_whom_its_event_does_not_name(tables: Tables) -> None:
    known = {"actors": PEOPLE, "events": (FIGHT,)}
    right, wrong = (
        tables(**known, control=(FIRST | {"from_actor": each},)) for each in ("guard", "stranger")
    )
    said = "mill passes from stranger, which is not among the actors of e-1 (levy, guard, scouts, band)"
    assert found("outsider", right, wrong) == [f"e-1|mill: from_actor: {said}"]
    assert found("outsider", wrong, right) == []
    assert found("outsider", tables(**known), wrong) == []
    assert found("outsider", right, tables(**known, control=(FIRST | {"from_actor": ""},))) == []


def test_the_embedded_tables_name_every_new_holder_and_would_not_give_damascus_away() -> None:
    here = state(read(read_settings(Path(__file__).parents[2])).tables)
    control = here["control"]
    assert found("outsider", {**here, "control": replace(control, keys=(), rows=())}, here) == []
    at = control.keys.index("2024-12-08-damascus-captured|damascus")
    given = list(control.rows[at])
    given[control.columns.index("to_actor")] = "israel"
    rows = (*control.rows[:at], tuple(given), *control.rows[at + 1 :])
    assert found("outsider", here, {**here, "control": replace(control, rows=rows)}) == [
        "2024-12-08-damascus-captured|damascus: to_actor: damascus passes to israel, which is not among the actors of "
        "2024-12-08-damascus-captured (fateh-mubin-operations-room, syrian-government, southern-operations-room, hts, "
        "syrian-free-army)"
    ]


def test_an_event_that_names_no_actor_names_no_outsider(tables: Tables) -> None:
    nobody = {"actors": PEOPLE, "events": ({"id": "e-1", "date": "2031-05-01"},)}
    new = tables(**nobody, control=(FIRST | {"to_actor": "stranger"},))
    assert found("outsider", tables(**nobody), new) == []


EVENT = {"id": "e-1", "date": "2031-05-01", "confidence": "claimed", "sources": "radio|herald"}


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("radio", ["e-1: sources: rests no longer on herald"]),
        ("gazette", ["e-1: sources: rests no longer on herald, radio"]),
        ("herald|radio", []),
        ("radio|herald|gazette", []),
    ],
)
def test_a_source_that_is_lost(tables: Tables, sources: str, said: list[str]) -> None:
    new = tables(events=(EVENT | {"sources": sources},))
    assert found("lost_source", tables(events=(EVENT,)), new) == said


def test_a_row_that_is_removed(tables: Tables) -> None:
    old, new = tables(events=(EVENT, EVENT | {"id": "e-2"})), tables(events=(EVENT,))
    assert found("removed_row", old, new) == ["e-2: was published, and is there no longer"]
    assert found("removed_row", new, old) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"confidence": "confirmed"},
            ["e-1: confidence: goes from claimed to confirmed without a new source"],
        ),
        (
            {"confidence": "confirmed", "sources": "herald"},
            ["e-1: confidence: goes from claimed to confirmed without a new source"],
        ),
        ({"confidence": "confirmed", "sources": "radio|herald|gazette"}, []),
        ({"confidence": "disputed"}, []),
        ({"summary": "Otherwise."}, []),
    ],
)
def test_a_confidence_that_is_raised(tables: Tables, cells: Row, said: list[str]) -> None:
    assert found("raised_confidence", tables(events=(EVENT,)), tables(events=(EVENT | cells,))) == said


def test_a_dispute_that_becomes_a_claim_is_raised(tables: Tables) -> None:
    old = tables(support=(EVENT | {"confidence": "disputed"},))
    said = ["e-1: confidence: goes from disputed to claimed without a new source"]
    assert found("raised_confidence", old, tables(support=(EVENT,))) == said


def test_many_rows_of_a_table(tables: Tables) -> None:
    rows = tuple(EVENT | {"id": f"e-{n}"} for n in range(10))
    changed = tuple(row | {"date": "2031-05-02", "summary": "x"} for row in rows[:3])
    said = "3 of 10 rows of events (30 %) are changed, removed or moved: over 20 %"
    lines = found("many_rows", tables(events=rows), tables(events=(*changed, *rows[3:])))
    assert lines == [f"e-{n}: {column}: {said}" for n in range(3) for column in ("date", "summary")]
    assert found("many_rows", tables(events=rows), tables(events=(*changed[:2], *rows[2:]))) == []
    assert found("many_rows", tables(events=rows[:2]), tables(events=rows)) == []
    removed = "3 of 10 rows of events (30 %) are changed, removed or moved: over 20 %"
    assert found("many_rows", tables(events=rows), tables(events=rows[3:])) == [
        f"e-{n}: {removed}" for n in range(3)
    ]


def test_a_rule_that_is_off_finds_nothing(tables: Tables) -> None:
    old, new = tables(events=(EVENT, EVENT | {"id": "e-2"})), tables(events=(EVENT,))
    changes: tuple[Entry, ...] = compare(old, new)
    case = Case(changes, old, new, Ledger(), DAY)
    assert [each.rule for each in guard(case, GUARD)] == ["removed_row", "many_rows"]
    assert [each.rule for each in guard(case, {**GUARD, "removed_row": False})] == ["many_rows"]
    assert guard(case, OFF) == ()
