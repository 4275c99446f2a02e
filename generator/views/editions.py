"""The editions and their changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.blocks import Parts, Ref
from generator.revisions import Section


@dataclass(frozen=True)
class ChangesView:
    """`changes.md`: the newest editions with their changes; of each earlier one its page, its day and its note."""

    sections: tuple[Section, ...]
    earlier: tuple[tuple[Ref, date, str], ...]


@dataclass(frozen=True)
class EditionView:
    """`changes/<number>.md`, or a continuation of it."""

    section: Section
    parts: Parts | None
