"""Colours, type and Vega-Lite config of every chart, declared once as plain data.

Colour means side. A side has a family of base tones; an actor without a parent in its side takes the next
base tone, its members take the two tones beside it. Backers are a lighter tone of the side they back. Hues
start from Okabe and Ito (2008) and were moved in OKLCH until every mark reaches 3:1 against both papers and
the sides stay apart under simulated protanopia, deuteranopia and tritanopia (tests/charts/test_theme.py
measures both).

An SVG holds only names (`var(--fm-opposition-0)`); the page's style sheet holds `css()`, so one SVG follows
the palette.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import pandas as pd

# side -> base tones; each as (light, dark) of the tone itself, of a first and of a second member beside it
SIDES: dict[str, tuple[tuple[str, str, str, str, str, str], ...]] = {
    "opposition": (
        ("#00755a", "#5db699", "#2d8c76", "#77c9b2", "#015d54", "#43a397"),
        ("#085e77", "#5da0ba", "#35748f", "#79b3cd", "#316a8c", "#75a9cb"),
        ("#1c9f96", "#73d9d0", "#0b817e", "#65bfbb", "#0d868d", "#63c4cb"),
        ("#064a48", "#518f8c", "#216061", "#6aa1a1", "#10575f", "#609aa1"),
        ("#36859e", "#7cc2da", "#266982", "#6fa9c1", "#326d8e", "#76accd"),
        ("#2f9379", "#79cfb4", "#147764", "#68b6a3", "#057d74", "#63bcb2"),
    ),
    "regime": (
        ("#81200c", "#c96b57", "#954027", "#d9836b", "#8d360f", "#d27b5b"),
        ("#97271b", "#de7261", "#ac4933", "#ed8b74", "#a43e1c", "#e78364"),
        ("#5b2010", "#a46757", "#6f3a27", "#b47d6a", "#673118", "#ad765e"),
    ),
    "sdf": (
        ("#bc8007", "#f6bb5f", "#a57705", "#e2b35c", "#a18025", "#dbbb6e"),
        ("#b17000", "#ecad60", "#9a6702", "#d9a55b", "#967021", "#d2ae6a"),
        ("#ac8d1f", "#e4c76d", "#978320", "#d1be6b", "#928a3d", "#cbc57e"),
        ("#a97e0a", "#e3ba64", "#947409", "#d0b261", "#8f7d2e", "#cab973"),
    ),
    "regime-backer": (
        ("#c8675c", "#ffa79b", "#b45e4c", "#f29d8a", "#ad563f", "#ec967f"),
        ("#b26678", "#eea3b3", "#a15b67", "#e09aa3", "#9b535c", "#db939a"),
        ("#be7b5c", "#f7b598", "#aa704f", "#e6ad8d", "#a36944", "#e0a783"),
        ("#956452", "#d3a190", "#845946", "#c49885", "#7d523c", "#be927c"),
        ("#ba7e7f", "#f3b8b8", "#a97370", "#e4aeab", "#a26b66", "#dea8a2"),
    ),
    "regime-neighbour": (
        ("#99786c", "#d4b3a8", "#886c5f", "#c6a99c", "#816556", "#bfa395"),
        ("#7e6159", "#bd9f98", "#6f564d", "#af958c", "#684f44", "#a98f85"),
    ),
    "opposition-backer": (
        ("#5d9c78", "#9ad5b2", "#458064", "#86bda1", "#3e8772", "#81c3ae"),
        ("#488d8d", "#89c9c8", "#347174", "#79b0b2", "#377680", "#7bb5be"),
    ),
    "sdf-backer": (
        ("#aa8b41", "#e3c481", "#967f3b", "#d1bb7c", "#93874c", "#cdc18a"),
        ("#997b46", "#d4b785", "#87703e", "#c4ad7e", "#85764b", "#c1b389"),
    ),
    "isis": (
        ("#282b30", "#6d7075", "#3d4045", "#808388", "#36383d", "#7a7b81"),
        ("#494d54", "#8b8f95", "#60636a", "#9fa2a8", "#595a61", "#989aa1"),
    ),
    "external-neutral": (
        ("#808897", "#bac2d0", "#676d7a", "#a5abb8", "#6f7281", "#acafbd"),
        ("#5b6378", "#9aa2b7", "#74798e", "#b0b5c9", "#4d4e62", "#8e8fa4"),
        ("#808f96", "#bac8cf", "#68747b", "#a5b1b8", "#6e7982", "#abb5be"),
        ("#455160", "#8692a2", "#5d6776", "#9ba5b5", "#575d6e", "#969dae"),
        ("#7f7d97", "#bab8d2", "#676279", "#a5a1b8", "#70677e", "#aea5bc"),
    ),
    "international": (
        ("#4d799e", "#8cb6db", "#6c90b4", "#a7c9ed", "#486189", "#87a1c9"),
        ("#3b5e81", "#7d9ec2", "#587496", "#96b1d3", "#35476c", "#778ab0"),
        ("#6892ac", "#a3cce5", "#54768e", "#92b4cb", "#5d7b98", "#9ab7d4"),
    ),
    "extra-0": (
        ("#1b49a3", "#5f8fe7", "#4060b5", "#7fa2f5", "#4a51af", "#8794f0"),
        ("#3778c8", "#7eb7ff", "#2e5ca3", "#719ee5", "#455cae", "#839eef"),
        ("#203a7e", "#6280c5", "#3d5091", "#7d93d4", "#414389", "#8187ce"),
    ),
    "extra-1": (
        ("#af5bad", "#eb9ae8", "#914488", "#d286c7", "#a14583", "#e187c1"),
        ("#874197", "#c884d7", "#a15ca7", "#dd9ae3", "#7b296f", "#c170b2"),
        ("#642b74", "#a871b8", "#7c4484", "#bd86c5", "#7b3773", "#bf7bb5"),
    ),
    "extra-2": (
        ("#3d98c7", "#85d1fe", "#327aa6", "#78b8e4", "#437db4", "#84baf0"),
        ("#317ca8", "#77bae5", "#5893be", "#95cdf7", "#356395", "#77a3d5"),
        ("#216188", "#6aa2c9", "#46779e", "#86b4db", "#244975", "#688cb9"),
    ),
    "extra-3": (
        ("#cb588b", "#fe9fc4", "#a9436a", "#ea86a8", "#b6455f", "#f6889c"),
        ("#ac3e6b", "#ee82a9", "#c35c7d", "#fe9cb8", "#962b42", "#dc7383"),
        ("#8b2f52", "#d17593", "#a24b64", "#e38ca2", "#9c4056", "#de8394"),
    ),
}
EXTRA = ("extra-0", "extra-1", "extra-2", "extra-3")  # for sides that have no family, in order of appearance

# name -> (light, dark)
INK: dict[str, tuple[str, str]] = {
    "paper": ("#fcfbf9", "#17191c"),
    "ink": ("#1d1f21", "#eceae6"),
    "muted": ("#62656a", "#a4a7ab"),
    "faint": ("#8c8f94", "#74787d"),
    "grid": ("#e6e3de", "#2d3035"),
    "land": ("#f4f1ec", "#24272b"),
    "land-around": ("#e9e6e0", "#1d2023"),
    "water": ("#f7f9fa", "#141619"),
    "border": ("#bdb8b0", "#4d5258"),
    "mark": ("#33527a", "#8fb0dc"),
    "level-0": ("#fcfbf9", "#17191c"),
    "level-1": ("#dce3f0", "#252f47"),
    "level-2": ("#a9badb", "#3d5385"),
    "level-3": ("#4d6dab", "#7899d6"),
    "level-4": ("#1f3670", "#cbdafb"),
    "level-ink-0": ("#62656a", "#a4a7ab"),
    "level-ink-1": ("#1d1f21", "#eceae6"),
    "level-ink-2": ("#1d1f21", "#ffffff"),
    "level-ink-3": ("#ffffff", "#10131a"),
    "level-ink-4": ("#ffffff", "#10131a"),
    "announced": ("#b3261e", "#ff9d8f"),
    "sign-0": ("#23466f", "#7aa6dd"),
    "sign-1": ("#4f8fbf", "#b5d8f5"),
    "sign-2": ("#7a5a99", "#b495d6"),
    "sign-3": ("#b0799f", "#e9bfdc"),
    "sign-4": ("#7d7f83", "#8d9095"),
}
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
SIZE = 13  # px; nothing in a chart is set smaller than SMALL
SMALL = 11.5

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-z]{3,20}|var\(--fm-[a-z0-9-]+\)")


def var(name: str) -> str:
    """The CSS reference of a palette entry: `ink` -> `var(--fm-ink)`."""
    return f"var(--fm-{name})"


def is_color(text: str) -> bool:
    """Whether text from data may stand as a colour in an SVG: a hex colour, a colour word or one of our
    variables.
    """
    return _COLOR.fullmatch(text) is not None


@functools.cache
def palette() -> tuple[tuple[str, str, str], ...]:
    """Every variable as (name without `--fm-`, light value, dark value), in a fixed order."""
    inks = tuple((name, light, dark) for name, (light, dark) in INK.items())
    return inks + tuple(
        (f"{side}-{number}{suffix}", tone[start], tone[start + 1])
        for side, tones in SIDES.items()
        for number, tone in enumerate(tones)
        for suffix, start in (("", 0), ("b", 2), ("c", 4))
    )


def css() -> str:
    """Style sheet text that gives every `--fm-…` variable its value in both palettes of the theme; print is
    light.
    """
    light = "".join(f"--fm-{name}:{value};" for name, value, _ in palette())
    dark = "".join(f"--fm-{name}:{value};" for name, _, value in palette())
    return "\n".join(
        (
            f':root,[data-md-color-scheme="default"]{{--fm-sans:{FONT};{light}}}',
            f'[data-md-color-scheme="slate"]{{{dark}}}',
            f'@media print{{[data-md-color-scheme="slate"]{{{light}}}}}',
            ".fm-chart{font-family:var(--fm-sans);font-variant-numeric:tabular-nums;display:block;max-width:100%;"
            "height:auto}",
            "",
        )
    )


def config() -> dict[str, Any]:
    """Vega-Lite config: bare marks on paper. Axes and keys are drawn by `form`, none of Vega's own appear."""
    return {
        "aria": False,  # the SVG has one text alternative of its own
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "ticks": False,
            "gridColor": var("grid"),
            "labelColor": var("muted"),
            "labelFontSize": SIZE,
            "title": None,
        },
        "legend": {"disable": True},
        "text": {"fontSize": SIZE, "fill": var("ink")},
    }


