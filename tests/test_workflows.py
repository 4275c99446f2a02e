"""The workflows for GitHub: what they may do, what they are pinned to, and their shell steps run on a clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent
FOLDER = REPOSITORY / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
MINIMAL = REPOSITORY / "tests" / "cases" / "minimal"
PIN = re.compile(r"uses: ([\w-]+/[\w/-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")


def workflow(name: str) -> dict[str, Any]:
    """A workflow with every scalar as it is written: YAML would make `on` a truth value."""
    return dict(yaml.load((FOLDER / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader))


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in workflow(name)["jobs"].values():
        yield from job["steps"]


EACH = pytest.mark.parametrize("name", [file.stem for file in FILES])


def test_there_are_the_three_workflows() -> None:
    assert [file.stem for file in FILES] == ["publish", "pull-request", "sources"]


# --- what they may do ------------------------------------------------------------------------------------


@EACH
def test_each_action_is_pinned_to_a_commit_and_says_its_version(name: str) -> None:
    lines = [line for line in (FOLDER / f"{name}.yml").read_text("utf-8").splitlines() if "uses:" in line]
    assert [line for line in lines if not PIN.search(line)] == []
    assert len(lines) == sum("uses" in step for step in steps(name))


def test_one_action_has_one_pin() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in FILES:
        for action, commit, version in PIN.findall(file.read_text("utf-8")):
            pins.setdefault("/".join(action.split("/")[:2]), set()).add((commit, version))
    assert {action: len(found) for action, found in pins.items()} == {
        "actions/cache": 1,
        "actions/checkout": 1,
        "actions/configure-pages": 1,
        "actions/deploy-pages": 1,
        "actions/setup-python": 1,
        "actions/upload-pages-artifact": 1,
    }


def test_only_the_deployment_and_the_weekly_check_may_write() -> None:
    names = [file.stem for file in FILES]
    asked = {
        (name, job_name): job.get("permissions", "those of the workflow")
        for name in names
        for job_name, job in workflow(name)["jobs"].items()
    }
    assert [workflow(name)["permissions"] for name in names] == [{"contents": "read"}] * 3
    assert asked == {
        ("publish", "build"): "those of the workflow",
        ("publish", "deploy"): {"pages": "write", "id-token": "write"},
        ("pull-request", "preview"): "those of the workflow",
        ("sources", "check"): {"contents": "write"},
    }


def test_the_weekly_check_has_its_token_only_where_it_pushes() -> None:
    assert set(workflow("sources")["on"]) == {"schedule", "workflow_dispatch"}  # nobody else starts it
    assert [step["run"].split()[:3] for step in steps("sources") if "token" in str(step.get("env"))] == [
        ["make", "--silent", "sources-branch"]
    ]
    assert (FOLDER / "sources.yml").read_text("utf-8").count("${{") == 1


def test_a_pull_request_from_a_fork_gets_no_secret_and_leaves_nothing_behind() -> None:
    assert workflow("pull-request")["on"] == "pull_request"  # pull_request_target would hand out write tokens
    text = (FOLDER / "pull-request.yml").read_text("utf-8")
    assert "secrets" not in re.sub(r"#.*", "", text)
    assert [
        step["uses"].split("@")[0] for step in steps("pull-request") if "cache" in step.get("uses", "")
    ] == ["actions/cache/restore"]


@EACH
def test_no_token_is_left_in_the_work_tree(name: str) -> None:
    (checkout,) = [step for step in steps(name) if "checkout" in step.get("uses", "")]
    assert checkout["with"]["persist-credentials"] == "false"


@EACH
def test_runs_end_and_do_not_get_in_each_others_way(name: str) -> None:
    whole = workflow(name)
    assert whole["concurrency"]["cancel-in-progress"] == ("true" if name == "pull-request" else "false")
    assert ("pull_request.number" in whole["concurrency"]["group"]) == (name == "pull-request")
    assert all(int(job["timeout-minutes"]) <= 30 for job in whole["jobs"].values())


@pytest.mark.parametrize("name", ["publish", "pull-request"])
def test_the_cache_is_the_folder_that_git_ignores(name: str) -> None:
    (cache,) = [step for step in steps(name) if "actions/cache" in step.get("uses", "")]
    assert cache["with"]["path"] == ".frontmark"
    assert "/.frontmark/" in (REPOSITORY / ".gitignore").read_text("utf-8").split()


@EACH
def test_each_shell_step_is_a_target_of_make_and_holds_no_expression(name: str) -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    commands = [step["run"] for step in steps(name) if "run" in step]
    assert len(commands) > 1
    for command in commands:
        assert "${{" not in command  # text of a pull request would become a command
        assert command.split()[0] == "make"
        assert set(phony.split()) & set(command.split())


# --- their shell steps -----------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this one and the smallest case for its site; its Python is the one that runs.

    What it leaves out is the installation, which CI runs for itself before it comes here.
    """
    folder = tmp_path_factory.mktemp("clone") / "repository"
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (REPOSITORY / name).is_file() and not name.startswith(("content/", "tests/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    shutil.copytree(MINIMAL / "content" / "data", folder / "content" / "data")
    shutil.copy(MINIMAL / "mkdocs.yml", folder)
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "The base")
    (folder / ".venv" / "bin").mkdir(parents=True)
    for program, command in (("python", ""), ("frontmark", " -m generator.cli")):
        script = folder / ".venv" / "bin" / program
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n')
        script.chmod(0o755)
    (folder / ".venv" / ".installed-run").touch()
    return folder


def run(folder: Path, name: str, summary: Path) -> list[subprocess.CompletedProcess[str]]:
    """The shell steps of a workflow as GitHub runs them: one after the other, until one fails."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = {**kept, "CI": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    summary.write_text("", "utf-8")
    done: list[subprocess.CompletedProcess[str]] = []
    for step in steps(name):
        if "run" in step and not (done and done[-1].returncode):
            command = ["bash", "-e", "-c", step["run"]]
            done.append(
                subprocess.run(
                    command, cwd=folder, env=environment, capture_output=True, text=True, check=False
                )
            )
    return done


def proposed(folder: Path, row: str) -> None:
    """A pull request that adds a row of events, merged as GitHub merges it: the base is HEAD^1."""
    git(folder, "checkout", "-q", "-B", "proposal", "main")
    events = folder / "content" / "data" / "events.csv"
    events.write_text(events.read_text("utf-8") + row, "utf-8")
    git(folder, "commit", "-qam", "A row")
    git(folder, "checkout", "-q", "--detach", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "proposal")


def a_row(folder: Path, **cells: str) -> str:
    """The last row of the events once more, with other cells."""
    header, *rows = (folder / "content" / "data" / "events.csv").read_text("utf-8").splitlines()
    last = dict(zip(header.split(","), rows[-1].split(","), strict=True))
    return ",".join({**last, **cells}.values()) + "\n"


def test_publish_checks_and_builds(clone: Path, tmp_path: Path) -> None:
    done = run(clone, "publish", tmp_path / "summary.md")
    assert [step.returncode for step in done] == [0, 0], done[-1].stderr
    assert (clone / "site" / "index.html").is_file()


def test_a_pull_request_is_told_what_would_change_for_readers(clone: Path, tmp_path: Path) -> None:
    proposed(clone, a_row(clone, id="later", date="2031-05-20", summary="A patrol was *seen*."))
    done = run(clone, "pull-request", tmp_path / "summary.md")
    assert [step.returncode for step in done] == [0, 0, 0], done[-1].stderr
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("### What would change for readers\n")
    (before, after), *_ = re.findall(r"^\| Events \| (\d+) \| (\d+) \|$", summary, re.MULTILINE)
    assert int(after) == int(before) + 1
    assert re.search(r"^\| Data until \| 2031-[\d-]+ \| 2031-05-20 \|$", summary, re.MULTILINE)
    assert "- `dates/2031-05-20/` " in summary.split("#### Added")[1].split("####")[0]
    assert "number events" in summary.split("#### Changed")[1]
    assert not (clone / ".site-base").exists()


def test_a_fault_stands_beside_its_line_and_stops_the_run(clone: Path, tmp_path: Path) -> None:
    proposed(clone, a_row(clone, id="faulty", date="2031-13-20"))
    lines = len((clone / "content" / "data" / "events.csv").read_text("utf-8").splitlines())
    (check,) = run(clone, "pull-request", tmp_path / "summary.md")
    assert check.returncode
    assert f"::error file=content/data/events.csv,line={lines},title=Frontmark::date: " in check.stdout


def test_a_pull_request_may_mend_a_base_that_cannot_be_built(clone: Path, tmp_path: Path) -> None:
    events = clone / "content" / "data" / "events.csv"
    git(clone, "checkout", "-q", "main")
    good = events.read_text("utf-8")
    events.write_text(good + a_row(clone, id="faulty", date="2031-13-20"), "utf-8")
    git(clone, "commit", "-qam", "A fault")
    events.write_text(good, "utf-8")
    git(clone, "commit", "-qam", "Its remedy")
    done = run(clone, "pull-request", tmp_path / "summary.md")
    assert [step.returncode for step in done] == [0, 0, 0], done[-1].stderr
    assert (tmp_path / "summary.md").read_text("utf-8") == (
        "No comparison: the site of HEAD^1 cannot be built.\n"
    )
    assert "content/data/events.csv:" in done[-1].stderr
    git(clone, "reset", "-q", "--hard", "HEAD~2")


def test_a_summary_against_no_commit_is_refused_in_one_line(clone: Path) -> None:
    command = ["make", "--silent", "summary", "BASE=nowhere"]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        "make summary: no commit nowhere here; name another branch, tag or commit: make summary BASE=…"
    )


def test_what_the_weekly_check_finds_is_on_a_branch_of_its_own(clone: Path, tmp_path: Path) -> None:
    origin, work = tmp_path / "origin.git", tmp_path / "work"
    git(clone, "checkout", "-q", "main")
    git(tmp_path, "clone", "-q", "--bare", str(clone), str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(work))
    shutil.copytree(clone / ".venv", work / ".venv")
    (work / ".venv" / ".installed-run").touch()  # newer than what was cloned: there is nothing to install
    # Addresses of this machine are refused without a request: no test asks another one.
    sources = work / "content" / "data" / "sources.csv"
    sources.write_text(re.sub(r"https://\w+\.example/", "http://127.0.0.1:9/", sources.read_text("utf-8")))
    git(work, "commit", "-qam", "Addresses")
    actors = work / "content" / "data" / "actors.csv"
    actors.write_text(actors.read_text("utf-8") + "\n", "utf-8")  # a change that is not the check's

    done = run(work, "sources", tmp_path / "summary.md")
    assert [step.returncode for step in done] == [0, 0], done[-1].stderr
    assert done[0].stdout.endswith("3 failed\n")
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("What was found is on the branch `source-checks`: read it, then merge it.\n")
    assert "#### Addresses that need archiving\n\n```\nhttp://127.0.0.1:9/bridge\n" in summary
    changed = ["git", "diff", "--name-only", "source-checks~1", "source-checks"]
    told = subprocess.run(changed, cwd=origin, check=True, capture_output=True, text=True).stdout
    assert told == "content/data/source_checks.csv\n"

    again = run(work, "sources", tmp_path / "summary.md")
    assert [step.returncode for step in again] == [0, 0], again[-1].stderr
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("Nothing that was found differs from ")
