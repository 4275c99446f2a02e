"""Confidence is never colour alone: confirmed is solid, claimed hatched or hollow, disputed hollow and
dashed.
"""

from __future__ import annotations

from charts import theme

KINDS = ("confirmed", "claimed", "disputed")
Style = tuple[str, str, tuple[float, ...]]  # fill, stroke, dash


def order(kind: str) -> int:
    """Confirmed first; a word of another vocabulary counts as a claim."""
    return KINDS.index(kind) if kind in KINDS else 1


def bar(color: str, kind: str) -> Style:
    """How a bar of a colour looks."""
    if kind == "confirmed":
        return color, color, ()
    return (theme.var("paper"), color, (3, 2)) if kind == "disputed" else (f"hatch:{color}", color, ())


def dot(color: str, kind: str) -> Style:
    """How a dot of a colour looks; too small for a hatch."""
    if kind == "confirmed":
        return color, color, ()
    return theme.var("paper"), color, ((2.5, 2.0) if kind == "disputed" else ())
