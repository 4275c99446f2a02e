"""publish: the new site whole or the old one whole, whatever happens in between."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator import assets, swap
from generator.problems import ContentError
from generator.progress import Progress
from generator.publish import publish
from generator.settings import Settings, read_settings
from generator.write import Written, write

# The smallest theme that MkDocs takes: what is tried here is our work, not Material's.
MKDOCS = """site_name: Reports
docs_dir: content
site_url: https://reports.example/
theme: {name: null, custom_dir: theme, static_templates: [sitemap.xml]}
plugins: [frontmark]
validation: {omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}
"""
MAIN = """<html><body><article>{{ page.content }}</article>
<footer>{{ config.extra.facts.events }}</footer></body></html>
"""
FACTS: dict[str, str | int | Mapping[str, str]] = {
    "updated": {"dates/2024-12-06.md": "2024-12-07"},
    "data_until": "8 December 2024",
    "last_day": "2024-12-08",
    "events": 226,
    "sources": 243,
}


def write_pages(
    texts: dict[str, str], settings: Settings, facts: dict[str, str | int | Mapping[str, str]]
) -> Written:
    """Write pages, path → Markdown, as the generator would."""
    held = {hashlib.sha256(text.encode()).hexdigest(): text.encode() for text in texts.values()}
    names = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in texts.items()}
    return write(names, held.__getitem__, settings, facts)


def make_site(folder: Path, mkdocs: str = MKDOCS) -> Settings:
    """A site folder with a page of its own author's, styles, a table and a note."""
    files = {
        "mkdocs.yml": mkdocs,
        "theme/main.html": MAIN,
        "content/index.md": "# Reports\n\nSee [a day](dates/2024-12-06.md).\n",
        "content/data/events.csv": "id\n",
        "content/data/CODEBOOK.md": "# Codebook\n",
        "content/notes/index.md": "A note.\n",
        "content/assets/frontmark.css": "",
        "content/assets/palette.css": "",
        **{f"content/{path}": "" for path in assets.assets() if path.endswith(".js")},
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    settings = read_settings(folder)
    write_pages({"dates/2024-12-06.md": "# 6 December 2024\n\nText.\n"}, settings, FACTS)
    return settings


PLANNED = ("dates/2024-12-06.md",)


def run(settings: Settings, out: Path | None = None) -> int:
    return publish(settings, out or settings.site, PLANNED, Progress()).pages


def problems(call: Callable[[], object]) -> list[str]:
    with pytest.raises(ContentError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def printed(script: str, folder: Path) -> str:
    """What `script` prints when it gets `folder`, in a process of its own."""
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_the_site_holds_pages_styles_and_tables_but_no_notes(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    assert run(settings) == 2
    assert files(settings.site).keys() == {
        ".frontmark",
        "SHA256SUMS",
        "assets/javascripts/early.js",
        "assets/javascripts/search.js",
        *assets.assets(),
        "data/events.csv",
        "dates/2024-12-06/index.html",
        "index.html",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
    assert "<footer>226</footer>" in (settings.site / "index.html").read_text("utf-8")
    assert left_over(tmp_path) == []


def test_the_same_input_gives_the_same_bytes_at_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_site(tmp_path)
    run(settings)
    first = files(settings.site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    run(settings)
    assert files(settings.site) == first
    # A page has the day of its own rows, and one that rests on none has no day.
    assert re.findall(rb"<loc>(.*?)</loc>\s*(?:<lastmod>(.*?)</lastmod>)?", first["sitemap.xml"]) == [
        (b"https://reports.example/", b""),
        (b"https://reports.example/dates/2024-12-06/", b"2024-12-07"),
    ]


def test_a_second_build_replaces_the_site_and_its_old_pages(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    run(settings)
    (settings.site / "old.html").write_text("old")
    assert run(settings) == 2
    assert not (settings.site / "old.html").exists()
    assert left_over(tmp_path) == []


def test_another_folder_is_made_with_those_around_it(tmp_path: Path) -> None:
    settings = make_site(tmp_path / "here")
    assert run(settings, tmp_path / "srv/www/reports") == 2
    assert (tmp_path / "srv/www/reports/index.html").is_file()
    assert not settings.site.exists()


def test_behind_a_link_the_folder_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    settings = make_site(tmp_path / "here")
    (tmp_path / "real").mkdir()
    settings.site.symlink_to(tmp_path / "real")
    run(settings)
    assert settings.site.is_symlink()
    assert (tmp_path / "real/index.html").is_file()


def test_an_empty_folder_may_be_replaced_and_one_of_a_stranger_never(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    settings.site.mkdir()
    run(settings)  # an empty folder is nobody's
    (settings.site / swap.MARK).unlink()
    before = files(settings.site)
    assert problems(lambda: run(settings)) == [
        "site: was not built by Frontmark (no .frontmark in it): move it away, or choose another with --out"
    ]
    assert files(settings.site) == before


def test_places_where_no_site_can_go(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "tree/.git").mkdir(parents=True)
    (tmp_path / "tree" / swap.MARK).touch()
    inside = "cannot be inside the content folder or around it: choose another with --out"
    no_folder = "file: is no folder: choose another with --out"
    assert problems(lambda: run(settings, tmp_path / "file")) == [no_folder]
    assert problems(lambda: run(settings, tmp_path / "content/site")) == [f"content/site: {inside}"]
    assert problems(lambda: run(settings, tmp_path)) == [f".: {inside}"]
    assert problems(lambda: run(settings, tmp_path / "tree")) == [
        "tree: is a work tree of git, which would be lost: choose another with --out"
    ]
    assert problems(lambda: run(settings, Path("/proc"))) == [
        "/proc: is a mount point, which cannot be replaced: choose a folder inside it with --out"
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "# A\n\n[x](nope.md)\n",
            "content/a.md: Doc file 'a.md' contains a link 'nope.md', but the target is not found among"
            " documentation files.",
        ),
        (
            "# A\n\n[x](index.md#nope)\n",
            "content/a.md: Doc file 'a.md' contains a link 'index.md#nope', but the doc 'index.md' does not"
            " contain an anchor '#nope'.",
        ),
        ("# A\n\n<a href='../b/'>b</a>\n", "site/a/index.html: link '../b/' leads to nothing in the site"),
        ("Text\n", "site/a/index.html: has no heading (h1)"),
    ],
    ids=["dead link", "dead anchor", "dead link in HTML", "no heading"],
)
def test_a_fault_on_a_page_leaves_the_last_good_site(tmp_path: Path, page: str, expected: str) -> None:
    settings = make_site(tmp_path)
    run(settings)
    before = files(settings.site)
    (settings.content / "a.md").write_text(page)
    assert problems(lambda: run(settings)) == [expected]
    assert files(settings.site) == before
    assert left_over(tmp_path) == []


def test_two_sources_of_one_page_are_a_problem(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    for name in ("dates.md", "dates/index.md"):
        (settings.content / name).write_text("# Dates\n\nText\n")
    assert problems(lambda: run(settings)) == [
        "content/dates/index.md: becomes dates/index.html, and so does dates.md: rename one"
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("exclude_docs: dates/", "exclude_docs: leaves out dates/2024-12-06.md, which the generator wrote"),
        ("plugins: []", "plugins: expected frontmark in the list: it brings the theme of the reports"),
        ("docs_dir: nowhere", "docs_dir: The path 'nowhere' isn't an existing directory."),
        ("nope: 1", "nope: Unrecognised configuration name: nope"),
        ("plugins: [frontmark, nope]", 'plugins: The "nope" plugin is not installed'),
    ],
    ids=["excluded", "no plugin", "no content", "unknown name", "unknown plugin"],
)
def test_faults_of_mkdocs_yml(tmp_path: Path, line: str, expected: str) -> None:
    settings = make_site(tmp_path)
    name = line.split(":", 1)[0]
    kept = [old for old in MKDOCS.splitlines() if not old.startswith(f"{name}:")]
    (tmp_path / "mkdocs.yml").write_text("\n".join([*kept, line]))
    found = problems(lambda: run(settings))
    # A page that is left out is also missed by the pages that lead to it.
    assert f"mkdocs.yml: {expected}" in found
    assert all(problem.startswith(("mkdocs.yml: ", "content/index.md: ")) for problem in found)
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("atomic", [True, False], ids=["exchange", "two renames"])
def test_a_swap_that_fails_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: bool
) -> None:
    settings = make_site(tmp_path)
    run(settings)
    before = files(settings.site)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.startswith(".site-building-"):
            raise OSError(28, "No space left on device")
        return real(self, target)

    def exchange(_one: Path, _other: Path) -> bool:
        if atomic:
            raise OSError(28, "No space left on device")
        return False

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(swap, "exchange", exchange)
    assert problems(lambda: run(settings)) == ["site: cannot be written: No space left on device"]
    assert files(settings.site) == before
    assert left_over(tmp_path) == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
from generator.problems import ContentError
from generator.progress import Progress
from generator.publish import publish
from generator.settings import read_settings
settings = read_settings(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    publish(settings, settings.site, (), Progress())
except ContentError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_last_good_site(tmp_path: Path) -> None:
    settings = make_site(tmp_path)
    run(settings)
    before = files(settings.site)
    (settings.content / "data/events.csv").write_text("x" * 50_000)
    assert printed(LIMITED, tmp_path) == "site: cannot be written: File too large\n"
    assert files(settings.site) == before
    assert left_over(tmp_path) == []


AS_NOBODY = """
import os, sys
from pathlib import Path
import lxml.etree, mkdocs.commands.build, mkdocs.config, generator.plugin, generator.verify
from generator.problems import ContentError
from generator.progress import Progress
from generator.publish import publish
from generator.settings import read_settings
settings = read_settings(Path(sys.argv[1]))
if os.getuid() == 0:
    os.setuid(65534)  # root may write anywhere
try:
    publish(settings, settings.site, (), Progress())
except ContentError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("site", "site: cannot be written: it is read-only\n"),
        (".", "site: cannot be written: Permission denied\n"),
    ],
)
def test_a_read_only_place_is_one_line(closed: str, expected: str) -> None:
    with tempfile.TemporaryDirectory() as name:  # tmp_path is closed to the user who tries
        folder = Path(name)
        settings = make_site(folder)
        run(settings)
        before = files(settings.site)
        for path in (folder, settings.site):
            path.chmod(0o777)
        (folder / closed).chmod(0o555)
        line = printed(AS_NOBODY, folder)
        folder.chmod(0o755)
        settings.site.chmod(0o755)
        assert line == expected
        assert files(settings.site) == before
        assert left_over(folder) == []


def test_the_site_of_material_passes_too(tmp_path: Path) -> None:
    theme = "{name: material, font: false, features: [navigation.tabs, navigation.top, search.suggest]}"
    lines = ["theme: " + theme if line.startswith("theme") else line for line in MKDOCS.splitlines()]
    lines = ["plugins: [search, frontmark]" if line.startswith("plugins") else line for line in lines]
    settings = make_site(tmp_path, "\n".join(lines))
    assert run(settings) == 2
    assert (settings.site / "404.html").is_file()
