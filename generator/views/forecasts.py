"""The forecasts."""

from __future__ import annotations

from dataclasses import dataclass

from generator.blocks import Chart, DataTable, Sentence
from generator.records import Forecast


@dataclass(frozen=True)
class AssessmentsView:
    """`assessments.md`: every forecast, by what became of it, and how far their words of likelihood held."""

    summary: Sentence
    scores: tuple[Sentence, ...]
    calibration: Chart | None
    authors: DataTable
    groups: tuple[tuple[str, tuple[Forecast, ...]], ...]
