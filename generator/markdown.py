"""Untrusted text as Markdown that says exactly that text, whichever engine reads it.

Markdown's own characters become numeric character references: backslashes fail in a fifth of hostile trials
under Python-Markdown and markdown-it-py, references in none.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_SPECIAL = re.compile(
    r"[&<>\\`*_{}\[\]#|~^=!$@+]"  # marks of Markdown, of HTML and of the common extensions
    r"|:(?=[^\s\d])"  # :emoji:, http://; "12:30" and "Title: more" stay readable
    r"|(?<=-)-"  # rules, smart dashes
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_MARKED = re.compile(r"[*_`\[]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text(value: str) -> Markup:
    """`value` as one line of Markdown that shows it literally."""
    return line_start(text_run(value.strip()))


def line_start(line: Markup) -> Markup:
    """`line`, made by `text_run`, kept from being a list or a definition where it starts a line."""
    line = Markup(f"&#{ord(line[0])};{line[1:]}") if line[:1] in ("-", ":") else line
    return Markup(_NUMBERED.sub(lambda found: f"{found[1]}&#{ord(found[2])};", line))


def text_run(value: str) -> Markup:
    """As `text`, for a piece from the middle of a line: one space at either end is kept."""
    line = re.sub(r"\s+", " ", _INVISIBLE.sub("", value))
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found.group())};", line))


def attribute(value: str) -> Markup:
    """`value` inside a double-quoted HTML attribute."""
    return Markup(escape(" ".join(_INVISIBLE.sub("", value).split())))


def prose(value: str) -> Markup:
    """A sentence from a table: emphasis, code and links (http, https, mailto) work; all else shows literally."""
    if not _MARKED.search(value):
        return text(value)
    line = " ".join(value.split())
    tokens = _inline().parseInline(line)[0].children or []
    return Markup("".join(_token(token) for token in tokens))


def outside(url: str, words: Markup) -> Markup:
    """A link to another host; it tells that host nothing of the page it was on."""
    return Markup(f'<a href="{attribute(url)}" rel="noopener noreferrer">{words}</a>')


def demote(note: str, levels: int = 2) -> str:
    """A note with its headings `levels` deeper, so that they stay below the page's own."""
    lines = note.splitlines()
    for token in MarkdownIt().parse(note):
        if token.type == "heading_open" and token.map and token.markup.startswith("#"):
            first = token.map[0]
            depth = min(6, len(token.markup) + levels) - len(token.markup)
            lines[first] = lines[first].replace("#", "#" * (depth + 1), 1)
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
