"""Looks at a built site as a reader's browser would: pages there, links and anchors alive, no other host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.problems import Problem

# What a browser fetches without being asked; <a href> and <link rel="canonical"> only name an address.
_FETCHED = (
    "//@src | //@poster | //object/@data | //link/@href"
    " | //*[local-name()='image' or local-name()='use']/@*[name()='href' or name()='xlink:href']"
)
_NAMED = "//a/@href | //area/@href | //form/@action"
_NAMING_RELS = frozenset(("canonical", "alternate", "license", "author", "me", "prev", "next", "search"))
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""")
_ERROR_PAGE = re.compile(r"\d{3}\.html")


@dataclass(frozen=True, order=True)
class _Link:
    """`target` as written; `fetched`: the browser loads it without being asked."""

    target: str
    fetched: bool


@dataclass(frozen=True)
class _Look:
    """One HTML or CSS file: its ids, each as often as it stands there, and its links."""

    ids: Counter[str]
    links: tuple[_Link, ...]
    heading: bool = True
    text: bool = True


def verify(folder: Path, pages: Collection[str], files: Collection[str] = ()) -> list[Problem]:
    """Every fault of the built site in `folder`, sorted, with paths relative to `folder`.

    pages: the HTML files that must be there, with a heading and text; files: others that must be there.
    An HTML file in neither is a fault.
    """
    present = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    looks = {path: _look(folder / path) for path in present if path.endswith((".html", ".htm", ".css"))}
    wanted, expected = set(pages), {*pages, *files}
    problems = [Problem(path, 0, "", "is missing from the built site") for path in expected - present]
    for path, look in looks.items():
        if path not in expected and not path.endswith(".css"):
            problems.append(Problem(path, 0, "", "is in the built site though nothing planned it"))
        faults = [*_double(look), *_dead(path, look, looks, present)]
        faults += _empty(look) if path in wanted else ()
        problems += [Problem(path, 0, "", fault) for fault in faults]
    return sorted(set(problems))


def _look(file: Path) -> _Look:
    if file.suffix == ".css":
        return _Look(Counter(), tuple(_css_links(file.read_text("utf-8", errors="replace"))))
    text = file.read_bytes()
    root: Any = etree.HTML(text, etree.HTMLParser(huge_tree=True, encoding="utf-8")) if text.strip() else None
    if root is None:
        return _Look(Counter(), (), heading=False, text=False)
    ids = Counter(map(str, root.xpath("//@id")))
    ids.update(set(map(str, root.xpath("//a/@name"))) - set(ids))
    return _Look(ids, tuple(sorted(set(_html_links(root)))), *_words(root))


def _html_links(root: Any) -> Iterator[_Link]:
    for value in root.xpath(_FETCHED):
        element = value.getparent()
        if not (element.tag == "link" and _NAMING_RELS & set(element.get("rel", "").split())):
            yield _Link(str(value), True)
    for value in root.xpath("//@srcset"):
        yield from (_Link(part.split()[0], True) for part in value.split(",") if part.split())
    for value in root.xpath("//@style | //style/text()"):
        yield from _css_links(str(value))
    for value in root.xpath(_NAMED):
        yield _Link(str(value), False)


def _css_links(style: str) -> Iterator[_Link]:
    for match in _CSS_URL.finditer(style):
        yield _Link(match[1] or match[2], True)


def _words(root: Any) -> tuple[bool, bool]:
    """Whether the page has a heading, and text in the article beside it."""
    for heading in root.xpath("//h1"):
        around = heading.xpath("(ancestor::article | ancestor::main | ancestor::body)[last()]")[0]
        words = "".join(heading.itertext()).strip()
        return bool(words), "".join(around.itertext()).strip() != words
    return False, False


def _empty(look: _Look) -> Iterator[str]:
    if not look.heading:
        yield "has no heading (h1)"
    elif not look.text:
        yield "has no text beside its heading"


def _double(look: _Look) -> Iterator[str]:
    for name, count in look.ids.items():
        if count > 1:
            yield f"id {name!r} stands {count} times on the page"


def _dead(path: str, look: _Look, looks: Mapping[str, _Look], present: Collection[str]) -> Iterator[str]:
    error_page = bool(_ERROR_PAGE.fullmatch(path))
    for link in look.links:
        try:
            parts = urlsplit(link.target.strip())
        except ValueError:
            yield f"link {link.target!r} is no address"
            continue
        if parts.netloc and link.fetched:
            yield f"{link.target!r} would be fetched from another host"
        elif parts.scheme:
            continue  # a person may follow http(s) and mailto; data: is on the page itself
        elif parts.netloc or parts.path.startswith("/"):
            # An error page is served at any depth, so MkDocs gives it absolute links.
            if not error_page:
                yield f"link {link.target!r} is absolute, it breaks under another path: make it relative"
        elif (target := _resolve(path, _climbed(parts.path, error_page), present)) is None:
            yield f"link {link.target!r} leads to nothing in the site"
        elif target in looks and not _has_anchor(looks[target], unquote(parts.fragment)):
            yield f"link {link.target!r} leads to no anchor in {target}"


def _climbed(path: str, error_page: bool) -> str:
    """An error page may look for one file at every depth that it can be served at."""
    return re.sub(r"^(?:\.\./)+", "", unquote(path)) if error_page else unquote(path)


def _has_anchor(look: _Look, fragment: str) -> bool:
    return fragment in ("", "top") or fragment.startswith(":~:") or fragment in look.ids


def _resolve(page: str, path: str, present: Collection[str]) -> str | None:
    """The file in the site that `path` on `page` leads to; a folder leads to its index.html."""
    if not path:
        return page
    parts = list(PurePosixPath(page).parent.parts)
    for part in path.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    file, index = "/".join(parts), "/".join((*parts, "index.html"))
    if file in present and not path.endswith("/"):
        return file
    return index if index in present else None
