"""Marks of a compiled form as SVG: what Vega writes of them, without the way through Vega.

What a mark looks like is read from the Vega spec that Vega-Lite made of the form. Marks of our charts are straight
lines, rectangles, words, dots, outlines, and lines and areas from point to point; to write one takes a tenth of the
time in which Vega draws it. The tests hold every chart to what Vega draws of it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from charts import attributes
from charts.attributes import short
from charts.channels import STYLES, Read, Row, Scales, UnknownError, reads

_Reads = dict[str, Read]
_KNOWN = {"name", "type", "style", "from", "encode"}
_ROUND = 0.448084975506  # Vega's: how far the handle of a quarter of a circle stays off the corner, in radii
_OUTLINES = [{"type": "geoshape", "projection": "projection"}]
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def written(
    mark: dict[str, Any], rows: Sequence[Row], scales: Scales, hatches: tuple[str, ...]
) -> Iterator[str]:
    """The elements of a mark, clipped or not, in the order in which they are drawn.

    rows: those of its dataset, with the fields that the mark reads; hatches: the ids that rows may name. Raises
    UnknownError of a mark that Vega has to draw.
    """
    if mark["type"] == "group":
        return _paths(mark, rows, scales, hatches)
    more = {"clip", "transform"} if mark.get("transform") == _OUTLINES else set()
    if not mark.keys() <= _KNOWN | more or mark["type"] not in _WRITTEN:
        raise UnknownError
    return _WRITTEN[mark["type"]](reads(mark, scales), rows, hatches)


def escaped(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _styles(found: _Reads, tag: str, hatches: tuple[str, ...]) -> Read:
    """The attributes of a row's looks, as text."""
    channels = [channel for channel in STYLES if channel in found]
    names = tuple(STYLES[channel] for channel in channels)
    each = [_dash(found[channel]) if channel == "strokeDash" else found[channel] for channel in channels]
    return lambda row: _style(tag, names, tuple([read(row) for read in each]), hatches)


def _dash(read: Read) -> Read:
    return lambda row: ",".join(map(_text, read(row)))


@functools.lru_cache(maxsize=1 << 12)
def _style(tag: str, names: tuple[str, ...], values: tuple[Any, ...], hatches: tuple[str, ...]) -> str:
    """Attributes of these names, as text: those that say something."""
    said = {
        name: _text(value)
        for name, value in zip(names, values, strict=True)
        if value is not None and not (value == "transparent" and name in ("fill", "stroke"))
    }
    found = attributes.clean(tag, said, dict(zip(hatches, hatches, strict=True)))
    return "".join(f' {name}="{text}"' for name, text in found.items())


