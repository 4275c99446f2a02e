"""One cell's text → its value, or what was expected of it. One function per type of column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from generator.remedy import did_you_mean, listed, quoted, slugged
from generator.schema import Column

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_SLUG = 100
# No file may be called so: "index" is the page of the section itself, the others are devices of Windows.
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
RESERVED = frozenset({"index", "con", "prn", "aux", "nul"} | _PORTS)
_BIGGEST = 10**15  # counts beyond it are slips, and Int64 ends at 9.2e18

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ].*)?", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
# What nearly all addresses are; to take one apart costs ten times as much.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?:[/?#][!#-;=?-\[\]-~]*)?")
_URL_SPOILERS = re.compile(r"[\s<>\"\\]")


class UnfitError(Exception):
    """The cell does not hold what its column asks for; the text says what does not fit."""


def expected(column: Column, codes: Sequence[str]) -> str:
    """What a cell of `column` should hold, in words; `codes` are those valid in this site."""
    if column.references:
        some = "at least one id" if column.type == "list" else "an id"
        return f"{some} from {column.references}.csv"
    if column.type in ("integer", "number"):
        return f"a {'whole ' * (column.type == 'integer')}number{_bounds(column)}"
    if codes:
        return f"one of {listed(codes)}"
    if column.pattern:
        return column.form
    return _WORDS.get(column.type, "a value")


_WORDS = {
    "date": "a date as YYYY-MM-DD",
    "url": "an address with http:// or https://",
    "slug": "lower-case letters, digits and single hyphens",
}


def _bounds(column: Column) -> str:
    if column.minimum is None:
        return ""
    return f" from {column.minimum:g}" + ("" if column.maximum is None else f" to {column.maximum:g}")


def code(text: str, column: Column, codes: Sequence[str]) -> str:
    """One of the column's codes."""
    if text in codes:
        return text
    raise UnfitError(f"expected {expected(column, codes)}, got {quoted(text)}{did_you_mean(text, codes)}")


def string(text: str, column: Column) -> str:
    """Any text, or what the column's pattern allows."""
    if column.pattern and not re.fullmatch(column.pattern, text, re.ASCII):
        raise UnfitError(f"expected {column.form}, got {quoted(text)}")
    return text


def slug(text: str, column: Column) -> str:
    """An id that is safe as a file name and an anchor."""
    if text in RESERVED:
        raise UnfitError(f"expected another id than the reserved {quoted(text)}")
    if len(text) > LONGEST_SLUG:
        raise UnfitError(f"expected at most {LONGEST_SLUG} characters, got {len(text)}: {quoted(text)}")
    if not _SLUG.fullmatch(text):
        better = slugged(text)
        hint = f" (did you mean {quoted(better)}?)" if better and better not in RESERVED else ""
        raise UnfitError(f"expected {expected(column, ())}, got {quoted(text)}{hint}")
    return text


def day(text: str, column: Column) -> date:
    """A day between 1900 and 2200 that exists."""
    if not _DATE.fullmatch(text):
        raise UnfitError(f"expected {expected(column, ())}, got {quoted(text)}{_likely_day(text)}")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise UnfitError(f"expected a day that exists, got {quoted(text)}") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnfitError(f"expected a date between {FIRST_YEAR} and {LAST_YEAR}, got {quoted(text)}")
    return found


def _likely_day(text: str) -> str:
    """Year, month, day in that order in another guise; 6/12/2024 could be two days and gets no guess."""
    found = _LOOSE_DATE.fullmatch(text)
    if found:
        try:
            return f" (did you mean '{date(*map(int, found.groups()))}'?)"
        except ValueError:
            pass
    return ""


def integer(text: str, column: Column) -> int:
    """A whole number within the column's bounds."""
    if not _INTEGER.fullmatch(text) or not _within(int(text), column):
        raise UnfitError(f"expected {expected(column, ())}, got {quoted(text)}")
    return int(text)


def number(text: str, column: Column) -> float:
    """A decimal number within the column's bounds."""
    if not _NUMBER.fullmatch(text) or not _within(float(text), column):
        raise UnfitError(f"expected {expected(column, ())}, got {quoted(text)}{_likely_number(text)}")
    return float(text)


def _likely_number(text: str) -> str:
    """A comma before the decimals; three digits after it may be thousands, so they get no guess."""
    whole, comma, decimals = text.partition(",")
    if comma and len(decimals) != 3 and _INTEGER.fullmatch(whole) and decimals.isdecimal():
        return f" (did you mean '{whole}.{decimals}'?)"
    return ""


def _within(value: float, column: Column) -> bool:
    low = -_BIGGEST if column.minimum is None else column.minimum
    return low <= value <= (_BIGGEST if column.maximum is None else column.maximum)


def url(text: str, column: Column) -> str:
    """An http or https address with a host."""
    if _PLAIN_URL.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and not _URL_SPOILERS.search(text)
    except ValueError:
        fit = False
    if not fit:
        raise UnfitError(f"expected {expected(column, ())}, got {quoted(text)}")
    return text


def several(text: str, column: Column) -> tuple[str, ...]:
    """The values between the vertical bars, each as the column's pattern has it; only beside another list may one stand
    twice.
    """
    parts = tuple(map(str.strip, text.split("|")))
    if not all(parts):
        raise UnfitError(f"expected a value on both sides of every |, got {quoted(text)}")
    if len(set(parts)) < len(parts) and not column.beside:
        twice = next(part for part in parts if parts.count(part) > 1)
        raise UnfitError(f"expected each value once, got {quoted(twice)} twice")
    return tuple(string(part, column) for part in parts) if column.pattern else parts


def legible(text: str) -> tuple[str, ...]:
    """What can be read of a list at fault, so that its other faults are found as well."""
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
