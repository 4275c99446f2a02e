"""The engine changes how fast pages are made, never what they are: the same site with and without it."""

from __future__ import annotations

import filecmp
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import plugin
from generator.engine import dialect
from generator.engine.apart import Apart
from generator.plugin import FrontmarkPlugin
from generator.progress import Progress, Step

Built = Callable[[str], Path]


def run(folder: Path, site: Path) -> FrontmarkPlugin:
    """Build the pages that are in `folder` into `site`, as `frontmark build` does after it has written them."""
    file = str(folder / "mkdocs.yml")
    config = load_config(file, config_file_path=file, site_dir=str(site))
    ours = config.plugins["frontmark"]
    assert isinstance(ours, FrontmarkPlugin)
    config.plugins.on_startup(command="build", dirty=False)
    with ours.driven(Step(Progress())):
        build(config)
    return ours


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", ["minimal", "full", "busy-day", "arabic", "syria"])
def test_the_engine_builds_byte_for_byte_what_mkdocs_builds(
    case: str, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(case)
    monkeypatch.setattr(plugin, "permitted", lambda *_: False)
    plain = run(folder, tmp_path)
    assert isinstance(plain.files, Apart)
    assert plain.files.own() == []
    assert files(tmp_path) <= files(folder / "site")
    assert filecmp.cmpfiles(tmp_path, folder / "site", files(tmp_path), shallow=False)[1:] == ([], [])


def test_the_site_of_these_tests_is_built_by_the_engine(built: Built, tmp_path: Path) -> None:
    found = run(built("minimal"), tmp_path).files
    assert isinstance(found, Apart)
    assert {file.src_uri for file in found.own()} >= {"index.md", "dates/index.md", "sources.md"}
    file = str(built("minimal") / "mkdocs.yml")
    assert dialect.known(load_config(file, config_file_path=file))


SITE = {
    "mkdocs.yml": """
site_name: Reports
docs_dir: content
theme: {name: material, font: false}
markdown_extensions: [attr_list, md_in_html, tables]
plugins: [frontmark]
validation: {links: {anchors: warn}}
""",
    "content/.frontmark.json": '{"facts": {}, "files": {"index.md": ["x"], "dates/a.md": ["x"], "dates/b.md": ["x"]}}',
    "content/index.md": "# Home\n\n[a](dates/a.md#there) [b](dates/b.md#not-there) [c](about.md#nor-there)\n",
    "content/dates/a.md": "# A\n\n## There\n\n[gone](gone.md) [b](b.md) [self](#nowhere) [up](a.md#nowhere)\n",
    "content/dates/b.md": "# B\n\n[about](../about.md) *Markdown* of `another` kind\n",
    "content/about.md": "# About\n\n[a](dates/a.md#there) [b](dates/b.md#nowhere)\n",
}


def write(folder: Path, **changed: str) -> Path:
    for path, text in {**SITE, **changed}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def test_dead_links_and_anchors_are_said_as_mkdocs_says_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = []
    for site in ("ours", "plain"):
        caplog.clear()
        run(write(tmp_path), tmp_path / site)
        said.append(sorted(line.getMessage() for line in caplog.records if line.levelno >= logging.WARNING))
        monkeypatch.setattr(plugin, "permitted", lambda *_: False)
    assert said[0] == said[1]
    assert len(said[0]) == 5
    assert files(tmp_path / "ours") == files(tmp_path / "plain")
    pages = {path for path in files(tmp_path / "ours") if path.endswith(".html")}
    assert filecmp.cmpfiles(tmp_path / "ours", tmp_path / "plain", pages, shallow=False)[1:] == ([], [])


HOOK = """
def on_page_markdown(markdown, **_):
    return markdown + "\\n\\nFrom the hook.\\n"
"""


def test_a_hook_that_changes_pages_is_honoured(tmp_path: Path) -> None:
    mkdocs = SITE["mkdocs.yml"] + "hooks: [hook.py]\n"
    found = run(write(tmp_path, **{"mkdocs.yml": mkdocs, "hook.py": HOOK}), tmp_path / "site").files
    assert isinstance(found, Apart)
    assert found.own() == []
    assert "From the hook." in (tmp_path / "site/dates/a/index.html").read_text("utf-8")


@pytest.mark.parametrize("extension", ["smarty", "toc: {permalink: true}", "nl2br", "pymdownx.magiclink"])
def test_a_site_with_another_markdown_keeps_it(extension: str, tmp_path: Path) -> None:
    extensions = f"markdown_extensions: [attr_list, md_in_html, tables, {extension}]"
    extensions = extensions.replace("toc: {permalink: true}", "{toc: {permalink: true}}")
    mkdocs = SITE["mkdocs.yml"].replace("markdown_extensions: [attr_list, md_in_html, tables]", extensions)
    file = str(write(tmp_path, **{"mkdocs.yml": mkdocs}) / "mkdocs.yml")
    assert not dialect.known(load_config(file, config_file_path=file))


OVERRIDE = "{{ page.content }}<i>{{ config.extra.facts.last_day }}</i>"


def test_facts_that_a_template_of_the_site_says_are_on_its_pages(tmp_path: Path) -> None:
    mkdocs = SITE["mkdocs.yml"].replace("font: false", "font: false, custom_dir: theme")
    facts = SITE["content/.frontmark.json"].replace('"facts": {}', '"facts": {"last_day": "2031-03-05"}')
    changed = {
        "mkdocs.yml": mkdocs,
        "theme/partials/content.html": OVERRIDE,
        "content/.frontmark.json": facts,
    }
    run(write(tmp_path, **changed), tmp_path / "site")
    assert "<i>2031-03-05</i>" in (tmp_path / "site/dates/a/index.html").read_text("utf-8")


def test_a_template_that_fails_ends_the_build_with_its_own_error(tmp_path: Path) -> None:
    mkdocs = SITE["mkdocs.yml"].replace("font: false", "font: false, custom_dir: theme")
    changed = {"mkdocs.yml": mkdocs, "theme/partials/content.html": "{{ 1 // 0 }}"}
    with pytest.raises(ZeroDivisionError):
        run(write(tmp_path, **changed), tmp_path / "site")
