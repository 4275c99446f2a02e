"""Changes in words: the kinds, the summary, the Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from generator.ledger.compare import compare
from generator.ledger.entries import Entry, Ledger, provisional
from generator.ledger.guard import Case, guard
from generator.ledger.kinds import told
from generator.ledger.sheet import Sheet
from generator.ledger.summary import as_json, as_markdown, as_text, pages, summary
from generator.settings import GUARD

State = dict[str, Sheet]
Tables = Callable[..., State]


def cell(table: str, column: str, old: str, new: str) -> Entry:
    return Entry(table, "x", column, "changed", old, new)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry("events", "x", "", "added"), "new"),
        (Entry("events", "x", "", "removed"), "retracted"),
        (Entry("control", "x", "", "moved"), "order"),
        (Entry("events", "", "", "layout"), "files"),
        (cell("events", "confidence", "claimed", "confirmed"), "upgraded"),
        (cell("support", "confidence", "disputed", "claimed"), "upgraded"),
        (cell("events", "confidence", "confirmed", "disputed"), "downgraded"),
        (cell("events", "date", "2031-05-01", "2031-05-02"), "corrected"),
        (cell("events", "target", "levy", ""), "corrected"),
        (cell("sources", "archived_url", "", "https://archive.example/x"), "completed"),
        (cell("events", "sources", "a", "b|a"), "completed"),
        (cell("events", "sources", "a|c", "a|b"), "corrected"),
        (cell("events", "summary", "a", "a|b"), "corrected"),
        (cell("assessments", "resolved", "open", "false"), "resolved"),
        (cell("assessments", "resolved", "true", "false"), "corrected"),
        (cell("assessments", "resolution_note", "Not yet.", "It came."), "corrected"),
    ],
)
def test_what_a_change_is_to_a_reader(entry: Entry, kind: str) -> None:
    assert told([entry]) == [(kind, entry)]


def test_the_note_of_an_outcome_belongs_to_it() -> None:
    cells = [
        cell("assessments", "resolved", "open", "true"),
        cell("assessments", "resolution_note", "Not yet.", "It came."),
        cell("assessments", "statement", "It will come", "It will come."),
    ]
    assert [kind for kind, _ in told(cells)] == ["resolved", "resolved", "corrected"]


SOURCE = {"id": "herald", "publisher": "Herald", "title": "One", "url": "https://h.example/"}
EVENTS = (
    {
        "id": "e-1",
        "date": "2031-05-01",
        "type": "capture",
        "place": "mill",
        "actor": "levy",
        "confidence": "claimed",
    },
    {
        "id": "e-2",
        "date": "2031-05-02",
        "type": "clash",
        "actor": "levy",
        "target": "guard",
        "confidence": "claimed",
    },
    {"id": "e-3", "date": "2031-05-03", "type": "clash", "actor": "guard", "confidence": "claimed"},
    *({"id": f"e-{n}", "date": "2031-05-05", "type": "statement"} for n in range(6, 30)),
)
OPEN = {"id": "a-1", "date": "2031-05-01", "statement": "It will.", "resolved": "open"}


@pytest.fixture
def old(tables: Tables) -> State:
    return tables(sources=(SOURCE,), events=EVENTS, assessments=(OPEN,))


@pytest.fixture
def new(tables: Tables) -> State:
    events = (
        EVENTS[0] | {"confidence": "confirmed", "sources": "herald"},
        EVENTS[1] | {"date": "2031-05-04"},
        {"id": "e-4", "date": "2031-05-04", "type": "capture", "place": "ford", "summary": "A `tick` & <b>"},
        {"id": "e-5", "date": "2031-05-04", "type": "capture", "place": "mill"},
        *EVENTS[3:],
    )
    resolved = OPEN | {"resolved": "true", "resolution_date": "2031-05-04"}
    return tables(sources=(SOURCE | {"title": "*One*"},), events=events, assessments=(resolved,))


def test_the_summary_counts_by_kind(old: State, new: State) -> None:
    assert summary(compare(old, new), old, new) == (
        "2 captures added, 1 claim confirmed, 1 forecast resolved, 1 date corrected, 1 title corrected, "
        "1 list of sources filled in, 1 clash retracted"
    )
    assert summary((), old, old) == "no changes"


def test_the_pages_are_those_of_the_rows_before_and_after(old: State, new: State) -> None:
    assert pages(compare(old, new), old, new) == [
        "actors/guard.md",
        "actors/levy.md",
        "assessments.md",
        "dates/2031-05-01.md",
        "dates/2031-05-02.md",
        "dates/2031-05-03.md",
        "dates/2031-05-04.md",
        "places/ford.md",
        "places/mill.md",
        "sources.md",
    ]


def test_markdown_fit_for_a_pull_request(old: State, new: State) -> None:
    changes = compare(old, new)
    findings = guard(Case(changes, old, new, Ledger(), date(2031, 5, 6)), {**GUARD, "many_rows": 0})
    assert (
        as_markdown(changes, findings, old, new)
        == """\
