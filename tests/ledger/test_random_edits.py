"""Random edits of the files of a site, recorded one after the other by the command's own steps, and rewound."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import check
from generator.ledger.commands import record
from generator.ledger.entries import ledger
from generator.ledger.rewind import rewind
from generator.ledger.sheet import files as sheet_files
from generator.ledger.sheet import state
from generator.read import read
from generator.settings import Settings, read_settings

CASES = Path(__file__).parent.parent / "cases"
Rows = list[dict[str, str]]
WORDS = st.text("abÄ,;\"'|*<é م", min_size=1, max_size=12).map(lambda text: f"x{text}x")


def reword(draw: st.DrawFn, rows: Rows) -> None:
    for row in rows:
        if draw(st.booleans()):
            row["summary"] = draw(WORDS)


def reorder(draw: st.DrawFn, rows: Rows) -> None:
    rows[:] = draw(st.permutations(rows))


def remove(draw: st.DrawFn, rows: Rows) -> None:
    if len(rows) > 1:
        rows.pop(draw(st.integers(0, len(rows) - 1)))


def add(draw: st.DrawFn, rows: Rows) -> None:
    id = f"2031-05-06-{draw(st.integers(0, 10**6))}"
    if id not in [row["id"] for row in rows]:
        rows.insert(draw(st.integers(0, len(rows))), {**rows[0], "id": id, "summary": draw(WORDS)})


def widen(draw: st.DrawFn, rows: Rows) -> None:
    for row in rows:
        row["reported"] = draw(st.sampled_from(["", "2031-05-09"]))


EDITS: list[Callable[[st.DrawFn, Rows], None]] = [reword, reorder, remove, add, widen]


@st.composite
def edit(draw: st.DrawFn, data: Path) -> None:
    """Change the table `events` in one to three ways and save it as some program might, in one file or two."""
    files = (
        [data / "events.csv"] if (data / "events.csv").exists() else sorted((data / "events").glob("*.csv"))
    )
    rows: Rows = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows += [{name: cell or "" for name, cell in row.items()} for row in csv.DictReader(stream)]
        file.unlink()
    for change in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3)):
        change(draw, rows)
    columns = draw(st.permutations(list(dict.fromkeys(name for row in rows for name in row))))
    end, quoting = draw(st.sampled_from([("\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL)]))
    cut = draw(st.none() | st.integers(0, len(rows)))
    parts = {"events.csv": rows} if cut is None else {"events/1.csv": rows[:cut], "events/2.csv": rows[cut:]}
    for name, part in parts.items():
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, columns, "", lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
        writer.writeheader()
        writer.writerows(part)
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + out.getvalue().encode())


def files(site: Settings) -> dict[str, bytes]:
    """The tables as they lie there, without the ledger."""
    data = site.content / "data"
    found = {path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*.csv")}
    return {path: text for path, text in found.items() if path not in ("editions.csv", "changes.csv")}


@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_random_edits_are_recorded_and_rewound(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("edits")
    shutil.copytree(CASES / "minimal" / "content" / "data", root / "site" / "content" / "data")
    shutil.copy(CASES / "minimal" / "mkdocs.yml", root / "site")
    site = read_settings(root / "site")
    record(site, "", "The first", "", date(2031, 5, 10))
    known = [files(site)]
    for number in range(data.draw(st.integers(1, 3))):
        shutil.copytree(site.content / "data", root / str(number))
        data.draw(edit(site.content / "data"))
        record(site, str(root / str(number)), f"No. {number}", "B. Editor", date(2031, 5, 11))
        if files(site) != known[-1]:
            known.append(files(site))
    check(site)
    raw = read(site)
    for number, then in enumerate(known, 1):
        sheets = rewind(state(raw.tables), ledger(raw.tables), number).values()
        assert {file: text for sheet in sheets for file, text in sheet_files(sheet).items()} == then
