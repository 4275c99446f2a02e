"""Links between Markdown files → links between pages, as MkDocs resolves them, each different file once."""

from __future__ import annotations

import posixpath
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.utils import get_relative_url

Known = dict[str, tuple[str, File]]
"""By link without its anchor: the address to write, and the file it leads to."""
_PLAIN = re.compile(r"(?!/)[A-Za-z0-9_./-]+")


class Links:
    """The links of one site; what MkDocs finds amiss with one it logs, as ever."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files = files
        self._config = config
        self._known: dict[tuple[str, str], Known] = {}

    def of(self, file: File) -> PageLinks:
        """The links of one page."""
        resolver = _RelativePathTreeprocessor(file, self._files, self._config)
        folders = posixpath.dirname(file.src_uri), posixpath.dirname(file.url.rstrip("/"))
        return PageLinks(file, resolver, self._files, self._known.setdefault(folders, {}))


class PageLinks:
    """The links of one page.

    `anchors`: by file that the page leads to, anchors, each with the link as it was written.
    `known`: what links say on all pages of one folder.
    """

    def __init__(self, file: File, resolver: _RelativePathTreeprocessor, files: Files, known: Known) -> None:
        self.anchors: dict[File, dict[str, str]] = resolver.links_to_anchors
        self._file = file
        self._resolver = resolver
        self._files = files
        self._known = known
        self._folder = posixpath.dirname(file.src_uri)

    def __call__(self, url: str) -> str:
        """The address for a link to `url` (a path to a file in `content/`, or any other address)."""
        path, _, anchor = url.partition("#")
        known = self._known.get(path)
        if known is None or self._own(known[1]):
            known = self._there(path)
            if known is None:
                return str(self._resolver.path_to_url(url))
        address, file = known
        if not anchor:
            return address
        self.anchors.setdefault(file, {}).setdefault(anchor, url)
        return f"{address}#{anchor}"

    def _there(self, path: str) -> tuple[str, File] | None:
        """The address of the file at a plain `path`, as seen from here; None for what MkDocs has to judge."""
        if not _PLAIN.fullmatch(path):
            return None
        file = self._files.src_uris.get(posixpath.normpath(posixpath.join(self._folder, path)))
        if file is None or not file.inclusion.is_included():  # type: ignore[no-untyped-call]
            return None
        known = get_relative_url(file.url, self._file.url), file
        if not self._own(file):
            self._known[path] = known
        return known

    def _own(self, file: File) -> bool:
        """Pages of one folder have the same way to every file but their own and those below it."""
        own = self._file.url
        return own in ("", ".", "./") or file.url.startswith(own)
