"""All layers of a Vega spec as SVG, one on top of another, where every mark of them is one that `marks` know."""

from __future__ import annotations

import re
from typing import Any

from charts import channels, marks
from charts.attributes import short
from charts.channels import Row, UnknownError

Spec = dict[str, Any]

_DATUM = r'datum(?:\["\w+"\])+'
_KEPT = re.compile(rf"toDate\({_DATUM}\)|(?:[ ()&|+]|is(?:Date|Valid|Finite)\(|{_DATUM})+")
"""Steps that leave rows as they are: scales read days, and no form has rows without what is drawn of them."""
_PLANE = {"type": "identity", "scale": 1, "translate": [0, 0]}


def layers(made: Spec, name: str, hatches: tuple[str, ...]) -> tuple[str, str] | None:
    """The elements of a picture and their definitions, or None of one that Vega has to draw.

    `name` prefixes the ids of the definitions; hatches: the ids of the patterns that rows may name.
    """
    if any(each != {"name": each["name"], **_PLANE} for each in made.get("projections", ())):
        return None
    scales = channels.scales(made)
    data = {each["name"]: each for each in made["data"]}
    found: list[str] = []
    clips: list[str] = []
    try:
        for mark in made["marks"]:
            text = "".join(marks.written(mark, _rows(data, mark), scales, hatches))
            if mark.get("clip"):
                clip = f"{name}-clip-{len(clips)}"
                clips.append(f'<clipPath id="{clip}">{_whole(made)}</clipPath>')
                text = text and f'<g clip-path="url(#{clip})">{text}</g>'
            found.append(text)
    except UnknownError:
        return None
    return "".join(found), f"<defs>{''.join(clips)}</defs>" if clips else ""


def _whole(made: Spec) -> str:
    return f'<rect x="0" y="0" width="{short(made["width"])}" height="{short(made["height"])}"/>'


def _rows(data: dict[str, Spec], mark: Spec) -> list[Row]:
    """The rows of a mark as they were given, where Vega would not make other rows of them first."""
    match mark:
        case {"from": {"data": str(name)}} | {"from": {"facet": {"data": str(name)}}}:
            pass
        case _:
            raise UnknownError
    one = data[name]
    while True:
        if not all(_KEPT.fullmatch(step.get("expr", "?")) for step in one.get("transform", ())):
            raise UnknownError
        if "source" not in one:
            rows: list[Row] = one["values"]
            return rows
        one = data[one["source"]]
