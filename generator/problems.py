"""What can be wrong with a site's content, said in one line with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: `file` is relative to the site folder, `line` counts from 1 (0: the whole file).

    severity: ERROR, or WARNING where words and data disagree and only a person can tell which is wrong.
    """

    file: str
    line: int
    column: str
    message: str
    severity: str = ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = self.severity if self.severity != ERROR else ""
        return ": ".join(part for part in (place, kind, self.column, self.message) if part)


class ContentError(Exception):
    """The one error meant for the user: every fault found, in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
