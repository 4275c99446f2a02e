"""Generated pages kept apart from MkDocs's own loops, and built in its stead by all cores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import markdown_extensions

from generator.crew import spread
from generator.engine import Engine, Rendered, anchors, said, searched
from generator.kept import Kept
from generator.numbered import any_of, lost
from generator.search import host
from generator.verify import Look, look

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_FEW = 8  # fewer pages are built sooner than a process is forked
_FEW_FILES = 400
_TOGETHER = 64  # laid in a row: to hand a file over takes longer than to lay it
_SEARCH = ("material.plugins.search.plugin", "mkdocs.contrib.search", "generator.search.host")


class Apart(Files):
    """The files of a site; MkDocs does not read or build the pages whose paths are in `ours`, but knows them."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.ours: frozenset[str] = frozenset()
        self.kept: Kept | None = None

    def documentation_pages(self, *, inclusion: Callable[[InclusionLevel], bool] | None = None) -> list[File]:
        """Only the loops that read and build pages say which `inclusion` they mean."""
        pages = [file for path, file in self.src_uris.items() if path.endswith(markdown_extensions)]
        wanted = inclusion or InclusionLevel.is_included
        pages = [file for file in pages if wanted(file.inclusion)]
        return [file for file in pages if inclusion is None or file.src_uri not in self.ours]

    def copy_static_files(
        self,
        dirty: bool = False,
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Files of ours are laid from the store; MkDocs copies the others, which their authors may edit in place."""
        static = [file for path, file in self.src_uris.items() if not path.endswith(markdown_extensions)]
        static = [file for file in static if inclusion(file.inclusion)]
        laid = self._laid([file for file in static if self.kept and self.kept.name(file.src_uri)])
        for file in static:
            if file.dest_uri not in laid:
                file.copy_file(dirty)

    def _laid(self, ours: Sequence[File]) -> set[str]:
        """Lay files of ours; where those are that could be laid."""
        kept, laid = self.kept, set[str]()
        if not kept:
            return laid
        for folder in {(file.dest_dir, file.dest_uri.rpartition("/")[0]) for file in ours}:
            Path(*folder).mkdir(parents=True, exist_ok=True)
        rows = [ours[start : start + _TOGETHER] for start in range(0, len(ours), _TOGETHER)]
        for at, found in spread(partial(_all_laid, kept), rows, least=_FEW_FILES // _TOGETHER):
            for file, (well, seen) in zip(rows[at], found, strict=True):
                if well:
                    laid.add(file.dest_uri)
                    kept.note(file.src_uri, file.dest_uri, seen)
        return laid

    def own(self) -> list[File]:
        """The pages that are ours to build."""
        return [file for file in super().documentation_pages() if file.src_uri in self.ours]


def _all_laid(kept: Kept, files: Sequence[File]) -> list[tuple[bool, Look | None]]:
    """Whether each file of ours could be laid into the site, and a look at it."""
    laid = [(file, kept.lay(file.src_uri, f"{file.dest_dir}/{file.dest_uri}")) for file in files]
    return [(well, kept.look(file.src_uri, file.dest_uri) if well else None) for file, well in laid]


def permitted(config: MkDocsConfig, plugin: BasePlugin) -> bool:  # type: ignore[type-arg]
    """Whether no other plugin and no hook wants a say in how a page is made; that of search may, at its place."""
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            searching = event == "page_context" and type(owner).__module__ in _SEARCH
            if owner is not plugin and not searching:
                return False
    return True


@dataclass(frozen=True)
class _Written:
    """A page that is in the site: its SHA-256, a look at it, and whether it came from the store."""

    page: Rendered
    name: str
    seen: Look | None
    reused: bool


class Pages:
    """The engine's pages of one build, and what is left to say of them when the others are there."""

    def __init__(self, engine: Engine, files: Apart, index: host.Index | None) -> None:
        self._engine = engine
        self._files = files
        self._index = index
        self._made: dict[str, Rendered] = {}

    def build(self, done: Callable[[], None], processes: int | None = None) -> None:
        """Write every page of ours; `done` hears of each. Raises what making one raises, and LostError."""
        ours = self._files.own()
        _ = self._engine.fingerprint  # known before the processes part
        # The largest first, so that no core is left with one of them at the end.
        paths = sorted((file.src_uri for file in ours), key=self._size, reverse=True)
        made: dict[str, Rendered] = {}
        # The first is made here: workers inherit the templates that it has compiled.
        for first, todo in ((True, paths[-1:]), (False, paths[:-1])):
            hands = 1 if first else processes
            for at, written in spread(self._write, todo, processes=hands, least=_FEW):
                made[todo[at]] = written.page
                self._note(todo[at], written)
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

    def _write(self, path: str) -> _Written:
        file, kept, shell = self._files.src_uris[path], self._files.kept, self._engine.fingerprint
        found = kept.page(path, shell) if kept else None
        made, seen = found or (self._engine.render(path), None)
        parts = self._engine.seal.broken(made.html)
        _put(parts, Path(file.dest_dir, file.dest_uri))
        if kept and seen is None:
            seen = look(file.dest_uri, b"".join(parts))
            kept.keep(path, shell, made, seen)
        # What has been written need not be kept or sent; with one process this is all the memory there is.
        if file.page is not None:
            file.page.content, file.page.markdown, file.page.toc = None, "", []  # type: ignore[assignment]
        if self._index:
            made = replace(made, entries=tuple(map(self._index.publish, made.entries)))
        made = replace(made, html=b"", article="", meta={})
        return _Written(made, _name(parts) if kept else "", seen, found is not None)

    def _note(self, path: str, written: _Written) -> None:
        """What the steps after this one need to know of a page of ours, so that they need not read it again."""
        file, kept = self._files.src_uris[path], self._files.kept
        if kept and written.seen:
            kept.hashes[file.dest_uri], kept.looks[file.dest_uri] = written.name, written.seen
            kept.reused += written.reused
            kept.touch(path, self._engine.fingerprint)

    def finish(self) -> None:
        """When all pages are there: log dead anchors, as MkDocs does, and give the index the order of the pages."""
        for page in self._misled():
            page.validate_anchor_links(
                files=self._files, log_level=self._engine.config.validation.links.anchors
            )
        places = {file.url: at for at, file in enumerate(self._files.documentation_pages())}
        searched.order(self._engine.config, lambda url: places.get(url or "./", len(places)))

    def _misled(self) -> Iterator[Page]:
        """Our pages that lead to where no anchor is, read anew with all that they lead to: most sites have none."""
        made = self._made
        pages = (file.page for file in self._files.documentation_pages() if file.src_uri not in made)
        there = [*(page.anchors for page in made.values()), *(anchors(page) for page in pages if page)]
        dead = lost((page.leads for page in made.values()), there)
        for path in (path for path, page in made.items() if any_of(page.leads, dead)):
            with said.listening():  # it was said when they were made
                page = self._engine.read(self._files.src_uris[path])
                for file in page.links_to_anchors or ():
                    if file.src_uri in made:
                        self._engine.read(file)
            yield page


def _put(parts: Sequence[bytes | memoryview], target: Path) -> None:
    """Write a page."""
    target.parent.mkdir(parents=True, exist_ok=True)  # hardly ever there: most pages have one of their own
    with target.open("wb") as file:
        file.writelines(parts)


def _name(parts: Sequence[bytes | memoryview]) -> str:
    """The SHA-256 of a page."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()
