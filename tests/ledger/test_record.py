"""`frontmark record` and `frontmark changes` on real repositories, as an editor runs them."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import cli

CASES = Path(__file__).parent.parent / "cases"
EDITOR = ("-c", "user.name=An editor", "-c", "user.email=editor@example.org", "-c", "core.autocrlf=false")
SUMMARY = "The Guard denied that any of its men had fired."


def git(*arguments: str) -> str:
    return subprocess.run(["git", *EDITOR, *arguments], capture_output=True, text=True, check=True).stdout


def commit(message: str = "Update") -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site folder in a repository, committed, as the current folder; its `content/data`."""
    shutil.copytree(CASES / "minimal" / "content" / "data", tmp_path / "site" / "content" / "data")
    shutil.copy(CASES / "minimal" / "mkdocs.yml", tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)  # an editor's own habits, such as signing, are not tested
    git("init", "-q")
    commit()
    return tmp_path / "site" / "content" / "data"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def record(*options: str, day: str = "2031-05-10") -> int:
    return cli.main(["record", "--reason", "A reason", "--date", day, *options])


def rows(data: Path, name: str) -> list[dict[str, str]]:
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


Capture = pytest.CaptureFixture[str]


def test_the_first_record_is_edition_1(site: Path, capsys: Capture) -> None:
    assert record() == 0
    assert capsys.readouterr().out == "edition 1, 2031-05-10: 10 rows of 3 tables as they are at HEAD\n"
    (edition,) = rows(site, "editions")
    hashes = dict(part.split(":") for part in edition.pop("tables").split("|"))
    assert edition == {"number": "1", "date": "2031-05-10", "note": "A reason"}
    assert hashes == {
        name: hashlib.sha256((site / f"{name}.csv").read_bytes()).hexdigest()
        for name in ("sources", "actors", "events")
    }
    assert not (site / "changes.csv").exists()
    assert cli.main(["check"]) == 0


def test_what_was_changed_before_the_first_record_is_edition_2(site: Path, capsys: Capture) -> None:
    edit(site / "events.csv", SUMMARY, "The Guard denied it.")
    assert record("--approved-by", "B. Editor") == 0
    assert capsys.readouterr().out.splitlines() == [
        "edition 1, 2031-05-10: 10 rows of 3 tables as they are at HEAD",
        "edition 2, 2031-05-10: 1 summary corrected",
    ]
    assert [row["note"] for row in rows(site, "editions")] == [
        "The tables as they were when the record of editions began.",
        "A reason",
    ]


def recorded(data: Path) -> None:
    """Edition 1, committed."""
    assert record() == 0
    commit()
    assert sorted(path.name for path in data.iterdir()) == [
        "actors.csv",
        "editions.csv",
        "events.csv",
        "sources.csv",
    ]


def test_each_change_is_a_row_with_its_reason(site: Path, capsys: Capture) -> None:
    recorded(site)
    with (site / "events.csv").open("a") as stream:
        stream.write("2031-05-05-post,2031-05-05,statement,upper-guard,,A statement.,claimed,herald-2\n")
    capsys.readouterr()
    assert cli.main(["changes"]) == 0
    assert capsys.readouterr().out == "1 statement added\nevents: 2031-05-05-post (new)\n"
    assert not (site / "changes.csv").exists()
    assert record(day="2031-05-11") == 0
    assert capsys.readouterr().out == "edition 2, 2031-05-11: 1 statement added\n"
    empty = dict.fromkeys(("column", "old", "new", "after", "guard", "approved_by"), "")
    assert rows(site, "changes") == [
        {
            "edition": "2",
            "table": "events",
            "id": "2031-05-05-post",
            "kind": "added",
            "reason": "A reason",
            **empty,
        }
    ]
    assert cli.main(["check"]) == 0


