"""Problems as people, GitHub and programs read them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from generator.problems import Problem


def seen_from(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the site in `folder` with their files as seen from the current folder, where editors look."""
    return [
        replace(problem, file=Path(os.path.relpath(folder / problem.file)).as_posix()) for problem in problems
    ]


def count(problems: Sequence[Problem]) -> str:
    """ "1 problem", "12 problems"."""
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


def warnings(problems: Sequence[Problem]) -> str:
    """ "1 warning", "12 warnings", "" for none."""
    if not problems:
        return ""
    return "1 warning" if len(problems) == 1 else f"{len(problems)} warnings"


def text(problems: Iterable[Problem]) -> str:
    """One line each."""
    return "\n".join(map(str, problems))


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request.

    Source: "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit,
    packages/core/src/command.ts.
    """
    return "\n".join(map(_annotation, problems))


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects with file, line, column, message and severity; an empty list when there are none."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)


def _annotation(problem: Problem) -> str:
    place = {"file": problem.file, "line": str(problem.line or ""), "title": "Frontmark"}
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items() if value)
    message = f"{problem.column}: {problem.message}" if problem.column else problem.message
    return f"::{problem.severity} {properties}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
