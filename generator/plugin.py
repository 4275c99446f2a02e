"""The MkDocs plugin: pages from tables under plain `mkdocs build` and `mkdocs serve`, and the reports' theme.

It decides how a page looks and when pages are written, never what they say: that stands in `content/` before
MkDocs reads it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from pathspec.gitignore import GitIgnoreSpec

from generator import build, language, report, shell, swap, words
from generator.assets import SCRIPTS
from generator.engine import open_site
from generator.engine.apart import Apart, Pages, permitted
from generator.kept import Kept
from generator.pages import SECTIONS
from generator.problems import ContentError
from generator.progress import Progress, Step
from generator.search import host
from generator.settings import read_settings
from generator.write import MANIFEST, read_manifest

_log = logging.getLogger("mkdocs.plugins.frontmark")
_THEME = Path(__file__).parent / "theme"
_STYLES = ("assets/frontmark.css", "assets/palette.css")
_DAY = re.compile(r"dates/(\d{4}-\d\d-\d\d)\.md")
_LATEST = 7
# Notes are part of the pages they belong to; Markdown beside the tables is for those who edit them.
_NO_PAGES = GitIgnoreSpec.from_lines(["/notes/", "/data/**/*.md"])

_KEPT = "The preview keeps the last good pages until this is mended"
_Stamps = dict[str, tuple[int, int]]


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """What there is to choose stands under `extra: frontmark:` in `mkdocs.yml`."""


class FrontmarkPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Plain MkDocs generates through it; `frontmark build` has done so before and only counts the pages."""

    def __init__(self) -> None:
        self.files: Iterable[File] = ()
        self._index: host.Index | None = None
        self._serving = False
        self._dirty = False
        self._nav: Navigation | None = None
        self._pages: Pages | None = None
        self._driver: Step | None = None
        self._kept: Kept | None = None
        self._updated: Mapping[str, str] = {}

    @contextmanager
    def driven(self, step: Step, kept: Kept | None = None) -> Iterator[None]:
        """Within, `frontmark build` has already written the pages, and `step` hears of each that is built; `kept`: what
        earlier builds have made.
        """
        self._driver, self._kept = step, kept
        try:
            yield
        finally:
            self._driver = self._kept = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """MkDocs keeps a plugin that has this event from one rebuild of the preview to the next."""
        self._serving = command == "serve"
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our theme after the site's own overrides, so that these win."""
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        config.extra_css.extend(style for style in _STYLES if style not in config.extra_css)
        named = {str(script) for script in config.extra_javascript}
        config.extra_javascript.extend(script for script in SCRIPTS if script not in named)
        config.exclude_docs = _NO_PAGES + config.exclude_docs if config.exclude_docs else _NO_PAGES
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages: MkDocs has not yet looked for any, nor emptied its output folder."""
        try:
            if not self._driver:
                build.generate(replace(read_settings(_folder(config)), preview=self._serving), _Log())
        except ContentError as error:
            if not self._serving:
                for problem in error.problems:
                    _log.error("%s", problem)
                raise Abort(f"Aborted with {report.count(error.problems)} in the content") from error
            # Past the log: under `strict: true` MkDocs stops at a logged error, and the preview would with it.
            print(*error.problems, _KEPT, sep="\n", file=sys.stderr, flush=True)
        config.extra["facts"] = _facts(config)
        self._updated = _updated(config)
        self._index = host.take_over(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Without a `nav` of its own a site gets the sections it has, then its authored pages; from one of its own
        the sections are left out whose tables are not there, or were not in the edition that is built.

        All other pages stay out of the tree: with a thousand of them in it, each page would weigh ten times as much.
        """
        settings = read_settings(_folder(config))
        ours = read_manifest(settings).files
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
        return Apart(files)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Decide who builds the generated pages. Of MkDocs every page passes twice: read, then written."""
        self._nav, self._pages = nav, None
        if isinstance(files, Apart) and not self._dirty and permitted(config, self):
            files.ours = frozenset(read_manifest(read_settings(_folder(config))).files)
            files.kept = self._kept
        if self._driver:
            ours = len(files.own()) if isinstance(files, Apart) else 0
            self._driver.of(2 * len(files.documentation_pages()) - ours)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Count a page read."""
        self._tick()

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Date the pages by their rows: the sitemap says so, and the same input gives the same bytes. A page that rests
        on no row with a day has none.

        Then build our pages: all is there that they need.
        """
        env.globals |= language.of(read_settings(_folder(config)).language).calls()
        self.files = files
        last = config.extra.get("facts", {}).get("last_day")
        pages = [file.page for file in files.documentation_pages() if file.page]
        # MkDocs dates the sitemap as a whole by its newest page, so one has to have a day.
        spare = "" if any(page.file.src_uri in self._updated for page in pages) else last
        for page in pages if last else ():
            page.update_date = self._updated.get(page.file.src_uri, str(spare))
        if "facts" in config.extra:
            with language.speaking(read_settings(_folder(config)).language):
                config.extra["facts"]["days"] = _latest(files)
        if isinstance(files, Apart) and files.ours and self._nav:
            self._pages = Pages(open_site(config, files, self._nav, env), files)
            # A preview rebuilds in a thread beside others, where no process should be forked.
            self._pages.build(self._tick, processes=1 if self._serving else None)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Mend the page around the article, and count it."""
        self._tick()
        return shell.mend(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The error page is no page to MkDocs, but it is one to its readers."""
        return shell.mend(output) if template_name.endswith(".html") else output

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pieces of search; close our pages' accounts; mark a site that plain MkDocs built, so that
        `frontmark build` may replace it.
        """
        if self._index:
            self._index.write(Path(config.site_dir))
        swap.mark(Path(config.site_dir))
        if self._pages:
            self._pages.finish()

    def _tick(self) -> None:
        if self._driver:
            self._driver.tick()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Rebuild once for one edit: the pages that a rebuild writes are changes too, but not a person's."""
        watched = [config.docs_dir, config.config_file_path, config.theme.custom_dir, *config.watch]
        seen: _Stamps = {}

        def rebuild() -> None:
            nonlocal seen
            before = _stamps(watched)
            if before == seen:
                return
            ours = _ours(config)
            builder()
            ours |= _ours(config)
            after = _stamps(watched)
            seen = {path: stamp for path, stamp in before.items() if path not in ours}
            seen |= {path: stamp for path, stamp in after.items() if path in ours}

        server.builder = rebuild
        return server


class _Log(Progress):
    """What the steps have to say, in the log of MkDocs."""

    def say(self, line: str) -> None:
        _log.info("%s", line)


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).absolute().parent


