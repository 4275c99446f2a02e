"""A feed as Atom (RFC 4287), its entries whole, as XHTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree

from generator.feeds.entry import Addresses, Entry, Feed
from generator.pages import Facts

_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"


def atom(feed: Feed, entries: Sequence[Entry], facts: Facts, author: str) -> bytes:
    """The text of the feed; `entries`: the newest first, at least one."""
    at = Addresses(feed, facts)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_plain(_ATOM))
    root.set(f"{{{_XML}}}lang", feed.language)
    _add(root, "id", at.id(feed.path("xml")))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max(entry.updated for entry in entries)))
    _add(_add(root, "author"), "name", author)
    _link(root, "self", "application/atom+xml", at.of(feed.path("xml")))
    _link(root, "alternate", "text/html", at.of(feed.page))
    _add(root, "generator", "Frontmark")
    for entry in entries:
        _entry(_add(root, "entry"), entry, at, feed)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=False)) + b"\n"


def _entry(element: Any, entry: Entry, at: Addresses, feed: Feed) -> None:
    _add(element, "id", at.id(entry.page, entry.anchor))
    _add(element, "title", entry.title)
    _add(element, "published", _moment(entry.day))
    _add(element, "updated", _moment(max(entry.day, entry.updated)))
    _link(element, "alternate", "text/html", at.of(entry.page, entry.anchor))
    if entry.summary:
        _add(element, "summary", entry.summary)
    content = _add(element, "content")
    content.set("type", "xhtml")
    root = at.fitted(entry)
    for each in root.iter():
        each.tag = f"{{{_XHTML}}}{each.tag}"
    content.append(_bare(root, feed))


def _bare(root: Any, feed: Feed) -> Any:
    """With the namespace on the outermost element alone."""
    div = etree.Element(f"{{{_XHTML}}}div", nsmap=_plain(_XHTML))
    if feed.rtl:
        div.set("dir", "rtl")
    div.text = root.text
    div.extend(root)
    return div


def _plain(namespace: str) -> Any:
    """Elements without a prefix; the stubs of lxml do not know of that."""
    return {None: namespace}


def _add(parent: Any, name: str, text: str = "") -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text or None
    return element


def _link(parent: Any, rel: str, type_: str, href: str) -> None:
    _add(parent, "link").attrib.update({"rel": rel, "type": type_, "href": href})


def _moment(day: date) -> str:
    """Tables know days; the first moment of one stands for it."""
    return f"{day.isoformat()}T00:00:00Z"