def test_the_check_stops_a_silent_change_and_record_a_guarded_one(site: Path, capsys: Capture) -> None:
    recorded(site)
    edit(site / "events.csv", "terms were not made public.,confirmed", "terms were not made public.,disputed")
    edit(site / "events.csv", "to the bridge.,claimed", "to the bridge.,confirmed")
    capsys.readouterr()
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err == (
        "content/data/events.csv: differs from edition 1, and no change says so; record it with frontmark record "
        '--reason "…"\n1 problem\n'
    )
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    assert record() == 1
    assert capsys.readouterr().err == (
        "content/data/events.csv: 2 of 4 rows of events (50 %) are changed, removed or moved: over 20 %; needs "
        "--approved-by NAME (rule many_rows)\n"
        "content/data/events.csv:3: confidence: 2031-05-01-bridge: goes from claimed to confirmed without a new "
        "source; needs --approved-by NAME (rule raised_confidence)\n"
        "2 problems\n"
    )
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before
    assert record("--approved-by", "B. Editor") == 0
    assert [(row["id"], row["guard"], row["approved_by"]) for row in rows(site, "changes")] == [
        ("2031-05-01-bridge", "raised_confidence|many_rows", "B. Editor"),
        ("2031-05-04-talks", "many_rows", "B. Editor"),
    ]
    assert cli.main(["check"]) == 0


def test_a_draft_is_renewed_and_keeps_its_reasons(site: Path, capsys: Capture) -> None:
    recorded(site)
    edit(
        site / "sources.csv", ",https://radio.example/bulletin,", ",https://radio.example/bulletin,2031-05-01"
    )
    assert (
        cli.main(
            ["record", "--reason", "The radio gave its day", "--approved-by", "B", "--date", "2031-05-11"]
        )
        == 0
    )
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    capsys.readouterr()
    assert cli.main(["record", "--reason", "A name", "--date", "2031-05-12"]) == 1
    assert cli.main(["record", "--reason", "A name", "--approved-by", "C", "--date", "2031-05-12"]) == 0
    assert capsys.readouterr().out == "edition 2, 2031-05-12: 1 name corrected, 1 published filled in\n"
    assert [(row["table"], row["reason"], row["approved_by"]) for row in rows(site, "changes")] == [
        ("sources", "The radio gave its day", "B"),
        ("actors", "A name", "C"),
    ]
    assert rows(site, "editions")[1]["note"] == "The radio gave its day A name"


def test_a_draft_is_taken_out_when_nothing_is_left_of_it(site: Path, capsys: Capture) -> None:
    recorded(site)
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    assert record("--approved-by", "B") == 0
    edit(site / "actors.csv", "Onlookers", "Bystanders")
    capsys.readouterr()
    assert record() == 0
    assert capsys.readouterr().out == (
        "nothing has changed since edition 1\ntaken out: 1 edition recorded since, not published\n"
    )
    assert not (site / "changes.csv").exists()
    assert record() == 0
    assert capsys.readouterr().out == "nothing has changed since edition 1\n"


def test_a_commit_or_a_folder_can_be_compared_with(site: Path, tmp_path: Path, capsys: Capture) -> None:
    recorded(site)
    shutil.copytree(site, tmp_path / "www" / "data")
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    assert record("--approved-by", "B") == 0
    commit()
    for since in ("HEAD~1", str(tmp_path / "www"), str(tmp_path / "www" / "data")):
        capsys.readouterr()
        assert cli.main(["changes", "--since", since]) == 0
        assert capsys.readouterr().out.startswith("1 name corrected\n")
        assert record("--since", since) == 1
        assert capsys.readouterr().err.splitlines()[0] == (
            f"content/data: edition 2 is committed, and {since} ends with edition 1; leave out --since to compare "
            "with the last"
        )


def test_a_published_folder_stands_for_a_repository(site: Path, tmp_path: Path, capsys: Capture) -> None:
    shutil.rmtree(site.parent.parent / ".git")
    with pytest.raises(SystemExit, match="2"):
        cli.main(["changes"])
    assert capsys.readouterr().err == (
        "frontmark: nothing to compare with: no tables at git's HEAD; name a commit or a folder of tables with "
        "--since\n"
    )
    assert record() == 0
    assert capsys.readouterr().out == "edition 1, 2031-05-10: 10 rows of 3 tables\n"
    shutil.copytree(site, tmp_path / "published")
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    assert record() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "content/data: nothing to compare with: no tables at git's HEAD; name a folder or a commit that holds edition "
        "1 with --since"
    )
    assert record("--since", str(tmp_path / "published"), "--approved-by", "B") == 0
    assert capsys.readouterr().out == "edition 2, 2031-05-10: 1 name corrected\n"


