"""A Vega-Lite spec as one line of inline SVG that follows the page's palette and has one text alternative.

The picture is the one that Vega draws of the spec: `layers` write it where they know all its marks, and Vega itself
where they do not. Of what Vega draws nothing is kept but what is seen: no roles, classes or fonts on inner marks, no
reference outside itself, short numbers, and looks once where marks in a row have the same. A fill `hatch:<colour>` in
the rows becomes a pattern of that colour. Same spec, same bytes.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import vl_convert
from lxml import etree

from charts import attributes, marks, theme, vega
from charts.layers import layers
from charts.shared import shared

_HATCH = "hatch:"
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_NUMBERS = frozenset((int, float, bool))  # most of what rows and outlines hold, and never to be cleaned
_SHAPES = {"g", "path", "rect", "circle", "line", "text", "defs", "clipPath"}


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
    made = vega.vega(spec)
    padding = made["padding"]
    width = float(made["width"] + (padding["left"] + padding["right"]))
    height = float(made["height"] + (padding["top"] + padding["bottom"]))
    said = _text(etree.Element("svg", _root_attributes(name, plain(title), plain(alt), width, height)))
    described = f'<desc id="{name}-desc">{marks.escaped(plain(alt))}</desc>' if title and alt else ""
    hatches = _text(_pattern_definitions(patterns)) if patterns else ""
    ids = tuple(patterns.values())
    found = layers(made, name, ids) or _by_vega(made, name, ids)
    svg = f"{said[:-2]}>{described}{hatches}{_moved(shared(found[0]), padding)}{found[1]}</svg>"
    return Drawing(" ".join(svg.split("\n")), spec, width, height)


def _moved(picture: str, padding: dict[str, float]) -> str:
    """The elements of a picture off the edges of the drawing."""
    place = attributes.clean("g", {"transform": f"translate({padding['left']},{padding['top']})"}, {})
    said = "".join(f' {key}="{text}"' for key, text in place.items())
    return f'<g fill="none"{said}>{picture}</g>' if picture else ""


def _by_vega(made: dict[str, Any], name: str, hatches: tuple[str, ...]) -> tuple[str, str]:
    """As `layers`, of any picture, and at twenty times their cost."""
    old = etree.fromstring(vl_convert.vega_to_svg(json.dumps(made)).encode())
    # Vega numbers its clip paths through the life of the process: count anew, in document order
    clips = dict.fromkeys(str(element.get("id")) for element in old.iter() if element.get("id"))
    ids = {identifier: f"{name}-clip-{number}" for number, identifier in enumerate(clips)}
    ids |= {identifier: identifier for identifier in hatches}
    picture, *definitions = old
    return _cleaned(picture, ids), _cleaned(definitions, ids)


def _cleaned(elements: Iterable[etree._Element], ids: dict[str, str]) -> str:
    root = etree.Element("g")
    for element in elements:
        _copy(element, root, ids)
    return "".join(map(_text, root))


def _text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode")


def _id(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "chart"


def _resolved(spec: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The spec with its rows clean and its hatches named; the name of the pattern of each hatched colour. What is
    clean is shared.
    """
    patterns: dict[str, str] = {}
    datasets = {key: _clean(rows, patterns, name) for key, rows in spec["datasets"].items()}
    return {**spec, "datasets": datasets}, patterns


def plain(text: str) -> str:
    """`text` in one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _clean(value: Any, patterns: dict[str, str], name: str) -> Any:
    """Rows without control characters; a hatch named once per colour."""
    if isinstance(value, str):
        return _clean_text(value, patterns, name)
    if isinstance(value, dict):
        changed = {}
        for key, item in value.items():
            # Most are as they should be, and each cell of each chart is looked at. Coordinates are outlines of ours.
            if type(item) is str:
                if item.isprintable() and not item.startswith(_HATCH):
                    continue
            elif type(item) in _NUMBERS or not item or key == "coordinates":
                continue
            if (clean := _clean(item, patterns, name)) is not item:
                changed[key] = clean
        return {**value, **changed} if changed else value
    if isinstance(value, list | tuple):
        items = [item if type(item) in _NUMBERS else _clean(item, patterns, name) for item in value]
        return value if all(map(operator.is_, items, value)) else items
    return value


def _clean_text(text: str, patterns: dict[str, str], name: str) -> str:
    if text.startswith(_HATCH):
        color = text.removeprefix(_HATCH)
        color = color if theme.is_color(color) else theme.var("faint")
        return f"url(#{patterns.setdefault(color, f'{name}-hatch-{len(patterns)}')})"
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def _root_attributes(name: str, title: str, alt: str, width: float, height: float) -> dict[str, str]:
    named = {"aria-label": title or alt}
    if title and alt:
        named["aria-describedby"] = f"{name}-desc"
    return {
        "xmlns": "http://www.w3.org/2000/svg",
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
    found = attributes.clean(tag, {str(key): str(text) for key, text in old.attrib.items()}, ids)
    words = old.text or "" if tag == "text" else ""
    if tag == "text" and not words.strip():
        return
    target = parent if tag == "g" and not found else etree.SubElement(parent, tag, found)
    if words:
        target.text = words
    for child in old:
        _copy(child, target, ids)
    if tag == "g" and target is not parent and not len(target):
        parent.remove(target)
