"""A chart as an SVG file of its own: headline, what is drawn, the picture, and where it is from, in its own colours."""

from __future__ import annotations

import math
import re
from html import escape

from charts import lettering, theme
from charts.draw import Drawing, plain
from generator import language

_EDGE = 20.0  # px of paper around everything
_HEADLINE, _SERIF = 20, 'ui-serif,"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif'
_VARIABLE = re.compile(r"var\(--fm-([a-z0-9-]+)")
_NAMED = re.compile(r"var\(--fm-[a-z0-9-]+\)")


def standalone(drawing: Drawing, title: str, subtitle: str, source: str) -> str:
    """An SVG file that shows `drawing` as a page would: in the light palette, or the dark one where the reader's
    system asks for it.

    `source` is the line below: whose chart it is and until when its data go.
    """
    width = drawing.width + 2 * _EDGE
    said: list[str] = []
    y = _EDGE
    for text, size, weight, ink, family in (
        (title, _HEADLINE, 600, "ink", _SERIF),
        (subtitle, theme.SIZE, 400, "muted", theme.FONT),
    ):
        for line in lettering.wrap(plain(text), drawing.width, size, weight > 400):
            y += size * 1.3
            said.append(_text(line, y - size * 0.3, size, weight, ink, family))
        y += 6
    picture = f'<g transform="translate({_EDGE:g},{y + 6:g})">{drawing.svg}</g>'
    y += 6 + drawing.height + 10
    for line in lettering.wrap(plain(source), drawing.width, theme.SMALL):
        y += theme.SMALL * 1.4
        said.append(_text(line, y - theme.SMALL * 0.3, theme.SMALL, 400, "muted", theme.FONT))
    height = math.ceil(y + _EDGE)
    body = f'<rect width="{width:g}" height="{height:g}" fill="var(--fm-paper)"/>{"".join(said)}{picture}'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fm-file" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"><title>{escape(plain(title))}</title>'
        f"<desc>{escape(plain(subtitle))}</desc><style>{_style(body)}</style>{body}</svg>\n"
    )


def _text(line: str, y: float, size: float, weight: int, ink: str, family: str) -> str:
    return (
        f'<text x="{_EDGE:g}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" fill="var(--fm-{ink})" '
        f'font-family="{escape(family)}">{escape(language.embedded(line))}</text>'
    )


def _style(body: str) -> str:
    """The values of the variables that the picture names, and of no others."""
    used = set(_VARIABLE.findall(body))
    light = "".join(f"--fm-{name}:{value};" for name, value, _ in theme.palette() if name in used)
    dark = "".join(f"--fm-{name}:{value};" for name, _, value in theme.palette() if name in used)
    return f".fm-file{{{light}}}@media (prefers-color-scheme:dark){{.fm-file{{{dark}}}}}"


def with_colors(text: str) -> str:
    """Each `var(--fm-…)` with its light value as fallback: what it is where no style sheet names it."""
    light = {f"var(--fm-{name})": f"var(--fm-{name},{value})" for name, value, _ in theme.palette()}
    return _NAMED.sub(lambda found: light.get(found[0], found[0]), text)
