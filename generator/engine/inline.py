"""Text within a block: what our templates and the escaping in `markdown.py` write, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable


class Unsure(Exception):  # noqa: N818 - no error, but an answer: ask Python-Markdown
    """This is not the Markdown that we know."""


# Characters that mean nothing to Markdown wherever they stand; the others are numeric references in our pages.
_TEXT = r"[^&<>\[\]*_`\\{}#|~^=!$+@\x00-\x1f\x7f]++"
_REFERENCE = r"&(?:#[0-9]++|[a-zA-Z]++);"
_NAMES = r"(?:a|b|bdi|br|button|cite|code|em|i|small|span|strong|sub|sup)"
_TAG = rf'</{_NAMES}>|<{_NAMES}(?: [a-z][a-z-]*+(?:="[^"<>`*\[\]\\\n|]*+")?)*+>'
_WORDS = rf"(?:{_TEXT}|{_REFERENCE}|{_TAG})"
_TARGET = r"[A-Za-z0-9_./#%?:=-]++"
_LINK = rf"\[{_WORDS}*+\]\({_TARGET}\)"
_STRONG = rf"\*\*(?!\s)(?:{_WORDS}|{_LINK})++(?<!\s)\*\*(?!\*)"
# What is left alone as it stands may have a plus as well: the button that zooms in.
_RAW = re.compile(rf"(?:{_WORDS}|\+)*+")
_KNOWN = re.compile(rf"(?:{_WORDS}|{_LINK}|{_STRONG}|\n)*+")
_CELLS = re.compile(rf"(?:{_WORDS}|{_LINK}|{_STRONG}|[|\n])*+")
_LINKS = re.compile(rf"\[([^\]]*+)\]\(({_TARGET})\)")
_STRONGS = re.compile(r"\*\*(.*?)\*\*")
# A line that would begin a list, a quotation, a rule, a heading, a definition or a block of an extension.
_STARTS = re.compile(r"^(?:[\s:?-]|[0-9]+[.)])", re.MULTILINE)


def unit(text: str, link: Callable[[str], str]) -> str:
    """The HTML of one line in a place where no block can begin: a heading, a cell. Raises Unsure."""
    if not _KNOWN.fullmatch(text):
        raise Unsure
    return _marked(text, link)


def _marked(text: str, link: Callable[[str], str]) -> str:
    if "](" in text:
        first, *rest = _LINKS.split(text)
        links = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        text = first + "".join([f'<a href="{link(to)}">{words}</a>{then}' for words, to, then in links])
    if "**" in text:
        text = _STRONGS.sub(r"<strong>\1</strong>", text)
    return text


def table(text: str, link: Callable[[str], str]) -> str:
    """As `unit`, of all cells of a table at once, with the bars between them. Raises Unsure."""
    if not _CELLS.fullmatch(text):
        raise Unsure
    return _marked(text, link)


def paragraph(text: str, link: Callable[[str], str]) -> str:
    """The HTML of lines that Markdown looks at for blocks first. Raises Unsure."""
    if _STARTS.search(text) or text != text.strip():
        raise Unsure
    return unit(text, link)


def raw(text: str) -> str:
    """Text within a tag that Python-Markdown leaves alone, with inline tags. Raises Unsure."""
    if not _RAW.fullmatch(text):
        raise Unsure
    return text
