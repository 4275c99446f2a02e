"""What a page's HTML depends on beside its own Markdown and what all builds under one stamp share, as one number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from generator.engine.seal import Seal


def fingerprint(config: MkDocsConfig, nav: Navigation, seal: Seal, pages: Iterable[File]) -> str:
    """SHA-256 (hex) of the navigation, and of what templates of the site's own may say on any page.

    Code, templates, versions and settings are in `generator.stamp`.
    """
    facts = {} if seal.closed else config.extra.get("facts") or {}
    paths = [] if seal.closed else sorted(file.src_uri for file in pages)
    told = json.dumps([list(_named(nav.items)), facts, paths], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _named(items: list[StructureItem]) -> Iterator[tuple[str, str, list[Any]]]:
    for item in items:
        yield (
            str(item.title),
            str(getattr(item, "url", "")),
            list(_named(getattr(item, "children", None) or [])),
        )
