"""Mirrored bars: signs above the ground line, places lost below it."""

from __future__ import annotations

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    return pieces.assemble(
        pieces.rules(), pieces.bars(), pieces.rules("ground"), pieces.boxes("swatches"), pieces.labels()
    )
