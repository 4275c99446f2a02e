"""A picture in fewer bytes: elements in a row that look the same share their looks, and dots are circles.

Charts of years are thousands of marks of a few looks, and most of a mark's text is how it looks. What is drawn stays
the same, mark by mark, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_PLACE = r'(?: transform="[^"]*")?'
_ELEMENT = re.compile(
    rf'<(path|line)({_PLACE}(?: d="[^"]*"| [xy]2="[^"]*")*)([^>]*)/>'
    rf'|<text((?: text-anchor="\w+")?)({_PLACE})([^>]*)>([^<]*)</text>'
    r"|<[^>]*>"
)
"""A mark: its name, where and what it is, and how it looks; words; or the beginning or end of a group."""
_HALO = ' paint-order="stroke"'
"""Stays with the words that have it: the checker of our pages does not know it, and overlooks it on words alone."""
_DOT = re.compile(
    r' transform="translate\(([^,]+),([^)]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"'
)


def shared(picture: str) -> str:
    """The elements of `picture`, of which those in a row that look the same stand in a group that has their looks."""
    found: list[str] = []
    for looks, run in groupby(_elements(picture), key=lambda element: element[0]):
        elements = [element[1:] for element in run]
        # What is see-through as a whole would be so once instead of mark by mark.
        if looks and len(elements) > 1 and " opacity=" not in looks:
            found.append(f"<g{looks}>{''.join([start + end for start, end in elements])}</g>")
        else:
            found += [f"{start}{looks}{end}" for start, end in elements]
    return "".join(found)


def _elements(picture: str) -> Iterator[tuple[str, str, str]]:
    """The looks of each element, and what stands before and after them in it."""
    for each in _ELEMENT.finditer(picture):
        name, shape, looks, anchor, place, face, words = each.groups()
        if name:
            dot = _DOT.fullmatch(shape)
            yield (
                looks,
                f'<circle cx="{dot[1]}" cy="{dot[2]}" r="{dot[3]}"' if dot else f"<{name}{shape}",
                "/>",
            )
        elif words is not None:
            halo = _HALO if _HALO in face else ""
            yield f"{anchor}{face.replace(halo, '')}", f"<text{place}{halo}", f">{words}</text>"
        else:
            yield "", each[0], ""
