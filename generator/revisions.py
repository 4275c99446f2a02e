"""What readers are told of editions and changes; plain frozen data, no Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import Ref, Sentence


@dataclass(frozen=True)
class Revision:
    """One row that an edition has changed or removed.

    `what`: its name, leading to its place. `cells`: what each changed cell was and is. `said`: the words of a removed
    row. `rules`: those of the guard that caught it, while no later edition stands by the change.
    """

    anchor: str
    edition: int
    kind: str
    what: Sentence
    cells: tuple[Sentence, ...]
    said: str
    reason: str
    approved_by: str
    rules: tuple[str, ...]

    @property
    def ref(self) -> tuple[str, str]:
        """Its key among the addresses of a site."""
        return "change", f"{self.edition}/{self.anchor}"


@dataclass(frozen=True)
class Section:
    """An edition on a page: all or some of its changes. `more`: where the rest stands, when there is one.

    `hashes`: file and SHA-256 of each table. `new`: what it added, a sentence for each table. `groups`: heading and
    rows.
    """

    number: int
    date: date
    note: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    new: tuple[Sentence, ...]
    groups: tuple[tuple[str, tuple[Revision, ...]], ...]
    remarks: tuple[str, ...]
    more: Ref | None


@dataclass(frozen=True)
class WhatChanged:
    """What one edition changed on a page of a day, an actor or a place; `new`: how many rows it added to it."""

    edition: Ref
    date: date
    new: int
    rows: tuple[Revision, ...]
    more: int
