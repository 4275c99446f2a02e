"""The text of one CSV file → its header and rows, each row with the line it begins on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Problem

# A cell and the comma after it, as the csv module reads them; possessive, so that no input makes it slow.
_CELL = re.compile(r'(?:"(?:[^"]|"")*+"|(?!")[^,\r\n]*+),')
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Rows:
    """`cells`: the rows with as many cells as the header. `stray`: all cells of the other rows.

    `whole`: False when a quote is not closed; the rows up to there are kept, the rest is lost.
    """

    header: tuple[str, ...]
    header_line: int
    cells: list[list[str]]
    lines: list[int]
    stray: frozenset[str]
    whole: bool
    problems: tuple[Problem, ...]


def parse(text: str, file: str) -> Rows:
    """Split `text` into rows. Blank rows are skipped; faults go into `problems`, nothing is raised.

    The header is () when the file has none.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: tuple[str, ...] = ()
    header_line = 0
    cells: list[list[str]] = []
    lines: list[int] = []
    stray: set[str] = set()
    problems: list[Problem] = []
    whole = True
    start, width = 1, -1
    try:
        for row in reader:
            if len(row) == width and (row[0] or any(row)):
                cells.append(row)
                lines.append(start)
            elif not any(map(str.strip, row)):
                pass
            elif not header:
                header, header_line, width = tuple(map(str.strip, row)), start, len(row)
            else:
                stray.update(row)
                problems.append(_ragged(file, start, reader.line_num, len(row), width))
            start = reader.line_num + 1
    except csv.Error:
        whole = False
        line, number = _opening(text, start)
        column = header[number] if number < len(header) else ""
        problems.append(Problem(file, line, column, _UNCLOSED))
    return Rows(header, header_line, cells, lines, frozenset(stray), whole, tuple(problems))


_UNCLOSED = (
    "a quote is opened here and not closed where its cell ends; close it, and write a quote inside a cell "
    'twice ("")'
)


def _ragged(file: str, first: int, last: int, found: int, expected: int) -> Problem:
    message = f"expected {expected} cells as in the header, got {found}"
    if last > first:
        message += f" (the row runs to line {last}: is a quote not closed?)"
    elif found > expected:
        message += " (a cell that holds a comma needs quotes around it)"
    return Problem(file, first, "", message)


def _opening(text: str, start: int) -> tuple[int, int]:
    """The line of the cell at which the row that begins on line `start` goes wrong, and the cell's number."""
    position = _offset(text, start)
    number = 0
    while found := _CELL.match(text, position):
        position, number = found.end(), number + 1
    return len(_BREAK.findall(text, 0, position)) + 1, number


def _offset(text: str, line: int) -> int:
    breaks: Iterator[re.Match[str]] = _BREAK.finditer(text)
    position = 0
    for _ in range(line - 1):
        position = next(breaks).end()
    return position
