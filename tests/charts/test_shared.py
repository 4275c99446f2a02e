"""shared: the same picture, mark by mark, in fewer bytes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from charts.shared import shared

LINE = '<line transform="translate(1,2)" x2="9" stroke="var(--fm-grid)"/>'
DOT = '<path transform="translate(4.5,-6)" d="M0.9,0A0.9,0.9,0,1,1,-0.9,0A0.9,0.9,0,1,1,0.9,0" fill="#abc"/>'
BOX = '<path d="M1,2h3v4h-3Z" fill="#abc"/>'
SEEN_THROUGH = '<path d="M1,2h3v4h-3Z" fill="#abc" opacity="0.5"/>'
WORDS = '<text text-anchor="end" transform="translate(1,2)" font-size="11px" fill="#abc">a &amp; b</text>'
WITH_HALO = '<text text-anchor="end" transform="translate(1,2)" fill="#abc" paint-order="stroke">a</text>'


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (BOX, BOX),
        (BOX + LINE + BOX, BOX + LINE + BOX),
        (BOX + BOX, '<g fill="#abc"><path d="M1,2h3v4h-3Z"/><path d="M1,2h3v4h-3Z"/></g>'),
        (DOT, '<circle cx="4.5" cy="-6" r="0.9" fill="#abc"/>'),
        (DOT + BOX, '<g fill="#abc"><circle cx="4.5" cy="-6" r="0.9"/><path d="M1,2h3v4h-3Z"/></g>'),
        (SEEN_THROUGH * 2, SEEN_THROUGH * 2),
        (
            WORDS * 2,
            '<g text-anchor="end" font-size="11px" fill="#abc">'
            + '<text transform="translate(1,2)">a &amp; b</text>' * 2
            + "</g>",
        ),
        (
            WITH_HALO * 2,
            '<g text-anchor="end" fill="#abc">'
            + '<text transform="translate(1,2)" paint-order="stroke">a</text>' * 2
            + "</g>",
        ),
        (f'<g clip-path="url(#a)">{BOX}</g>{BOX}', f'<g clip-path="url(#a)">{BOX}</g>{BOX}'),
    ],
)
def test_marks_in_a_row_that_look_the_same_share_their_looks(picture: str, said: str) -> None:
    assert shared(picture) == said


def test_of_each_chart_the_marks_stay_the_same(specs: dict[str, dict[str, Any]], by_vega: Any) -> None:
    from charts import draw

    for name, spec in specs.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(draw, "shared", str)
            whole = by_vega(spec)
        assert _marks(by_vega(spec)) == _marks(whole), name


def _marks(svg: str) -> list[tuple[Any, ...]]:
    """What is drawn, in its order: where, what, and how it looks, from whatever group it has that."""
    found = []
    for mark in etree.fromstring(svg.encode()).iterdescendants("{*}path", "{*}line", "{*}text", "{*}circle"):
        looks: dict[str, str] = {}
        for each in (*reversed(list(mark.iterancestors("{*}g"))), mark):
            looks |= {
                str(key): str(text) for key, text in each.attrib.items() if each is mark or key != "transform"
            }
        dot = re.match(r"M([\d.]+),0A", looks.get("d", ""))
        if dot and (place := re.fullmatch(r"translate\((.*),(.*)\)", looks.get("transform", ""))):
            looks |= {"cx": place[1], "cy": place[2], "r": dot[1]}
            del looks["d"], looks["transform"]
        found.append((sorted(looks.items()), mark.text))
    return found
