"""What of a page is plain text: its elements and attributes, and where its links lead."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

# What of a page serves its look, its scripts, or the way to other pages, which each format has in its own manner.
LEFT_OUT = frozenset(("fm-crumbs", "fm-pager", "fm-filter", "fm-daylinks", "fm-link", "fm-forms"))
DROPPED = frozenset(
    ("button", "svg", "script", "style", "input", "form", "iframe", "object", "video", "audio")
)
ATTRIBUTES = frozenset(("id", "href", "lang", "dir", "start", "rel"))
_TABLE = frozenset(("table", "tbody", "td", "th", "thead", "tr"))
_LISTS = frozenset(("dd", "dl", "dt", "li", "ol", "ul"))
BLOCKS = _TABLE | _LISTS | {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
MARKS = frozenset(("b", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong", "sub", "sup"))
KNOWN = BLOCKS | MARKS | {"a", "bdi", "br", "span"}
# A link as pages write it: nothing to split but the anchor.
_INSIDE = re.compile(r"(?:\.\./)*[A-Za-z0-9][A-Za-z0-9_./-]*(?:#[A-Za-z0-9_-]*)?")


@lru_cache(maxsize=1 << 14)
def target(href: str, folder: str) -> str | None:
    """What `href` of a page in `folder` leads to, None where that is neither in `content/` nor in the web."""
    if _INSIDE.fullmatch(href):
        path, _hash, anchor = href.partition("#")
        inside = posixpath.normpath(posixpath.join(folder, path))
        return None if inside.startswith("../") else f"{inside}#{anchor}" if anchor else inside
    parts = urlsplit(href)
    if parts.scheme in ("http", "https", "mailto"):
        return href
    inside = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if parts.scheme or parts.netloc or not parts.path or inside.startswith(("../", "/")):
        return None
    return f"{inside}#{parts.fragment}" if parts.fragment else inside
