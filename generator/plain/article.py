"""A page's Markdown → its article as plain XHTML."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from lxml import etree

from generator.blocks import Chart, charts_of
from generator.engine.blocks import article
from generator.entry import Entry, Listed
from generator.language import gettext as _
from generator.markdown import attribute
from generator.pages import Page
from generator.plain.elements import ATTRIBUTES, BLOCKS, DROPPED, KNOWN, LEFT_OUT, target
from generator.plain.entries import Beside, set_aside
from generator.plain.listed import held, plain_entry, put_back, whole

SMALL = 12
"""A chart's table of so many rows at most stands below its words; a longer one is at the drawn chart."""

_GONE, _OPENED = "gone", "opened"
"""What lxml takes out at once, with what is in it or without."""
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_FIGURE, _TOOLS, _TOOLS_END = '<figure class="fm-figure" id="chart-', '<div class="fm-tools"', "\n\n</div>"
# What each row has, or each source: its address, how sure it is, looks, and all ways back but the first.
_ADDRESS = re.compile(r'<span class="fm-link" data-search-exclude><a href="[^"<>]*">[^<>]*</a></span>')
_SURE = re.compile(r'<span class="fm-conf fm-[a-z]+">([^<>]*)</span>')
_LOOKS = re.compile(r'<(sup|small) class="[^"<>]*" data-search-exclude>')
_WAY_BACK = r'<a href="#[\w-]+" class="fm-back" aria-label="[^"<>]*">[^<>]*</a>'
_WAYS_BACK = re.compile(rf"({_WAY_BACK})((?: {_WAY_BACK})+)")
# No XML holds them, and a note might; `article` knows of no control character.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Plain:
    """The article of the page at `path` inside `content/`.

    `text`: the article without the `runs` of entries that are held beside it, which have their places in it.
    """

    path: str
    title: str
    description: str
    text: str
    runs: tuple[Listed, ...] = ()

    @property
    def body(self) -> str:
        """Well-formed XHTML without a root, begins with its `h1`. In it a link is `#anchor`, the path inside `content/`
        of the page or file that it leads to, with `#anchor` where it names one, or a whole address; one with
        `rel="alternate"` means the full page, and nothing else of it can be meant.
        """
        return self.put_back(self.text, plain_entry)

    def put_back(self, text: str, entry: Callable[[Entry], str]) -> str:
        """`text`, made of that of the article, with its runs of entries, each as `entry` writes it."""
        return put_back(text, self.runs, entry)

    def __bytes__(self) -> bytes:
        told = {"path": self.path, "title": self.title, "description": self.description, "body": self.body}
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def of(cls, stored: bytes) -> Plain:
        """What `bytes` gave, all of it text."""
        told = json.loads(stored)
        return cls(told["path"], told["title"], told["description"], told["body"])


def plain(page: Page, pieces: Sequence[str | Listed]) -> Plain:
    """The plain article of `page`, whose rendered Markdown are `pieces`. Pure; the same page gives the same bytes."""
    depth = page.path.count("/")
    beside = held(pieces, depth)
    left = set_aside(_without_drawings(page, beside.text), depth, beside.led)
    made = article(left.text, str)
    if not made:
        beside = whole(pieces, depth)
        left = Beside(_NO_XML.sub("", _without_drawings(page, beside.text)))
    content = _lighter(made.html if made else _python_markdown(left.text))
    # As a document: a fragment's parser would take the first element for all of it.
    root: Any = etree.fromstring(f"<html><body>{content}</body></html>", etree.HTMLParser()).find("body")
    _bare(root)
    _anchored(root, left.led)
    _resolved(root, posixpath.dirname(page.path))
    _spaced(root)
    body = "\n".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in root)
    return Plain(page.path, page.title, page.description, left.put_back(body), beside.runs)


def _without_drawings(page: Page, text: str) -> str:
    told = _told(_FRONT_MATTER.sub("", text, count=1), charts_of(page.view), page.path)
    return told.replace("\ufffe", "").replace("\uffff", "")


def _lighter(content: str) -> str:
    """HTML without most of what `_bare` would take away: as text, because a tree of it takes longer than the rest."""
    content = _WAYS_BACK.sub(_first_way, _ADDRESS.sub("", content))
    return _LOOKS.sub(r"<\1>", _SURE.sub(r"\1", content))


def _first_way(ways: re.Match[str]) -> str:
    """The first of several ways back, and the blanks between them, as `_bare` would leave them."""
    return ways[1] + " " * ways[2].count("</a>")


def _python_markdown(text: str) -> str:
    """For a page whose note says what only Python-Markdown knows; a site's own extensions are not asked."""
    from markdown import Markdown  # type: ignore[import-untyped]  # imported late: few pages need it

    known = ("attr_list", "md_in_html", "tables", "toc", "fenced_code", "footnotes", "def_list", "admonition")
    return str(Markdown(extensions=list(known)).convert(text))


