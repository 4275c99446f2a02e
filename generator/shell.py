"""The page that Material lays around an article, mended to valid HTML without inline styles.

What a partial of `theme/` can override stands there; this is for what stands in Material's `base.html` itself
and for the attribute that the Markdown extension `tables` writes. Words are never touched.
"""

from __future__ import annotations

import re

_BLANK = re.compile(r"[ \t]*\n\s*")
_ARTICLE = re.compile(r"(<article\b.*</article>)", re.DOTALL)
_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|center|right);">')
_RIGHT_TO_LEFT = re.compile(r'<html lang="([^"]+)"(?=[^>]*>.*<body dir="rtl")', re.DOTALL)
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"')


def mend(html: str) -> str:
    """A whole page. Alignment becomes a class, since a strict policy forbids inline styles; a checkbox has no
    `autocomplete`; a page that runs from right to left says so at its root; outside the article, where nothing is
    preformatted, blank lines go, and scripts wait for the page: what is to be read shows before they are there.
    """
    parts = _ARTICLE.split(html, maxsplit=1)
    shell = [mend_shell(part) for part in parts[::2]]
    shell[0] = _RIGHT_TO_LEFT.sub(r'<html lang="\1" dir="rtl"', shell[0])
    article = [_ALIGNED.sub(r'\1 class="fm-\2">', part) for part in parts[1::2]]
    return "".join([shell[0], *article, *shell[1:]]).lstrip().replace("<!doctype html>", "<!DOCTYPE html>", 1)


def mend_shell(html: str) -> str:
    """A piece of a page from outside its article."""
    html = _SCRIPT.sub(r'<script src="\1" defer></script>', html)
    return _TOGGLE.sub(r"\1", _BLANK.sub("\n", html))
