"""A page → Markdown. Words that never change stand in `templates/`; every value is escaped unless it is Markdown."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from markdown.extensions.toc import slugify  # type: ignore[import-untyped]
from markupsafe import Markup

from charts.calibration import percent
from charts.draw import Drawing
from generator import language, markdown, schema, social, words
from generator.endnotes import Endnotes
from generator.entry import Listed, markdown_of, pieces
from generator.exhibit import exhibit
from generator.forms import forms
from generator.language import gettext as _
from generator.language import later
from generator.lines import ARROWS, Lines, confidence
from generator.markdown import at_depth
from generator.pages import SECTIONS, Page, Site
from generator.phrases import named, phrase, prose
from generator.structured import as_script, structured


@dataclass(frozen=True)
class PageText:
    """The Markdown of a page, its long lists apart: `pieces` in their order, on a page so many folders deep."""

    pieces: tuple[str | Listed, ...]
    depth: int = 1

    def __str__(self) -> str:
        return "".join(
            [each if isinstance(each, str) else markdown_of(each, self.depth) for each in self.pieces]
        )


def render(page: Page, drawings: Mapping[str, Drawing], lines: Lines) -> PageText:
    """Markdown of `page`; `drawings`: of its charts, by their names; `lines`: those of its site."""
    site = lines.site
    notes = Endnotes(site.sources, lines.source)
    template = _environment().get_template(f"{page.template}.md.jinja")
    body = template.render(
        page=page,
        view=page.view,
        facts=site.facts,
        note=_NOTE if page.note else "",
        charts=lambda chart: exhibit(page, chart, drawings[chart.name], lines),
        line=lines,
        cite=notes,
        endnotes=notes,
        tables={table.name: table for table in schema.TABLES},
        places=site.places,
        all_actors=site.actors,
        feed=_feed(page, site),
    )
    if others := forms(page, site.facts):
        body = f"{body}\n{others}"
    depth = page.path.count("/")
    made = pieces(at_depth(_tidy(body), depth), notes.lists)
    # The note comes last: it is its author's, to the letter, but for the depth of its headings.
    note = markdown.demote(page.note).strip("\n")
    noted = [each.replace(_NOTE, note) if isinstance(each, str) else each for each in made]
    return PageText((_front_matter(page, site), *noted), depth)


_FEEDS = {"dates/index.md": "days", "changes.md": "changes"}


def _feed(page: Page, site: Site) -> str:
    """The name of the feed of a page, "" for a page that has none of its own."""
    if page.path in _FEEDS:
        return _FEEDS[page.path]
    return page.path.removesuffix(".md") if page.path in site.named else ""


def _front_matter(page: Page, site: Site) -> str:
    """What MkDocs reads of a page: JSON strings are YAML, and Material prints them into attributes as they are."""
    lines = [f"description: {_json(html.escape(page.description))}", "hide: [navigation]"]
    # The navigation names its own pages; of the others MkDocs would make a name from the file's.
    if page.path not in _NAMED:
        lines.append(f"title: {_json(html.escape(page.title))}")
    if page.known_as:
        # Whoever types "Aleppo" means the city before its airport: the fewer words a name has, the higher it ranks.
        boost = round(1 + 3 / len(page.title.split()), 2)
        lines.append(f"tags: {_json([html.escape(name, quote=False) for name in page.known_as])}")
        lines.append(f"search: {{boost: {boost:g}}}")
    if not page.indexed:
        lines.append("search: {exclude: true}")
    if feed := _feed(page, site):
        lines.append(f"feed: {feed}")
    if told := structured(page, site):
        # As a block: YAML reads that in one go, where it would look at each sign of a mapping or a quoted text.
        lines += ["structured: |-", f"  {as_script(told)}"]
    if picture := social.picture(page, site.facts):
        lines += [f"image: {picture.path}", f"image_alt: {_json(markdown.attribute(picture.chart.title))}"]
    return "\n".join(("---", *lines, "---\n\n"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_NOTE = Markup("<!-- note -->")
_NAMED = frozenset(path for _, path in SECTIONS)
_BLOCK = ("#", "<div", "</div", "<figure", "<details", "</details", "<nav", "<p ")


def _tidy(body: str) -> str:
    """One blank line between blocks, around headings and wrappers too, whatever the templates' branches left."""
    out: list[str] = []
    for line in body.splitlines():
        block = line.startswith(_BLOCK)
        if out and out[-1] and (block or out[-1].startswith("#") or not line.strip()):
            out.append("")
        if line.strip():
            out.append(line.rstrip())
    return "\n".join(out).strip() + "\n"


def _escaped(value: object) -> Markup:
    """Jinja's `finalize`: what is not Markdown yet becomes it, literally."""
    if isinstance(value, Markup):
        return value
    return markdown.line_start(markdown.text_run("" if value is None else str(value)))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup(_(", ").join(parts))


def _worded(message: str, **parts: object) -> Markup | str:
    """`_` of the templates: {placeholders} may stand for Markdown."""
    return phrase(_(message), parts) if parts else _(message)


def _heading(message: str, *attributes: str) -> Markup:
    """A heading; in every language it has the anchor of the English one, which other pages lead to."""
    anchor = () if language.current().source else (f"#{slugify(message, '-')}",)
    marks = " ".join((*anchor, *attributes))
    return markdown.text(_(message)) + Markup(f" {{: {marks} }}" if marks else "")


def _count(n: int, one: str, many: str, **parts: object) -> Markup | str:
    """A count, as `words.count`; further {placeholders} may stand for Markdown."""
    if not parts:
        return words.count(n, one, many)
    return phrase(language.ngettext(one, many, n), {"n": words.number(n), **parts})


def keep_compiled(templates: BytecodeCache) -> None:
    """Take templates as they were compiled before, and keep those that have to be."""
    _environment().bytecode_cache = templates


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator"),
        autoescape=True,
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names: dict[str, Any] = {
        "_": _worded,
        "heading": _heading,
        "prose": prose,
        "named": named,
        "joined": _joined,
        "confidence": confidence,
        "label": schema.label,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "table_date": words.table_date,
        "weekday_date": words.weekday_date,
        "span": words.span,
        "count": _count,
        "opening": words.opening,
        "tally": words.tally,
        "noun": words.noun,
        "amount": words.amount,
        "decimal": words.figures,
        "size": words.size,
        "weekdays": words.weekdays,
        "capital": words.capital,
        "arrows": ARROWS,
        "attribute": markdown.attribute,
        "level": level,
        "percent": percent,
    }
    environment.globals.update(names)
    return environment


LEVELS = (
    later("none"),
    later("political"),
    later("indirect"),
    later("limited combat"),
    later("large-scale combat"),
)


def level(value: int | None) -> str:
    """A support level with its word: "3 (limited combat)"; "not reported" where no row gives one."""
    if value is None:
        return _("not reported")
    return _("{level} ({meaning})", level=str(value), meaning=_(LEVELS[value]))
