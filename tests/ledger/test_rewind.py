"""The comparison and the way back: whatever was edited, each edition comes back to the byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.compare import BrokenLedgerError, back, compare, out_of_order
from generator.ledger.entries import Edition, Entry, Ledger, ledger, sheets
from generator.ledger.rewind import rewind
from generator.ledger.sheet import NONE, Part, Sheet, digests, files, layout, state
from generator.read import RawTable, read_tables
from generator.schema import table
from generator.settings import Settings

NAMES = ("events", "control", "axes")
CELL = st.text('ab,"|é ', max_size=3).map(str.strip)
ORDERED = sorted(f"{letter}-{number}" for letter in "ab" for number in range(4))


def on_disk(data: Path, states: Mapping[str, Sheet], kept: Ledger) -> dict[str, RawTable]:
    """The tables and the ledger written to a folder and read again."""
    for sheet in (*states.values(), *sheets(kept)):
        for file, text in files(sheet).items():
            (data / file).parent.mkdir(parents=True, exist_ok=True)
            (data / file).write_bytes(text)
    tables, problems = read_tables(data, Settings(data.parent, data.parent, data.parent / "site"))
    assert [str(problem) for problem in problems if "no such table" not in problem.message] == []
    return tables


@st.composite
def sheet(draw: st.DrawFn, name: str) -> Sheet:
    """Any table: some of its columns, some of eight rows in any order, in one file or up to three."""
    owner = table(name)
    rows = draw(st.lists(st.sampled_from(ORDERED), unique=True, max_size=6))
    count = draw(st.integers(1, 3))
    names = (
        [f"{name}.csv"] if count == 1 and draw(st.booleans()) else [f"{name}/{at}.csv" for at in range(count)]
    )
    needed = [column.name for column in owner.columns if not column.optional]
    free = [column.name for column in owner.columns if column.optional]
    ends = sorted(draw(st.lists(st.integers(0, len(rows)), min_size=len(names) - 1, max_size=len(names) - 1)))
    parts = [
        Part(
            file,
            tuple(draw(st.permutations([*needed, *draw(st.sets(st.sampled_from(free), max_size=2))]))),
            end - start,
        )
        for file, start, end in zip(names, [0, *ends], [*ends, len(rows)], strict=True)
    ]
    named = {column for part in parts for column in part.columns}
    columns = tuple(column.name for column in owner.columns if column.name in named)
    part_of = [part for part in parts for _ in range(part.rows)]
    keys = [
        dict(zip(owner.key, row.split("-"), strict=False)) if name == "control" else {"id": row}
        for row in rows
    ]
    cells = [
        tuple(key.get(column) or (draw(CELL) if column in part.columns else "") for column in columns)
        for key, part in zip(keys, part_of, strict=True)
    ]
    ids = tuple("|".join(key[column] for column in owner.key) for key in keys)
    return Sheet(columns, tuple(parts), ids, tuple(cells))


@st.composite
def whole(draw: st.DrawFn) -> dict[str, Sheet]:
    """Any state of three tables; each may be absent."""
    there = [name for name in NAMES if draw(st.booleans())]
    return {name: draw(sheet(name)) for name in there}


def recorded(states: Sequence[Mapping[str, Sheet]]) -> Ledger:
    """The ledger of these states, one edition each."""
    editions = [Edition(n, date(2031, 5, n), digests(each), f"No. {n}") for n, each in enumerate(states, 1)]
    changes = [
        replace(entry, edition=number, reason='Why, "so"')
        for number, (old, new) in enumerate(pairwise(states), 2)
        for entry in compare(old, new)
    ]
    return Ledger(tuple(editions), tuple(changes))


@given(states=st.lists(whole(), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_every_edition_comes_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, Sheet]]
) -> None:
    tables = on_disk(tmp_path_factory.mktemp("site") / "data", states[-1], recorded(states))
    now, kept = state(tables), ledger(tables)
    assert now == states[-1]
    assert kept == recorded(states)
    for number, known in enumerate(states, 1):
        found = rewind(now, kept, number)
        assert {name: files(each) for name, each in found.items()} == {
            name: files(each) for name, each in known.items()
        }


@given(old=whole(), new=whole(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_ledger_that_has_lost_a_row_is_found_out(
    old: dict[str, Sheet], new: dict[str, Sheet], data: st.DataObject
) -> None:
    kept = recorded([old, new])
    assert (kept.changes == ()) == (old == new)
    if kept.changes:
        lost = data.draw(st.sampled_from(kept.changes))
        damaged = replace(kept, changes=tuple(each for each in kept.changes if each is not lost))
        with pytest.raises(BrokenLedgerError):
            rewind(new, damaged, 1)


@given(st.permutations(range(9)))
def test_as_few_rows_as_can_be_count_as_moved(order: list[int]) -> None:
    moved = out_of_order(order)
    kept = [number for at, number in enumerate(order) if at not in moved]
    assert kept == sorted(kept)
    longest: list[int] = []
    for at, number in enumerate(order):
        longest.append(1 + max((longest[b] for b in range(at) if order[b] < number), default=0))
    assert len(kept) == max(longest)


AXES = Sheet(
    ("id", "name", "places"),
    (Part("axes.csv", ("id", "name", "places"), 3),),
    ("a", "b", "c"),
    (("a", "A", "x|y"), ("b", "B", "x|z"), ("c", "C", "y|z")),
)


def axes(*rows: tuple[str, str, str]) -> dict[str, Sheet]:
    part = Part("axes.csv", AXES.columns, len(rows))
    return {"axes": Sheet(AXES.columns, (part,), tuple(row[0] for row in rows), rows)}


def test_a_changed_cell_an_added_and_a_removed_row_are_one_change_each() -> None:
    new = axes(("a", "A", "x|y"), ("b", "Bee", "x|z"), ("d", "D", "x|y"))
    assert compare({"axes": AXES}, new) == (
        Entry("axes", "c", "", "removed", '{"id":"c","name":"C","places":"y|z"}', "", "b"),
        Entry("axes", "b", "name", "changed", "B", "Bee"),
        Entry("axes", "d", "", "added"),
    )


def test_a_row_put_elsewhere_is_one_change() -> None:
    new = axes(("b", "B", "x|z"), ("c", "C", "y|z"), ("a", "A", "x|y"))
    assert compare({"axes": AXES}, new) == (Entry("axes", "a", "", "moved"),)


def test_an_optional_column_without_values_changes_no_row() -> None:
    columns = ("id", "name", "places", "description")
    new = Sheet(columns, (Part("axes.csv", columns, 3),), AXES.keys, tuple((*row, "") for row in AXES.rows))
    assert compare({"axes": AXES}, {"axes": new}) == (Entry("axes", "", "", "layout", layout(AXES)),)


def test_a_table_that_comes_or_goes() -> None:
    came = compare({}, {"axes": AXES})
    assert [(each.kind, each.id) for each in came] == [
        ("layout", ""),
        ("added", "a"),
        ("added", "b"),
        ("added", "c"),
    ]
    assert back({"axes": AXES}, came) == {}
    gone = compare({"axes": AXES}, {})
    assert back({}, gone) == {"axes": AXES}
    assert NONE not in back({}, gone).values()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Entry("axes", "a", "name", "changed", "old", "other"), "axes: 'a': name is not the new value here"),
        (Entry("axes", "e", "", "added"), "axes: 'e' is added, and the table says otherwise"),
        (Entry("axes", "a", "", "removed", "{}"), "axes: 'a' is removed, and the table says otherwise"),
        (Entry("axes", "", "", "layout", "[]"), "axes: more or fewer rows than in its files"),
        (Entry("axes", "a", "", "moved", after="e"), "axes: a row that returns has lost its place"),
    ],
)
def test_a_change_that_does_not_fit_is_named(entry: Entry, message: str) -> None:
    with pytest.raises(BrokenLedgerError) as caught:
        back({"axes": AXES}, [entry])
    assert str(caught.value) == message
