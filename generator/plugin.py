"""The MkDocs plugin: pages from tables under plain `mkdocs build` and `mkdocs serve`, and the reports' theme.

It decides how a page looks and when pages are written, never what they say: that stands in `content/` before
MkDocs reads it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from pathspec.gitignore import GitIgnoreSpec

from generator import build, frame, language, navigation, report, shell, swap, watch
from generator.assets import SCRIPTS
from generator.engine import open_site
from generator.engine.apart import Apart, Pages, permitted
from generator.kept import Kept
from generator.problems import ContentError
from generator.progress import Progress, Step
from generator.search import host
from generator.settings import read_settings
from generator.write import read_manifest

_log = logging.getLogger("mkdocs.plugins.frontmark")
_THEME = Path(__file__).parent / "theme"
_STYLES = ("assets/frontmark.css", "assets/palette.css")
# Notes are part of the pages they belong to; Markdown beside the tables is for those who edit them.
_NO_PAGES = GitIgnoreSpec.from_lines(["/notes/", "/data/**/*.md"])

_KEPT = "The preview keeps the last good pages until this is mended"


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
        self._ours: frozenset[str] = frozenset()

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
        config.extra["facts"], self._updated = frame.facts(_folder(config))
        self._index = host.take_over(config, self._kept.share if self._kept else host.write)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Arrange the navigation before MkDocs makes a tree of it."""
        settings = read_settings(_folder(config))
        self._ours = frozenset(self._kept.planned if self._kept else read_manifest(settings).files)
        navigation.arrange(config, files, self._ours, settings)
        return Apart(files)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Decide who builds the generated pages. Of MkDocs every page passes twice: read, then written."""
        self._nav, self._pages = nav, None
        if isinstance(files, Apart) and not self._dirty and permitted(config, self):
            files.ours = self._ours
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
        if self._kept:
            env.bytecode_cache = self._kept.templates
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
                config.extra["facts"]["days"] = frame.latest(files)
        if isinstance(files, Apart) and files.ours and self._nav:
            self._pages = Pages(open_site(config, files, self._nav, env), files, self._index)
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
            written = self._index.write()
            if self._kept:
                self._kept.note_shared(written)
        swap.mark(Path(config.site_dir))
        if self._pages:
            self._pages.finish()

    def _tick(self) -> None:
        if self._driver:
            self._driver.tick()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Rebuild once for one edit."""
        watched = [config.docs_dir, config.config_file_path, config.theme.custom_dir, *config.watch]
        server.builder = watch.once(builder, _folder(config), watched)
        return server


class _Log(Progress):
    """What the steps have to say, in the log of MkDocs."""

    def say(self, line: str) -> None:
        _log.info("%s", line)


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).absolute().parent
