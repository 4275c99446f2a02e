"""Lanes of dots."""

from __future__ import annotations

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    return pieces.assemble(
        pieces.rules(),
        pieces.boxes("silence"),
        pieces.dots(strokeWidth=1.6),
        pieces.boxes("swatches"),
        pieces.labels(),
    )
