"""Numbers, dates and lists as computed sentences word them: the small words of the site's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator import language
from generator.language import gettext as _
from generator.language import later, ngettext

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CONFIDENCE = ("confirmed", "claimed", "disputed")
_ALL = {
    "confirmed": later("all confirmed"),
    "claimed": later("all claimed"),
    "disputed": later("all disputed"),
    "since before the data": later("all since before the data"),
}
BEFORE = later("since before the data")
"""How sure a holding is that no row of the table began."""


def number(n: int) -> str:
    """In English under ten in words, from there in figures: "no", "one", … "nine", "10", "1,200"."""
    in_words = language.current().source and 0 <= n < len(_SMALL)
    return _SMALL[n] if in_words else figures(n)


def figures(n: float, digits: int = 0) -> str:
    """Always in figures: "1,200"; with `digits` decimals: "4.2"."""
    return language.figures(f"{n:,.{digits}f}" if digits else f"{n:,}")


def amount(n: float) -> str:
    """An amount as a person writes it: "12", "1.5", "1,200"."""
    return language.figures(f"{n:,.10g}")


def size(n: int) -> str:
    """So many bytes as a reader of downloads weighs them: "812 bytes", "57 kB", "1.2 MB" (1 kB is 1,000 bytes)."""
    if n < 1_000:
        return tally(n, "{n} byte", "{n} bytes")
    if n < 999_500:
        return _("{n} kB", n=figures(round(n / 1_000)))
    return _("{n} MB", n=figures(n / 1_000_000, 1))


def count(n: int, one: str, many: str) -> str:
    """ "one place", "18 places": `one` and `many` are messages with the number as {n}."""
    return ngettext(one, many, n, n=number(n))


def tally(n: int, one: str, many: str) -> str:
    """As `count`, always in figures: "1 place", "18 places"."""
    return ngettext(one, many, n, n=figures(n))


def opening(n: int, one: str, many: str) -> str:
    """A count as the first words of a sentence: "One place", "18 places"."""
    return capital(count(n, one, many))


def noun(n: int, one: str, many: str) -> str:
    """ "place" for one, else "places": where the number stands elsewhere."""
    return ngettext(one, many, n)


def capital(words: str) -> str:
    """The same words as the start of a sentence."""
    return words[:1].upper() + words[1:]


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if not language.current().source:
        return language.enumeration(list(items))
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def joined(items: Sequence[str]) -> str:
    """Several things in a row: "a, b, c"."""
    return _(", ").join(items)


def split(counts: Mapping[str, int], in_table: bool = False) -> str:
    """How far a count is sure: "all confirmed", "two confirmed, one claimed"; empty for a count of nothing.

    A column of a table has figures alone: "2 confirmed, 1 claimed".
    """
    order = (*CONFIDENCE, BEFORE)
    there = [(name, counts.get(name, 0)) for name in order if counts.get(name, 0)]
    if len(there) == 1:
        name, n = there[0]
        return _(name) if n == 1 else _(_ALL[name])
    all = [n for _, n in there]
    said = zip(there, map(figures, all) if in_table else numbers(all), strict=True)
    return joined([_sure(name, n, worded) for (name, n), worded in said])


def _sure(name: str, n: int, worded: str) -> str:
    if name == "confirmed":
        return ngettext("{n} confirmed", "{n} confirmed", n, n=worded)
    if name == "claimed":
        return ngettext("{n} claimed", "{n} claimed", n, n=worded)
    if name == BEFORE:
        return ngettext("{n} since before the data", "{n} since before the data", n, n=worded)
    return ngettext("{n} disputed", "{n} disputed", n, n=worded)


def events(counts: Mapping[str, int]) -> str:
    """ "five events (two confirmed, three claimed)"; "no events"."""
    n = sum(counts.values())
    told = count(n, "{n} event", "{n} events")
    return _("{what} ({split})", what=told, split=split(counts)) if n else told


def numbers(all: Sequence[int]) -> list[str]:
    """Numbers of one series in one style: in words if all are under ten, else all in figures."""
    return [number(n) if max(all) < len(_SMALL) else figures(n) for n in all]


def month(day: date) -> str:
    """ "December 2024"."""
    return language.day("yMMMM", day)


def period(first: date, grain: str) -> str:
    """A day, week, month or quarter by its first day, for tables: "6 Dec 2024", "week of 2 Dec 2024", "December 2024",
    "October – December 2024".
    """
    if grain == "month":
        return month(first)
    if grain == "quarter":
        return language.interval(first, first.replace(month=first.month + 2), "yMMMM")
    return _("week of {day}", day=table_date(first)) if grain == "week" else table_date(first)


def in_period(first: date, grain: str) -> str:
    """The same in a sentence: "on 6 December", "in the week of 2 December 2024", "in December 2024",
    "in October – December 2024".
    """
    if grain in ("month", "quarter"):
        return _("in {month}", month=period(first, grain))
    if grain == "week":
        return _("in the week of {day}", day=long_date(first))
    return _("on {day}", day=day_month(first))


def long_date(day: date) -> str:
    """ "6 December 2024"."""
    return language.day("yMMMMd", day)


def weekday_date(day: date) -> str:
    """ "Friday 6 December 2024"."""
    return language.day("yMMMMEEEEd", day)


def day_month(day: date) -> str:
    """ "6 December", where the year is plain from the page."""
    return language.day("MMMMd", day)


def short_date(day: date) -> str:
    """ "6 Dec", for tables and axes."""
    return language.day("MMMd", day)


def table_date(day: date) -> str:
    """ "6 Dec 2024", for tables that may span years."""
    return language.day("yMMMd", day)


def short_month(day: date) -> str:
    """ "Dec", for axes."""
    return language.day("MMM", day)


def short_month_year(day: date) -> str:
    """ "Dec 2024", for axes."""
    return language.day("yMMM", day)


def weekdays() -> list[str]:
    """Seven days from Monday, short: "Mon"."""
    tongue = language.current()
    names = tongue.locale.days["stand-alone"]["abbreviated" if tongue.source else "short"]
    return [str(names[number]) for number in range(7)]


def span(first: date, last: date) -> str:
    """ "6–8 December 2024", "27 November – 8 December 2024", "8 December 2024" for one day."""
    if first == last:
        return long_date(first)
    if not language.current().source:
        return language.interval(first, last, "yMMMMd")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    return f"{day_month(first) if first.year == last.year else long_date(first)} – {long_date(last)}"


def day_span(first: date, last: date) -> str:
    """`span` without its year: "6–8 December"."""
    if first.year != last.year:
        return span(first, last)
    if not language.current().source:
        return day_month(first) if first == last else language.interval(first, last, "MMMMd")
    return span(first, last).rsplit(" ", 1)[0]


def kilometres(km: float) -> str:
    """ "319 km"; under ten with one decimal."""
    return _("{km} km", km=language.figures(f"{km:,.0f}") if abs(km) >= 9.95 else figures(km, 1))


def pair(giver: str, taker: str) -> str:
    """Who gives to whom, or who acts on whom: "Russia → Assad government"."""
    return _("{giver} → {taker}", giver=giver, taker=taker)


def position(lat: float, lon: float) -> str:
    """ "36.20° N, 37.13° E"."""
    north = _("{degrees}° N") if lat >= 0 else _("{degrees}° S")
    east = _("{degrees}° E") if lon >= 0 else _("{degrees}° W")
    return joined(
        [
            north.format(degrees=figures(abs(lat), 2)),
            east.format(degrees=figures(abs(lon), 2)),
        ]
    )
