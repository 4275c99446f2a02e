"""A day as a mail: HTML that mail programs show, of less than 100 KB, above which Gmail cuts.

No picture: a remote one tells its sender who opened the mail and when, which can put a reader at risk, and many
programs hide it. Each chart is one link away.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator import language, words
from generator.digest.day import Day, Item, Section
from generator.digest.room import shown
from generator.language import gettext as _
from generator.pages import Facts
from generator.records import Source

LIMIT = 95_000
"""Bytes of a mail; what sends it may write it longer."""
_TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0" '
_TEXT = (
    "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5"
)
_HEAD = "font-size:20px;line-height:1.3;margin:28px 0 8px;padding-top:12px;border-top:1px solid #888"
_QUIET = "font-size:14px"


def mail(day: Day, facts: Facts) -> str:
    """The mail of a day. What there is no room for is counted, and leads to the page."""
    lengths = [len(section.items) for section in day.sections]
    counts = shown(lengths, lambda tried: len(_html(day, facts, tried).encode()) <= LIMIT)
    return _html(day, facts, counts)


def _html(day: Day, facts: Facts, counts: Sequence[int]) -> str:
    of, page = language.current(), _address(day.path, facts)
    direction = "rtl" if of.rtl else "ltr"
    body = "".join(
        _section(section, count, page, facts) for section, count in zip(day.sections, counts, strict=True)
    )
    body = body or f"<p>{escape(day.quiet)}</p>\n"
    whole = _("The whole day, with charts")
    return (
        f'<!DOCTYPE html>\n<html lang="{of.code}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(day.title)} – {escape(facts.site_name)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f'<link rel="canonical" href="{page}">\n</head>\n<body style="margin:0;padding:0">\n<div role="main">\n'
        # Outlook on Windows knows no width but that of a table.
        f'{_TABLE}width="100%"><tr><td align="center" style="padding:16px">\n'
        f'{_TABLE}width="640" style="width:100%;max-width:640px"><tr>'
        f'<td lang="{of.code}" dir="{direction}" style="text-align:{"right" if of.rtl else "left"};{_TEXT}">\n'
        f'<p style="margin:0;{_QUIET}">{escape(facts.site_name)}</p>\n'
        f'<h1 style="font-size:26px;line-height:1.2;margin:4px 0 8px">{escape(day.title)}</h1>\n'
        f'<p style="margin:0;{_QUIET}">{escape(day.counts)}</p>\n{body}'
        f'<p style="margin:28px 0 0;padding-top:12px;border-top:1px solid #888"><a href="{page}">{escape(whole)}</a>'
        "</p>\n</td></tr></table>\n</td></tr></table>\n</div>\n</body>\n</html>\n"
    )


def _section(section: Section, count: int, page: str, facts: Facts) -> str:
    items = "".join(_item(item, facts) for item in section.items[:count])
    listed = f'<ul style="margin:0;padding:0 20px">\n{items}</ul>\n' if items else ""
    more = ""
    if left := len(section.items) - count:
        said = words.tally(left, "… and {n} more in the report", "… and {n} more in the report")
        more = f'<p><a href="{page}">{escape(said)}</a></p>\n'
    return f'<h2 style="{_HEAD}">{escape(section.heading)}</h2>\n{listed}{more}'


def _item(item: Item, facts: Facts) -> str:
    path, _hash, anchor = item.target.partition("#")
    address = _address(path, facts) + (f"#{escape(anchor)}" if anchor else "")
    row = f'<a href="{address}">{escape(item.way)}</a>'
    told = " · ".join([*map(escape, item.facts), row, *map(_source, item.sources)])
    return f'<li style="margin:0 0 12px">{escape(item.text)}<br>\n<span style="{_QUIET}">{told}</span></li>\n'


def _source(source: Source) -> str:
    name = escape(source.publisher)
    return f'<a href="{escape(source.url)}">{name}</a>' if source.url else name


def _address(path: str, facts: Facts) -> str:
    """The whole address of a page, or the way to it from the digests' folder where the site has none."""
    if facts.site_url:
        return escape(facts.address(path))
    return escape(f"../{facts.inside(path)}")
