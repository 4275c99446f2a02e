"""What our forms come to, as Vega-Lite and as Vega, written down beforehand in `compiled.json` (see `vega`).

Altair takes a fifth of a second to load, and a tenth of one for each form in each process that draws: no build does.
"""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

FILE = "compiled.json"
Spec = dict[str, Any]


@functools.cache
def _read() -> dict[str, dict[str, Spec]]:
    found: dict[str, dict[str, Spec]] = json.loads(resources.files("charts").joinpath(FILE).read_bytes())
    return found


def form(name: str) -> Spec:
    """The Vega-Lite spec of the form `charts.forms.<name>`, without rows. It is shared, and not to be changed."""
    return _read()["forms"][name]


def vega(digest: str) -> Spec | None:
    """A form as Vega, by the SHA-256 of what it is compiled from; None of one that is not ours."""
    return _read()["vega"].get(digest)
