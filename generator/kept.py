"""Finished pages and static files out of the store, so that only what is new is rendered and nothing is copied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.bytecode import Bytecode
from generator.engine import Rendered
from generator.store import Store
from generator.verify import LOOKED_AT, Look, look


class Kept:
    """The store, for one site that is being built.

    `planned`: path inside `content/` → SHA-256 of the generator's files. `trusting`: whether pages are taken from it.
    `hashes`, `looks`: of what was built, by path inside the site, filled as it goes; `reused`: pages that were there.
    `templates`: those of the theme as Jinja has compiled them.
    """

    def __init__(
        self, store: Store, planned: Mapping[str, str], content: Path, *, trusting: bool = True
    ) -> None:
        self.hashes: dict[str, str] = {}
        self.looks: dict[str, Look] = {}
        self.reused = 0
        self._trusting = trusting
        self._store = store
        self.planned = planned
        self.templates = Bytecode(store)
        self._content = content

    def anew(self) -> Kept:
        """The same, to build everything once more."""
        return Kept(self._store, self.planned, self._content, trusting=False)

    def page(self, path: str, shell: str) -> tuple[Rendered, Look] | None:
        """The finished page at `path` inside `content/`; `shell`: the fingerprint of what lies around its text."""
        stored = self._store.get("html", self._key(path, shell)) if self._trusting else None
        if stored is None:
            return None
        head, _, html = stored.partition(b"\n")
        told: dict[str, Any] = json.loads(head)
        anchors, leads = (bytes.fromhex(told[name]) for name in ("anchors", "leads"))
        made = Rendered(html, "", told["title"], {}, anchors, leads, tuple(told["entries"]))
        return made, Look.of(told["look"])

    def keep(self, path: str, shell: str, made: Rendered, seen: Look) -> None:
        """Keep a finished page for the next build, unless MkDocs had something to say of it."""
        if not made.said:
            told = {
                "title": made.title,
                "anchors": made.anchors.hex(),
                "leads": made.leads.hex(),
                "entries": made.entries,
                "look": seen.told,
            }
            head = json.dumps(told, ensure_ascii=False)
            self._store.put("html", self._key(path, shell), head.encode() + b"\n" + made.html)

    def name(self, path: str) -> str:
        """The SHA-256 of the file at `path` inside `content/`; "" where it is none of ours."""
        return self.planned.get(path, "")

    def touch(self, path: str, shell: str) -> None:
        """Spare a page from the sweep that another process has read or written."""
        self._store.touch([self._store.place("html", self._key(path, shell))])

    def lay(self, path: str, target: str) -> bool:
        """Put the static file of ours at `path` inside `content/` at `target`, whose folder is there; False where that
        is just changing.
        """
        name = self.planned[path]
        if not self._store.lay(name, target):
            data = (self._content / path).read_bytes()
            if self._store.keep(data) != name:
                return False
            self._store.lay(name, target)
        return True

    def look(self, path: str, target: str) -> Look | None:
        """A look at the static file of ours at `path` inside `content/`, laid at `target` in the site; None for one
        that leads nowhere.
        """
        if not path.endswith(LOOKED_AT):
            return None
        if (stored := self._store.get("look", self._looked(path, target))) is not None:
            return Look.of(json.loads(stored))
        seen = look(target, self._store.fetch(self.planned[path]))
        self._store.put("look", self._looked(path, target), json.dumps(seen.told).encode())
        return seen

    def share(self, data: bytes, target: Path) -> str:
        """Put a file that is neither page nor static at `target`, whose folder is there, as a link to the store's: what
        is the same on the next day is not written again. Its SHA-256.
        """
        name = hashlib.sha256(data).hexdigest()
        target.unlink(missing_ok=True)  # of two pages with one address is told when all are there
        if not self._store.lay(name, target):
            self._store.keep(data)
            self._store.lay(name, target)
        return name

    def note_shared(self, names: Mapping[str, str]) -> None:
        """Know of files that were shared, by their path in the site; another process may have done so."""
        self.hashes |= names
        self._store.touch(map(self._store.object, names.values()))

    def note(self, path: str, target: str, seen: Look | None) -> None:
        """Know of a static file that another process has laid at `target` and looked at."""
        self.hashes[target] = self.planned[path]
        if seen:
            self.looks[target] = seen
            self._store.touch([self._store.place("look", self._looked(path, target))])

    def _looked(self, path: str, target: str) -> str:
        return f"{target} {self.planned[path]}"

    def _key(self, path: str, shell: str) -> str:
        return f"{path} {self.planned[path]} {shell}"
