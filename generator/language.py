"""The language a site is worded in: its catalogue with plural forms, and its numbers, dates and direction.

English is the source: message ids are the English words, and a language is a catalogue in `locales/`. The steps
that word things ask for the language of the build under way (`speaking`); outside of one it is English. It is
kept in a context variable, so that two builds in one process never hear each other.
"""

from __future__ import annotations

import gettext as catalogues
import io
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from babel import Locale, dates, lists, numbers

LOCALES = Path(__file__).parent / "locales"
SOURCE = "en"
# English as these reports write it; every other language takes the form that CLDR has for the same fields.
_PATTERNS = {
    "yMMMM": "MMMM y",
    "yMMMMd": "d MMMM y",
    "yMMMMEEEEd": "EEEE d MMMM y",
    "MMMMd": "d MMMM",
    "MMMd": "d MMM",
    "yMMMd": "d MMM y",
    "MMM": "MMM",
    "yMMM": "MMM y",
}
_WHOLE = {"yMMMMd": "long", "yMMMMEEEEd": "full"}  # these are formats of every locale, not skeletons
_ISOLATE, _RIGHT_TO_LEFT, _END = "\u2068", "\u2067", "\u2069"

Other = TypeVar("Other")


@dataclass(frozen=True, eq=False)
class Language:
    """One language: `code` as in `theme.language`, its catalogue, and CLDR's locale."""

    code: str
    catalogue: catalogues.NullTranslations
    locale: Locale

    @cached_property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.locale.text_direction == "rtl"

    @cached_property
    def source(self) -> bool:
        """Whether it is the language of the message ids."""
        return self.code == SOURCE

    @cached_property
    def separators(self) -> dict[int, int]:
        """What stands for the comma and the point of a number as Python prints it."""
        own = numbers.get_group_symbol(self.locale) + numbers.get_decimal_symbol(self.locale)
        return str.maketrans(",.", own)

    def calls(self) -> dict[str, Callable[..., str]]:
        """`_` and `ngettext` for templates that are filled outside of `speaking`."""

        def said(call: Callable[..., str]) -> Callable[..., str]:
            def within(*arguments: str | int, **parts: str) -> str:
                with speaking(self.code):
                    return call(*arguments, **parts)

            return within

        return {"_": said(gettext), "ngettext": said(ngettext)}


@cache
def of(code: str) -> Language:
    """The language of a code such as "ar" or "pt-BR"; English where there is no catalogue for it."""
    for name in (code.replace("-", "_"), code.replace("_", "-").partition("-")[0]):
        file = LOCALES / name / "LC_MESSAGES" / "frontmark.po"
        if file.is_file():
            return Language(name, _catalogue(file), Locale.parse(name))
    return Language(SOURCE, catalogues.NullTranslations(), Locale.parse(SOURCE))


def _catalogue(file: Path) -> catalogues.NullTranslations:
    """A catalogue compiled in memory: translators save a text file, and there is no other step."""
    from babel.messages.mofile import write_mo  # imported late: English has no use for them
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with file.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=file.parts[-3], abort_invalid=True))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)


_current: ContextVar[Language] = ContextVar("language")


def current() -> Language:
    """The language of the build under way."""
    return _current.get(None) or of(SOURCE)


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Within, everything is worded in the language of `code`."""
    language = of(code)
    token = _current.set(language)
    try:
        yield language
    finally:
        _current.reset(token)


# --- words -----------------------------------------------------------------------------------------------


def later(message: str) -> str:
    """Marks a message that is looked up when it is said."""
    return message


def gettext(message: str, /, **parts: str) -> str:
    """`message` in the current language, its {placeholders} filled; import it as `_`."""
    found = current().catalogue.gettext(message) if message else ""
    return _filled(found, parts)


def ngettext(one: str, many: str, n: int, /, **parts: str) -> str:
    """As `gettext`, in the form that the language has for `n` of a thing."""
    return _filled(current().catalogue.ngettext(one, many, n), parts)


def _filled(message: str, parts: dict[str, str]) -> str:
    if not parts:
        return message
    if current().rtl:
        parts = {name: isolated(part) for name, part in parts.items()}
    return message.format(**parts)


def pieces(message: str, parts: Mapping[str, Other]) -> Iterator[str | Other]:
    """A translated message cut at its {placeholders}: words, and what stands in their place."""
    for words, name in cut(message):
        if words:
            yield words
        if name is not None:
            part = parts[name]  # what is marked up already keeps its own order
            yield isolated(part) if isinstance(part, str) and not hasattr(part, "__html__") else part


@lru_cache(maxsize=1 << 11)
def cut(message: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a message, and the name of the placeholder after each; a site has the same messages all over."""
    return tuple((words, name) for words, name, _, _ in string.Formatter().parse(message))


