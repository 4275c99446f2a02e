"""Untrusted text as Markdown that says exactly that text, whichever engine reads it.

Markdown's own characters become numeric character references: backslashes fail in a fifth of hostile trials
under Python-Markdown and markdown-it-py, references in none.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_SPECIAL = re.compile(
    r"[&<>\\`*_{}\[\]#|~^=!$@+]"  # marks of Markdown, of HTML and of the common extensions
    r"|:(?=[^\s\d])|:(?=[\w+-]+:)"  # :emoji:, http://; "12:30" and "Title: more" stay readable
    r"|\b[wW](?=[wW]{2}\.)"  # addresses that an extension would link
    r"|(?<=-)-"  # rules, smart dashes
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# What ends an attribute, and what Python-Markdown looks for before it looks for HTML.
_IN_ATTRIBUTE = re.compile(r"[&<>\"'\\`\[\]{}*!|~^=#$+]")
_MARKED = re.compile(r"[*_`\[]")
# Control characters, and the marks that turn the reading order of the rest of a line around.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]")
_ISOLATES = re.compile(r"[\u2066-\u2069]")
_UP = "](../"


def text(value: str) -> Markup:
    """`value` as one line of Markdown that shows it literally."""
    return line_start(text_run(value.strip()))


def line_start(line: Markup) -> Markup:
    """`line`, made by `text_run`, kept from being a list or a definition where it starts a line."""
    if line.startswith(("-", ":", "???")):
        return Markup(f"&#{ord(line[0])};{line[1:]}")
    if not line[:1].isdigit():
        return line
    return Markup(_NUMBERED.sub(lambda found: f"{found[1]}&#{ord(found[2])};", line))


def text_run(value: str) -> Markup:
    """As `text`, for a piece from the middle of a line: one space at either end is kept."""
    return _referenced(_SPECIAL, value if _is_one_line(value) else re.sub(r"\s+", " ", _visible(value)))


def _is_one_line(value: str) -> bool:
    """Whether nothing in it is invisible, or white space but for single blanks; so it is of most."""
    return value.isprintable() and "  " not in value


def _visible(value: str) -> str:
    """Without what disorders a line: isolates that are closed keep a name in order, others reach beyond it."""
    value, depth = _INVISIBLE.sub("", value), 0
    for mark in _ISOLATES.findall(value):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            break
    return value if depth == 0 else _ISOLATES.sub("", value)


def _referenced(special: re.Pattern[str], line: str) -> Markup:
    return Markup(special.sub(lambda found: f"&#{ord(found.group())};", line))


def attribute(value: str) -> Markup:
    """`value` inside a double-quoted HTML attribute; Python-Markdown reads Markdown even there."""
    return _referenced(_IN_ATTRIBUTE, " ".join(_visible(value).split()))


def prose(value: str) -> Markup:
    """A sentence from a table: emphasis, code and links (http, https, mailto) work; all else shows literally."""
    if not _MARKED.search(value):
        return text(value)
    line = " ".join(value.split())
    tokens = _inline().parseInline(line)[0].children or []
    return line_start(Markup("".join(_token(token) for token in tokens)))


def spoken(value: str) -> str:
    """A sentence from a table as plain text in one line: `prose` without its marks, no Markdown."""
    line = " ".join(_visible(value).split())
    if not _MARKED.search(line):
        return line
    tokens = _inline().parseInline(line)[0].children or []
    return "".join(token.content for token in tokens)


def outside(url: str, words: Markup) -> Markup:
    """A link to another host; it tells that host nothing of the page it was on."""
    return Markup(f'<a href="{attribute(url)}" rel="noopener noreferrer">{words}</a>')


def at_depth(page: str, depth: int) -> str:
    """Rewrite links written for a page one folder deep to a page `depth` folders deep."""
    return page if depth == 1 else page.replace(_UP, "](" + "../" * depth)


def demote(note: str, levels: int = 2) -> str:
    """A note with its headings `levels` deeper, so that they stay below the page's own."""
    lines = note.splitlines()
    for token in MarkdownIt().parse(note):
        if token.type != "heading_open" or not token.map:
            continue
        first, after = token.map
        marks = "#" * min(6, int(token.tag[1]) + levels)
        if token.markup.startswith("#"):
            lines[first] = lines[first].replace(token.markup, marks, 1)
        else:  # underlined: the words become one line, the underline an empty one
            lines[first] = f"{marks} {' '.join(line.strip() for line in lines[first : after - 1])}"
            lines[first + 1 : after] = [""] * (after - first - 1)
    return "\n".join(lines)


def _web_link(url: str) -> bool:
    return url.startswith(("https://", "http://", "mailto:"))


@cache
def _inline() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "backticks", "link"])
    parser.validateLink = _web_link  # type: ignore[method-assign]
    return parser


_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "link_close": "</a>",
}


def _token(token: Token) -> str:
    if token.type == "text":
        return text_run(token.content)
    if token.type == "code_inline":
        return f"<code>{text(token.content)}</code>"
    if token.type == "link_open":
        return f'<a href="{attribute(str(token.attrs["href"]))}" rel="noopener noreferrer">'
    return _TAGS.get(token.type, "")
