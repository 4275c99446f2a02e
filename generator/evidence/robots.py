"""What a server asks of programs in its robots.txt.

Source: RFC 9309; of rules that match, the longest holds, and of two as long the one that allows. Crawl-delay is not
in it, and is kept to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5: at least 500 KiB)."""
_LONGEST_DELAY = 30.0

Rule = tuple[str, bool]
"""The pattern of a path, and whether it is allowed."""


@dataclass(frozen=True)
class Robots:
    """`delay`: seconds between two requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether programs may ask for a path with its query."""
        fitting = ((len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, target))
        return max(fitting, default=(0, True))[1]


def parse(text: str, agent: str) -> Robots:
    """The rules for the program whose product token is `agent`: those in its name, else those for all."""
    groups = list(_groups(text))
    for name in (agent.lower(), "*"):
        of_name = [lines for names, lines in groups if name in names]
        if of_name:
            lines = [line for group in of_name for line in group]
            return Robots(tuple(_rules(lines)), max((_delay(line) for line in lines), default=0.0))
    return Robots()


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Names of programs, and the lines that hold for them."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(value.partition("/")[0].strip().lower())
        elif colon and names:
            lines.append((key, value))
    yield names, lines


def _rules(lines: Iterable[tuple[str, str]]) -> Iterator[Rule]:
    for key, value in lines:
        if key in ("allow", "disallow") and value:
            yield value, key == "allow"


def _delay(line: tuple[str, str]) -> float:
    try:
        return min(max(float(line[1]), 0.0), _LONGEST_DELAY) if line[0] == "crawl-delay" else 0.0
    except ValueError:
        return 0.0


def _fits(pattern: str, target: str) -> bool:
    """Whether `pattern` (* for anything, $ for the end) fits the start of `target`; in linear time."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    last = others.pop() if ends and others else None
    for piece in others:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not ends:
        return True
    return at == len(target) if last is None else target.endswith(last) and len(target) - len(last) >= at
