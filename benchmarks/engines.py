"""The same folder built by other site engines: `python -m benchmarks.engines FOLDER` tells how each differs.

FOLDER is a site folder; its pages are generated first, and each engine reads what was written then. Markdown on
disk is the interface: MkDocs and ProperDocs have to publish the same, with our plugin and without it; of Zensical
the differences are told.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.reading import differences, read_site

_BESIDE_PYTHON = Path(sys.executable).parent
_SHOWN = 20


@dataclass(frozen=True)
class Engine:
    """`module`: what is imported when it is there; `plain`: without our plugin; `exact`: has to say the same."""

    name: str
    module: str
    plain: bool = True
    exact: bool = True


ENGINES = (
    Engine("mkdocs", "mkdocs", plain=False),
    Engine("mkdocs, plain", "mkdocs"),
    Engine("properdocs", "properdocs", plain=False),
    Engine("properdocs, plain", "properdocs"),
    Engine("zensical", "zensical", exact=False),
)


def installed(engine: Engine) -> bool:
    """Whether it can be run here."""
    return importlib.util.find_spec(engine.module) is not None


def plain_settings(settings: Mapping[str, Any], site: str) -> dict[str, Any]:
    """`mkdocs.yml` without our plugin, and with what the plugin adds to it but for its theme; `site`: site_dir.

    So this is what the same Markdown costs and gives with MkDocs, Material and the search of MkDocs alone.
    """
    plugins = [plugin for plugin in settings.get("plugins", ["search"]) if plugin != "frontmark"]
    excluded = f"/notes/\n/data/**/*.md\n{settings.get('exclude_docs', '')}"
    dropped = ("strict", "validation", "hooks")
    kept = {name: value for name, value in settings.items() if name not in dropped}
    return {**kept, "plugins": plugins, "exclude_docs": excluded, "site_dir": site}


def write_settings(folder: Path, name: str, site: str, plain: bool = True) -> Path:
    """A file `name` beside the `mkdocs.yml` of `folder` that builds into `site`, a folder inside `folder`."""
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings = plain_settings(settings, site) if plain else {**settings, "site_dir": site}
    file = folder / name
    file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    return file


def command(module: str, settings: Path, clean: bool = True) -> list[str]:
    """How `module` builds the site that `settings` describes; `clean`: from nothing."""
    if module == "zensical":
        return [
            str(_BESIDE_PYTHON / "zensical"),
            "build",
            "-f",
            settings.name,
            *(["--clean"] if clean else []),
        ]
    return [sys.executable, "-m", module, "build", "--quiet", "-f", settings.name]


def build(engine: Engine, folder: Path) -> Path:
    """Build `folder` by `engine`; where the site is. Raises RuntimeError with what the engine said."""
    name = engine.name.replace(", ", "-")
    settings = write_settings(folder, f"engine-{name}.yml", f"site-{name}", engine.plain)
    done = subprocess.run(
        command(engine.module, settings), cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{engine.name}: {(done.stdout + done.stderr).strip()}")
    return folder / f"site-{name}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 when an engine that has to say the same does not."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.engines", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    source = parser.parse_args(arguments).folder
    failed = False
    with tempfile.TemporaryDirectory(prefix="frontmark-engines-") as place:
        folder = Path(place) / "site"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".*", "site", "expected"))
        subprocess.run([sys.executable, "-m", "generator.cli", "build", str(folder)], check=True)
        expected = read_site(folder / "site")
        for engine in ENGINES:
            failed |= not _told(engine, folder, expected) and engine.exact
    return int(failed)


def _told(engine: Engine, folder: Path, expected: Mapping[str, Any]) -> bool:
    """Prints how one engine differs; whether it does not."""
    if not installed(engine):
        print(f"{engine.name}: is not installed")
        return False
    try:
        found = read_site(build(engine, folder))
    except RuntimeError as error:
        print(error)
        return False
    lines = list(differences(expected, found))
    print(f"{engine.name}: {len(found)} pages, {len(lines) or 'no'} differences from frontmark build")
    print(*(f"  {line[:300]}" for line in lines[:_SHOWN]), sep="\n", end="\n" if lines else "")
    if len(lines) > _SHOWN:
        print(f"  … and {len(lines) - _SHOWN} more")
    return not lines


if __name__ == "__main__":
    sys.exit(main())
