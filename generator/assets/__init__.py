"""The style sheets that every page links to: `frontmark.css` as it stands here, and the palette from the charts."""

from __future__ import annotations

from importlib.resources import files

from charts import theme


def assets() -> dict[str, str]:
    """Path inside `content/` → text."""
    return {
        "assets/frontmark.css": (files(__name__) / "frontmark.css").read_text("utf-8"),
        "assets/palette.css": theme.css(),
    }
