"""The benchmark's harness on a tiny site: every figure is there, the table is right. Nothing here is timed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from benchmarks import amplify, bench, results
from benchmarks.timed import Run, timed

REPOSITORY = Path(__file__).parent.parent
MINIMAL, FULL = (REPOSITORY / "tests" / "cases" / name for name in ("minimal", "full"))


def python(code: str) -> list[str | Path]:
    return [sys.executable, "-c", code]


def test_memory_is_that_of_the_whole_tree(tmp_path: Path) -> None:
    child = "x = bytearray(b'1' * 60_000_000); import time; time.sleep(1.2)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {child!r}]); exec({child!r}); p.wait()"
    run = timed(python(both), tmp_path)
    assert run.memory > 120_000_000
    assert run.seconds > 0.5


def test_the_steps_of_a_build_are_found_in_what_it_said() -> None:
    said = (
        "read      59 rows of 9 tables       0.0 s\nwrite     3 written      1.5 s\nsite  2 pages   2.0 s\n"
    )
    run = Run(4.0, 0, 0, f"{said}verify    every page, link       0.3 s\n33 pages in site, 4.0 s\n")
    assert run.steps == {"read": 0.0, "write": 1.5, "site": 2.0, "verify": 0.3}
    assert results.engine_seconds(run) == 2.0


def test_a_command_that_fails_is_told_with_its_last_lines(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3:\nno such thing"):
        timed(python("print('no such thing'); raise SystemExit(3)"), tmp_path)


def one_more_day(folder: Path) -> None:
    events = folder / "content" / "data" / "events.csv"
    text = events.read_text("utf-8")
    events.write_text(f"{text}later,2031-05-20,{text.splitlines()[-1].split(',', 2)[2]}\n", "utf-8")


def test_one_site_gives_a_figure_for_each_step_of_the_comparison(tmp_path: Path) -> None:
    folder = tmp_path / "site-folder"
    shutil.copytree(MINIMAL / "content" / "data", folder / "content" / "data")
    shutil.copy(MINIMAL / "mkdocs.yml", folder)
    found = dict(bench.one_site("2000", folder, ["ours", "mkdocs"], one_more_day))
    assert list(found) == [
        "ours cold 2000",
        "ours nothing changed 2000",
        "plain mkdocs 2000",
        "ours one new day 2000",
    ]
    assert all(run.seconds > 0 and run.memory > 10_000_000 for run in found.values())
    text = results.page(found)
    assert "| nothing changed, 2,000 pages | ≤ 2 s | " in text
    assert "| growth, cold: 10,000 / 2,000 pages | ≤ 5.5 | – | not measured |" in text
    _, _, table = text.partition("## About 2,000 pages")
    assert len([line for line in table.splitlines() if line.startswith(("| ours", "| plain"))]) == 4


def test_steps_are_told_with_their_share_the_longest_first() -> None:
    said = "read   59 rows   0.1 s\nwrite   3 written   1.0 s\nsite  2 pages   2.0 s\n"
    text = results.page({"ours cold 2000": Run(4.0, 0, 0, said)})
    told = "site 2.0 s (50%), write 1.0 s (25%), start and end 0.9 s (22%), read 0.1 s (2%)"
    assert (
        f"## Where the time goes\n\n| | seconds | steps |\n| --- | ---: | --- |\n| ours cold 2000 | 4.0 | {told} |"
        in text
    )


def test_a_part_may_be_asked_for_at_one_size_alone() -> None:
    parts = ["ours", "mkdocs:2000", "search:10000"]
    assert bench._at("2000", parts) == ["ours", "mkdocs"]
    assert bench._at("10000", parts) == ["ours", "search"]
    assert [part for part in ("mkdocs:2000", "mkdocs:7", "hugo", "heugo") if not bench._known(part)] == [
        "mkdocs:7",
        "heugo",
    ]


def test_a_part_that_breaks_does_not_end_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **_named: object) -> None:
        raise ValueError("no such mix")

    monkeypatch.setattr(bench, "start", lambda: iter([("frontmark --help", Run(0.2, 0, 0, ""))]))
    monkeypatch.setattr(amplify, "write", broken)
    found = dict(bench._all(["200"], ["events", "start"], None, tmp_path))
    assert list(found) == ["frontmark --help"]
    assert capsys.readouterr().err == "left out: no such mix\n" * 2


def test_a_site_is_generated_without_any_chart(tmp_path: Path) -> None:
    shutil.copytree(FULL, tmp_path / "full", ignore=shutil.ignore_patterns("expected"))
    timed([sys.executable, "-m", "benchmarks.uncharted", "generate", tmp_path / "full"], REPOSITORY)
    content = tmp_path / "full" / "content"
    assert (content / "support.md").is_file()
    assert not list(content.glob("charts/*.svg"))
    assert [page for page in content.rglob("*.md") if 'class="fm-chart"' in page.read_text("utf-8")] == []


def test_a_tool_that_is_not_there_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def absent(_: Path) -> Run:
        raise FileNotFoundError(2, "No such file or directory", "hugo")

    assert list(bench._tried("hugo 200", absent, tmp_path)) == []
    assert capsys.readouterr().err.startswith("left out: hugo 200: ")


def test_bounds_are_reached_or_not() -> None:
    found = {"frontmark --help": Run(0.2, 0, 0, ""), "frontmark check": Run(2.6, 0, 0, "")}
    rows = results.bounds(found).splitlines()
    assert rows[-2:] == [
        "| `frontmark check` of the embedded tables | ≤ 2.5 s | 2.60 s | **not reached** |",
        "| `frontmark --help` | ≤ 0.3 s | 0.20 s | reached |",
    ]
    assert [bound.what for bound in results.BOUNDS if bound.missed(found)] == [
        "`frontmark check` of the embedded tables"
    ]
