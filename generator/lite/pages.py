"""One page's plain article → its pages in `lite/`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from urllib.parse import unquote

from generator import language
from generator.forms import LITE, lite_path
from generator.language import gettext as _
from generator.lines import Lines
from generator.lite.cut import Line, Unit, begins, cut, joined, units
from generator.pages import SECTIONS, Page
from generator.plain import Fitting, Plain, Target, common, fitted_entry, way
from generator.views.dates import DateView

LIMIT = 30_000
"""Bytes of a page, uncompressed: some 5 seconds at 50 kbit/s."""
STYLE = f"{LITE}/lite.css"
_LEAST = 3_000  # room for words on a page, whatever else asks for it
_MORE = 1.25  # what is taken off for each byte too many: shorter parts are more parts, with more links between them
_FEW = 12  # so many further parts are named by what they begin with
_OWN = re.compile(r"#(?:s\d+|c\d+-\d+)")
"""Anchors of footnotes, which no other page leads to."""
_HERE = re.compile(r'(<a(?: (?!href=)[a-z-]+="[^"]*")*) href="(#[^"]*)"')


def lite(page: Page, plain: Plain, lines: Lines) -> dict[str, bytes]:
    """The pages of `page` by their path inside `content/`; `plain`: its plain article; `lines`: those of its site.

    None is larger than LIMIT, as far as no single paragraph, entry or row of a table is.
    """
    sheet = _Sheet(page, lines)
    folder, here = common(page.path)
    fitting = Fitting(sheet.address, None, lines.ways(LITE, folder), here)
    held = [
        [Line(fitted_entry(each, fitting), (each.anchor, *each.ids), each.links) for each in run]
        for run in plain.runs
    ]
    whole = units(fitting.text(plain.text), held)
    first = rest = LIMIT - len(sheet.empty().encode())
    while True:
        parts = cut(whole, first, rest)
        made = [text.encode() for text in sheet.pages(parts)]
        # Anchors, and links from part to part, grow with the number of parts: measured, not reckoned.
        over = (len(made[0]) - LIMIT, max((len(data) - LIMIT for data in made[1:]), default=0))
        if max(over) <= 0 or (min(first, rest) <= _LEAST):
            return {lite_path(page.path, number): data for number, data in enumerate(made, 1)}
        first, rest = (
            max(_LEAST, room - (int(_MORE * more) if more > 0 else 0))
            for room, more in zip((first, rest), over, strict=True)
        )


@dataclass(frozen=True)
class _Sheet:
    """What lies around the words of one page."""

    page: Page
    lines: Lines

    @cached_property
    def _folder(self) -> str:
        return posixpath.dirname(lite_path(self.page.path))

    def to(self, path: str) -> str:
        """The way to a file of the site by its path in `content/`, from this page's place in `lite/`."""
        there = self.lines.site.facts.inside(path)
        found = way(there, self._folder)
        return f"{found}/" if there.endswith("/") or not there else found

    def address(self, target: Target) -> str:
        """Where a link of the article leads: within `lite/` to the pages that are there, else to the full site."""
        anchor = f"#{target.anchor}" if target.anchor else ""
        if target.whole:
            return f"{self.to(target.path)}{anchor}"
        if target.path in ("", self.page.path) and anchor:
            return anchor
        if ("page", target.path) not in self.lines.site.addresses:
            return f"{self.to(target.path)}{anchor}"
        if target.path.startswith(self.lines.site.facts.long):
            anchor = ""
        return f"{self.to(lite_path(target.path))}{anchor}"

    def pages(self, parts: Sequence[Sequence[Unit]]) -> list[str]:
        """The HTML of every part."""
        where = {f"#{id}": number for number, part in enumerate(parts, 1) for unit in part for id in unit.ids}
        ways = [self.to(lite_path(self.page.path, number)) for number in range(1, len(parts) + 1)]

        def body(number: int) -> str:
            def led(link: re.Match[str]) -> str:
                part = where.get(unescape(unquote(link[2])), number)
                return link[0] if part == number else f'{link[1]} href="{ways[part - 1]}{link[2]}"'

            def written(unit: Unit) -> str:
                if unit.links is None:
                    return _HERE.sub(led, unit.html)
                html = unit.html
                for link in unit.links:
                    if (part := where.get(f"#{link}", number)) != number:
                        html = html.replace(f' href="#{link}"', f' href="{ways[part - 1]}#{link}"')
                return html

            return joined(parts[number - 1], written) if len(parts) > 1 else joined(parts[number - 1])

        return [self._html(number, body(number), parts, where) for number in range(1, len(parts) + 1)]

    def _html(self, number: int, body: str, parts: Sequence[Sequence[Unit]], where: Mapping[str, int]) -> str:
        last = len(parts)
        title = self.page.title
        if last > 1:
            title = _("{title} (part {n} of {all})", title=title, n=str(number), all=str(last))
        above = self._first(number) if number > 1 else ""
        below = self._further(parts, where) if number == 1 else self._between(number, last)
        heading = f"<h1>{escape(title)}</h1>\n" if number > 1 else ""
        return self._framed(title, f"{heading}{above}{body}\n{below}")

    def empty(self) -> str:
        """A page without its words."""
        return self._framed(self.page.title, "")

    def _framed(self, title: str, article: str) -> str:
        of, facts = language.current(), self.lines.site.facts
        direction = ' dir="rtl"' if of.rtl else ""
        full = escape(self.to(self.page.path))
        way = _("The full page, with charts")
        canonical = escape(facts.address(self.page.path)) if facts.site_url else full
        return (
            f'<!DOCTYPE html>\n<html lang="{of.code}"{direction}>\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(title)} – {escape(facts.site_name)}</title>\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
            f'<link rel="canonical" href="{canonical}">\n<link rel="stylesheet" href="{self.to(STYLE)}">\n'
            # No icon: a browser would ask for one, and a host answer with its error page, heavier than this one.
            '<link rel="icon" href="data:,">\n'
            f"</head>\n<body>\n<header>\n<p><strong>{escape(facts.site_name)}</strong></p>\n{self._ways}</header>\n"
            f"<main>\n{article}</main>\n<footer>\n{self._days}"
            f'<p><a href="{full}">{way}</a></p>\n</footer>\n</body>\n</html>\n'
        )

    @cached_property
    def _ways(self) -> str:
        """The pages that lead to all others."""
        there = self.lines.site.addresses
        links = [self._link(lite_path(path), _(name)) for name, path in SECTIONS if ("page", path) in there]
        return _nav(_("Sections"), links)

    @cached_property
    def _days(self) -> str:
        """The day before and the day after."""
        view = self.page.view
        if not isinstance(view, DateView):
            return ""
        ways = []
        for ref, sign in ((view.previous, "‹ {}"), (view.next, "{} ›")):
            if ref is not None:
                path = self.lines.site.addresses[ref.kind, ref.id]
                ways.append(self._link(lite_path(path), sign.format(ref.text)))
        return _nav(_("Days"), ways) if ways else ""

    def _first(self, number: int) -> str:
        back = self._link(lite_path(self.page.path), _("The first part"))
        before = self._link(lite_path(self.page.path, number - 1), _("The part before"))
        return f"<p>{back if number == 2 else f'{back} · {before}'}</p>\n"

    def _between(self, number: int, last: int) -> str:
        if number == last:
            return ""
        following = self._link(lite_path(self.page.path, number + 1), _("The next part"))
        return f"<p>{following}</p>\n"

    def _further(self, parts: Sequence[Sequence[Unit]], where: Mapping[str, int]) -> str:
        """What the further parts hold. It has their anchors, for links from other pages: they lead to the first part,
        since no page knows how another one is cut.
        """
        if len(parts) == 1:
            return ""
        named = len(parts) <= _FEW
        anchors: dict[int, list[str]] = {}
        for anchor, of in where.items():
            anchors.setdefault(of, []).append(anchor)
        items = []
        for number, part in enumerate(parts[1:], 2):
            path = lite_path(self.page.path, number)
            label = _("Part {n}", n=str(number))
            if named and (found := begins(part)):
                label = _("Part {n}: {heading}", n=str(number), heading=found)
            items.append(f"<li>{self._anchors(anchors.get(number, ()))}{self._link(path, label)}</li>\n")
        goes_on = _("This page goes on:")
        return f"<p>{goes_on}</p>\n<ul>\n{''.join(items)}</ul>\n"

    def _anchors(self, all: Iterable[str]) -> str:
        if self.page.path.startswith(self.lines.site.facts.long):
            return ""
        ids = (anchor[1:] for anchor in all if not _OWN.fullmatch(anchor))
        return "".join(f'<a id="{escape(id)}"></a>' for id in ids)

    def _link(self, path: str, words: str) -> str:
        return f'<a href="{escape(self.to(path))}">{escape(words)}</a>'


def _nav(name: str, links: Sequence[str]) -> str:
    return f'<nav aria-label="{escape(name)}">{" · ".join(links)}</nav>\n'
