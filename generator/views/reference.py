"""The data and how they are measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import DataTable
from generator.licence import Licence


@dataclass(frozen=True)
class Download:
    """A file to download: its path inside `content/` and its size in bytes."""

    path: str
    size: int

    @property
    def name(self) -> str:
        """As a reader finds it saved."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class TableFiles:
    """A table on `data.md`: `files` to download, and the `parts` in which the site keeps it, inside `data/`."""

    name: str
    title: str
    rows: int
    files: tuple[Download, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DataView:
    """`data.md`: downloads, dictionary, licence, how to cite.

    `reading`: how to read the files; `whole`: all of it in one file; `others`: each file that is no table, with what
    it is for; `days`: those of who held what on earlier days.
    """

    tables: tuple[TableFiles, ...]
    reading: str
    whole: Download | None
    others: tuple[tuple[Download, str], ...]
    days: tuple[tuple[Download, date], ...]
    licence: Licence
    citation: str


@dataclass(frozen=True)
class MethodologyView:
    """`methodology.md`: the measures in use, the vocabularies, and each side in use: code, name, meaning.

    Of a measure its name, its formula, and a table that the formula refers to.
    """

    formulas: tuple[tuple[str, str, DataTable | None], ...]
    vocabularies: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str, str], ...]
