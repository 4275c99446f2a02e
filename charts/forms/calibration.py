"""How often forecasts came true: bands, intervals and dots, all placed in px."""

from __future__ import annotations

from charts.form import Spec
from charts.forms import pieces


def form() -> Spec:
    layers = (
        pieces.boxes("bands"),
        pieces.rules("intervals"),
        pieces.boxes("dots"),
        pieces.boxes("swatches"),
    )
    return pieces.assemble(pieces.rules(), *layers, pieces.labels())
