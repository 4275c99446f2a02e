"""Looks at a built site as a reader's browser would: pages there, links and anchors alive, no other host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree

from generator.numbered import any_of, lost, numbers
from generator.problems import Problem
from generator.sums import paths

_NAMED = {"a": "href", "area": "href", "form": "action"}
# What a browser fetches without being asked; <a href> and <link rel="canonical"> only name an address.
_FETCHED = {**dict.fromkeys(("image", "use"), ("href", "xlink:href")), "link": ("href",), "object": ("data",)}
_WALKED = ("h1", "style", *_NAMED, *_FETCHED)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""")
_Asked = Callable[[Any], list[str]]


def _all(path: str) -> _Asked:
    return etree.XPath(path, smart_strings=False)  # type: ignore[return-value] # lists alone, by these paths


def _candidates(srcset: str) -> Iterator[str]:
    return (part.split()[0] for part in srcset.split(",") if part.split())


def _css_links(style: str) -> Iterator[str]:
    return (match[1] or match[2] for match in _CSS_URL.finditer(style))


# On whatever element, since browsers know more of them than we do (of <image> they make an <img>): the sign that a page
# has any, as most have not, the values, and the links in one.
_ANYWHERE: tuple[tuple[re.Pattern[bytes], _Asked, Callable[[str], Iterable[str]]], ...] = (
    (re.compile(rb"src\s*="), _all("//@src"), lambda link: (link,)),
    (re.compile(rb"poster\s*="), _all("//@poster"), lambda link: (link,)),
    (re.compile(rb"srcset\s*="), _all("//@srcset"), _candidates),
    (re.compile(rb"style\s*="), _all("//@style"), _css_links),
)
_IDS = _all("//@id")
_NAMING_RELS = frozenset(("canonical", "alternate", "license", "author", "me", "prev", "next", "search"))
LOOKED_AT = (".html", ".htm", ".css")
"""How the names of files end that may lead to others."""
_NAME = "[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_PLAIN = re.compile(
    rf"(?P<up>(?:\.\./)*)(?P<down>(?:{_NAME}/)*(?:{_NAME})?)(?:#(?P<anchor>[A-Za-z0-9_.-]*))?"
)
"""A link within the site as nearly all are: so many folders up, then down by names, then an anchor."""
_AWAY = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-~]*)?")
"""A link to another site as nearly all are."""
_ERROR_PAGE = re.compile(r"\d{3}\.html")


@dataclass
class _Links:
    """Links as written, each once, in their order. `fetched`: those that a browser loads without being asked."""

    named: dict[str, None] = field(default_factory=dict)
    fetched: dict[str, None] = field(default_factory=dict)

    def fetch(self, links: Iterable[str]) -> None:
        self.fetched.update(dict.fromkeys(links))


@dataclass(frozen=True)
class _Read:
    """One HTML or CSS file in words. `ids`: its anchors; `leads`: the file in the site, with `#` and an anchor where
    one is named, that each link leads to → the link as written; `faults` and `empty` as in `Look`.
    """

    ids: list[str]
    leads: dict[str, str]
    faults: list[str]
    empty: str = ""


@dataclass(frozen=True)
class Look:
    """What matters of one HTML or CSS file for those that lead to it, and where it leads itself.

    `ids`: its anchors, `leads`: all that its links lead to, as `numbers`. `faults`: what is wrong with it whatever else
    is in the site. `empty`: that it has no heading, or no text beside it; "" where it has both.
    """

    ids: bytes
    leads: bytes
    faults: list[str]
    empty: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """As plain JSON values, for `Look.of`."""
        return {**asdict(self), "ids": self.ids.hex(), "leads": self.leads.hex()}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Look:
        """The look that was `told`."""
        ids, leads = (bytes.fromhex(told[name]) for name in ("ids", "leads"))
        return cls(ids, leads, told["faults"], told["empty"])


def verify(
    folder: Path,
    pages: Collection[str],
    files: Collection[str] = (),
    looks: Mapping[str, Look] | None = None,
) -> list[Problem]:
    """Every fault of the built site in `folder`, sorted, with paths relative to `folder`.

    pages: the HTML files that must be there, with a heading and text; files: others that must be there;
    looks: what is known of files by their path, which are not read again.
    An HTML file in neither is a fault.
    """
    present = set(paths(folder))
    known = dict(looks or {})
    for path in present - known.keys():
        if path.endswith(LOOKED_AT):
            known[path] = look(path, (folder / path).read_bytes())
    wanted, expected = set(pages), {*pages, *files}
    problems = [Problem(path, 0, "", "is missing from the built site") for path in expected - present]
    for path, seen in known.items():
        if path not in expected and not path.endswith(".css"):
            problems.append(Problem(path, 0, "", "is in the built site though nothing planned it"))
        faults = [*seen.faults, *([seen.empty] if seen.empty and path in wanted else ())]
        problems += [Problem(path, 0, "", fault) for fault in faults]
    problems += _dead(folder, present, known)
    return sorted(set(problems))


def look(path: str, data: bytes) -> Look:
    """A look at the file at `path` in the site, whose bytes are `data`."""
    read = _read(path, data)
    anchors = (f"{path}#{anchor}" for anchor in read.ids)
    return Look(numbers(anchors), numbers(read.leads), read.faults, read.empty)


