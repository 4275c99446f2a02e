"""A site as it was known in an earlier edition: the same files as the build of that day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.ledger.commands import record
from generator.ledger.past import build_as_of, past
from generator.problems import ContentError
from generator.read import read
from generator.settings import Settings, read_settings

CASES = Path(__file__).parent.parent / "cases"


def site(folder: Path, case: str) -> Settings:
    """What people wrote of a case."""
    shutil.copytree(CASES / case / "content" / "data", folder / "content" / "data")
    shutil.copy(CASES / case / "mkdocs.yml", folder)
    return read_settings(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_past_is_built_as_it_was_built_then(tmp_path: Path) -> None:
    settings = site(tmp_path / "site", "minimal")
    data = settings.content / "data"
    record(settings, "", "First", "", date(2031, 5, 10))
    build(settings, settings.site)
    then = files(settings.site)
    shutil.copytree(data, tmp_path / "published")
    text = (data / "events.csv").read_text("utf-8").replace("thirty men", "forty men")
    later = "2031-05-09-post,2031-05-09,statement,upper-guard,,A later statement.,claimed,herald-2\n"
    (data / "events.csv").write_text(text + later, "utf-8")
    (settings.content / "notes" / "dates").mkdir(parents=True)
    (settings.content / "notes" / "dates" / "2031-05-09.md").write_text(
        "A note on a day that came later.\n", "utf-8"
    )
    record(settings, str(tmp_path / "published"), "Later", "B. Editor", date(2031, 5, 11))
    before = files(settings.folder)
    done = build_as_of(settings, 1, tmp_path / "then")
    assert files(tmp_path / "then") == then
    pages = [path for path in then if path.endswith("index.html") and not path.startswith("lite/")]
    assert done.published.pages == len(pages)
    assert files(settings.folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published", "site", "then"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_edition_of_the_case_is_a_sound_site(tmp_path: Path, number: int) -> None:
    settings = site(tmp_path / "site", "editions")
    with past(settings, read(settings), number) as earlier:
        names = {path.relative_to(earlier.content).as_posix() for path in earlier.content.rglob("*.csv")}
        assert ("data/events/2-later.csv" in names) == (number > 1)
        assert ("data/changes.csv" in names) == (number > 1)
        if number == 3:
            assert all(
                (earlier.content / path).read_bytes() == (settings.content / path).read_bytes()
                for path in names
            )
        else:
            control = (earlier.content / "data" / "control.csv").read_text("utf-8").splitlines()
            again, mill = (
                next(at for at, row in enumerate(control) if name in row) for name in ("again,", "mill,m")
            )
            assert (again < mill) == (number == 1)
    assert not earlier.folder.exists()


def test_a_ledger_that_does_not_lead_back_is_named(tmp_path: Path) -> None:
    settings = site(tmp_path / "site", "editions")
    changes = settings.content / "data" / "changes.csv"
    rows = [row for row in changes.read_text("utf-8").splitlines() if not row.startswith("2,sources")]
    changes.write_text("\n".join([*rows, ""]), "utf-8")
    with pytest.raises(ContentError) as caught, past(settings, read(settings), 1):
        pass
    assert str(caught.value) == (
        "content/data/editions.csv: the changes do not lead back to edition 1: sources: not the bytes that edition 1 "
        "had"
    )


def test_only_editions_on_record_can_be_built(tmp_path: Path) -> None:
    settings = site(tmp_path / "site", "editions")
    with pytest.raises(ContentError, match="no edition 4; expected one from 1 to 3"):
        build_as_of(settings, 4, tmp_path / "out")


def test_what_is_beside_the_content_is_there_as_well(tmp_path: Path) -> None:
    settings = site(tmp_path / "site", "editions")
    for path in (
        "overrides/main.html",
        "content/about.md",
        "content/data/CODEBOOK.md",
        ".git/config",
        "site/x",
    ):
        (settings.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.folder / path).write_text(path)
    with past(settings, read(settings), 2) as earlier:
        for path in ("overrides/main.html", "content/about.md", "content/data/CODEBOOK.md"):
            assert (earlier.folder / path).read_text() == path
        assert not (earlier.folder / ".git").exists()
        assert not (earlier.folder / "site").exists()
        assert not (earlier.content / "data" / "editions.csv").is_symlink()


def test_the_navigation_leaves_out_what_was_not_there_then(tmp_path: Path) -> None:
    settings = site(tmp_path / "site", "minimal")
    data = settings.content / "data"
    record(settings, "", "First", "", date(2031, 5, 10))
    shutil.copytree(data, tmp_path / "published")
    (data / "assessments.csv").write_text(
        "id,date,author,statement,likelihood_term,resolved,sources\n"
        "h,2031-05-02,Herald,It will rain.,,open,herald-2\n",
        "utf-8",
    )
    chosen = (settings.folder / "mkdocs.yml").read_text("utf-8")
    nav = "  - More:\n      - Assessments: assessments.md\n  - Changes: changes.md\n"
    chosen = chosen.replace("  - Data: data.md\n", f"{nav}  - Data: data.md\n") + "\nstrict: true\n"
    (settings.folder / "mkdocs.yml").write_text(chosen, "utf-8")
    settings = read_settings(settings.folder)
    record(settings, str(tmp_path / "published"), "A forecast", "", date(2031, 5, 11))
    build_as_of(settings, 1, tmp_path / "then")
    build_as_of(settings, 2, tmp_path / "now")
    then, now = ((tmp_path / name / "index.html").read_text("utf-8") for name in ("then", "now"))
    assert not (tmp_path / "then" / "assessments").exists()
    assert ("changes/" in then, "assessments/" in then, "More" in then) == (True, False, False)
    assert ("assessments/" in now, "More" in now) == (True, True)
