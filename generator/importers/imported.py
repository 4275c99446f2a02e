"""What an importer hands over, and how it says what it could not use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.problems import Problem

Row = dict[str, str]

TOLD = 5  # lines of one kind; the others are counted


@dataclass
class Remarks:
    """What could not be used as it was: by kind, the first ones with their place, and how many there are."""

    file: str
    first: dict[str, list[Problem]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, line: int, column: str, message: str) -> None:
        """One more of `kind` (a plural: "rows without a date"); `line` 0: the file as a whole."""
        self.counts[kind] += 1
        if self.counts[kind] <= TOLD:
            self.first.setdefault(kind, []).append(Problem(self.file, line, column, message))

    def lines(self) -> Iterator[str]:
        """One line each, and one line for the rest of a kind."""
        for kind, problems in self.first.items():
            yield from map(str, problems)
            if (more := self.counts[kind] - TOLD) > 0:
                yield f"{self.file}: and {more:,} more {kind}"


@dataclass(frozen=True)
class Imported:
    """Tables by name, each a sequence of rows with the same columns; `read`: rows of the source.

    `sides`: side code -> display name of those that the actors need. `title`, `about`: what a new site folder
    is called, and the page that says where its data come from. `credit`: its line in the footer, as HTML.
    """

    tables: Mapping[str, Sequence[Row]]
    read: int
    remarks: Remarks
    sides: Mapping[str, str]
    title: str
    about: str
    credit: str


@dataclass(frozen=True)
class Earlier:
    """What the folder has already: rows of an earlier import by table, and ids that other files hold."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    taken: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[Row]:
        """The rows of an earlier import; none when there was none."""
        return self.rows.get(table, ())

    def others(self, table: str) -> frozenset[str]:
        """The ids that other files of the table hold."""
        return self.taken.get(table, frozenset())
