"""A filled form as a Vega spec: what Vega-Lite compiles of the form, with the rows of the chart joined.

Compiling takes ten times as long as a drawing, and to start V8 for it a third of a second and 66 MiB in each process
that draws. So our forms are compiled beforehand (`ready`): after a change of a form, or of vl-convert, run
`python -m charts.vega`. A form that is not there is compiled once in each process. What differs from chart to chart of
one form is its size, its domains and its rows, and each has its own place in a Vega spec.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import vl_convert

from charts import ready

VEGA_LITE = "6.4"  # the version Altair 6 writes
_TOP = ("width", "height", "padding", "usermeta")
_CHANNELS = ("x", "y")


def vega(spec: dict[str, Any]) -> dict[str, Any]:
    """The Vega spec of a filled form (`form.fill`), which draws what `vl_convert.vegalite_to_svg` would draw."""
    told, domains = _apart(spec)
    compiled = _compiled(told, tuple(sorted(spec["datasets"])))
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


def _apart(spec: dict[str, Any]) -> tuple[str, dict[str, list[float]]]:
    """The form as of no chart, as JSON, and the domain of each of its scales."""
    domains: dict[str, list[float]] = {}
    layers = []
    for layer in spec["layer"]:
        encoding = layer.get("encoding", {})
        for channel in _CHANNELS:
            scale = encoding.get(channel, {}).get("scale")
            if scale is not None:
                domains[channel] = scale["domain"]
                encoding = {**encoding, channel: {**encoding[channel], "scale": {**scale, "domain": [0, 1]}}}
        layers.append({**layer, "encoding": encoding} if encoding else layer)
    form = {key: value for key, value in spec.items() if key not in ("datasets", "layer", *_TOP)}
    return json.dumps({**form, "layer": layers}), domains


@functools.lru_cache(maxsize=64)
def _compiled(form: str, names: tuple[str, ...]) -> dict[str, Any]:
    """A form without rows as Vega; there are about as many as modules of this package."""
    return ready.vega(_digest(form, names)) or compiled(form, names)


def _digest(form: str, names: Collection[str]) -> str:
    return hashlib.sha256(json.dumps([form, sorted(names)]).encode()).hexdigest()


def compiled(form: str, names: Collection[str]) -> dict[str, Any]:
    """What Vega-Lite makes of a form (JSON) without rows in its datasets of these names."""
    spec = {**json.loads(form), "width": 1, "height": 1, "datasets": {name: [] for name in names}}
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)
    return made


def beforehand() -> str:
    """What `compiled.json` has to be: a line for each form of ours by its name, and one for what Vega-Lite makes of it
    by the SHA-256 of what that is compiled from.
    """
    from charts.forms import advance, calibration, collapse, fatalities, map, pace, steps, support, timeline

    forms, made = {}, {}
    for module in (advance, calibration, collapse, fatalities, map, pace, steps, support, timeline):
        spec = module.form()
        told, names = _apart(spec)[0], sorted({layer["data"]["name"] for layer in spec["layer"]})
        forms[module.__name__.rpartition(".")[2]] = spec
        made[_digest(told, names)] = compiled(told, names)
    return f'{{"forms":{_lines(forms)},"vega":{_lines(made)}}}\n'


def _lines(specs: dict[str, Any]) -> str:
    each = (f'"{key}":{json.dumps(specs[key], separators=(",", ":"))}' for key in sorted(specs))
    return "{\n" + ",\n".join(each) + "\n}"


if __name__ == "__main__":
    (Path(__file__).parent / ready.FILE).write_text(beforehand(), "utf-8")
