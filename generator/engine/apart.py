"""Generated pages kept apart from MkDocs's own loops, and built in its stead by all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import write_file

from generator.engine import Engine, Rendered, said, searched
from generator.workers import spread

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_SEARCH = ("material.plugins.search.plugin", "mkdocs.contrib.search")


class Apart(Files):
    """The files of a site; MkDocs does not read or build the pages whose paths are in `ours`, but knows them.

    `written`: all files of the generator, its pages among them.
    """

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.ours: frozenset[str] = frozenset()
        self.written: frozenset[str] = frozenset()

    def documentation_pages(self, *, inclusion: Callable[[InclusionLevel], bool] | None = None) -> list[File]:
        """Only the loops that read and build pages say which `inclusion` they mean."""
        pages = super().documentation_pages(inclusion=inclusion or InclusionLevel.is_included)
        return [file for file in pages if inclusion is None or file.src_uri not in self.ours]

    def copy_static_files(
        self,
        dirty: bool = False,
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Give a file of ours a second name in the site; a person's is copied.

        Ten thousand pages have thirty thousand files of charts. Ours are replaced whole when they change, so what the
        site has stays as it is; a person may write into a file in place.
        """
        for file in self:
            if file.is_documentation_page() or not inclusion(file.inclusion):
                continue
            if dirty or file.src_uri not in self.written or not _linked(file):
                file.copy_file(dirty)

    def own(self) -> list[File]:
        """The pages that are ours to build."""
        return [file for file in super().documentation_pages() if file.src_uri in self.ours]


def _linked(file: File) -> bool:
    """Whether the file has got its name in the site; not where that is on another disk, or is there already."""
    if file.abs_src_path is None or Path(file.abs_src_path).is_symlink():
        return False
    target = Path(file.abs_dest_path)
    try:
        os.link(file.abs_src_path, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        return _linked(file)
    except OSError:
        return False
    return True


def permitted(config: MkDocsConfig, plugin: BasePlugin) -> bool:  # type: ignore[type-arg]
    """Whether no other plugin and no hook wants a say in how a page is made; that of search may, at its place."""
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            searching = event == "page_context" and type(owner).__module__ in _SEARCH
            if owner is not plugin and not searching:
                return False
    return True


class Pages:
    """The engine's pages of one build, and what is left to say of them when the others are there."""

    def __init__(self, engine: Engine, files: Apart) -> None:
        self._engine = engine
        self._files = files
        self._made: dict[str, Rendered] = {}

    def build(self, done: Callable[[], None], processes: int | None = None) -> None:
        """Write every page of ours; `done` hears of each. Raises what making one raises, and WorkerError."""
        ours = self._files.own()
        # The largest first, so that no core is left with one of them at the end.
        paths = sorted((file.src_uri for file in ours), key=self._size, reverse=True)
        # One is made here: workers inherit the templates that it has compiled.
        made = {path: self._write(path) for path in paths[-1:]}
        for at, rendered in spread(self._write, paths[:-1], processes):
            made[paths[at]] = rendered
            done()
        for file in ours:
            rendered = made[file.src_uri]
            assert file.page is not None
            file.page.title = rendered.title
            said.repeat(rendered.said)
            searched.put(self._engine.config, rendered.entries)
            self._made[file.src_uri] = replace(rendered, entries=(), said=())

    def _size(self, path: str) -> int:
        file = self._files.get_file_from_path(path)
        return Path(file.abs_src_path).stat().st_size if file and file.abs_src_path else 0

    def _write(self, path: str) -> Rendered:
        file = self._files.get_file_from_path(path)
        assert file is not None
        made = self._engine.render(path)
        html = self._engine.seal.broken(made.html)
        write_file(html.encode("utf-8", errors="xmlcharrefreplace"), file.abs_dest_path)
        # What has been written need not be kept or sent; with one process this is all the memory there is.
        assert file.page is not None
        file.page.content, file.page.markdown, file.page.toc = None, "", []  # type: ignore[assignment]
        return replace(made, html="", article="", meta={})

    def finish(self) -> None:
        """When all pages are there: log dead anchors, as MkDocs does, and give the index the order of the pages."""
        config = self._engine.config
        wanted: dict[str, set[str]] = {}
        for made in self._made.values():
            for path, anchors in made.links.items():
                wanted.setdefault(path, set()).update(anchors)
        for file in self._files.documentation_pages(inclusion=InclusionLevel.is_included):
            assert file.page is not None
            for target, anchors in (file.page.links_to_anchors or {}).items():
                wanted.setdefault(target.src_uri, set()).update(anchors)
        for path, made in self._made.items():
            file = self._files.src_uris[path]
            assert file.page is not None
            file.page.present_anchor_ids = wanted.get(path, set()) & set(made.anchors.split("\n"))
            links = ((self._files.get_file_from_path(to), anchors) for to, anchors in made.links.items())
            file.page.links_to_anchors = {to: dict(anchors) for to, anchors in links if to}
        for path in self._made:
            page = self._files.src_uris[path].page
            assert page is not None
            page.validate_anchor_links(files=self._files, log_level=config.validation.links.anchors)
        places = {file.url: at for at, file in enumerate(self._files.documentation_pages())}
        searched.order(config, lambda url: places.get(url or "./", len(places)))