def _text(value: str | float) -> str:
    """A value as JavaScript writes it."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _moved(x: float, y: float) -> str:
    place = f"translate({short(x)},{short(y)})"
    return "" if place == "translate(0,0)" else f' transform="{place}"'


def _rules(found: _Reads, rows: Sequence[Row], hatches: tuple[str, ...]) -> Iterator[str]:
    x, y, style = found["x"], found["y"], _styles(found, "line", hatches)
    x2, y2 = found.get("x2", x), found.get("y2", y)
    for row in rows:
        left, top = x(row), y(row)
        wide, high = short(x2(row) - left), short(y2(row) - top)
        across = "" if wide == "0" else f' x2="{wide}"'
        down = "" if high == "0" else f' y2="{high}"'
        yield f"<line{_moved(left, top)}{across}{down}{style(row)}/>"


def _rects(found: _Reads, rows: Sequence[Row], hatches: tuple[str, ...]) -> Iterator[str]:
    x, y, x2, y2 = (found[channel] for channel in ("x", "y", "x2", "y2"))
    style, rounding = _styles(found, "path", hatches), found.get("cornerRadius")
    for row in rows:
        left, right = sorted((x(row), x2(row)))
        top, bottom = sorted((y(row), y2(row)))
        wide, high = right - left, bottom - top
        radius = min(rounding(row), wide / 2, high / 2) if rounding else 0
        if radius > 0:
            path = _rounded(left, top, left + wide, top + high, radius)
        else:
            path = f"M{short(left)},{short(top)}h{short(wide)}v{short(high)}h{short(-wide)}Z"
        yield f'<path d="{path}"{style(row)}/>'


def _rounded(x: float, y: float, x2: float, y2: float, radius: float) -> str:
    """The path of a rectangle with round corners, from its top left corner clockwise."""
    near = _ROUND * radius
    left, top, right, bottom = map(short, (x, y, x2, y2))
    a, b, c, d = map(short, (x + radius, y + radius, x2 - radius, y2 - radius))
    e, f, g, h = map(short, (x + near, y + near, x2 - near, y2 - near))
    return (
        f"M{a},{top}L{c},{top}C{g},{top},{right},{f},{right},{b}L{right},{d}C{right},{h},{g},{bottom},{c},{bottom}"
        f"L{a},{bottom}C{e},{bottom},{left},{h},{left},{d}L{left},{b}C{left},{f},{e},{top},{a},{top}Z"
    )


def _symbols(found: _Reads, rows: Sequence[Row], hatches: tuple[str, ...]) -> Iterator[str]:
    x, y, size, style = found["x"], found["y"], found["size"], _styles(found, "path", hatches)
    for row in rows:
        r = short(_milli(math.sqrt(size(row)) / 2))
        yield f'<path{_moved(x(row), y(row))} d="M{r},0A{r},{r},0,1,1,-{r},0A{r},{r},0,1,1,{r},0"{style(row)}/>'


def _shapes(found: _Reads, rows: Sequence[Row], hatches: tuple[str, ...]) -> Iterator[str]:
    """Outlines, which are in px."""
    style = _styles(found, "path", hatches)
    for row in rows:
        if row["geometry"]["type"] != "MultiPolygon":
            raise UnknownError
        rings = [ring[:-1] for part in row["geometry"]["coordinates"] for ring in part]
        yield f'<path d="{"".join(f"M{_through(ring)}Z" for ring in rings)}"{style(row)}/>'


def _words(found: _Reads, rows: Sequence[Row], hatches: tuple[str, ...]) -> Iterator[str]:
    x, y, text, align = (found[channel] for channel in ("x", "y", "text", "align"))
    size, weight, style = found["fontSize"], found["fontWeight"], _styles(found, "text", hatches)
    for row in rows:
        if (said := text(row)).strip():
            px = size(row)
            anchor = _style("text", ("text-anchor",), (_ANCHORS[align(row)],), ())
            # Letters whose middle is at y stand three tenths of their size below it.
            place = _moved(x(row), y(row) + math.floor(0.3 * px + 0.5))
            face = _style("text", ("font-size", "font-weight"), (f"{_text(px)}px", weight(row)), ())
            yield f"<text{anchor}{place}{face}{style(row)}>{escaped(said)}</text>"


def _paths(
    group: dict[str, Any], rows: Sequence[Row], scales: Scales, hatches: tuple[str, ...]
) -> Iterator[str]:
    """The lines or areas of a group that holds one for each run of rows, from left to right."""
    match group:
        case {
            "from": {"facet": {"groupby": list(keys)}},
            "marks": [{"type": str(kind), "sort": {"field": "x"}}],
        }:
            mark = group["marks"][0]
        case _:
            raise UnknownError
    if not (group.keys() <= {*_KNOWN, "marks"} and mark.keys() <= {*_KNOWN, "sort"} and kind in _THROUGH):
        raise UnknownError
    found = reads(mark, scales)
    x, style = found["x"], _styles(found, "path", hatches)
    runs: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        runs.setdefault(tuple(row[key] for key in keys), []).append(row)
    for run in runs.values():
        points = sorted(((x(row), row) for row in run), key=itemgetter(0))
        yield f'<path d="{_THROUGH[kind](found, points)}"{style(points[0][1])}/>'


def _line(found: _Reads, points: list[tuple[float, Row]]) -> str:
    path = _through((x, found["y"](row)) for x, row in points)
    return f"M{path}" if len(points) > 1 else f"M{path}Z"


def _area(found: _Reads, points: list[tuple[float, Row]]) -> str:
    """Along one edge, and back along the other."""
    edges = [(x, found["y"](row), found["y2"](row)) for x, row in points]
    one = _through((x, y) for x, y, _y2 in edges)
    other = _through((x, y + (y2 - y)) for x, y, y2 in reversed(edges))
    return f"M{one}L{other}Z"


def _through(points: Iterable[Sequence[float]]) -> str:
    return "L".join([f"{short(_milli(x))},{short(_milli(y))}" for x, y in points])


def _milli(number: float) -> float:
    """To a thousandth, rounded as JavaScript does: to it Vega rounds lines, dots and outlines."""
    return math.floor(number * 1000 + 0.5) / 1000


_WRITTEN: dict[str, Callable[[_Reads, Sequence[Row], tuple[str, ...]], Iterator[str]]] = {
    "rule": _rules,
    "rect": _rects,
    "symbol": _symbols,
    "shape": _shapes,
    "text": _words,
}
_THROUGH = {"line": _line, "area": _area}
