"""The plugin: plain MkDocs publishes what `frontmark build` would, and a preview outlives a fault."""

from __future__ import annotations

import hashlib
import http.client
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, cast

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from generator import assets, build
from generator.plugin import FrontmarkPlugin
from generator.problems import ContentError, Problem
from generator.settings import Settings
from generator.write import Written, write

MKDOCS = """site_name: Reports
docs_dir: content
theme: {name: null, custom_dir: theme}
plugins: [frontmark]
"""
MAIN = "<html><body>{{ page.content }}<p>until {{ config.extra.facts.data_until }}</p></body></html>"
FAULT = Problem("content/data/events.csv", 2, "date", "expected a date, got '2024-13-01'")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "mkdocs.yml": MKDOCS,
        "theme/main.html": MAIN,
        "content/about.md": "# About\n",
        "content/data/events.csv": "first",
        "content/data/CODEBOOK.md": "# Codebook\n",
        "content/notes/index.md": "# Note\n",
        "content/assets/frontmark.css": "",
        "content/assets/palette.css": "",
        **{f"content/{path}": "" for path in assets.assets() if path.endswith(".js")},
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def write_pages(texts: dict[str, str], settings: Settings, facts: dict[str, str | int]) -> Written:
    """Write pages, path → Markdown, as the generator would."""
    held = {hashlib.sha256(text.encode()).hexdigest(): text.encode() for text in texts.values()}
    names = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in texts.items()}
    return write(names, held.__getitem__, settings, facts)


def generate(settings: Settings, _progress: object = None) -> build.Generated:
    """Stands for the whole pipeline: one page that says what the table holds."""
    text = (settings.content / "data/events.csv").read_text("utf-8")
    if "fault" in text:
        raise ContentError([FAULT])
    pages = {"index.md": f"# Home\n\n{text}\n", f"dates/{text}.md": "# A day\n"}
    written = write_pages(pages, settings, {"data_until": text})
    return build.Generated({}, tuple(pages), 0, written, {})


def run_mkdocs(folder: Path, command: Literal["build", "serve"] = "build") -> MkDocsConfig:
    config = load_config(str(folder / "mkdocs.yml"), config_file_path=str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config)
    return config