def test_tables_that_were_committed_without_a_record(site: Path, capsys: Capture) -> None:
    recorded(site)
    at = git("rev-parse", "--short", "HEAD").strip()
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    commit()
    capsys.readouterr()
    assert record() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "content/data: the tables at HEAD are not those of edition 1: name a commit or a folder that holds them with "
        f"--since; git recorded it last in {at}"
    )
    assert record("--since", at, "--approved-by", "B") == 0
    assert cli.main(["check"]) == 0


def test_a_ledger_that_was_altered_is_not_gone_on_with(site: Path, capsys: Capture) -> None:
    recorded(site)
    edit(site / "editions.csv", "A reason", "Another reason")
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    capsys.readouterr()
    assert record() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "content/data: the editions or changes here do not go on from those at HEAD, which end with edition 1; bring "
        "back the rows that were taken out or altered"
    )


def test_tables_are_saved_in_the_form_of_the_ledger(site: Path, capsys: Capture) -> None:
    plain = (site / "actors.csv").read_bytes()
    (site / "actors.csv").write_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n") + b"\r\n")
    assert record() == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "content/data/actors.csv: saved in the form of the ledger: UTF-8, line feeds, no needless quotes"
    )
    assert (site / "actors.csv").read_bytes() == plain


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["record", "--reason", " "],
            2,
            "frontmark: --reason: expected why the tables were changed, in one sentence",
        ),
        (
            ["record", "--reason", "a\u202eb"],
            2,
            "frontmark: --reason: expected text without control or override characters, got U+202E",
        ),
        (
            ["changes", "--since", "nowhere"],
            2,
            "frontmark: no folder and no revision 'nowhere'; name a commit, or a folder with tables",
        ),
        (
            ["changes", "--since", "--help"],
            2,
            "frontmark changes: error: argument --since: expected one argument",
        ),
        (
            ["record", "--reason", "x", "--date", "tomorrow"],
            2,
            "frontmark record: error: argument --date: expected a day as 2024-12-09, got 'tomorrow'",
        ),
        (["record"], 2, "frontmark record: error: the following arguments are required: --reason"),
        (
            ["build", "--as-of", "1"],
            2,
            "frontmark: --as-of needs --out DIR: an earlier edition does not go where the last one is published",
        ),
        (
            ["build", "--as-of", "1", "--out", "www"],
            1,
            "content/data/editions.csv: no edition 1; nothing is recorded yet",
        ),
        (
            ["build", "--as-of", "1", "--out", "content/then"],
            1,
            "content/then: cannot be inside the content folder: choose another with --out",
        ),
    ],
)
@pytest.mark.usefixtures("site")
def test_wrong_usage_is_one_line(arguments: list[str], code: int, message: str, capsys: Capture) -> None:
    try:
        found = cli.main(arguments)
    except SystemExit as error:
        found = int(str(error.code))
    assert found == code
    assert message in capsys.readouterr().err.splitlines()


def test_a_day_before_the_last_edition_is_refused(site: Path, capsys: Capture) -> None:
    recorded(site)
    edit(site / "actors.csv", "Bystanders", "Onlookers")
    capsys.readouterr()
    assert record(day="2031-05-09") == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "content/data/editions.csv: edition 1 is of 2031-05-10, after 2031-05-09"
    )


def test_tables_at_a_commit_that_cannot_be_read(site: Path, capsys: Capture) -> None:
    good = (site / "actors.csv").read_bytes()
    (site / "actors.csv").write_bytes(good + b"x\n")
    commit()
    (site / "actors.csv").write_bytes(good)
    assert cli.main(["changes"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "content/data: the tables at HEAD cannot be compared with: data/actors.csv:5: expected 3 cells as in the "
        "header, got 1"
    )
