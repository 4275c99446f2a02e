"""Pages in `content/` → the site: MkDocs into a folder beside it, verified, then put in place in one move."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import swap
from generator.problems import ContentError, Problem
from generator.progress import Progress, Step
from generator.settings import Settings
from generator.sums import list_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from generator.kept import Kept
    from generator.plugin import FrontmarkPlugin

_CONFIG = re.compile(r"Config value '([^']+)': (.*)")
_NAMED_PAGE = re.compile(r"'([^']+\.md)'")


@dataclass(frozen=True)
class Published:
    """`pages`: how many HTML pages the site has, the error page not counted; `listed`: the SHA-256 of SHA256SUMS."""

    pages: int
    listed: str


def publish(
    settings: Settings,
    out: Path,
    planned: Collection[str],
    progress: Progress,
    kept: Kept | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Published:
    """Build the site of `settings` into `out`; `planned`: paths inside `content/` that must be in it; `kept`: what
    earlier builds have made; `meanwhile`: is called when the site is in place, while the old one is removed.

    Raises ContentError when `out` is no place of ours, when MkDocs warns of anything, when the built site
    does not hold together, or when the disk refuses; `out` is then as it was.
    """
    shown = settings.relative(out)
    out = Path(os.path.realpath(out))  # behind a link the folder is replaced, not the link
    try:
        if fault := _refusal(settings, out):
            raise ContentError([Problem(shown, 0, "", fault)])
        with swap.staging(out) as folder:
            published = _filled(settings, folder, shown, planned, progress, kept)
            swap.swap(folder, out)
            with swap.removing(folder):
                if meanwhile:
                    meanwhile()
    except OSError as error:
        fault = f"cannot be written: {error.strerror or error}"
        raise ContentError([Problem(shown, 0, "", fault)]) from error
    except ContentError:
        if not (kept and kept.reused):
            raise
        # A fault between pages of which some were there already: told as a build without them tells it.
        return publish(settings, out, planned, progress, kept.anew(), meanwhile)
    return published


def _filled(
    settings: Settings,
    folder: Path,
    shown: str,
    planned: Collection[str],
    progress: Progress,
    kept: Kept | None,
) -> Published:
    """The whole site in `folder`, which problems call `shown`."""
    with progress.step("site") as step:
        pages, files = _mkdocs(settings, folder, planned, step, kept)
        reused = f", {kept.reused:,} of them as they were" if kept and kept.reused else ""
        step.done(f"{len(pages):,} pages{reused}")
    with progress.step("verify") as step:
        from generator.verify import verify

        if problems := verify(folder, pages, files, kept.looks if kept else {}):
            raise ContentError(replace(fault, file=f"{shown}/{fault.file}") for fault in problems)
        listed = list_files(folder, kept.hashes if kept else {})
        step.done("every page, link and anchor")
    return Published(len(pages), listed)


def _refusal(settings: Settings, out: Path) -> str:
    """Why `out` must not be replaced, or ""."""
    content = Path(os.path.realpath(settings.content))
    if out.is_relative_to(content) or content.is_relative_to(out):
        return "cannot be inside the content folder or around it: choose another with --out"
    if not out.exists():
        return ""
    if not out.is_dir():
        return "is no folder: choose another with --out"
    if out.is_mount():
        return "is a mount point, which cannot be replaced: choose a folder inside it with --out"
    if not os.access(out, os.R_OK | os.W_OK | os.X_OK):
        return "cannot be written: it is read-only"
    if (out / ".git").exists():
        return "is a work tree of git, which would be lost: choose another with --out"
    if not swap.is_ours(out):
        whose = f"was not built by Frontmark (no {swap.MARK} in it)"
        return f"{whose}: move it away, or choose another with --out"
    return ""


def _mkdocs(
    settings: Settings, folder: Path, planned: Collection[str], step: Step, kept: Kept | None
) -> tuple[set[str], set[str]]:
    """Run MkDocs into `folder`; the HTML pages and the other files that must be there afterwards.

    Raises ContentError with everything that MkDocs warns of: a warning here is a fault on a page.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    file = str(settings.folder / "mkdocs.yml")
    with _warnings(settings) as problems:
        try:
            config = load_config(file, config_file_path=file, site_dir=str(folder))
            plugin = _plugin(config)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                with plugin.driven(step, kept):
                    build(config)
            finally:
                config.plugins.on_shutdown()
            pages, files, faults = _expected(config, plugin.files, planned, settings)
            problems += faults
        except MkDocsException as error:  # Abort is one, and says no more than what was already logged
            if not problems:
                problems.append(Problem("mkdocs.yml", 0, "", error.message))
    if problems:
        raise ContentError(problems)
    return pages, files


def _plugin(config: MkDocsConfig) -> FrontmarkPlugin:
    from generator.plugin import FrontmarkPlugin

    for plugin in config.plugins.values():
        if isinstance(plugin, FrontmarkPlugin):
            return plugin
    fault = "expected frontmark in the list: it brings the theme of the reports"
    raise ContentError([Problem("mkdocs.yml", 0, "plugins", fault)])


def _expected(
    config: MkDocsConfig, found: Iterable[File], planned: Collection[str], settings: Settings
) -> tuple[set[str], set[str], list[Problem]]:
    """Pages and other files of the site as MkDocs reckons them, and what stands in the way of the plan."""
    included = [file for file in found if file.inclusion.is_included()]  # type: ignore[no-untyped-call]
    faults = []
    sources: dict[str, str] = {}
    for file in included:
        if (other := sources.setdefault(file.dest_uri, file.src_uri)) != file.src_uri:
            named = settings.relative(settings.content / file.src_uri)
            faults.append(Problem(named, 0, "", f"becomes {file.dest_uri}, and so does {other}: rename one"))
    lost = set(planned) - {file.src_uri for file in included}
    fault = "leaves out {}, which the generator wrote"
    faults += [Problem("mkdocs.yml", 0, "exclude_docs", fault.format(path)) for path in lost]
    pages = {file.dest_uri for file in included if file.is_documentation_page()}
    files = {file.dest_uri for file in included} - pages
    return pages, files | {name for name in config.theme.static_templates if name.endswith(".html")}, faults


@contextmanager
def _warnings(settings: Settings) -> Iterator[list[Problem]]:
    """Collects what MkDocs logs as a warning or worse, instead of letting it scroll by."""
    problems: list[Problem] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            problems.append(_problem(record.getMessage(), settings))

    handler = Collector(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield problems
    finally:
        logger.removeHandler(handler)


def _problem(message: str, settings: Settings) -> Problem:
    """A line of MkDocs's log, with the place that it names."""
    message = " ".join(message.replace(f"{settings.folder}{os.sep}", "").split())
    if match := _CONFIG.match(message):
        return Problem("mkdocs.yml", 0, match[1], match[2])
    page = _NAMED_PAGE.search(message)
    return Problem(settings.relative(settings.content / page[1]) if page else "mkdocs.yml", 0, "", message)
