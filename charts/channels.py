"""What each channel of a Vega mark has for a row: a field, a place on a scale, or the same for all rows.

A mark that says more than is known here, or leaves to Vega's own taste what is, raises `UnknownError`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

Row = dict[str, Any]
Read = Callable[[Row], Any]
Scales = Mapping[str, Callable[[Any], Any]]

STYLES = {
    "fill": "fill",
    "fillOpacity": "fill-opacity",
    "stroke": "stroke",
    "strokeOpacity": "stroke-opacity",
    "strokeWidth": "stroke-width",
    "strokeCap": "stroke-linecap",
    "strokeJoin": "stroke-linejoin",
    "strokeDash": "stroke-dasharray",
    "opacity": "opacity",
}
"""Channels that are attributes of SVG, in the order in which Vega writes them."""

_PLACE = {"x", "y"}
_CHANNELS: dict[str, tuple[set[str], set[str]]] = {
    "rule": ({*_PLACE, "stroke"}, {"x2", "y2"}),
    "rect": ({*_PLACE, "x2", "y2", "fill"}, {"cornerRadius"}),
    "symbol": ({*_PLACE, "size", "fill", "stroke"}, {"shape"}),
    "text": ({*_PLACE, "text", "align", "baseline", "fontSize", "fontWeight", "fill"}, set()),
    "shape": ({"fill", "stroke"}, set()),
    "line": ({*_PLACE, "stroke", "strokeWidth"}, {"defined"}),
    "area": ({*_PLACE, "y2", "orient", "fill"}, {"defined"}),
}
"""Of each type of mark the channels that it has to have, and those that it may have beside its looks."""
_FIXED: dict[str, Any] = {
    "shape": {"value": "circle"},
    "baseline": {"value": "middle"},
    "orient": {"value": "vertical"},
}
"""Channels that are known with one value alone."""

_FIELD = re.compile(r"(-?)datum\.(\w+)")
_EITHER = re.compile(r"datum\.(\w+) \? '([^']*)' : null")
_WORDS = re.compile(r'isValid\(datum\["(\w+)"\]\) \? datum\["\1"\] : ""\+datum\["\1"\]')


class UnknownError(Exception):
    """A mark for Vega to draw."""


def reads(mark: dict[str, Any], scales: Scales) -> dict[str, Read]:
    """What each channel of a mark has for a row, by the channel's name."""
    if mark["type"] not in _CHANNELS or mark["encode"].keys() != {"update"}:
        raise UnknownError
    needed, more = _CHANNELS[mark["type"]]
    encode = mark["encode"]["update"]
    if not needed <= encode.keys() <= needed | more | STYLES.keys():
        raise UnknownError
    if any(encode.get(channel, fixed) != fixed for channel, fixed in _FIXED.items()):
        raise UnknownError
    # No form has rows without what is drawn of them, so that all are defined.
    return {channel: _read(entry, scales) for channel, entry in encode.items() if channel != "defined"}


def _read(entry: Any, scales: Scales) -> Read:
    match entry:
        case {"value": value, **more} if not more:
            return lambda _row: value
        case {"field": str(field), **more} if not more:
            return _field(field)
        case {"signal": str(signal), **more} if not more:
            return _signal(signal)
        case {"scale": str(scale), "field": str(field), **more} if scale in scales and more.keys() <= {
            "offset"
        }:
            place, read = scales[scale], _field(field)
            if "offset" not in more:
                return lambda row: place(read(row))
            aside = _read(more["offset"], scales)
            return lambda row: place(read(row)) + aside(row)
    raise UnknownError


def _field(field: str) -> Read:
    if field.isidentifier():
        return itemgetter(field)
    outer, _, inner = field.partition("\\.")  # as Vega-Lite writes `outer.inner` once it has looked there
    if not (outer.isidentifier() and inner.isidentifier()):
        raise UnknownError
    return lambda row: row[outer][inner]


def _signal(signal: str) -> Read:
    if found := _FIELD.fullmatch(signal):
        field = found[2]
        return (lambda row: -row[field]) if found[1] else itemgetter(field)
    if found := _EITHER.fullmatch(signal):
        asked, text = found.groups()
        return lambda row: text if row[asked] else None
    if found := _WORDS.fullmatch(signal):
        return itemgetter(found[1])
    raise UnknownError


def scales(made: dict[str, Any]) -> Scales:
    """The scales of a Vega spec that are known, by name: what each makes of a value."""
    size = {"width": made["width"], "height": made["height"]}
    found: dict[str, Callable[[Any], Any]] = {}
    for scale in made["scales"]:
        match scale:
            case {"type": "linear" | "utc", "domain": [_, _] as domain, "range": [start, end], "nice": False}:
                place = _linear(
                    domain, *(size[at["signal"]] if isinstance(at, dict) else at for at in (start, end))
                )
                found[scale["name"]] = _moments(place) if scale["type"] == "utc" else place
            case {"type": "ordinal", "domain": list(domain), "range": list(values)}:
                found[scale["name"]] = dict(zip(domain, values, strict=True)).__getitem__
    return found


def _linear(domain: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """The px of a number between `start` and `end` px, reckoned in the order in which Vega does."""
    low, span = domain[0], domain[1] - domain[0]

    def place(value: float) -> float:
        share = (value - low) / span if span else 0.5
        return start * (1 - share) + end * share

    return place


def _moments(place: Callable[[float], float]) -> Callable[[str], float]:
    """The px of a day or a moment, as ISO text, on a scale of milliseconds."""
    return lambda text: place(_milliseconds(text))


@functools.lru_cache(maxsize=1 << 13)
def _milliseconds(text: str) -> float:
    """Of a day, or a moment with its zone, since 1970."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp() * 1000
