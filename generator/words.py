"""English for numbers, dates and lists: the small words of computed sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CONFIDENCE = ("confirmed", "claimed", "disputed")
BEFORE = "since before the data"
"""How sure a holding is that no row of the table began."""


def number(n: int) -> str:
    """Under ten in words, from there in figures: "no", "one", … "nine", "10", "1,200"."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def count(n: int, one: str, many: str = "") -> str:
    """ "one place", "18 places"."""
    return f"{number(n)} {one if n == 1 else many or plural(one)}"


def opening(n: int, one: str, many: str = "") -> str:
    """A count as the first words of a sentence: "One place", "18 places"."""
    return capital(count(n, one, many))


def capital(words: str) -> str:
    """The same words as the start of a sentence."""
    return words[:1].upper() + words[1:]


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def split(counts: Mapping[str, int]) -> str:
    """How far a count is sure: "all confirmed", "11 confirmed, five claimed"; empty for a count of nothing."""
    order = (*CONFIDENCE, BEFORE)
    there = [(name, counts.get(name, 0)) for name in order if counts.get(name, 0)]
    if len(there) == 1:
        name, n = there[0]
        return name if n == 1 else f"all {name}"
    return ", ".join(
        f"{n} {name}" for (name, _), n in zip(there, numbers([n for _, n in there]), strict=True)
    )


def numbers(all: Sequence[int]) -> list[str]:
    """Numbers of one series in one style: in words if all are under ten, else all in figures."""
    return [number(n) if max(all) < len(_SMALL) else f"{n:,}" for n in all]


def month(day: date) -> str:
    """ "December 2024"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def period(first: date, grain: str) -> str:
    """A day, week or month by its first day, for tables: "6 Dec 2024", "week of 2 Dec 2024", "December 2024"."""
    if grain == "month":
        return month(first)
    return f"week of {table_date(first)}" if grain == "week" else table_date(first)


def in_period(first: date, grain: str) -> str:
    """The same in a sentence: "on 6 December", "in the week of 2 December 2024", "in December 2024"."""
    if grain == "month":
        return f"in {month(first)}"
    return f"in the week of {long_date(first)}" if grain == "week" else f"on {day_month(first)}"


def long_date(day: date) -> str:
    """ "6 December 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """ "Friday 6 December 2024"."""
    return f"{_DAYS[day.weekday()]} {long_date(day)}"


def day_month(day: date) -> str:
    """ "6 December", where the year is plain from the page."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """ "6 Dec", for tables and axes."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def table_date(day: date) -> str:
    """ "6 Dec 2024", for tables that may span years."""
    return f"{short_date(day)} {day.year}"


def span(first: date, last: date) -> str:
    """ "6–8 December 2024", "27 November – 8 December 2024", "8 December 2024" for one day."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    return f"{day_month(first) if first.year == last.year else long_date(first)} – {long_date(last)}"


def day_span(first: date, last: date) -> str:
    """`span` without its year: "6–8 December"."""
    return span(first, last).rsplit(" ", 1)[0] if first.year == last.year else span(first, last)


def kilometres(km: float) -> str:
    """ "319 km"; under ten with one decimal."""
    return f"{km:,.0f} km" if abs(km) >= 9.95 else f"{km:.1f} km"


def plural(one: str) -> str:
    """ "captures", "clashes"."""
    return one + ("es" if one.endswith(("s", "sh", "ch", "x")) else "s")


def noun(n: int, one: str) -> str:
    """ "place" for one, else "places": where the number stands elsewhere."""
    return one if n == 1 else plural(one)


def position(lat: float, lon: float) -> str:
    """ "36.20° N, 37.13° E"."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"