def _facts(config: MkDocsConfig) -> dict[str, Any]:
    """What the pages that are there say of the whole, and when the next update is due; nothing when none was ever
    written.
    """
    try:
        settings = read_settings(_folder(config))
        facts: dict[str, Any] = dict(read_manifest(settings).facts)
        facts.pop("updated", None)  # of each page, for the sitemap alone: no page says it of another one
    except ContentError:
        return {}
    if due := settings.next_update:
        with language.speaking(settings.language):
            facts |= {"next_update": words.long_date(due), "next_update_day": due.isoformat()}
    return facts


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


def _updated(config: MkDocsConfig) -> Mapping[str, str]:
    """The day of each generated page that has one."""
    try:
        stored = read_manifest(read_settings(_folder(config))).facts.get("updated", {})
    except ContentError:
        return {}
    return stored if isinstance(stored, dict) else {}


def _latest(files: Files) -> list[dict[str, str]]:
    """Address and name of the last days that have a page, the newest first: for the error page."""
    days = {found[1]: file for file in files if (found := _DAY.fullmatch(file.src_uri))}
    return [
        {"url": days[day].url, "text": words.weekday_date(date.fromisoformat(day))}
        for day in sorted(days, reverse=True)[:_LATEST]
    ]


def _ours(config: MkDocsConfig) -> set[str]:
    try:
        settings = read_settings(_folder(config))
        paths = {MANIFEST, *read_manifest(settings).files}
    except ContentError:
        return set()
    return {str(settings.content / path) for path in paths}


def _stamps(watched: Iterable[str | None]) -> _Stamps:
    """Time and size of every file under `watched`, by path."""
    stamps = {}
    for root in filter(None, watched):
        for path in [Path(root), *Path(root).rglob("*")]:
            if path.is_file():
                status = path.stat()
                stamps[str(path)] = (status.st_mtime_ns, status.st_size)
    return stamps