**2 captures added, 1 claim confirmed, 1 forecast resolved, 1 date corrected, 1 title corrected, \
1 list of sources filled in, 1 clash retracted.**

### New

- `events e-4`
- `events e-5`

### Upgraded

- `events e-1 confidence`: claimed → confirmed

### Resolved

- `assessments a-1 resolved`: open → true
- `assessments a-1 resolution_date`: (empty) → 2031-05-04

### Corrected

- `events e-2 date`: 2031-05-02 → 2031-05-04
- `sources herald title`: One → &#42;One&#42;

### Completed

- `events e-1 sources`: (empty) → herald

### Retracted

- `events e-3`

### Needs an approval

- `events e-3`: was published, and is there no longer

Pages that change with them:

- `actors/`: `guard.md`, `levy.md`
- `dates/`: `2031-05-01.md`, `2031-05-02.md`, `2031-05-03.md`, `2031-05-04.md`
- `places/`: `ford.md`, `mill.md`
- `assessments.md`, `sources.md`"""
    )


def test_a_long_list_of_changes_is_cut(tables: Tables) -> None:
    rows = tuple({"id": f"e-{n:02}", "date": "2031-05-01", "type": "clash"} for n in range(20))
    before, after = tables(events=rows[:1]), tables(events=rows)
    lines = as_markdown(compare(before, after), (), before, after).splitlines()
    assert lines[0] == "**19 clashes added.**"
    assert lines[4:17] == [*(f"- `events e-{n:02}`" for n in range(1, 13)), "- and 7 more"]


def test_text_says_what_needs_an_approval(tables: Tables) -> None:
    before, after = (
        tables(sources=(SOURCE, SOURCE | {"id": "radio"})),
        tables(sources=(SOURCE | {"title": "Two"},)),
    )
    changes = compare(before, after)
    findings = guard(Case(changes, before, after, Ledger(), date(2031, 5, 6)), GUARD)
    assert as_text(changes, findings, before, after).splitlines() == [
        "1 title corrected, 1 source removed",
        "  needs an approval: 2 of 2 rows of sources (100 %) are changed, removed or moved: over 20 % (rule many_rows)",
        "sources: radio (retracted)",
        "  needs an approval: was published, and is there no longer (rule removed_row)",
        "sources: herald: title: One → Two (corrected)",
    ]
    assert json.loads(as_json(changes, findings))[1] == {
        "table": "sources",
        "id": "herald",
        "column": "title",
        "kind": "corrected",
        "old": "One",
        "new": "Two",
        "guard": [
            {
                "rule": "many_rows",
                "message": "2 of 2 rows of sources (100 %) are changed, removed or moved: over 20 %",
            }
        ],
    }


def test_only_guarded_changes_of_the_last_edition_are_provisional() -> None:
    def entry(edition: int, *guard: str) -> Entry:
        return Entry(
            "events", f"e-{edition}", "", "removed", edition=edition, guard=guard, approved_by="A. Editor"
        )

    from generator.ledger.entries import Edition

    editions = tuple(Edition(n, date(2031, 5, n), {}, "") for n in (1, 2, 3))
    kept = Ledger(editions, (entry(2, "removed_row"), entry(3, "removed_row"), entry(3)))
    assert provisional(kept) == (entry(3, "removed_row"),)
