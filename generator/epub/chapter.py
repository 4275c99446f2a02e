"""A page's plain article → a chapter, deflated: what costs time is done, and kept, with the page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from generator import language
from generator.archive import Packed, deflated, piece, taken
from generator.lines import Lines
from generator.plain import STRICT, Fitting, Plain, Target, common, fitted_entry, way

STYLE = "style.css"
_NAME = re.compile(r"[A-Za-z_]")
# Anchors that no XML knows, and links to them; text may look like one, and hardly any page has any.
_DOUBTED = re.compile(r' (?:id="|href="#)(?![A-Za-z_"])')
_UNNAMED = re.compile(r'(<[a-z0-9]+(?: (?!id=)[a-z-]+="[^"]*")* id=")(?![A-Za-z_"])')
_TO_UNNAMED = re.compile(r'(<a(?: (?!href=)[a-z-]+="[^"]*")* href="#)(?![A-Za-z_"])')
# Of what a browser forgives in an address, a reading system need not forgive all.
_SAFE = "%/:?#@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class Chapter:
    """A chapter in the book: its title, and its file."""

    title: str
    file: Packed

    def __bytes__(self) -> bytes:
        return piece(self.title, self.file)

    @classmethod
    def of(cls, stored: bytes) -> Chapter:
        """What `bytes` gave; its file is a view of that."""
        return cls(*taken(stored))


def chapter(plain: Plain, lines: Lines) -> Chapter:
    """The chapter of a page. A link to another page leads to its chapter, all others to the site where it has an
    address; where it has none, their words stand alone.
    """
    start, site = posixpath.dirname(plain.path), lines.site

    def address(target: Target) -> str | None:
        anchor = f"#{named(target.anchor)}" if target.anchor else ""
        if not target.path or (target.path == plain.path and anchor and not target.whole):
            return anchor
        if target.whole or ("page", target.path) not in site.addresses:
            whole = f"{site.facts.address(target.path)}{f'#{target.anchor}' if target.anchor else ''}"
            return whole if site.facts.site_url else None
        return f"{way(file_of(target.path), start)}{anchor}"

    folder, here = common(plain.path)
    fitting = Fitting(address, _strict, lines.ways("book", folder), here)
    text = fitting.text(plain.text)
    if _DOUBTED.search(text):
        text = _TO_UNNAMED.sub(r"\1_", _UNNAMED.sub(r"\1_", text))
    # No anchor of an entry that is held is in doubt: each begins with a letter.
    body = plain.put_back(text, lambda entry: fitted_entry(entry, fitting))
    return Chapter(plain.title, deflated(document(plain.title, body, way(STYLE, start)).encode()))


def document(title: str, body: str, style: str) -> str:
    """A whole XHTML file of the book; `body` and `style`, a path, as they are to stand in it."""
    of = language.current()
    direction = ' dir="rtl"' if of.rtl else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{of.code}" xml:lang="{of.code}"{direction}>\n<head>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{style}"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def file_of(path: str) -> str:
    """The chapter's file in the book, beside its package document, by the path of its page."""
    return f"{path.removesuffix('.md')}.xhtml"


def named(id: str) -> str:
    """An anchor as XML wants it: it begins with a letter."""
    return id if _NAME.match(id) else f"_{id}"


def _strict(href: str) -> str:
    if STRICT.fullmatch(href):
        return href
    return quote(href, safe=_SAFE) if urlsplit(href).scheme in ("http", "https") else href
