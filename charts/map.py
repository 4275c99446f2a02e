"""Maps on country outlines: who holds each place, and where one place lies. Mercator, reckoned here: x and y
are px.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from charts import confidence, form, guides, land, lettering, mercator, placing, ready, theme
from generator.language import gettext as _
from generator.language import ngettext

_TALLEST, _FLATTEST = 640.0, 340.0


def holders(places: Sequence[form.Row], title: str, subtitle: str) -> form.Spec | None:
    """Spec of the map of holders; None where no place has coordinates.

    places: name, lat, lon (WGS84 degrees, or None), holder (label; "" = nobody known), group (what the key calls the
    holder, or several holders), color (CSS, that of the group), changed (bool: ringed), confidence (`confirmed`,
    `claimed`, `disputed`), rank (0 = most important; orders dots and names). `id` may be there and goes along.
    """
    places = [row for row in places if row["lat"] is not None and row["lon"] is not None]
    if not places:
        return None
    lons = mercator.unwrapped([row["lon"] for row in places])
    rows = sorted(
        ({**row, "lon": lon} for row, lon in zip(places, lons, strict=True)),
        key=lambda row: (row["rank"] > 0, not row["changed"], row["rank"], row["name"]),
    )
    lats = [row["lat"] for row in rows]
    view = _view(lons, lats)
    spots = [view.spot(row["lon"], row["lat"]) for row in rows]
    focus = land.focus(view, tuple(sorted(spots)))
    ground = placing.Ground(view.width, view.height)
    lines, said, corner = land.scale_bar(view, float(np.mean(lats)))
    ground.take(corner)
    dots, anchors = _dots(rows, spots, ground)
    placed = placing.beside(ground, anchors, 46)
    said += _place_names(placed)
    lines += [
        form.rule(spot.anchor.x, spot.anchor.y, spot.x, spot.y, "ink", 0.8) for spot in placed if spot.far
    ]
    said += land.names(land.shapes(view), ground, focus)
    signs = {row["confidence"] for row in rows} | {"changed" for row in rows if row["changed"]}
    entries = _key(Counter((row["group"], row["color"]) for row in rows), signs)
    top = _top(entries)
    swatches, key_words = guides.key(entries, form.WIDTH, 0, -top)
    plot = form.Plot(view.width, view.height, (0, top, 0, 0), *form.NO_DAYS)
    water = [form.box(0, 0, view.width, view.height, theme.var("water"))]
    return form.fill(
        ready.form("map"),
        plot,
        {
            "water": water,
            "land": land.features(view, focus),
            "rules": lines,
            "dots": dots,
            "swatches": swatches,
            "labels": [*said, *key_words],
        },
        title,
        subtitle,
    )


def height(
    spots: Sequence[tuple[float, float]], groups: Counter[tuple[str, str]], signs: Collection[str]
) -> float:
    """px of the whole map that `holders` makes, its key included.

    spots: longitude and latitude of each place (WGS84 degrees), at least one; groups: how many places each
    (label, CSS colour) holds; signs: the confidences that occur, and "changed" where a place is ringed.
    """
    lons = mercator.unwrapped([lon for lon, _lat in spots])
    return _view(lons, [lat for _lon, lat in spots]).height + _top(_key(groups, signs))


def _view(lons: Sequence[float], lats: Sequence[float]) -> mercator.View:
    return mercator.view(lons, lats, form.WIDTH, _FLATTEST, _TALLEST, 1.6)


def _top(entries: list[guides.Entry]) -> float:
    """px that the key takes above the map."""
    return guides.key_height(entries, form.WIDTH) + 8


def _dot(
    x: float, y: float, radius: float, fill: str, stroke: str, width: float, dash: Sequence[float] = ()
) -> form.Row:
    area = round(math.pi * radius**2, 1)
    return {
        "px": x,
        "py": y,
        "size": area,
        "fill": fill,
        "stroke": stroke,
        "width": width,
        "dash": list(dash),
    }


def _dots(
    rows: Sequence[form.Row], spots: Sequence[tuple[float, float]], ground: placing.Ground
) -> tuple[list[form.Row], list[placing.Anchor]]:
    """Dots, important ones last so that they lie on top, a ring around each that changed; and the names they
    want.
    """
    dots: list[form.Row] = []
    anchors: list[placing.Anchor] = []
    for (x, y), row in zip(spots, rows, strict=True):
        large, kind = int(row["rank"]) == 0, str(row["confidence"])
        radius = 5.5 if large else 4.5
        reach = radius + (4.5 if row["changed"] else 0.5)
        fill, stroke, dash = confidence.dot(str(row["color"]), kind)
        if kind == "confirmed":
            dots.append(_dot(x, y, radius, fill, theme.var("paper"), 1))
        else:
            dots.append(_dot(x, y, radius - 0.8, fill, stroke, 2, dash))
        key = str(row["group"])
        named = {"id": str(row.get("id", "")), "name": str(row["name"]), "holder": str(row["holder"])}
        dots[-1] |= {**named, "key": key}
        if row["changed"]:
            dots.append(_dot(x, y, radius + 3.2, "transparent", theme.var("ink"), 1.6) | {"key": key})
        ground.take((x - reach, y - reach, x + reach, y + reach))
        text = lettering.shorten(str(row["name"]), 180, theme.SMALL) + (" ?" if kind == "disputed" else "")
        anchors.append(placing.Anchor(x, y, reach, text, theme.SIZE if large else theme.SMALL, large, key))
    return dots[::-1], anchors


def _place_names(placed: Sequence[placing.Placed]) -> list[form.Text]:
    return [
        form.words(
            spot.x,
            spot.y,
            spot.anchor.text,
            spot.align,
            size=spot.anchor.size,
            weight=700 if spot.anchor.bold else 400,
            halo=3,
            key=spot.anchor.key,
        )
        for spot in placed
    ]


def _key(groups: Counter[tuple[str, str]], found: Collection[str]) -> list[guides.Entry]:
    """Holders by places held, after them those not named one by one, then the signs that occur."""

    def order(group: tuple[str, str]) -> tuple[bool, int, str]:
        return group[1] == guides.OTHERS, -groups[group], group[0]

    entries = []
    for holder, color in sorted(groups, key=order):
        count = groups[holder, color]
        text = _("{what} {n}", what=holder or _("no known holder"), n=str(count))
        if color == guides.OTHERS:
            text = ngettext("{what}: {n} place", "{what}: {n} places", count, what=holder, n=str(count))
        entries.append(guides.Entry(text, color, shape="dot", key=holder))
    signs = []
    for kind in ("claimed", "disputed"):
        if kind in found:
            fill, stroke, dash = confidence.dot(theme.var("muted"), kind)
            signs.append((_(kind), fill, stroke, dash))
    if "changed" in found:
        signs.append((_("changed hands"), "transparent", theme.var("ink"), ()))
    return entries + [
        guides.Entry(text, fill, stroke, dash, "dot", new_line=number == 0)
        for number, (text, fill, stroke, dash) in enumerate(signs)
    ]


def locator(name: str, lat: float, lon: float) -> form.Spec:
    """Spec of a small map (320 × 220 px) of one place among its countries; one at a pole is held at ±84°."""
    view = mercator.view([lon], [lat], 320, 220, 220, 10.0)
    x, y = view.spot(lon, lat)
    focus = land.focus(view, ((x, y),))
    ground = placing.Ground(view.width, view.height)
    lines, said, corner = land.scale_bar(view, lat)
    ground.take(corner)
    ground.take((x - 7, y - 7, x + 7, y + 7))
    text = lettering.shorten(name, 140, theme.SIZE, True)
    said += _place_names(placing.beside(ground, [placing.Anchor(x, y, 7, text, theme.SIZE, True)], 1))
    ground.take((x - 40, y - 22, x + 60 + lettering.width(text, theme.SIZE, True), y + 22))  # air around it
    said += land.names(land.shapes(view), ground, "")
    dots = [_dot(x, y, 5.5, theme.var("ink"), theme.var("paper"), 2)]
    plot = form.Plot(view.width, view.height, (0, 0, 0, 0), *form.NO_DAYS)
    water = [form.box(0, 0, view.width, view.height, theme.var("water"))]
    return form.fill(
        ready.form("map"),
        plot,
        {
            "water": water,
            "land": land.features(view, focus),
            "rules": lines,
            "dots": dots,
            "swatches": [],
            "labels": said,
        },
        name,
        "",
    )
