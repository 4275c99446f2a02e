"""stamp: another one when anything changes that all pages share, the same one anywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import stamp as module
from generator.settings import read_settings
from generator.stamp import stamp

REPOSITORY = Path(__file__).parent.parent
MKDOCS = """site_name: Reports
theme: {name: material, custom_dir: overrides}
hooks: [hooks/words.py]
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
site_url: !ENV [FM_TEST_URL, "https://reports.example/"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "mkdocs.yml": MKDOCS,
        "overrides/main.html": "{}",
        "hooks/words.py": "",
        "content/index.md": "# A\n",
    }
    for path, text in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, "utf-8")
    return tmp_path / "site"


def of(folder: Path) -> str:
    return stamp(read_settings(folder))


def test_the_same_site_has_the_same_stamp_in_another_folder_and_process(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "elsewhere")
    script = "import sys; from pathlib import Path; from generator.settings import read_settings;"
    script += "from generator.stamp import stamp; print(stamp(read_settings(Path(sys.argv[1]))))"
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(other)],
        capture_output=True, text=True, check=True, env=environment, cwd=REPOSITORY,
    )  # fmt: skip
    assert done.stdout.strip() == of(folder)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a choice": lambda at: (at / "mkdocs.yml").write_text(MKDOCS + "copyright: Ours\n"),
    "a template": lambda at: (at / "overrides/main.html").write_text("{ }"),
    "one template more": lambda at: (at / "overrides/404.html").write_text(""),
    "a hook": lambda at: (at / "hooks/words.py").write_text("x = 1\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_site_brings_is_in_the_stamp(folder: Path, change: Callable[[Path], object]) -> None:
    before = of(folder)
    change(folder)
    assert of(folder) != before


def test_content_is_not_in_the_stamp(folder: Path) -> None:
    before = of(folder)
    (folder / "content/index.md").write_text("# B\n")
    assert of(folder) == before


def test_what_mkdocs_yml_takes_from_the_environment_is_in_the_stamp(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(folder)
    monkeypatch.setenv("FM_TEST_URL", "https://other.example/")
    assert of(folder) != before


def test_another_version_of_what_renders_is_another_stamp(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, real = {of(folder)}, module.version_of
    for name in (*module.RENDERING, "frontmark"):
        assert real(name)
        monkeypatch.setattr(
            module, "version_of", lambda asked, named=name: "9" if asked == named else real(asked)
        )
        seen.add(of(folder))
    assert len(seen) == len(module.RENDERING) + 2


def test_our_own_code_and_templates_are_in_the_stamp(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = of(folder)
    ours = tmp_path / "generator"
    shutil.copytree(REPOSITORY / "generator", ours, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("generator.__path__", [str(ours)])
    assert of(folder) == before
    for path in (
        "templates/home.md.jinja",
        "lines.py",
        "theme/partials/asof.html",
        "locales/ar/LC_MESSAGES/frontmark.po",
    ):
        (ours / path).write_text((ours / path).read_text("utf-8") + "\n", "utf-8")
        assert of(folder) != before
        before = of(folder)
