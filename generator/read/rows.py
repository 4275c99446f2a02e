"""The text of one CSV file → its header and rows, each row with the line it begins on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import methodcaller

from generator.problems import Problem

# A cell and the comma after it, as the csv module reads them; possessive, so that no input makes it slow.
_CELL = re.compile(r'(?:"(?:[^"]|"")*+"|(?!")[^,\r\n]*+),')
_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLOCK = 1024


@dataclass(frozen=True)
class Rows:
    """`columns`: the cells of the rows with as many as the header, by column; cells that are equal are one object
    where a column repeats them. `lines`: the line of each of these rows. `stray`: all cells of the other rows.

    `whole`: False when a quote is not closed; the rows up to there are kept, the rest is lost.
    """

    header: tuple[str, ...]
    header_line: int
    columns: Sequence[list[str]]
    lines: list[int]
    stray: frozenset[str]
    whole: bool
    problems: tuple[Problem, ...]


def parse(text: str, file: str) -> Rows:
    """Split `text` into rows. Blank rows are skipped; faults go into `problems`, nothing is raised.

    The header is () when the file has none.
    """
    # Not a StringIO, which holds four bytes for each character.
    reader = csv.reader(map(methodcaller("group"), _LINE.finditer(text)), strict=True)
    header: tuple[str, ...] = ()
    header_line = 0
    block: list[list[str]] = []
    cells = _Columns(0)
    lines: list[int] = []
    stray: set[str] = set()
    problems: list[Problem] = []
    whole = True
    start, width = 1, -1
    try:
        for row in reader:
            if len(row) == width and (row[0] or any(row)):
                block.append(row)
                lines.append(start)
                if len(block) == _BLOCK:
                    cells.take(block)
                    block = []
            elif not any(map(str.strip, row)):
                pass
            elif not header:
                header, header_line, width = tuple(map(str.strip, row)), start, len(row)
                cells = _Columns(width)
            else:
                stray.update(row)
                problems.append(_ragged(file, start, reader.line_num, len(row), width))
            start = reader.line_num + 1
    except csv.Error:
        whole = False
        line, number = _opening(text, start)
        column = header[number] if number < len(header) else ""
        problems.append(Problem(file, line, column, _UNCLOSED))
    cells.take(block)
    return Rows(header, header_line, cells.cells, lines, frozenset(stray), whole, tuple(problems))


class _Columns:
    """Rows turned into columns block by block: as lists of their own, 400,000 rows take more room than their cells."""

    def __init__(self, width: int) -> None:
        self.cells: list[list[str]] = [[] for _ in range(width)]
        self._known: list[dict[str, str] | None] = [{} for _ in range(width)]

    def take(self, rows: Sequence[Sequence[str]]) -> None:
        """Put rows below those before them."""
        for number, new in enumerate(zip(*rows, strict=True)):
            cells, known = self.cells[number], self._known[number]
            if known is None:
                cells.extend(new)
                continue
            cells.extend(map(known.setdefault, new, new))
            if len(cells) >= _BLOCK and len(known) > len(cells) / 2:
                self._known[number] = None  # hardly any cell is there twice


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
