"""One page's Markdown → its finished HTML, in any process: what MkDocs does, but for the loops around it.

MkDocs makes files, navigation and templates, and builds authored pages itself; the engine builds the generated ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator import shell
from generator.engine import dialect
from generator.engine.blocks import article
from generator.engine.fingerprint import fingerprint
from generator.engine.links import Links
from generator.engine.said import Said, listening
from generator.engine.seal import Seal, seal
from generator.engine.searched import entries
from generator.numbered import numbers

_ID = re.compile(r' id="([^"]+)"')
_TAG = re.compile(r"<[a-zA-Z][^<>]*")


@dataclass(frozen=True)
class Rendered:
    """A finished page, and what others need to know of it.

    `html`: the whole page, sealed (see `Seal`), in UTF-8. `article`: its content alone. `anchors`: every id in that,
    `leads`: every anchor of a page that it leads to, as `numbers` of paths inside `content/` with their anchors.
    `entries`: what the search plugin of the site made of it. `said`: what MkDocs logged of it; a page of which
    something was said must not be kept.
    """

    html: bytes
    article: str
    title: str
    meta: Mapping[str, Any]
    anchors: bytes
    leads: bytes
    entries: tuple[Any, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Engine:
    """Renders the pages of one site; nothing in it changes from page to page."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    seal: Seal
    links: Links
    quick: bool

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of all that a page's HTML depends on beside its own Markdown and the files it links to."""
        return fingerprint(self.config, self.nav, self.seal, self.pages)

    def read(self, file: File) -> Page:
        """The page of `file` with its article, not yet laid into the theme; read once."""
        page = file.page or Page(None, file, self.config)
        if page.markdown is not None:
            return page
        page.read_source(self.config)
        links = self.links.of(file)
        made = article(page.markdown or "", links) if self.quick else None
        if made is None:
            page.render(self.config, self.files)
        else:
            page.content = made.html
            page.toc = get_toc(made.toc)  # type: ignore[arg-type]
            page._title_from_render = made.title
            page.present_anchor_ids = set(_anchors(made.html))
            page.links_to_anchors = links.anchors
        return page

    def render(self, path: str) -> Rendered:
        """The page at `path` inside `content/`. Raises what a template or MkDocs raises."""
        file = self.files.get_file_from_path(path)
        assert file is not None, path
        with listening() as said:
            page = self.read(file)
            content = page.content or ""
            html, found = self._laid_out(page)
        leads = numbers(
            f"{to.src_uri}#{anchor}"
            for to, named in (page.links_to_anchors or {}).items()
            if to.is_documentation_page()  # no other file has anchors that MkDocs knows
            for anchor in named
        )
        return Rendered(html, content, str(page.title), page.meta, anchors(page), leads, found, tuple(said))

    def _laid_out(self, page: Page) -> tuple[bytes, tuple[Any, ...]]:
        """The whole page, sealed, and its entries for search: `_build_page` of MkDocs without writing."""
        self.config._current_page = page
        page.active = True
        try:
            context = get_context(self.nav, self.pages, self.config, page)
            with entries(self.config) as found:
                context = self.config.plugins.on_page_context(
                    context, page=page, config=self.config, nav=self.nav
                )
            template = self.env.get_template(page.meta.get("template", "main.html"))
            html = shell.mend(template.render({**context, **self.seal.context}))
            return html.encode("utf-8", errors="xmlcharrefreplace"), tuple(found)
        finally:
            page.active = False
            self.config._current_page = None

    @cached_property
    def pages(self) -> list[File]:
        """All pages of the site, authored ones too."""
        return list(self.files.documentation_pages())


def anchors(page: Page) -> bytes:
    """The anchors of a page that was read, as `numbers`."""
    return numbers(f"{page.file.src_uri}#{anchor}" for anchor in sorted(page.present_anchor_ids or ()))


def _anchors(html: str) -> Iterator[str]:
    """The id of each tag that has one."""
    upto = 0
    for found in _ID.finditer(html):
        start = html.rfind("<", upto, found.start())
        # Never before the last one found: a tag has one id, and what looks like another is in a value.
        if start >= 0 and _TAG.fullmatch(html, start, found.start()):
            yield found[1]
            upto = found.end()


def open_site(config: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> Engine:
    """The engine for a site that MkDocs has read as far as its templates."""
    quick = dialect.known(config)
    return Engine(config, files, nav, env, seal(config, env), Links(files, config), quick)
