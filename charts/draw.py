"""A Vega-Lite spec as one line of inline SVG that follows the page's palette and has one text alternative.

Vega's SVG is taken apart and cleaned: no roles, classes or fonts on inner marks, no reference outside itself,
short numbers. A fill `hatch:<colour>` in the rows becomes a pattern of that colour. Same spec, same bytes.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from typing import Any

import vl_convert
from lxml import etree

from charts import theme
from charts.vega import unmeasured, vega

_HATCH = "hatch:"
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_LOCAL = re.compile(r"url\(#[A-Za-z0-9_-]+\)")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_NUMBERS = frozenset((int, float, bool))  # most of what rows and outlines hold, and never to be cleaned
_SHAPES = {"g", "path", "rect", "circle", "line", "text", "defs", "clipPath"}
_KEEP = {
    "d",
    "x",
    "y",
    "x2",
    "y2",
    "dx",
    "dy",
    "width",
    "height",
    "r",
    "rx",
    "ry",
    "cx",
    "cy",
    "transform",
    "fill",
    "stroke",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "text-anchor",
    "font-size",
    "font-weight",
    "font-style",
    "clip-path",
    "id",
}
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


@dataclass(frozen=True)
class Drawing:
    """One chart: a single line of SVG, the spec behind it (patterns resolved), and its size in px."""

    svg: str
    spec: dict[str, Any]
    width: float
    height: float


def draw(spec: dict[str, Any], name: str, alt: str, title: str = "") -> Drawing:
    """The spec of a form as inline SVG.

    `name` prefixes every id, so it must be unique on the page; `alt` is the chart's message in a sentence;
    the title defaults to the one the form was given. Neither is drawn: they are the accessible name and
    description.
    """
    name = _id(name)
    title = title or spec.get("usermeta", {}).get("title", "")
    spec, patterns = _resolved(spec, name)
    raw = vl_convert.vega_to_svg(json.dumps(unmeasured(vega(spec))))
    old = etree.fromstring(raw.encode())
    width, height = float(old.get("width", "0")), float(old.get("height", "0"))
    root = etree.Element("svg", xmlns="http://www.w3.org/2000/svg")
    for key, text in _root_attributes(name, plain(title), plain(alt), width, height).items():
        root.set(key, text)
    if title and alt:
        etree.SubElement(root, "desc", id=f"{name}-desc").text = plain(alt)
    if patterns:
        root.append(_pattern_definitions(patterns))
    # Vega numbers its clip paths through the life of the process: count anew, in document order
    found = dict.fromkeys(str(element.get("id")) for element in old.iter() if element.get("id"))
    ids = {identifier: f"{name}-clip-{number}" for number, identifier in enumerate(found)}
    ids |= {identifier: identifier for identifier in patterns.values()}
    for child in old:
        _copy(child, root, ids)
    svg = etree.tostring(root, encoding="unicode")
    return Drawing(" ".join(svg.split("\n")), spec, width, height)


def as_drawn(spec: dict[str, Any], name: str) -> dict[str, Any]:
    """The spec of the drawing that `draw` makes of it."""
    return _resolved(spec, _id(name))[0]


def _id(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "chart"


def _resolved(spec: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The spec with its rows clean and its hatches named; the name of the pattern of each hatched colour."""
    patterns: dict[str, str] = {}
    datasets = {key: _clean_value(rows, patterns, name) for key, rows in spec["datasets"].items()}
    return {**spec, "datasets": datasets}, patterns


