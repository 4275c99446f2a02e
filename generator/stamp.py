"""What all pages of a build share: our code, the versions of what renders, and what the site has chosen."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import charts
import generator
from generator.settings import Settings

RENDERING = (
    "altair",
    "babel",
    "jinja2",
    "lxml",
    "markdown",
    "markdown-it-py",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "narwhals",
    "numpy",
    "pandas",
    "pyarrow",
    "pygments",
    "pymdown-extensions",
    "pyyaml",
    "shapely",
    "vl-convert-python",
)
"""The distributions whose version a page may show, ours and theirs; plugins and themes of MkDocs come on top."""
_GROUPS = ("mkdocs.plugins", "mkdocs.themes", "markdown.extensions")


def stamp(settings: Settings) -> str:
    """SHA-256 (hex) over all of it: what was made under another stamp is made anew."""
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    told = {"python": python, "versions": dict(_versions()), "configured": settings.configured}
    total = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for module in (generator, charts):
        for root in module.__path__:
            _add(total, Path(root))
    for path in settings.overrides:
        _add(total, path)
    return total.hexdigest()


def _versions() -> Iterator[tuple[str, str]]:
    names = {*RENDERING}
    for group in _GROUPS:
        names |= {point.dist.name.lower() for point in entry_points(group=group) if point.dist}
    for name in sorted(names):
        yield name, version_of(name)


def version_of(name: str) -> str:
    """The version of an installed distribution; "" where there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _add(total: hashlib._Hash, root: Path) -> None:
    """Every file in `root`, or `root` itself, by its path inside; what Python compiles is left out."""
    files = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
    for file in files:
        if file.suffix != ".pyc" and file.is_file():
            data = file.read_bytes()
            total.update(
                f"{file.relative_to(root).as_posix()}\0{len(data)}\0".encode("utf-8", "surrogateescape")
            )
            total.update(data)
