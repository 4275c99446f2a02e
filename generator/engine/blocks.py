"""The small Markdown of generated pages → the very HTML that Python-Markdown makes of it, many times as fast.

It knows what our templates write and nothing else: blocks with a blank line between them, text whose marks are
numeric references, links, `**`, inline tags, pipe tables, flat lists, wrappers with `markdown="1"`, figures passed
through. Where it meets anything else it gives no answer, and Python-Markdown decides what the page says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions.toc import (  # type: ignore[import-untyped]
    nest_toc_tokens,
    slugify,
    strip_tags,
    unique,
)
from markdown.serializers import _escape_attrib_html  # type: ignore[import-untyped]

from generator.engine import inline
from generator.engine.inline import Unsure

_ATTRIBUTE = r'(?: [a-z][a-z-]*(?:="[^"<>`\[\]\\\n]*")?)*'
_BLANK = re.compile(r"\n\n+")
# What Python-Markdown would tidy up or take for a placeholder of its own; as it would a blank that ends a line.
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f]")
_HEADING = re.compile(r"(#{1,6}) ([^\n]+?)(?: \{: ([^{}\n]+) \})?")
_MARKS = re.compile(r"(?:#[\w-]+|data-[a-z]+(?:-[a-z]+)*)(?: (?:#[\w-]+|data-[a-z]+(?:-[a-z]+)*))*", re.ASCII)
_WRAPPER = re.compile(rf'<(div|nav|details)({_ATTRIBUTE}) markdown="1">')
_SUMMARY = re.compile(rf'(<details{_ATTRIBUTE} markdown="1">)<summary>(.*)</summary>')
_LINE = re.compile(rf'<(nav|p)({_ATTRIBUTE}) markdown="(?:1|span)">(.*)</\1>')
_RAW = re.compile(rf"<(p|div)({_ATTRIBUTE})>(.*)</\1>")
_FIGURE = re.compile(rf"<figure{_ATTRIBUTE}>")
_PAIR = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_ITEM = re.compile(r"(-|\d+\.) (?! )(.+)")
_BORDER = frozenset("|:- ")
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right"}


@dataclass(frozen=True)
class Article:
    """`html`: the content of a page. `title`: that of the heading it begins with, or "".

    `toc`: its headings, nested, as the extension `toc` gives them.
    """

    html: str
    title: str
    toc: list[dict[str, Any]]


def article(markdown: str, link: Callable[[str], str]) -> Article | None:
    """The article of a page without its front matter; None where only Python-Markdown knows what it says.

    `link`: the address that the page gives a link of its Markdown.
    """
    if " \n" in markdown or _ODD.search(markdown):
        return None
    try:
        return _Writer(link).write(_BLANK.split(markdown.strip("\n")))
    except Unsure:
        return None


@dataclass
class _Heading:
    level: int
    inner: str
    attributes: dict[str, str | None]
    at: int


@dataclass
class _Writer:
    """Turns the blocks of one page into pieces of HTML; a heading is filled in when all anchors are known."""

    link: Callable[[str], str]
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    list_tag: str = ""
    items: list[tuple[str, bool]] = field(default_factory=list)

    def write(self, blocks: list[str]) -> Article:
        for block in filter(None, blocks):
            self._block(block)
        self._end_list()
        if self.open:
            raise Unsure
        first = self.headings[0] if self.headings and self.headings[0].at == 0 else None
        title = " ".join(_plain(first.inner).split()) if first and first.level == 1 else ""
        tokens = [self._name(heading) for heading in self.headings]
        return Article("".join(self.out).strip(), title, nest_toc_tokens(tokens))

    def _block(self, block: str) -> None:
        if block.startswith(("- ", "1", "2", "3", "4", "5", "6", "7", "8", "9")) and _ITEM.match(block):
            self._list(block)
            return
        self._end_list()
        if block.startswith("#"):
            self._heading(block)
        elif block.startswith("|"):
            self._table(block)
        elif not (block.startswith("<") and self._html(block)):
            self.out.append(f"<p>{inline.paragraph(block, self.link)}</p>\n")

    def _heading(self, block: str) -> None:
        found = _HEADING.fullmatch(block)
        if not found or found[2] != found[2].strip() or (found[3] and not _MARKS.fullmatch(found[3])):
            raise Unsure
        attributes: dict[str, str | None] = {}
        for mark in (found[3] or "").split():
            attributes |= {"id": mark[1:]} if mark.startswith("#") else {mark: None}
        inner = inline.unit(found[2], self.link)
        self.anchors |= {mark[1:] for mark in (found[3] or "").split() if mark.startswith("#")}
        self.headings.append(_Heading(len(found[1]), inner, attributes, len(self.out)))
        self.out.append("")

    def _name(self, heading: _Heading) -> dict[str, Any]:
        """Give a heading its anchor, and tell what the table of contents says of it."""
        name = strip_tags(heading.inner.strip())
        if "id" not in heading.attributes:
            heading.attributes["id"] = unique(slugify(html.unescape(name), "-"), self.anchors)
        tag = f"h{heading.level}"
        self.out[heading.at] = f"<{tag}{_written(heading.attributes)}>{heading.inner}</{tag}>\n"
        return {
            "level": heading.level,
            "id": heading.attributes["id"],
            "name": name,
            "html": heading.inner.strip(),
            "data-toc-label": "",
        }

    def _html(self, block: str) -> bool:
        """Write a block that is HTML; False where it is a paragraph that begins with an inline tag."""
        if self.open and block == f"</{self.open[-1]}>":
            if self.out[-1].startswith(f"<{self.open[-1]}"):  # nothing between them, not even a line
                raise Unsure
            self.out.append(f"{block}\n")
            self.open.pop()
        elif found := _WRAPPER.fullmatch(block):
            self._open(found[1], found[2])
        elif (found := _SUMMARY.fullmatch(block)) and (wrapper := _WRAPPER.fullmatch(found[1])):
            self._open("details", wrapper[2])
            self.out.append(f"<summary>{inline.raw(found[2])}</summary>\n")
        elif found := _LINE.fullmatch(block):
            inner = self._paragraph(found[3]) if found[1] == "nav" else inline.unit(found[3], self.link)
            self.out.append(f"<{found[1]}{self._attributes(found[2])}>{inner}</{found[1]}>\n")
        elif found := _RAW.fullmatch(block):
            said = inline.raw(found[3])
            inside = f"<{found[1]}{self._attributes(found[2])}>{said}</{found[1]}>\n"
            self.out.append(inside if self.open else f"{block}\n\n")
        elif _FIGURE.match(block):
            # Verbatim, as long as it ends where its first tag is closed and nothing in it is Markdown.
            if self.open or not block.endswith("</figure>") or block.count("figure>") != 1 or "<!" in block:
                raise Unsure
            self.out.append(f"{block}\n\n")
        else:
            return False
        return True

    def _paragraph(self, line: str) -> str:
        """A paragraph of its own within a tag; a blank before it goes, one after it stays."""
        text = line.removeprefix(" ").rstrip(" ")
        end = " " * line.endswith(" ")
        if line not in (text + end, f" {text}{end}"):
            raise Unsure
        return f"\n<p>{inline.paragraph(text, self.link)}{end}</p>\n"

    def _open(self, tag: str, attributes: str) -> None:
        self.out.append(f"<{tag}{self._attributes(attributes)}>\n")
        self.open.append(tag)

    def _attributes(self, written: str) -> str:
        """Attributes as Python-Markdown writes them again: sorted, without a value their name."""
        pairs = _PAIR.findall(written)
        attributes = dict(pairs)
        if len(attributes) != len(pairs) or "markdown" in attributes:
            raise Unsure
        named = {name: html.unescape(value) if f'{name}="' in written else name for name, value in pairs}
        self.anchors |= {named["id"]} if "id" in named else set()
        return _written(named)

    def _list(self, block: str) -> None:
        found = [_ITEM.fullmatch(line) for line in block.split("\n")]
        tags = {"ul" if item[1] == "-" else "ol" for item in found if item}
        if None in found or len(tags) != 1 or (self.list_tag and {self.list_tag} != tags):
            raise Unsure
        items = [inline.paragraph(item[2], self.link) for item in found if item]
        # A blank line between two items puts both into paragraphs; those below in the same block stay bare.
        loose = bool(self.list_tag)
        if loose:
            self.items[-1] = (self.items[-1][0], True)
        self.list_tag = tags.pop()
        self.items += [(item, loose and not at) for at, item in enumerate(items)]

    def _end_list(self) -> None:
        if self.list_tag:
            items = (
                f"<li>\n<p>{item}</p>\n</li>\n" if loose else f"<li>{item}</li>\n"
                for item, loose in self.items
            )
            self.out.append(f"<{self.list_tag}>\n{''.join(items)}</{self.list_tag}>\n")
            self.list_tag, self.items = "", []

    def _table(self, block: str) -> None:
        rows = [_cells(line) for line in inline.table(block, self.link).split("\n")]
        if len(rows) < 3 or len(rows[0]) != len(rows[1]) or not set("".join(rows[1])) <= _BORDER:
            raise Unsure
        align = [_ALIGN.get((cell.startswith(":"), cell.endswith(":")), "") for cell in rows[1]]
        styles = [f' style="text-align: {where};"' if where else "" for where in align]
        head = _row(rows[0], "th", styles)
        body = "".join([_row(row, "td", styles) for row in rows[2:]])
        table = f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
        self.out.append(table)


def _row(cells: list[str], tag: str, styles: list[str]) -> str:
    """A row of as many cells as there are columns."""
    cells += [""] * (len(styles) - len(cells))
    told = [f"<{tag}{style}>{cell}</{tag}>\n" for cell, style in zip(cells, styles, strict=False)]
    return f"<tr>\n{''.join(told)}</tr>\n"


def _cells(line: str) -> list[str]:
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        raise Unsure
    return [cell.strip(" ") for cell in line[1:-1].split("|")]


def _written(attributes: dict[str, str | None]) -> str:
    return "".join(
        f" {name}" if value is None else f' {name}="{_escape_attrib_html(value)}"'
        for name, value in sorted(attributes.items())
    )


def _plain(inner: str) -> str:
    return re.sub(r"<[^>]*>", "", inner)