def published(folder: Path) -> list[str]:
    root = folder / "site"
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_plain_mkdocs_sees_pages_generated_in_the_same_build(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "generate", generate)
    run_mkdocs(site)
    assert set(published(site)) == {
        ".frontmark",
        "about/index.html",
        "assets/javascripts/early.js",
        "assets/javascripts/search.js",
        *assets.assets(),
        "data/events.csv",
        "dates/first/index.html",
        "index.html",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
    assert "<p>until first</p>" in (site / "site/index.html").read_text("utf-8")
    (site / "content/data/events.csv").write_text("second")
    run_mkdocs(site)
    assert "dates/second/index.html" in published(site)
    assert "dates/first/index.html" not in published(site)


def test_the_theme_comes_after_the_site_s_own_and_styles_are_listed_once(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "generate", generate)
    (site / "mkdocs.yml").write_text(MKDOCS + "extra_css: [assets/palette.css, assets/own.css]\n")
    (site / "content/assets/own.css").touch()
    config = run_mkdocs(site)
    assert [Path(folder).name for folder in config.theme.dirs[:2]] == ["theme", "theme"]
    assert config.theme.dirs[0] == str(site / "theme")
    assert [str(style) for style in config.extra_css] == [
        "assets/palette.css",
        "assets/own.css",
        "assets/frontmark.css",
    ]


def test_a_site_may_publish_what_the_plugin_leaves_out(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "generate", generate)
    (site / "mkdocs.yml").write_text(MKDOCS + "exclude_docs: '!/data/CODEBOOK.md'\n")
    run_mkdocs(site)
    assert "data/CODEBOOK/index.html" in published(site)
    assert "notes/index.html" not in published(site)


def test_a_fault_aborts_a_build_and_leaves_the_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(build, "generate", generate)
    run_mkdocs(site)
    before = {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")}
    (site / "content/data/events.csv").write_text("fault")
    with pytest.raises(Abort, match="Aborted with 1 problem in the content"):
        run_mkdocs(site)
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert errors == [str(FAULT)]
    assert {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")} == before


def test_a_fault_in_a_preview_is_told_and_the_last_good_pages_stay(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "generate", generate)
    run_mkdocs(site, "serve")
    (site / "content/data/events.csv").write_text("fault")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "strict: true\n")
    run_mkdocs(site, "serve")
    told = capsys.readouterr().err.splitlines()
    assert told == [str(FAULT), "The preview keeps the last good pages until this is mended"]
    assert "<p>first</p>" in (site / "site/index.html").read_text("utf-8")


def test_the_command_mkdocs_prints_the_problems_and_ends_with_1(site: Path) -> None:
    (site / "content/data/events.csv").write_text("nonsense\n")
    (site / "site").mkdir()
    (site / "site/index.html").write_text("the last good page")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "content/data/events.csv:1: expected a header row" in done.stderr
    assert "Traceback" not in done.stderr
    assert (site / "site/index.html").read_text() == "the last good page"


def test_a_preview_rebuilds_once_for_one_edit(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "generate", generate)
    config = run_mkdocs(site, "serve")
    builds: list[str] = []

    def builder() -> None:
        run_mkdocs(site, "serve")
        builds.append((site / "content/data/events.csv").read_text())

    server = cast(LiveReloadServer, SimpleNamespace(builder=builder))
    rebuild = plugin(config).on_serve(server, config=config, builder=builder).builder
    rebuild()
    rebuild()
    assert builds == ["first"]
    edits: list[Callable[[], Any]] = [
        lambda: (site / "content/data/events.csv").write_text("second"),
        lambda: (site / "content/notes/index.md").write_text("# Another note\n"),
        lambda: (site / "content/new.md").write_text("# New\n"),
        lambda: (site / "content/new.md").unlink(),
        lambda: (site / "mkdocs.yml").write_text(MKDOCS + "site_author: me\n"),
        lambda: (site / "theme/main.html").write_text(MAIN + "\n"),
    ]
    for number, edit in enumerate(edits, start=2):
        edit()
        rebuild()  # the edit
        rebuild()  # the pages that this rebuild wrote
        assert len(builds) == number


def test_an_edit_made_during_a_rebuild_is_not_lost(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "generate", generate)
    config = run_mkdocs(site, "serve")
    builds: list[str] = []

    def builder() -> None:
        run_mkdocs(site, "serve")
        if not builds:
            (site / "content/data/events.csv").write_text("edited meanwhile")
        builds.append((site / "content/index.md").read_text())

    server = cast(LiveReloadServer, SimpleNamespace(builder=builder))
    rebuild = plugin(config).on_serve(server, config=config, builder=builder).builder
    rebuild()
    rebuild()
    assert builds == ["# Home\n\nfirst\n", "# Home\n\nedited meanwhile\n"]


def plugin(config: MkDocsConfig) -> FrontmarkPlugin:
    return cast(FrontmarkPlugin, config.plugins["frontmark"])


SERVE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what was started in the background
sys.path.insert(0, sys.argv[1])
import test_plugin
from generator import build, cli
build.generate = test_plugin.generate
raise SystemExit(cli.main(["serve", sys.argv[2], "--addr", sys.argv[3]]))
"""


def test_a_live_preview_follows_the_tables_and_ends_quietly(site: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-c", SERVE, str(Path(__file__).parent), str(site), address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert awaited(address, "/", "<p>first</p>")
            time.sleep(1)  # MkDocs looks at the files for the first time only when it already serves
            (site / "content/data/events.csv").write_text("second")
            assert awaited(address, "/", "<p>second</p>")
            (site / "content/data/events.csv").write_text("fault")
            time.sleep(1.5)
            assert awaited(address, "/", "<p>second</p>")
            (site / "content/data/events.csv").write_text("third")
            assert awaited(address, "/dates/third/", "A day")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                _, log = process.communicate(timeout=10)
            finally:
                process.kill()
    assert process.returncode == 0
    assert str(FAULT) in log
    assert "Traceback" not in log
    assert log.count("Building documentation...") == 4


def awaited(address: str, path: str, text: str) -> bool:
    """Whether `text` comes to stand on the page within 20 seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with closing(http.client.HTTPConnection(address, timeout=2)) as connection, suppress(OSError):
            connection.request("GET", path)
            if text in connection.getresponse().read().decode():
                return True
        time.sleep(0.2)
    return False
