"""Everything beside a page's own Markdown that its HTML depends on, as one number."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
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
# Where things lie, and which pages there are, is on no page but in its links, which are looked at on their own.
_ELSEWHERE = frozenset(
    ("config_file_path", "docs_dir", "draft_docs", "exclude_docs", "not_in_nav", "site_dir", "watch")
)
_APART = frozenset(("extra", "hooks", "plugins", "theme"))


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


def _settings(config: MkDocsConfig) -> dict[str, Any]:
    """What `mkdocs.yml` says, and what plugins made of it."""
    theme = {"name": config.theme.name, "locale": config.theme.locale, **dict(config.theme)}
    plugins = {name: dict(getattr(plugin, "config", {})) for name, plugin in config.plugins.items()}
    extra = {name: value for name, value in config.extra.items() if name != "facts"}
    plain = {name: value for name, value in config.items() if name not in _ELSEWHERE | _APART}
    return {**plain, "theme": theme, "plugins": plugins, "extra": extra}


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
    """Our own code and templates, those of the site, its hooks and plugins; a package's are known by its version."""
    packages = tuple(Path(str(package.__file__)).parent for package in (material, mkdocs))
    for plugin in config.plugins.values():
        module = plugin if isinstance(plugin, ModuleType) else sys.modules[type(plugin).__module__]
        yield Path(str(module.__file__))
    for root in (_OURS, *map(Path, filter(None, config.theme.dirs))):
        if any(root.is_relative_to(package) for package in packages):
            continue
        for file in sorted(root.rglob("*")):
            if file.is_file() and (root != _OURS or file.suffix in _CODE):
                yield file


def _said(value: object) -> object:
    """What is no JSON: a function by its name, since its address is another one in each process."""
    if isinstance(value, Mapping):
        return dict(value)
    name = getattr(value, "__qualname__", "")
    return f"{getattr(value, '__module__', '')}.{name}" if name else str(value)
