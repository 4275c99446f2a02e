"""A day as a message on a phone: plain text of less than 4,000 characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import language, words
from generator.digest.day import Day, Item, publishers
from generator.digest.room import shown
from generator.language import gettext as _
from generator.pages import Facts

LIMIT = 3_999
"""Characters as messengers count them: UTF-16 code units (Telegram cuts at 4,096)."""
_PUBLISHERS = 3


def message(day: Day, facts: Facts) -> str:
    """The message of a day. What there is no room for is counted, and the link leads to it."""
    lengths = [len(section.items) for section in day.sections]
    counts = shown(lengths, lambda tried: _length(_text(day, facts, tried)) <= LIMIT)
    return _text(day, facts, counts)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _text(day: Day, facts: Facts, counts: Sequence[int]) -> str:
    return "\n".join(_lines(day, facts, counts)) + "\n"


def _lines(day: Day, facts: Facts, counts: Sequence[int]) -> Iterator[str]:
    yield from (facts.site_name, day.title, day.counts)
    for section, count in zip(day.sections, counts, strict=True):
        yield from ("", section.heading.upper() if language.current().source else section.heading)
        yield from map(_item, section.items[:count])
        if more := len(section.items) - count:
            yield words.tally(more, "… and {n} more in the report", "… and {n} more in the report")
    if not day.sections:
        yield from ("", day.quiet)
    yield from ("", _("The whole day, with sources: {address}", address=facts.address(day.path)))


def _item(item: Item) -> str:
    """One paragraph: what, how sure, who says so."""
    told = _("; ").join((*item.facts, *filter(None, (publishers(item, _PUBLISHERS),))))
    return f"• {item.text} ({told})" if told else f"• {item.text}"
