"""Whole sites that several tests look at: copied without what was generated, and built once for all workers."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from generator.settings import Settings, read_settings
from generator.write import MANIFEST, read_manifest

REPOSITORY = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"

# CI sets it to `ci`, Hypothesis's own profile that takes the same examples each time.
if profile := os.environ.get("FRONTMARK_PROFILE"):
    hypothesis.settings.load_profile(profile)

Fill = Callable[[Path], None]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Fill], Path]:
    """A folder by name: the first worker that asks fills it, the others wait until it is full."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def filled(name: str, fill: Fill) -> Path:
        folder, full = root / f"once-{name}", root / f"once-{name}.full"
        with (root / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not full.exists():
                shutil.rmtree(folder, ignore_errors=True)
                fill(folder)
                full.touch()
        return folder

    return filled


def _copy(source: Path, target: Path) -> Settings:
    """What people wrote of a site folder: `mkdocs.yml` and `content/` without the generator's files."""
    settings = read_settings(source)
    generated = {MANIFEST, *read_manifest(settings).files}
    target.mkdir(parents=True)
    shutil.copy(source / "mkdocs.yml", target)
    for path in sorted(settings.content.rglob("*")):
        inside = path.relative_to(settings.content)
        if path.is_file() and inside.as_posix() not in generated:
            (target / "content" / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / "content" / inside)
    return read_settings(target)


@pytest.fixture(scope="session")
def copy_site() -> Callable[[Path, Path], Settings]:
    """Copies a site folder, see `_copy`; a session's fixture, because conftest is no module to import."""
    return _copy


@pytest.fixture(scope="session")
def built(once: Callable[[str, Fill], Path]) -> Callable[[str], Path]:
    """The folder of a site, built as a user would: a case by its name, or "syria", that of the repository.

    Do not change anything in it: the tests of all workers share it.
    """

    def build(name: str) -> Path:
        def fill(folder: Path) -> None:
            _copy(REPOSITORY if name == "syria" else CASES / name, folder)
            command = [sys.executable, "-m", "generator.cli", "build", str(folder)]
            environment = {**os.environ, "PYTHONHASHSEED": "1"}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                (folder / "failure.txt").write_text(done.stdout + done.stderr, "utf-8")

        folder = once(name, fill)
        failure = folder / "failure.txt"
        assert not failure.exists(), failure.read_text("utf-8")
        return folder

    return build


@pytest.fixture(scope="session")
def plain_pages() -> Callable[[Path], dict[str, str]]:
    """The Markdown in a site's `content/` that the generator wrote, by path; each chart's SVG as `<svg/>`."""

    def read(folder: Path) -> dict[str, str]:
        settings = read_settings(folder)
        paths = [path for path in sorted(read_manifest(settings).files) if path.endswith(".md")]
        texts = {path: (settings.content / path).read_text("utf-8") for path in paths}
        return {path: re.sub(r"<svg.*?</svg>", "<svg/>", text) for path, text in texts.items()}

    return read