def _tones(side: str, unknown: dict[str, str]) -> tuple[str, int]:
    """The family of a side and how many base tones it has; a new side takes the next extra family."""
    if side not in SIDES or side in EXTRA:
        family = unknown.setdefault(side, EXTRA[len(unknown) % len(EXTRA)])
        return family, len(SIDES[family])
    return side, len(SIDES[side])


def _root(actor: str, side: dict[str, str], parent: dict[str, str]) -> str:
    """The topmost ancestor that shares the actor's side; a cycle ends where it closes."""
    seen = {actor}
    while (above := parent.get(actor, "")) and side.get(above) == side[actor] and above not in seen:
        actor = above
        seen.add(actor)
    return actor


def colors(actors: pd.DataFrame) -> dict[str, str]:
    """One colour per actor for the whole site, as CSS text (`var(--fm-opposition-0)` or the actor's own
    colour).

    `actors` has columns id, side, parent and color ("" where empty; `color` may be missing), in table order.
    Roots of a side take its tones in that order, so main actors come first in the table; members take the
    tones beside their root's. Rows added at the end never change the colour of those before them.
    """
    rows = actors if "color" in actors else actors.assign(color="")
    rows = rows[["id", "side", "parent", "color"]].astype(object).fillna("").astype(str)
    side = dict(zip(rows["id"], rows["side"], strict=True))
    parent = dict(zip(rows["id"], rows["parent"], strict=True))
    unknown: dict[str, str] = {}
    base: dict[str, tuple[str, int]] = {}
    taken: dict[str, int] = {}
    members: dict[str, int] = {}
    result: dict[str, str] = {}
    for actor, own in zip(rows["id"], rows["color"], strict=True):
        root = _root(actor, side, parent)
        if root not in base:
            family, size = _tones(side[root], unknown)
            base[root] = (family, taken.get(side[root], 0) % size)
            taken[side[root]] = taken.get(side[root], 0) + 1
        family, tone = base[root]
        suffix = ""
        if actor != root:
            suffix = "bc"[members.get(root, 0) % 2]
            members[root] = members.get(root, 0) + 1
        result[actor] = own if own and is_color(own) else var(f"{family}-{tone}{suffix}")
    return result
