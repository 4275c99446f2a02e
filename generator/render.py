"""Pages → Markdown. Words that never change stand in `templates/`; every value is escaped unless made Markdown here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import markdown, schema, words
from generator.draw import Drawings
from generator.exhibit import Exhibits
from generator.lines import ARROWS, Endnotes, Lines, at_depth, confidence
from generator.pages import Page, Site


def render(site: Site, drawings: Drawings) -> dict[str, str]:
    """Markdown of every page of `site` by its path inside `content/`.

    `drawings`: each chart by the path of its page and its own name.
    """
    lines = Lines(site)
    exhibits = Exhibits(site, drawings, lines)
    return {page.path: _page(page, site, lines, exhibits) for page in site.pages}


def _page(page: Page, site: Site, lines: Lines, exhibits: Exhibits) -> str:
    notes = Endnotes(site.sources)
    template = _environment().get_template(f"{page.template}.md.jinja")
    body = template.render(
        page=page,
        view=page.view,
        facts=site.facts,
        note=Markup(markdown.demote(page.note)),
        charts=lambda chart: exhibits.show(page, chart),
        line=lines,
        cite=notes.cite,
        endnotes=notes,
        tables={table.name: table for table in schema.TABLES},
        places=site.places,
        all_actors=site.actors,
    )
    return _front_matter(page) + at_depth(_tidy(body), page.path.count("/"))


def _front_matter(page: Page) -> str:
    """What MkDocs reads of a page: JSON strings are YAML, and Material prints them into attributes as they are."""
    description = json.dumps(markdown.attribute(page.description), ensure_ascii=False)
    return f"---\ndescription: {description}\nhide: [navigation]\n---\n\n"


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


def _joined(parts: Iterable[Markup], by: str = ", ") -> Markup:
    return Markup(by).join(parts)


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
        "prose": markdown.prose,
        "joined": _joined,
        "confidence": confidence,
        "label": schema.label,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "table_date": words.table_date,
        "weekday_date": words.weekday_date,
        "span": words.span,
        "count": words.count,
        "noun": words.noun,
        "capital": words.capital,
        "arrows": ARROWS,
        "attribute": markdown.attribute,
        "level": level,
    }
    environment.globals.update(names)
    return environment


LEVELS = ("none", "political", "indirect", "limited combat", "large-scale combat")


def level(value: int | None) -> str:
    """A support level with its word: "3 (limited combat)"; "not reported" where no row gives one."""
    return "not reported" if value is None else f"{value} ({LEVELS[value]})"
