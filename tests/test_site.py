"""The whole way, from the tables to a site: the real one of the repository, and small ones in odd conditions."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from generator.build import build
from generator.problems import ContentError
from generator.settings import Settings, read_settings
from generator.write import read_manifest

REPOSITORY = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"

Built = Callable[[str], Path]
CopySite = Callable[[Path, Path], Settings]


@pytest.fixture(scope="module")
def syria(built: Built) -> Path:
    """The folder of the real site, built."""
    return built("syria")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def documents(folder: Path) -> Iterator[tuple[str, Any]]:
    """Every page of a built site but the error page, whose links are absolute by nature; in no other form."""
    for path, text in files(folder / "site").items():
        if path.endswith(".html") and path != "404.html" and not path.startswith(("lite/", "digests/")):
            yield path, html.document_fromstring(text)


def frontmark(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *arguments]
    return subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )


# --- the real site ---------------------------------------------------------------------------------------


def test_every_page_planned_is_in_the_site_and_no_other(syria: Path) -> None:
    settings = read_settings(syria)
    planned = {path for path in read_manifest(settings).files if path.endswith(".md")} | {"about.md"}
    pages = {
        path if path.endswith("index.md") else path.removesuffix(".md") + "/index.md" for path in planned
    }
    found = {path.removesuffix(".html") + ".md" for path, _ in documents(syria)}
    assert found == pages
    assert len(planned) > 170
    assert {f"actors/{name}.md" for name in ("hts", "russia")} <= planned
    assert {f"dates/2024-11-{day}.md" for day in range(27, 31)} <= planned


def test_the_whole_report_is_there_for_slow_lines(syria: Path) -> None:
    planned = [path for path in read_manifest(read_settings(syria)).files if path.endswith(".md")]
    found = {path: text for path, text in files(syria / "site").items() if path.startswith("lite/")}
    assert {f"lite/{path.removesuffix('.md')}.html" for path in planned} <= found.keys()
    assert {path: len(text) for path, text in found.items() if len(text) > 30_000} == {}
    for path, text in found.items():
        if path.endswith(".html"):
            page = html.document_fromstring(text)
            assert page.xpath("count(//h1)") == 1, path
            assert (
                page.xpath("//@style | //script | //style | //img | //*[starts-with(name(), 'on')]") == []
            ), path
            assert page.get("lang") == "en"


def test_every_table_can_be_downloaded_as_it_was_checked(syria: Path) -> None:
    for name, text in files(REPOSITORY / "content" / "data").items():
        if name.endswith(".csv"):
            assert (syria / "site" / "data" / name).read_bytes() == text


def test_the_title_of_a_page_is_its_heading(syria: Path) -> None:
    wrong = {}
    for path, root in documents(syria):
        heading = " ".join(root.xpath("string(//article//h1)").split())
        title = " ".join(root.xpath("string(//title)").split())
        # The pages that the navigation names bear that name.
        if heading not in title and path.count("/") > 1 and not path.endswith("/index/index.html"):
            wrong[path] = (heading, title)
    assert wrong == {}


def test_nothing_is_fetched_from_another_host(syria: Path) -> None:
    for path, root in documents(syria):
        named = {"canonical", "license", "author", "alternate", "prev", "next"}
        fetched = [
            str(value)
            for value in root.xpath("//@src | //@srcset | //@poster | //link/@href | //object/@data")
            if not named & set(value.getparent().get("rel", "").split())
        ]
        assert [value for value in fetched if urlsplit(value).netloc] == [], path
    for path, text in files(syria / "site").items():
        if path.endswith(".css"):
            assert re.findall(rb"(?:url\(|@import\s)[\"']?(?:https?:)?//", text) == [], path


def test_links_inside_the_site_are_relative_so_that_it_works_under_any_path(syria: Path) -> None:
    for path, root in documents(syria):
        inside = [str(value) for value in root.xpath("//@href | //@src") if not urlsplit(value).scheme]
        assert inside
        assert [value for value in inside if value.startswith("/")] == [], path


def test_the_footer_says_until_when_and_from_how_much(syria: Path) -> None:
    for path, root in documents(syria):
        footer = " ".join(root.xpath("string(//footer)").split())
        assert (
            "Data until 15 December 2024 · 267 events · 295 sources · Edition 3, 28 November 2026" in footer
        ), path
        assert "CC BY 4.0" in footer, path


def test_every_page_but_the_lists_cites_its_sources(syria: Path) -> None:
    for path, root in documents(syria):
        if re.match(r"dates/2024-|actors/(?:hts|russia|iran)/|support/|advance/", path):
            assert root.xpath("//sup[@class='fm-cite']/a"), path
            assert root.xpath("//div[contains(@class, 'fm-endnotes')]//a[@class='fm-back']"), path


def test_every_chart_says_in_words_what_it_shows(syria: Path) -> None:
    charts = 0
    for path, root in documents(syria):
        for figure in root.xpath("//figure[contains(@class, 'fm-figure')]"):
            (svg,) = figure.xpath(".//svg")
            assert svg.get("role") == "img", path
            assert len(svg.get("aria-label")) > 3, path
            description = svg.get("aria-describedby")
            assert len(figure.xpath(f"string(.//*[@id='{description}'])")) > 10, path
            assert figure.xpath("string(figcaption/strong)"), path
            assert figure.xpath("following::details[contains(@class, 'fm-data')][1]//table"), path
            charts += 1
    assert charts > 200


def test_the_search_finds_an_actor_by_its_other_name(syria: Path) -> None:
    lines = (syria / "site/search/words/_3d_h.txt").read_text("utf-8").split("\n")
    lists = {(term, folder): pages.split(" ") for term, folder, pages in (line.split("\t") for line in lines)}
    assert "hts/1" in lists["=hts", "actors/"]  # as a name of one word


def test_the_search_knows_a_page_by_its_heading(syria: Path) -> None:
    cards = syria / "site/search/pages"
    assert json.loads((cards / "actors/hts.json").read_text("utf-8"))["t"] == "Hayat Tahrir al-Sham"
    assert json.loads((cards / "dates/2024-12-06.json").read_text("utf-8"))["t"] == "Friday 6 December 2024"


def test_plain_mkdocs_builds_what_was_written(syria: Path, tmp_path: Path) -> None:
    """Markdown on disk is the interface: without our plugin the same pages come out, without a warning."""
    mkdocs = (syria / "mkdocs.yml").read_text("utf-8").replace("  - frontmark\n", "")
    mkdocs = mkdocs.replace("docs_dir: content", f"docs_dir: {syria / 'content'}")
    (tmp_path / "mkdocs.yml").write_text(mkdocs, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr  # --strict: a warning ends the build
    pages = {path for path, _ in documents(syria)}
    assert {path for path, _ in documents(tmp_path)} == pages


def test_the_site_lists_its_files_with_their_hashes(syria: Path) -> None:
    listed = (syria / "site/SHA256SUMS").read_text("utf-8").splitlines()
    assert sorted(line[66:] for line in listed) == sorted(files(syria / "site").keys() - {"SHA256SUMS"})
    command = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(command, cwd=syria / "site", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- the same input, the same bytes ----------------------------------------------------------------------


def test_the_same_tables_give_the_same_bytes_anywhere_at_any_time(
    built: Built, tmp_path: Path, copy_site: CopySite
) -> None:
    folder = tmp_path / "far away ü"
    copy_site(CASES / "full", folder)
    elsewhere = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    done = frontmark("build", str(folder), **elsewhere)
    assert done.returncode == 0, done.stderr
    for part in ("content", "site"):
        one, other = files(built("full") / part), files(folder / part)
        assert one.keys() == other.keys()
        assert [path for path in one if one[path] != other[path]] == []


COMPOSE = """
import re, sys
from pathlib import Path
from generator.build import check
from charts.draw import Drawing
from generator.compose import compose
from generator.lines import Lines
from generator.make import make
from generator.measure import measure
from generator.settings import read_settings
settings = read_settings(Path(sys.argv[1]))
checked = check(settings)
files = (path for path in (settings.content / "downloads").rglob("*") if path.is_file())
sizes = {path.relative_to(settings.content).as_posix(): path.stat().st_size for path in files}
site = compose(checked.tables, measure(checked.tables, settings), checked.notes, settings, lambda: sizes)
lines = Lines(site)
for leaf in site.leaves:
    files = make(leaf, lines, lambda chart: Drawing('<svg width="1" height="1" viewBox="">', chart.spec, 100, 100))
    out = Path(sys.argv[2]) / leaf.path
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(files.files[leaf.path].replace(b'<svg width="1" height="1" viewBox="">', b"<svg/>"))
"""


def undrawn(text: str) -> str:
    """A page without what follows from the size of a drawing."""
    return re.sub(r' data-ratio="[^"]*"', "", text)


def test_the_real_pages_do_not_hang_on_the_order_of_hashes(
    syria: Path, tmp_path: Path, plain_pages: Callable[[Path], dict[str, str]]
) -> None:
    command = [sys.executable, "-c", COMPOSE, str(syria), str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    subprocess.run(command, env=environment, check=True, cwd=REPOSITORY)
    found = {path: undrawn(text.decode()) for path, text in files(tmp_path).items()}
    written = {path: undrawn(text) for path, text in plain_pages(syria).items()}
    assert found.keys() == written.keys()
    assert [path for path in found if found[path] != written[path]] == []


def test_no_path_of_the_machine_stands_in_the_output(syria: Path) -> None:
    marks = [str(syria).encode(), str(REPOSITORY).encode(), f"{Path.home()}/".encode()]
    for path, text in files(syria / "site").items():
        assert not any(mark in text for mark in marks), path


# --- nothing lost ----------------------------------------------------------------------------------------


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for part in ("content", "site")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def test_a_failing_check_leaves_pages_and_site_as_they_were(tmp_path: Path, copy_site: CopySite) -> None:
    folder = tmp_path / "minimal"
    settings = copy_site(CASES / "minimal", folder)
    build(settings, settings.site)
    events = folder / "content/data/events.csv"
    events.write_text(events.read_text("utf-8").replace("clash,upper-guard", "clash,upper-gard"), "utf-8")
    before = snapshot(folder)
    for command in ("generate", "build"):
        done = frontmark(command, str(folder))
        assert done.returncode == 1
        assert "events.csv:2: actor: expected an id from actors.csv, got 'upper-gard'" in done.stderr
    assert snapshot(folder) == before


def test_a_second_build_changes_no_byte(tmp_path: Path, copy_site: CopySite) -> None:
    settings = copy_site(CASES / "minimal", tmp_path / "minimal")
    build(settings, settings.site)
    content, site = files(settings.content), files(settings.site)
    again = build(settings, settings.site)
    assert again.generated.written.written == again.generated.written.removed == ()
    assert (files(settings.content), files(settings.site)) == (content, site)


# --- a page of someone else ------------------------------------------------------------------------------


def test_a_page_of_a_persons_own_is_kept(tmp_path: Path, copy_site: CopySite) -> None:
    settings = copy_site(CASES / "minimal", tmp_path / "minimal")
    own = settings.content / "actors" / "bystanders.md"
    own.parent.mkdir()
    own.write_text("# Mine\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        build(settings, settings.site)
    assert [problem.file for problem in caught.value.problems] == ["content/actors/bystanders.md"]
    assert own.read_text("utf-8") == "# Mine\n"
    assert not settings.site.exists()


def test_the_footer_of_a_site_in_another_language_says_its_edition(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(CASES / "editions" / "content" / "data", folder / "content" / "data")
    settings = (CASES / "editions" / "mkdocs.yml").read_text("utf-8")
    spoken = settings.replace("  font: false\n", "  font: false\n  language: ar\n  direction: rtl\n")
    (folder / "mkdocs.yml").write_text(spoken, "utf-8")
    command = [sys.executable, "-m", "generator.cli", "build", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    home: Any = html.document_fromstring((folder / "site" / "index.html").read_bytes())
    assert "الإصدار 3، 7 مايو 2031" in " ".join(home.xpath("string(//footer)").split())
