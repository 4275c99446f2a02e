"""The style sheets and scripts that pages link to: as they stand here, and the palette from the charts."""

from __future__ import annotations

from importlib.resources import files

from charts import theme


def assets() -> dict[str, str]:
    """Path inside `content/` → text."""
    own = ("frontmark.css", "pages.js", "lost.js")
    return {f"assets/{name}": (files(__name__) / name).read_text("utf-8") for name in own} | {
        "assets/palette.css": theme.css()
    }