def _told(text: str, charts: Iterable[Chart], path: str) -> str:
    """The Markdown of a page with its charts in words.

    A drawing and the rows behind it are most of a page: they go before anything reads them. What is left between a
    figure and its tools (the links to each day) goes as well.
    """
    named = {chart.name: chart for chart in charts}
    words, *exhibits = text.split(_FIGURE)
    for exhibit in exhibits:
        chart = named[exhibit[: exhibit.index('"')]]
        tools = exhibit.index(_TOOLS, exhibit.index("</figure>"))
        end = exhibit.index(_TOOLS_END, tools)
        head = exhibit.index("</summary>", tools) + len("</summary>")
        rows = exhibit[head : exhibit.index("\n\n</details>", head)]
        words += _words(chart, path, rows if len(chart.table.rows) <= SMALL else "")
        words += exhibit[end + len(_TOOLS_END) :]
    return words


def _words(chart: Chart, path: str, table: str) -> str:
    """A chart as Markdown: its title, what it says, `table`, and the way to the drawn one."""
    title, subtitle, said = map(attribute, (chart.title, chart.subtitle, chart.alt))
    here, drawn = f"chart-{chart.name}", _("The drawn chart")
    return (
        f'<p id="{here}"><strong>{title}</strong><br> {subtitle}</p>\n\n<p>{said}</p>{table}\n\n'
        f'<p><a href="{posixpath.basename(path)}#{here}" rel="alternate">{drawn}</a></p>'
    )


def _bare(root: Any) -> None:
    """Nothing but the elements and attributes of plain text is left."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for each in root.iterdescendants():
        names = (each.get("class") or "").split()
        if each.tag in DROPPED or (names and not LEFT_OUT.isdisjoint(names)):
            each.tag = _GONE
        elif each.tag == "img":
            _as_link(each)
        elif "fm-back" in names and "fm-back" in _class_before(each):
            each.tag = (
                _GONE  # one way back does: the further ones are many, and weigh as much as their source
            )
    etree.strip_elements(root, _GONE, with_tail=False)
    for each in root.iterdescendants():
        if each.keys():
            _without_looks(each.attrib)
        if each.tag not in KNOWN or (each.tag == "span" and not each.keys()):
            each.tag = _OPENED
    etree.strip_tags(root, _OPENED)


def _without_looks(attributes: Any) -> None:
    back = "fm-back" in attributes.get("class", "")
    for name in list(attributes):
        if name not in ATTRIBUTES and not (back and name == "aria-label"):
            del attributes[name]
    if attributes.get("rel", "alternate") != "alternate":
        del attributes["rel"]


def _class_before(each: Any) -> str:
    before = each.getprevious()
    return "" if before is None else before.get("class") or ""


def _as_link(image: Any) -> None:
    """A picture in a note becomes its words, which lead to it."""
    image.tag, source = "a", image.get("src") or ""
    image.text = image.get("alt") or posixpath.basename(source)
    image.set("href", source)


def _anchored(root: Any, led: AbstractSet[str]) -> None:
    """An empty anchor at the start of an entry becomes the entry's own; those go that nothing leads to, neither
    anything here nor what has `led` elsewhere.
    """
    led = led | {href[1:] for each in root.iter("a") if (href := each.get("href") or "").startswith("#")}
    for each in list(root.iter("span", "a")):
        id = each.get("id")
        if not id:
            continue
        if each.tag == "a":
            if id not in led:
                del each.attrib["id"]
        elif not len(each) and not each.text:
            parent = each.getparent()
            holder = parent.getparent() if parent.tag == "p" and parent.getparent() is not None else parent
            if holder.tag == "li" and not holder.get("id") and _opens(each, parent, holder):
                holder.set("id", id)
                each.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)


def _opens(each: Any, parent: Any, holder: Any) -> bool:
    """Whether `each` stands first in `parent`, which is `holder` or the first in it."""
    return parent[0] is each and not (parent.text or "").strip() and holder[0] in (parent, each)


def _resolved(root: Any, folder: str) -> None:
    """Links between files of `content/` name them by their paths inside it; others may only lead to the web."""
    for each in root.iter("a"):
        href = each.get("href")
        if href is None or href.startswith("#"):
            continue
        found = target(href, folder)
        if found is None:
            del each.attrib["href"]
        elif found != href:
            each.set("href", found)


def _spaced(root: Any) -> None:
    """One line for each block, no white space that nobody sees; a line of its own for what stands in no block."""
    if not (root.text or "").strip():
        root.text = "\n"
    for each in root.iterdescendants(*BLOCKS):
        holder = each.getparent()
        if not (holder.text or "").strip():
            holder.text = "\n"
        if not (each.tail or "").strip():
            each.tail = "\n"
    for run in list(_loose(root)):
        block = etree.Element("p")
        run[0].addprevious(block)
        block.extend(run)


def _loose(root: Any) -> Iterable[list[Any]]:
    """Runs of inline elements that stand beside blocks."""
    run: list[Any] = []
    for each in root:
        if each.tag not in BLOCKS:
            run.append(each)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run
