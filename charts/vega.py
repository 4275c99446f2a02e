"""A filled form as a Vega spec: each form is compiled from Vega-Lite once, then its rows are joined.

Compiling takes ten times as long as a drawing. What differs from chart to chart of one form is its size, its
domains and its rows, and each has its own place in a Vega spec.
"""

from __future__ import annotations

import functools
import json
from typing import Any

import vl_convert

VEGA_LITE = "6.4"  # the version Altair 6 writes
_TOP = ("width", "height", "padding", "usermeta")
_CHANNELS = ("x", "y")


def vega(spec: dict[str, Any]) -> dict[str, Any]:
    """The Vega spec of a filled form (`form.fill`), which draws what `vl_convert.vegalite_to_svg` would draw."""
    layers, domains = _apart(spec["layer"])
    form = {key: value for key, value in spec.items() if key not in ("datasets", "layer", *_TOP)}
    compiled = _compiled(json.dumps({**form, "layer": layers}), tuple(sorted(spec["datasets"])))
    rows = spec["datasets"]
    return {
        **compiled,
        **{key: spec[key] for key in _TOP if key in spec},
        "data": [
            {**data, "values": rows[data["name"]]} if data["name"] in rows else data
            for data in compiled["data"]
        ],
        "scales": [
            {**scale, "domain": domains[scale["name"]]} if scale["name"] in domains else scale
            for scale in compiled.get("scales", [])
        ],
    }


def _apart(layers: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, list[float]]]:
    """The layers as of no chart, and the domain of each of their scales."""
    domains: dict[str, list[float]] = {}
    bare = []
    for layer in layers:
        encoding = layer.get("encoding", {})
        for channel in _CHANNELS:
            scale = encoding.get(channel, {}).get("scale")
            if scale is not None:
                domains[channel] = scale["domain"]
                encoding = {**encoding, channel: {**encoding[channel], "scale": {**scale, "domain": [0, 1]}}}
        bare.append({**layer, "encoding": encoding} if encoding else layer)
    return bare, domains


@functools.lru_cache(maxsize=64)
def _compiled(form: str, names: tuple[str, ...]) -> dict[str, Any]:
    """A form without rows as Vega; there are about as many as modules of this package."""
    spec = {**json.loads(form), "width": 1, "height": 1, "datasets": {name: [] for name in names}}
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)
    return made
