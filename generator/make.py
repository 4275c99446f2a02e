"""One planned page → its files: the page itself, the files of its charts, its picture; and pieces for other files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from charts.draw import Drawing
from generator.blocks import Chart, charts_of
from generator.digest import digests
from generator.downloads import downloads
from generator.epub import PIECE, chapter
from generator.forms import fed
from generator.lines import Lines
from generator.lite import lite
from generator.pages import Leaf
from generator.plain import plain
from generator.render import render
from generator.social import social


@dataclass(frozen=True)
class Made:
    """What is made of a part of a site: `files` by their path inside `content/`, and `pieces`, of which other files
    are made, by their name: the plain article of a page of which a feed may be made goes by the page's path.
    """

    files: Mapping[str, bytes]
    pieces: Mapping[str, bytes] = field(default_factory=dict)


def make(leaf: Leaf, lines: Lines, draw: Callable[[Chart], Drawing]) -> Made:
    """Every file of a page, and the pieces of it that other files take.

    `lines` are those of the page's site: made once, they serve all its pages. Pure as far as `draw` is.
    """
    page, facts = leaf.make(), lines.site.facts
    drawings = {chart.name: draw(chart) for chart in charts_of(page.view)}
    rendered = render(page, drawings, lines)
    texts = {page.path: str(rendered), **downloads(page, drawings, lines)}
    files = {path: text.encode() for path, text in texts.items()} | social(page, drawings, facts)
    if "digests" in facts.forms:
        files |= digests(page, lines)
    article = plain(page, rendered.pieces)
    if "lite" in facts.forms:
        files |= lite(page, article, lines)
    pieces = {page.path: bytes(article)} if fed(page.path) else {}
    if "epub" in facts.forms:
        pieces[f"{PIECE}{page.path}"] = bytes(chapter(article, lines))
    return Made(files, pieces)