def plain(text: str) -> str:
    """`text` in one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _clean_value(value: Any, patterns: dict[str, str], name: str) -> Any:
    """Rows without control characters; a hatch named once per colour."""
    if isinstance(value, list | tuple):
        return [item if type(item) in _NUMBERS else _clean_value(item, patterns, name) for item in value]
    if isinstance(value, dict):
        return {
            key: item if type(item) in _NUMBERS else _clean_value(item, patterns, name)
            for key, item in value.items()
        }
    if not isinstance(value, str):
        return value
    if value.startswith(_HATCH):
        color = value.removeprefix(_HATCH)
        color = color if theme.is_color(color) else theme.var("faint")
        return f"url(#{patterns.setdefault(color, f'{name}-hatch-{len(patterns)}')})"
    return value if value.isprintable() else _CONTROL.sub(" ", value)


def _root_attributes(name: str, title: str, alt: str, width: float, height: float) -> dict[str, str]:
    named = {"aria-label": title or alt}
    if title and alt:
        named["aria-describedby"] = f"{name}-desc"
    return {
        "id": name,
        "class": "fm-chart",
        "role": "img",
        **named,
        "width": f"{width:g}",
        "height": f"{height:g}",
        "viewBox": f"0 0 {width:g} {height:g}",
        "font-family": f"var(--fm-sans,{theme.FONT})",
        "font-size": str(theme.SIZE),
        "fill": "none",
        "stroke-miterlimit": "10",
    }


def _pattern_definitions(patterns: dict[str, str]) -> etree._Element:
    """Diagonal stripes over a tint of the same colour: a claim reads as its actor's, but not solid."""
    defs = etree.Element("defs")
    for color, identifier in patterns.items():
        pattern = etree.SubElement(
            defs,
            "pattern",
            id=identifier,
            width="5",
            height="5",
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        etree.SubElement(pattern, "path", {"d": "M0,0h5v5h-5Z", "fill": color, "fill-opacity": ".22"})
        etree.SubElement(pattern, "path", {"d": "M1,0v5", "stroke": color, "stroke-width": "2"})
    return defs


def _copy(old: etree._Element, parent: etree._Element, ids: dict[str, str]) -> None:
    """Copy what draws something; groups that carry nothing are opened up, unknown elements dropped."""
    tag = etree.QName(old).localname if isinstance(old.tag, str) else ""
    if tag not in _SHAPES or old.get("class") in {"background", "foreground"}:
        return
    attributes = {}
    for key, text in old.attrib.items():
        if str(key) in _KEEP and (clean := _attribute(str(key), str(text), ids)) is not None:
            attributes[str(key)] = clean
    if tag == "text" and "stroke" in attributes:
        attributes["paint-order"] = "stroke"
    elif "stroke" not in attributes and tag not in {"g", "text"}:
        attributes = {key: text for key, text in attributes.items() if not key.startswith("stroke")}
    words = old.get("aria-label", "") if tag == "text" else ""
    if tag == "text" and not words.strip():
        return
    target = parent if tag == "g" and not attributes else etree.SubElement(parent, tag, attributes)
    if words:
        target.text = words
    for child in old:
        _copy(child, target, ids)
    if tag == "g" and target is not parent and not len(target):
        parent.remove(target)


def _attribute(key: str, text: str, ids: dict[str, str]) -> str | None:
    """An attribute fit for the page, or None where it says nothing or what it says is not allowed."""
    if key in {"fill", "stroke", "clip-path"} and text.startswith("url("):
        target = ids.get(text[5:-1]) if _LOCAL.fullmatch(text) else None
        fallback = None if key == "clip-path" else theme.var("faint")
        return f"url(#{target})" if target else fallback
    return ids.get(text) if key == "id" else _short(key, text)


@functools.lru_cache(maxsize=1 << 14)
def _short(key: str, text: str) -> str | None:
    """An attribute that refers to nothing; marks have most of theirs in common, and maps their ground."""
    if key in {"fill", "stroke"}:
        text = text if theme.is_color(text) else theme.var("faint")
    else:
        text = _NUMBER.sub(_shorter if "opacity" not in key else _hundredth, text)
    return None if (key, text) in _DEFAULTS else text


def _shorter(found: re.Match[str]) -> str:
    text = f"{float(found[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _hundredth(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
