"""Words of the data and of the catalogue as Markdown: names, prose, and templates whose parts may be Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from generator import language, markdown


def named(value: str) -> Markup:
    """A name or a phrase of the data, marked where its script runs against that of the page."""
    said = markdown.text(value)
    if language.current().rtl:
        return Markup(f"<bdi>{said}</bdi>") if language.has_latin(value) else said
    if not language.has_arabic(value):
        return said
    mixed = language.has_latin(value)
    return Markup(f"<bdi>{said}</bdi>" if mixed else f'<span lang="ar" dir="rtl">{said}</span>')


def prose(value: str) -> Markup:
    """A sentence of the data, which keeps its own direction on a page that runs from right to left."""
    said = markdown.prose(value)
    return Markup(f"<bdi>{said}</bdi>") if said and language.current().rtl else said


def phrase(template: str, parts: Mapping[str, object]) -> Markup:
    """A translated template as Markdown, its {placeholders} filled: Markdown as it is, all else escaped."""
    said: list[str] = []
    for told, name in _cut(template):
        said.append(told)
        if name is not None:
            part = parts[name]
            said.append(part if isinstance(part, Markup) else markdown.text_run(_apart(part)))
    return Markup("".join(said))


def _apart(part: object) -> str:
    """A part kept from disordering the words around it."""
    return language.isolated(part) if isinstance(part, str) else str(part)


@lru_cache(maxsize=1 << 11)
def _cut(template: str) -> tuple[tuple[Markup, str | None], ...]:
    """The words of a template as Markdown, and the name of the placeholder after each; pages have the same all over."""
    return tuple((markdown.text_run(told), name) for told, name in language.cut(template))
