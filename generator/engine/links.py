"""Links between Markdown files → links between pages, as MkDocs resolves them, each different one once."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor


class Links:
    """The links of one site; what MkDocs finds amiss with one it logs, as ever."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files = files
        self._config = config
        self._known: dict[tuple[str, str, str], tuple[str, File, str]] = {}

    def of(self, file: File) -> PageLinks:
        """The links of one page."""
        resolver = _RelativePathTreeprocessor(file, self._files, self._config)
        return PageLinks(file, resolver, self._files, self._known)


class PageLinks:
    """The links of one page.

    `anchors`: by file that the page leads to, anchors, each with the link as it was written.
    """

    def __init__(
        self,
        file: File,
        resolver: _RelativePathTreeprocessor,
        files: Files,
        known: dict[tuple[str, str, str], tuple[str, File, str]],
    ) -> None:
        self.anchors: dict[File, dict[str, str]] = resolver.links_to_anchors
        self._file = file
        self._resolver = resolver
        self._files = files
        self._known = known
        self._folder = posixpath.dirname(file.src_uri), posixpath.dirname(file.url.rstrip("/"))

    def __call__(self, url: str) -> str:
        """The address for a link to `url` (a path to a file in `content/`, or any other address)."""
        known = self._known.get((*self._folder, url))
        if known is None or self._own(known[1]):
            return self._resolve(url)
        address, file, anchor = known
        if anchor:
            self.anchors.setdefault(file, {}).setdefault(anchor, url)
        return address

    def _resolve(self, url: str) -> str:
        address = str(self._resolver.path_to_url(url))
        parts = urlsplit(url)
        if not (parts.scheme or parts.netloc) and parts.path and not parts.path.startswith("/"):
            path = posixpath.normpath(posixpath.join(self._folder[0], unquote(parts.path)))
            file = self._files.get_file_from_path(path)
            if file and not self._own(file) and file.inclusion.is_included():  # type: ignore[no-untyped-call]
                self._known[(*self._folder, url)] = (address, file, parts.fragment)
        return address

    def _own(self, file: File) -> bool:
        """Pages of one folder have the same way to every file but their own and those below it."""
        own = self._file.url
        return own in ("", ".", "./") or file.url.startswith(own)
