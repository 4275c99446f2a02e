"""What every page links to: style sheets and scripts as they stand here, and the palette from the charts."""

from __future__ import annotations

from importlib.resources import files

from charts import theme

SCRIPTS = ("assets/pages.js", "assets/explore.js", "assets/days.js", "assets/sort.js", "assets/fresh.js")
"""The scripts that a page loads beside the theme's own; the rest is asked for by them, or by the theme."""

_AS_THEY_STAND = (
    "days.js",
    "explore.js",
    "fresh.js",
    "frontmark.css",
    "live.js",
    "lost.js",
    "pages.js",
    "sort.js",
    "zoom.js",
)


def assets() -> dict[str, str]:
    """Path inside `content/` → text."""
    there = {f"assets/{name}": (files(__name__) / name).read_text("utf-8") for name in _AS_THEY_STAND}
    return there | {"assets/palette.css": theme.css()}


def text_of(name: str) -> str:
    """A file that stands here: the style sheet of another form of the report."""
    return (files(__name__) / name).read_text("utf-8")
