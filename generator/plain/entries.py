"""The entries of long lists, made plain as text: most of a page is lines of one kind, and the sources of these.

They are set aside before the page becomes a tree, which would take many times as long, and put back when it is text
again. Such a line is an anchor, numbers of sources, and pieces that are the same on every page that shows the row:
each of these is made plain once. A line that says anything else stays in the tree.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from generator.engine import inline
from generator.engine.inline import Unsure
from generator.plain.elements import LEFT_OUT, MARKS, target

ASIDE = "\ue000"
"""Encloses the number of a run of entries; from a page that says it, none are taken."""
INLINE = MARKS | {"a", "bdi", "span"}
# A list alone in its wrapper, as templates write it: no other entry decides whether its entries are paragraphs.
_LIST = re.compile(
    r'(?<=<div class="fm-)((?:events|sources|endnotes)"(?: data-search-exclude)? markdown="1">\n\n)'
    r"((?:- (?! ).+(?<!\s)\n)++|(?:\d+\. (?! ).+(?<!\s)\n)++)(?=\n</div>\n)"
)
OPENING = re.compile(r'<span id="([\w.:-]+)"(?: data-[a-z]+="[^"<>`\[\]\\]*")*></span>', re.ASCII)
"""The anchor of an entry, at its start."""
_ENTRY = re.compile(rf"(?:-|\d+\.) {OPENING.pattern}(.+)", re.ASCII)
_ADDRESS = re.compile(r'<span class="fm-link" data-search-exclude>\[[^\[\]<>]*\]\([^()\s]*\)</span>')
_BACK = ' class="fm-back"'
_WAY_BACK = r'<a href="#[\w-]+" class="fm-back" aria-label="[^"<>&`*\[\]\\|]*">[\w↩]+</a>'
_CITED = r'<sup class="fm-cite" data-search-exclude>(?:[ –]?<a id="[\w-]+" href="#[\w-]+">\d+</a>)++</sup>'
_NUMBERS = re.compile(rf"({_CITED}|{_WAY_BACK}(?: {_WAY_BACK})*)")
_ANCHOR = re.compile(r' id="([^"]*)"')
# What leads to an anchor, the further ways back excepted; each begins with what a search soon finds.
_LED = re.compile(r'href="#(?:(?<!</a> <a href="#)|(?![\w-]+" class="fm-back"))([\w-]+)')
_LINKED = re.compile(r"\]\(#([\w-]+)")
_PLACE = re.compile(rf"<li>{ASIDE}(\d+){ASIDE}</li>")
_TAG = re.compile(r"<(/?)([a-z]+)([^>]*)>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_NAMED = re.compile(r"&[a-zA-Z]")
_REFERENCE = re.compile(r"&#(\d+);")
_EMPTY = re.compile(r"<[a-z][^>]*></")
# What XML and HTML write alike, and what is not to be escaped in an address.
_VALUES = {"href": re.compile(r"[!#-~]+"), "lang": re.compile(r"[A-Za-z-]+"), "dir": re.compile("ltr|rtl")}


_TOLD_APART = LEFT_OUT | {"fm-back"}


@dataclass(frozen=True)
class Beside:
    """Markdown without the entries that are set aside, these as plain text, and all anchors that a link leads to."""

    text: str
    entries: tuple[str, ...] = ()
    led: frozenset[str] = frozenset()

    def put_back(self, body: str) -> str:
        """`body`, made of `text`, with the entries in their places."""
        return _PLACE.sub(lambda found: self.entries[int(found[1])], body) if self.entries else body


def set_aside(text: str, depth: int, led: AbstractSet[str] = frozenset()) -> Beside:
    """A page's Markdown with its entries beside it; `depth`: of the page's folder inside `content/`; `led`: anchors
    that something else leads to.
    """
    if ASIDE in text or "](/" in text:
        return Beside(text, led=frozenset(led))
    led = led | frozenset(_LED.findall(text) + _LINKED.findall(text))
    up = "](" + "../" * depth
    entries: list[str] = []

    def left(found: re.Match[str]) -> str:
        lines = found[2].split("\n")
        # A link to another page is known by its path in `content/`, wherever it stands.
        plain = [_entry(line, led) for line in _ADDRESS.sub("", found[2]).replace(up, "](/").split("\n")]
        there: list[str] = []
        for unknown, run in groupby(range(len(lines)), lambda n: plain[n] is None):
            if not unknown:
                there.append(f"{lines[0].split(' ', 1)[0]} {ASIDE}{len(entries)}{ASIDE}")
                entries.append("\n".join(plain[n] or "" for n in run))
            else:
                there += [lines[n] for n in run]
        return found[1] + "\n".join(there)

    return Beside(_LIST.sub(left, text), tuple(entries), frozenset(led))


def _entry(line: str, led: AbstractSet[str]) -> str | None:
    """An entry as the tree would give it, None for a line that is not known; of its anchors those are left that are
    `led` to, and its own.
    """
    found = _ENTRY.fullmatch(line)
    if not found:
        return None
    pieces = _NUMBERS.split(found[2])
    try:
        pieces[::2] = [piece(each) for each in pieces[::2]]
    except Unsure:
        return None
    pieces[1::2] = [_numbers(each, led) for each in pieces[1::2]]
    return f'<li id="{found[1]}">{"".join(pieces)}</li>'


def _numbers(said: str, led: AbstractSet[str]) -> str:
    """Marks of sources, or the ways back from one, of which the first does."""
    if said.startswith("<sup"):
        marks = said.removeprefix('<sup class="fm-cite" data-search-exclude>')
        return f"<sup>{_ANCHOR.sub(lambda found: found[0] if found[1] in led else '', marks)}"
    first, *others = said.split("</a>")[:-1]
    return f"{first.replace(_BACK, '')}</a>{' ' * len(others)}"


@lru_cache(maxsize=1 << 13)
def piece(markdown: str) -> str:
    """As `made`; what many lines say, once."""
    return made(markdown)


def made(markdown: str) -> str:
    """What the tree would make of a piece of a line. Raises Unsure."""
    if _NAMED.search(markdown):
        raise Unsure
    opened: list[tuple[str, bool]] = []

    def tag(found: re.Match[str]) -> str:
        end, name, attributes = found.groups()
        if end:
            if not opened or opened[-1][0] != name:
                raise Unsure
            return found[0] if opened.pop()[1] else ""
        if name not in INLINE or (name == "a" and ("a", True) in opened):
            raise Unsure
        kept = _kept(attributes)
        opened.append((name, name != "span" or bool(kept)))
        return f"<{name}{kept}>" if opened[-1][1] else ""

    plain = _TAG.sub(tag, inline.unit(markdown, str))
    if opened or _EMPTY.search(plain):
        raise Unsure
    return _REFERENCE.sub(_character, plain)


def _kept(attributes: str) -> str:
    """Those of an element that plain text has. Raises Unsure."""
    kept = ""
    for name, value in _ATTRIBUTE.findall(attributes):
        if name in ("id", "start", "rel") and value != "noopener noreferrer":
            raise Unsure
        if name == "class" and not _TOLD_APART.isdisjoint(value.split()):
            raise Unsure
        if name in _VALUES:
            told = _address(html.unescape(value)) if name == "href" else value
            if not _VALUES[name].fullmatch(told):
                raise Unsure
            kept += f' {name}="{html.escape(told, quote=False)}"'
    return kept


def _address(href: str) -> str:
    """Where a link leads that is known by its path in `content/`. Raises Unsure."""
    inside = href.removeprefix("/")
    if inside.startswith(("#", "https://", "http://")):
        return inside
    found = target(inside, "") if inside != href else None
    if found is None:
        raise Unsure
    return found


def _character(found: re.Match[str]) -> str:
    """The character of a numeric reference, as XML and HTML write it. Raises Unsure."""
    if not 32 < int(found[1]) < 127:
        raise Unsure
    return html.escape(chr(int(found[1])), quote=False)