def _dead(folder: Path, present: Collection[str], known: Mapping[str, Look]) -> Iterator[Problem]:
    """The links that lead to nothing: to no file, or to no anchor of one. Files are read again to name them."""
    there = (numbers(present), *(seen.ids for seen in known.values()))
    dead = lost((seen.leads for seen in known.values()), there)

    @cache
    def read(path: str) -> _Read:
        return _read(path, (folder / path).read_bytes())

    for path, seen in known.items():
        if not any_of(seen.leads, dead):
            continue
        for lead, link in read(path).leads.items():
            target, _, anchor = lead.partition("#")
            # An address without a final slash may be that of a folder.
            target = target if target in present else f"{target}/index.html" if target else "index.html"
            if target not in present:
                yield Problem(path, 0, "", f"link {link!r} leads to nothing in the site")
            elif anchor and target in known and anchor not in read(target).ids:
                yield Problem(path, 0, "", f"link {link!r} leads to no anchor in {target}")


def _read(path: str, data: bytes) -> _Read:
    if path.endswith(".css"):
        found = _css_links(data.decode("utf-8", errors="replace"))
        return _Read([], *_followed(path, _Links(fetched=dict.fromkeys(found))))
    root: Any = etree.HTML(data, etree.HTMLParser(huge_tree=True, encoding="utf-8")) if data.strip() else None
    if root is None:
        return _Read([], {}, [], "has no heading (h1)")
    links, names, headings = _walk(root)
    low = data.lower()
    for sign, values, of_value in _ANYWHERE:
        if sign.search(low):
            links.fetch(link for value in values(root) for link in of_value(value))
    ids = Counter(_IDS(root))
    ids.update(names - ids.keys())
    leads, faults = _followed(path, links)
    double = [f"id {name!r} stands {count} times on the page" for name, count in ids.items() if count > 1]
    return _Read(list(ids), leads, double + faults, _empty(headings))


def _walk(root: Any) -> tuple[_Links, set[str], list[Any]]:
    """The links on a page, the names of its anchors beside their ids, and its headings."""
    links, names, headings = _Links(), set[str](), []
    for element in root.iter(*_WALKED):
        tag = element.tag
        if tag in _NAMED:
            if (link := element.get(_NAMED[tag])) is not None:
                links.named[link] = None
            if tag == "a" and (name := element.get("name")) is not None:
                names.add(name)
        elif tag == "h1":
            headings.append(element)
        elif tag == "style":
            links.fetch(_css_links(element.text or ""))
        elif tag != "link" or not _NAMING_RELS & set(element.get("rel", "").split()):
            links.fetch(link for name in _FETCHED[tag] if (link := element.get(name)) is not None)
    return links, names, headings


def _followed(path: str, links: _Links) -> tuple[dict[str, str], list[str]]:
    """Where the links on a page lead, and what is wrong with those that no site could mend."""
    leads: dict[str, str] = {}
    faults: list[str] = []
    error_page = bool(_ERROR_PAGE.fullmatch(path))
    around = ["", *accumulate(f"{folder}/" for folder in path.split("/")[:-1])]
    for link in chain(links.named, links.fetched):
        plain = None if error_page else _PLAIN.fullmatch(link)
        if plain and len(plain["up"]) < 3 * len(around):
            target, anchor = f"{around[-1 - len(plain['up']) // 3]}{plain['down']}", plain["anchor"] or ""
            if not target or target.endswith("/"):
                target = f"{target}index.html" if plain["up"] or plain["down"] else path
        elif _AWAY.fullmatch(link) and link not in links.fetched:
            continue
        else:
            try:
                parts = urlsplit(link.strip())
            except ValueError:
                faults.append(f"link {link!r} is no address")
                continue
            if fault := _wrong(link, link in links.fetched, parts, error_page):
                faults.append(fault)
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                continue
            target = _resolve(path, _climbed(parts.path, error_page))
            anchor = unquote(parts.fragment)
        anchor = "" if anchor == "top" or anchor.startswith(":~:") else anchor
        leads.setdefault(f"{target}#{anchor}" if anchor else target, link)
    return leads, faults


def _wrong(link: str, fetched: bool, parts: SplitResult, error_page: bool) -> str:
    """Why `link` is wrong whatever is in the site, or ""."""
    if parts.netloc and fetched:
        return f"{link!r} would be fetched from another host"
    if parts.scheme:
        return ""  # a person may follow http(s) and mailto; data: is on the page itself
    # An error page is served at any depth, so MkDocs gives it absolute links.
    if (parts.netloc or parts.path.startswith("/")) and not error_page:
        return f"link {link!r} is absolute, it breaks under another path: make it relative"
    return ""


def _empty(headings: Iterable[Any]) -> str:
    """What a page lacks: a heading, or text in the article beside it."""
    for heading in headings:
        around = heading.xpath("(ancestor::article | ancestor::main | ancestor::body)[last()]")[0]
        words = "".join(heading.itertext()).strip()
        if words:
            said = ""
            for text in around.itertext():
                said = (said + text).lstrip()
                if len(said.rstrip()) > len(words):
                    return ""
            return "has no text beside its heading" if said.rstrip() == words else ""
        break
    return "has no heading (h1)"


def _climbed(path: str, error_page: bool) -> str:
    """An error page may look for one file at every depth that it can be served at."""
    return re.sub(r"^(?:\.\./)+", "", unquote(path)) if error_page else unquote(path)


def _resolve(page: str, path: str) -> str:
    """The file in the site that `path` on `page` leads to; a folder leads to its index.html."""
    if not path:
        return page
    parts = page.split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and not parts:
            return ".."  # out of the site, where nothing is
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(
        [*parts, "index.html"] if path.endswith(("/", "/.", "/..")) or path in (".", "..") else parts
    )