# --- direction -------------------------------------------------------------------------------------------


def _has(text: str, kinds: tuple[str, ...]) -> bool:
    return any(unicodedata.bidirectional(letter) in kinds for letter in text)


def has_arabic(text: str) -> bool:
    """Whether `text` has letters that run from right to left."""
    return not text.isascii() and _has(text, ("R", "AL"))


def has_latin(text: str) -> bool:
    """Whether `text` has letters that run from left to right."""
    return _has(text, ("L",))


def isolated(text: str) -> str:
    """`text` kept from disordering the right-to-left words around it (Unicode's isolates); else as it is."""
    return f"{_ISOLATE}{text}{_END}" if current().rtl and has_latin(text) else text


def embedded(text: str) -> str:
    """`text` for a place that does not know its direction, such as a label in a chart."""
    return f"{_RIGHT_TO_LEFT}{text}{_END}" if current().rtl and has_arabic(text) else text


# --- numbers and dates -----------------------------------------------------------------------------------


def figures(number: str) -> str:
    """A number as Python prints it ("1,234.5"), with the separators of the language.

    Digits are those that CLDR has for the language without a country: for Arabic the western ones.
    """
    return number.translate(current().separators)


def day(fields: str, when: date) -> str:
    """A date by its fields, named as CLDR's skeletons are ("yMMMMd"): "6 December 2024"."""
    return _day(current().code, fields, when)


@lru_cache(maxsize=1 << 17)  # every day of a long war, in each form
def _day(code: str, fields: str, when: date) -> str:
    locale = of(code).locale
    if code == SOURCE:
        return dates.format_date(when, _PATTERNS[fields], locale)
    if fields in _WHOLE:
        return dates.format_date(when, _WHOLE[fields], locale)
    return dates.format_skeleton(fields, when, locale=locale)


# Names that Natural Earth writes otherwise than CLDR.
_OTHERWISE = {
    "Bosnia and Herz.": "BA",
    "Cabo Verde": "CV",
    "Central African Rep.": "CF",
    "Congo": "CG",
    "Côte d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD",
    "Dominican Rep.": "DO",
    "Eq. Guinea": "GQ",
    "Hong Kong": "HK",
    "Macedonia": "MK",
    "Myanmar": "MM",
    "Palestine": "PS",
    "S. Sudan": "SS",
    "Solomon Is.": "SB",
    "Trinidad and Tobago": "TT",
    "Turkey": "TR",
    "United States of America": "US",
    "W. Sahara": "EH",
    "eSwatini": "SZ",
}


@cache
def _territories() -> dict[str, str]:
    return {name: code for code, name in of(SOURCE).locale.territories.items()} | _OTHERWISE


def country(name: str) -> str:
    """A country by its English name, as CLDR has it in the current language; unknown ones as they are."""
    found = current().locale.territories.get(_territories().get(name, ""))
    return name if current().source or not found else str(found)


def interval(first: date, last: date, fields: str) -> str:
    """From one day to another, as CLDR words it in the current language."""
    return dates.format_interval(first, last, fields, locale=current().locale)


def enumeration(items: list[str]) -> str:
    """Several things one after the other, as CLDR words it in the current language."""
    return lists.format_list(items, locale=current().locale)
