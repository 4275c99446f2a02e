"""An article's HTML → what it says, by heading, as a reader of search results sees it.

A scan over the tags: half of what a page costs search would otherwise be a tree of what is then left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

_BLOCK = (
    "address|article|aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|ol|p"
    "|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
# What is no text of the article, or leads elsewhere. Nine tenths of an article are its charts.
_SKIPPED = re.compile("script|style|svg|object|template|nav")
_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
# What ends a block, and whatever is marked; all other tags stand within the text.
_TAG = re.compile(
    rf"<!--.*?-->|<(?P<end>/?)(?P<tag>{_BLOCK}|td|th|br|{_SKIPPED.pattern}"
    rf"|[a-z][\w-]*(?=\s[^>]*(?:data-search-exclude|headerlink)))(?P<rest>(?=[\s/>]){_ATTRIBUTES})>",
    re.DOTALL | re.IGNORECASE,
)
_WITHIN = re.compile(rf"</?[a-zA-Z]{_ATTRIBUTES}>")
_ID = re.compile(r"""(?:^|\s)id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_EXCLUDED = "data-search-exclude"
_HEADING = re.compile(r"h[1-6]")
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")
_ENDING = re.compile(f"{_BLOCK}|t[dh]")
_CELL = re.compile("t[dh]")


@dataclass
class Section:
    """`anchor`: the id of its heading, "" before the first one and under the page's own; `blocks`: its paragraphs,
    entries of lists and rows of tables, as plain text.
    """

    anchor: str = ""
    heading: str = ""
    blocks: list[str] = field(default_factory=list)
    excluded: bool = False


def sections(article: str) -> list[Section]:
    """What stands under each heading that has an id; the page's own heading begins the first.

    Whatever is marked `data-search-exclude` is left out; on a heading the mark leaves out its section.
    """
    found = [Section()]
    words: list[str] = []
    within = False  # a heading

    def end() -> None:
        nonlocal within
        text = " ".join(html.unescape(_WITHIN.sub("", "".join(words))).split())
        words.clear()
        if within:
            found[-1].heading = text
        elif text:
            found[-1].blocks.append(text)
        within = False

    for text, tag, rest in _scan(article):
        words.append(text)
        if _CELL.fullmatch(tag):
            words.append(" · " if any(map(str.strip, words)) else "")
        elif tag:
            end()
        if _HEADING.fullmatch(tag) and (known := _ID.search(rest)):
            anchor = html.unescape(known[1] or known[2] or known[3] or "")
            first = tag == "h1" and len(found) == 1
            found.append(Section("" if first else anchor, excluded=_EXCLUDED in rest))
            within = True
    end()
    return [section for section in found if not section.excluded and (section.heading or section.blocks)]


def _scan(article: str) -> Iterator[tuple[str, str, str]]:
    """Text, then the start of the block or cell that ends it: its tag and attributes. Ends of blocks are "/"."""
    at = 0
    while match := _TAG.search(article, at):
        text, tag = article[at : match.start()], (match["tag"] or "").lower()
        at = match.end()
        if match["end"]:
            yield text, "" if _CELL.fullmatch(tag) else "/", ""
            continue
        rest = match["rest"] or ""
        marked = (_EXCLUDED in rest and not _HEADING.fullmatch(tag)) or "headerlink" in rest
        if tag and (marked or _SKIPPED.fullmatch(tag)) and not _VOID.fullmatch(tag):
            at = _past(article, tag, at)
        text += " " if tag == "br" else ""
        yield text, tag if _ENDING.fullmatch(tag) else "", rest
    yield article[at:], "", ""


def _past(article: str, tag: str, at: int) -> int:
    """Where the element that began before `at` has ended."""
    open_ = 1
    for match in _same(tag).finditer(article, at):
        open_ += -1 if match[1] else 1
        if not open_:
            return article.find(">", match.end()) + 1 or len(article)
    return len(article)


@cache
def _same(tag: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){tag}(?=[\s/>])", re.IGNORECASE)
