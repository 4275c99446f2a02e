"""What stands in the navigation: the sections that a site has, and what its people wrote."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from generator import language
from generator.pages import SECTIONS
from generator.settings import Settings


def arrange(config: MkDocsConfig, files: Files, ours: Collection[str], settings: Settings) -> None:
    """Without a `nav` of its own a site gets the sections it has, then its authored pages; from one of its own
    the sections are left out whose tables are not there, or were not in the edition that is built.

    All other pages stay out of the tree: with a thousand of them in it, each page would weigh ten times as much.
    `ours`: the paths of what the generator wrote.
    """
    if config.nav is not None:
        config.nav = _there(config.nav, {path for _title, path in SECTIONS} - {*ours})
        # The record begins with a command, not with a change of mkdocs.yml: pages lead to it, named there or not.
        for file in files.documentation_pages():
            if (
                file.src_uri in ours
                and file.src_uri.startswith("changes")
                and not _names(config.nav, file.src_uri)
            ):
                file.inclusion = InclusionLevel.NOT_IN_NAV
    else:
        worded = language.of(settings.language).catalogue.gettext
        sections = [{worded(title): path} for title, path in SECTIONS if path in ours]
        authored = [file for file in files.documentation_pages() if file.src_uri not in ours]
        config.nav = [*sections, *(file.src_uri for file in authored)]
        named = {path for section in sections for path in section.values()}
        for file in files.documentation_pages():
            if file.src_uri in ours and file.src_uri not in named:
                file.inclusion = InclusionLevel.NOT_IN_NAV


def _there(nav: Any, absent: Collection[str]) -> Any:
    """The navigation of a `mkdocs.yml` without entries that lead to pages `absent`, nor titles over nothing."""
    if isinstance(nav, dict):
        kept = {title: found for title, item in nav.items() if (found := _there(item, absent))}
        return kept or None
    if isinstance(nav, list):
        return [found for item in nav if (found := _there(item, absent))]
    return None if nav in absent else nav


def _names(nav: Any, path: str) -> bool:
    """Whether a navigation of a `mkdocs.yml` leads to a page."""
    items = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return nav == path or any(_names(item, path) for item in items)
