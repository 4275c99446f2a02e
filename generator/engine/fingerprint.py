"""Everything beside a page's own Markdown that its HTML depends on, as one number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import material  # type: ignore[import-untyped]
import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation

from generator.engine.seal import Seal

_PACKAGES = ("jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pymdown-extensions", "pyyaml")
_OURS = Path(__file__).parent.parent
_CODE = (".py", ".html", ".po")
# Where the site is put, and what the command line said of it, is on no page.
_ELSEWHERE = frozenset(("site_dir", "config_file_path", "docs_dir"))


def fingerprint(config: MkDocsConfig, nav: Navigation, seal: Seal) -> str:
    """SHA-256 (hex) of versions, settings, navigation, and of the templates and code that are not of a package."""
    known = hashlib.sha256()
    for part in (_versions(), _settings(config), list(_named(nav.items)), _facts(config, seal)):
        known.update(json.dumps(part, sort_keys=True, default=_said).encode() + b"\n")
    for file in _sources(config):
        known.update(f"{file.name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return known.hexdigest()


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _settings(config: MkDocsConfig) -> list[dict[str, Any]]:
    """What `mkdocs.yml` says, inherited files and the environment included, as MkDocs read it."""
    return [
        {str(key): value for key, value in given.items() if key not in _ELSEWHERE}
        for given in config.user_configs
    ]


def _named(items: list[StructureItem]) -> Iterator[tuple[str, str, list[Any]]]:
    for item in items:
        yield (
            str(item.title),
            str(getattr(item, "url", "")),
            list(_named(getattr(item, "children", None) or [])),
        )


def _facts(config: MkDocsConfig, seal: Seal) -> Mapping[str, Any]:
    return {} if seal.closed else dict(config.extra.get("facts") or {})


def _sources(config: MkDocsConfig) -> Iterator[Path]:
    """Our own code and templates, and those of the site; a package's are known by its version."""
    packages = (Path(material.__file__).parent, Path(mkdocs.__file__).parent)
    for root in (_OURS, *map(Path, filter(None, config.theme.dirs))):
        if any(root.is_relative_to(package) for package in packages):
            continue
        for file in sorted(root.rglob("*")):
            if file.is_file() and (root != _OURS or file.suffix in _CODE):
                yield file


def _said(value: object) -> str:
    """What is no JSON: a function by its name, since its address is another one in each process."""
    name = getattr(value, "__qualname__", "")
    return f"{getattr(value, '__module__', '')}.{name}" if name else str(value)
