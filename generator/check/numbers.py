"""Numbers that English prose gives of things, as far as they can be read without a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_VALUES = {word: value for value, word in enumerate(_WORDS, 1)}
_FIGURES = re.compile(r"[0-9][0-9,]*")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Not a year, and not the day of a date.
_DIGITS = r"\d{1,3}(?:,\d{3})+|(?!(?:19|20|21)\d\d\b)\d{1,6}"
NUMBER = rf"(?P<n>(?:{_DIGITS}|{'|'.join(_WORDS)})\b)(?!\s+(?:{_MONTHS})\b)"
# A word or two between the number and what it counts: "five other east-bank villages".
_BETWEEN = rf"(?:(?!(?:{_MONTHS}|and|or|to|of|in|on|at)\b)[A-Za-z][\w’'-]*\s+){{0,2}}"

Pattern = tuple[re.Pattern[str], ...]


def _pattern(*forms: str) -> Pattern:
    """Each with one NUMBER that no decimals, dates or ranges are part of."""
    alone = rf"(?<![\d.,:/–-]){NUMBER}(?![\d.,:/%–-]*\d|%)"
    return tuple(re.compile(rf"\b{form.replace('NUMBER', alone)}", re.IGNORECASE) for form in forms)


SETTLEMENTS = _pattern(
    rf"NUMBER\s+{_BETWEEN}(?:villages|towns|settlements|localities|hamlets|sites|places)\b"
)
DEATHS = _pattern(
    rf"NUMBER\s+{_BETWEEN}(?:(?:were|was)\s+)?(?:killed|died|dead)\b",
    r"kill(?:ed|ing|s)?\s+(?:(?:about|at least|some|around|more than|over|nearly|up to)\s+)?NUMBER\b",
)


def said(pattern: Pattern, text: str) -> Iterator[tuple[int, str]]:
    """Each number that `text` gives by `pattern`, with the words that give it."""
    for form in pattern:
        for found in form.finditer(text):
            yield value(found["n"]), found.group()


def largest(text: str) -> int:
    """The largest number anywhere in `text`, 0 where there is none."""
    figures = (int(word.replace(",", "")) for word in _FIGURES.findall(text))
    words = (_VALUES[word] for word in _VALUES.keys() & text.lower().split())
    return max(*figures, *words, 0, 0)


def value(word: str) -> int:
    """What a NUMBER stands for."""
    return _VALUES.get(word.lower()) or int(word.replace(",", ""))
