"""Attributes of SVG fit for a page: those that draw something, with short numbers, and no reference outside itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from charts import theme

_KEPT = {
    *("d", "x", "y", "x2", "y2", "dx", "dy", "width", "height", "r", "rx", "ry", "cx", "cy", "transform"),
    *(
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-opacity",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
    ),
    *(
        "stroke-linejoin",
        "opacity",
        "text-anchor",
        "font-size",
        "font-weight",
        "font-style",
        "clip-path",
        "id",
    ),
}
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_LOCAL = re.compile(r"url\(#[A-Za-z0-9_-]+\)")
_DEFAULTS = {
    ("text-anchor", "start"),
    ("opacity", "1"),
    ("stroke-dasharray", ""),
    ("font-weight", "400"),
    ("font-size", f"{theme.SIZE}px"),
    ("stroke", "transparent"),
    ("stroke-width", "0"),
    ("transform", "translate(0,0)"),
    ("x2", "0"),
    ("y2", "0"),
}


def clean(tag: str, given: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """The attributes of an element that say something; `ids`: what each id of the drawing is called on the page."""
    found = {}
    for key, text in given.items():
        if key in _KEPT and (said := _attribute(key, text, ids)) is not None:
            found[key] = said
    if tag == "text" and "stroke" in found:
        found["paint-order"] = "stroke"
    elif "stroke" not in found and tag not in {"g", "text"}:
        found = {key: text for key, text in found.items() if not key.startswith("stroke")}
    return found


def _attribute(key: str, text: str, ids: Mapping[str, str]) -> str | None:
    """An attribute fit for the page, or None where it says nothing or what it says is not allowed."""
    if key in {"fill", "stroke", "clip-path"} and text.startswith("url("):
        target = ids.get(text[5:-1]) if _LOCAL.fullmatch(text) else None
        fallback = None if key == "clip-path" else theme.var("faint")
        return f"url(#{target})" if target else fallback
    return ids.get(text) if key == "id" else _short(key, text)


@functools.lru_cache(maxsize=1 << 12)
def _short(key: str, text: str) -> str | None:
    """An attribute that refers to nothing; marks have most of theirs in common."""
    if key in {"fill", "stroke"}:
        text = text if theme.is_color(text) else theme.var("faint")
    elif "opacity" in key:
        text = _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)
    else:
        text = _NUMBER.sub(lambda found: short(float(found[0])), text)
    return None if (key, text) in _DEFAULTS else text


def short(number: float) -> str:
    """A number of px, to a tenth."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
