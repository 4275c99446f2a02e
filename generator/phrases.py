"""Words of the data and of the catalogue as Markdown: names, prose, and templates whose parts may be Markdown."""

from __future__ import annotations

from collections.abc import Mapping

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
    pieces = language.pieces(template, parts)
    return Markup("".join([p if isinstance(p, Markup) else markdown.text_run(str(p)) for p in pieces]))
