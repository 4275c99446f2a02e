"""The sources."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import Parts, Ref
from generator.records import Source, SourceCheck


@dataclass(frozen=True)
class SourceLine:
    """One source: what rests on it, which one it repeats, which repeat it, and its last check."""

    source: Source
    rows: tuple[Ref, ...]
    repeats: Ref | None
    repeated: tuple[Ref, ...]
    check: SourceCheck | None


@dataclass(frozen=True)
class SourcesView:
    """`sources.md`: every source of this part; what the whole table amounts to, in sentences."""

    sources: tuple[SourceLine, ...]
    whole: tuple[str, ...]
    parts: Parts | None
