"""The command: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build, cli, report
from generator.problems import ContentError, Problem
from generator.progress import Bar, Lines, Progress, for_stream
from generator.publish import Published
from generator.settings import Settings
from generator.write import Written

FAULTS = (
    Problem("content/data/events.csv", 17, "actor", "expected an id from actors.csv, got 'hizbollah'"),
    Problem("content/index.md", 0, "", "is not the generator's"),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a site folder `syria` in it."""
    (tmp_path / "syria/content").mkdir(parents=True)
    (tmp_path / "syria/mkdocs.yml").write_text("docs_dir: content\nsite_name: Syria\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def failing(*_arguments: object) -> build.Checked:
    raise ContentError(FAULTS)


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent)}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def test_problems_as_text_go_to_stderr_named_from_the_current_folder(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "check", failing)
    assert cli.main(["check", "syria"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "syria/content/data/events.csv:17: actor: expected an id from actors.csv, got 'hizbollah'\n"
        "syria/content/index.md: is not the generator's\n"
        "2 problems\n"
    )
    monkeypatch.chdir(here / "syria")
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.startswith("content/data/events.csv:17: actor: ")


def test_problems_as_annotations(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "check", failing)
    assert cli.main(["check", str(here / "syria"), "--format", "github"]) == 1
    assert capsys.readouterr().out == (
        "::error file=syria/content/data/events.csv,line=17,title=Frontmark::"
        "actor: expected an id from actors.csv, got 'hizbollah'\n"
        "::error file=syria/content/index.md,title=Frontmark::is not the generator's\n"
    )


def test_annotations_escape_what_a_workflow_command_would_take_for_its_own() -> None:
    problem = Problem("a,b:c%d\n.csv", 3, "date", "50%: a,b\r\n::error::x")
    assert report.github([problem]) == (
        "::error file=a%2Cb%3Ac%25d%0A.csv,line=3,title=Frontmark::date: 50%25: a,b%0D%0A::error::x"
    )


@pytest.mark.usefixtures("here")
def test_problems_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(build, "check", failing)
    assert cli.main(["check", "syria", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)[0] == {
        "file": "syria/content/data/events.csv",
        "line": 17,
        "column": "actor",
        "message": "expected an id from actors.csv, got 'hizbollah'",
        "severity": "error",
    }


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("options", "out"),
    [
        ([], "291 rows of 2 tables, no problems\n"),
        (["--format", "json"], "[]\n"),
        (["--format", "github"], ""),
    ],
)
def test_a_check_without_problems(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], out: str
) -> None:
    class Checked:
        rows = {"events": 226, "support": 65}  # noqa: RUF012
        warnings = ()

    monkeypatch.setattr(build, "check", lambda _settings: Checked)
    assert cli.main(["check", "syria", *options]) == 0
    assert capsys.readouterr() == (out, "")


def generated(progress: Progress) -> build.Generated:
    with progress.step("read") as step:
        step.done("291 rows of 2 tables")
    progress.seconds["read"] = 1.25
    return build.Generated({"events": 291}, ("a.md", "b.md"), 3, Written((), (), ()), progress.seconds)


@pytest.mark.usefixtures("here")
def test_generate_says_what_each_step_did(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "generate", lambda _settings, progress, **_: generated(progress))
    assert cli.main(["generate", "syria"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "read      291 rows of 2 tables                                        0.0 s",
        "2 files in syria/content, 1.2 s",
    ]


@pytest.mark.parametrize(
    ("options", "out"), [([], "syria/site"), (["--out", "www"], "www"), (["--clean"], "syria/site")]
)
def test_build_goes_where_it_is_told(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    out: str,
) -> None:
    def fake(_settings: Settings, where: Path, progress: Progress, *, clean: bool) -> build.Built:
        assert (where, clean) == (here / out, "--clean" in options)
        return build.Built(generated(progress), Published(7, ""), progress.seconds)

    monkeypatch.setattr(build, "build", fake)
    assert cli.main(["build", "syria", *options]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"7 pages in {out}, 1.2 s"


@pytest.mark.usefixtures("here")
def test_an_interrupted_command_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> build.Generated:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "generate", interrupted)
    assert cli.main(["generate", "syria"]) == 130


@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        (["check", "nowhere"], 2, "frontmark: no folder nowhere\n"),
        (
            ["build", "."],
            2,
            "frontmark: no mkdocs.yml in .; a site folder holds mkdocs.yml and content/\n",
        ),
    ],
)
def test_wrong_usage_is_one_line(here: Path, arguments: list[str], code: int, err: str) -> None:
    done = run(*arguments, cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", err)


@pytest.mark.parametrize(
    "arguments",
    [["check", "--nope"], [], ["nope"], ["serve", "--addr", "8000"], ["check", "--format", "xml"]],
)
def test_wrong_arguments_are_explained(here: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=here)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: frontmark")


def test_a_site_without_tables_is_a_problem_of_the_content(here: Path) -> None:
    done = run("build", "syria", cwd=here)
    assert done.returncode == 1
    assert "syria/content/data/events.csv: no such table" in done.stderr
    assert done.stderr.splitlines()[-1] == "3 problems"
    assert sorted(path.name for path in (here / "syria").iterdir()) == ["content", "mkdocs.yml"]
    assert list((here / "syria/content").iterdir()) == []


def test_an_address_in_use_is_one_line(here: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "syria", "--addr", f"127.0.0.1:{taken.getsockname()[1]}", cwd=here)
    assert done.returncode == 2
    last = "frontmark: no preview: Address already in use; try another address with --addr"
    assert done.stderr.splitlines()[-1] == last


@pytest.mark.parametrize("command", ["check", "generate", "build", "serve"])
def test_every_command_has_help_with_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"examples:\n  frontmark {command}" in done.stdout


def test_help_answers_at_once() -> None:
    script = "import sys, generator.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"pandas", "mkdocs", "rich", "lxml", "altair", "yaml"} & set(done.stdout.split()) == set()
    times = []
    for _ in range(3):
        started = time.perf_counter()
        assert run("--help").returncode == 0
        times.append(time.perf_counter() - started)
    assert min(times) < 0.3


def test_a_reader_who_goes_away_is_no_traceback(here: Path) -> None:
    (here / "syria/content/data").mkdir()
    command = f"{sys.executable} -m generator.cli check syria --format json | true; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent)}
    shell = ["bash", "-c", command]
    done = subprocess.run(shell, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "1\n"
    assert "Traceback" not in done.stderr


def test_a_terminal_gets_a_bar_and_a_file_plain_lines(tmp_path: Path) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as terminal, (tmp_path / "log").open("w") as log:
        bar, lines = for_stream(terminal), for_stream(log)
        assert (type(bar), type(lines)) == (Bar, Lines)
        for progress in (bar, lines):
            with progress.step("draw") as step:
                step.of(2)
                step.tick()
                step.done("2 charts")
        shown = b""
        while b"2 charts" not in shown:  # a terminal hands its lines out one at a time
            shown += os.read(master, 10_000)
    os.close(master)
    assert (tmp_path / "log").read_text().split() == ["draw", "2", "charts", "0.0", "s"]


def test_a_step_that_fails_leaves_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Lines(sys.stdout)

    def fail() -> None:
        with progress.step("read"):
            raise ContentError(FAULTS)

    caught: Callable[[], None] = fail
    with pytest.raises(ContentError):
        caught()
    assert capsys.readouterr().out == ""
    assert progress.seconds == {}
