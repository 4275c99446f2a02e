"""Docs cannot lag: commands, choices, columns and codes stand in them, and none that is not there."""

from __future__ import annotations

import html
import inspect
import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import cli
from generator.build import build
from generator.schema import FACTS, LEDGER, SOURCE_CHECKS, TABLES
from generator.settings import Settings, read_settings

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text("utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")

Built = Callable[[str], Path]
Pages = Callable[[Path], dict[str, str]]


def helped(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        cli.main([*arguments, "--help"])
    return capsys.readouterr().out


def commands(capsys: pytest.CaptureFixture[str]) -> set[str]:
    return set(re.findall(r"^    (\w+) ", helped(capsys), re.MULTILINE))


# --- README and CONTRIBUTING -----------------------------------------------------------------------------


def test_the_readme_names_each_command_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(capsys)
    words = "check generate build serve compare verify import changes record sources"
    assert found == set(words.split())
    assert set(re.findall(r"`frontmark (\w+)", README)) == found


def test_the_readme_names_the_options_of_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    options = {
        option for command in commands(capsys) for option in re.findall(r"--[a-z]+", helped(capsys, command))
    }
    assert set(re.findall(r"`(--[a-z]+)", README)) <= options


def test_each_command_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands(capsys):
        assert f"  frontmark {command}" in helped(capsys, command).split("examples:")[1]


def test_the_readme_names_each_target_of_make_and_no_other() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(re.findall(r"\bmake ([\w-]+)", README)) == set(phony.split())


def test_the_readme_names_each_table_and_whether_it_is_needed() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (yes|no) \|", README, re.MULTILINE)
    assert sorted(rows) == sorted((table.name, "yes" if table.required else "no") for table in TABLES)


def _yaml(value: int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_readme_names_each_choice_with_its_default() -> None:
    shaped = {"directory_urls", "configured", "overrides", "preview"}
    of_mkdocs = {"site_name", "site_url", "site_description", "site_author", "language"}
    given = shaped | of_mkdocs | {"folder", "content", "site"}
    choices = {field.name: field.default for field in fields(Settings) if field.name not in given}
    rows = re.findall(r"^\| `(\w+)` \| ([\w.-]*) ?\|", README.split("extra: frontmark:")[1], re.MULTILINE)
    assert dict(rows) == {
        name: _yaml(value) if isinstance(value, int | str) else "" for name, value in choices.items()
    }


def test_the_readme_counts_the_embedded_tables(built: Built, plain_pages: Pages) -> None:
    data = plain_pages(built("syria"))["data.md"]
    counts = dict(re.findall(r"^\| (Events|Sources) \|.*\| (\d+) \| \[", data, re.MULTILINE))
    assert f"{counts['Events']} events from {counts['Sources']} sources" in README


def test_the_smallest_site_of_the_readme_can_be_built(tmp_path: Path) -> None:
    (mkdocs,) = re.findall(r"```yaml\n(site_name.*?)```", README, re.DOTALL)
    (tmp_path / "mkdocs.yml").write_text(mkdocs, "utf-8")
    (tmp_path / "content" / "data").mkdir(parents=True)
    for file in (REPOSITORY / "tests/cases/minimal/content/data").glob("*.csv"):
        text = file.read_text("utf-8").replace(",upper\n", ",regime\n").replace(",lower\n", ",opposition\n")
        (tmp_path / "content" / "data" / file.name).write_text(text, "utf-8")
    settings = read_settings(tmp_path)
    assert build(settings, settings.site).published.pages > 10


def recipe(language: str, start: str) -> str:
    """The block of the README in `language` that begins so."""
    (found,) = re.findall(rf"```{language}\n({re.escape(start)}.*?)```", README, re.DOTALL)
    return str(found)


def test_the_recipes_for_hosts_call_targets_of_make_and_publish_the_site() -> None:
    pages = yaml.safe_load(recipe("yaml", "pages:"))["pages"]
    assert pages["script"] == ["make check", "make site", "mv site public"]
    assert pages["artifacts"]["paths"] == ["public"]
    assert pages["cache"]["paths"] == [".frontmark/"]
    netlify = tomllib.loads(recipe("toml", "build ="))["build"]
    assert (netlify["command"], netlify["publish"]) == ("make site", "site")


def test_the_recipe_for_a_server_shows_the_new_site_and_keeps_the_old_one(tmp_path: Path) -> None:
    # The server is a folder here: what ssh would run there runs in it, what rsync would send is copied into it.
    stand_ins = """
    make() { mkdir -p site && echo "$DAY" > site/index.html; }
    date() { echo "$DAY"; }
    ssh() { sh -ec "${2//\\/srv\\/reports/$PWD/srv}"; }
    rsync() { cp -r "${@: -2:1}" "srv/$DAY"; }
    """
    (tmp_path / "srv").mkdir()
    for day in ("20241208T060000Z", "20241209T060000Z"):
        command = ["bash", "-euc", stand_ins + recipe("sh", "make site\nnew=")]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, "DAY": day}, check=True)
        assert (tmp_path / "srv" / "current" / "index.html").read_text("utf-8") == f"{day}\n"
    assert sorted(path.name for path in (tmp_path / "srv").iterdir()) == [
        "20241208T060000Z",
        "20241209T060000Z",
        "current",
    ]


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) < 200


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_file_and_folder_that_a_document_names_is_there(document: str) -> None:
    text = (REPOSITORY / document).read_text("utf-8")
    named = re.findall(r"`((?:generator|charts|tests|content)/[\w./-]*)`|\]\((?!https?:)([^)#]+)\)", text)
    paths = {one or other for one, other in named}
    assert paths
    examples = {
        "content/notes/dates/2024-12-06.md",
        "content/**.md",
        "generator/locales/fr/LC_MESSAGES/frontmark.po",
    }
    assert [path for path in sorted(paths - examples) if not (REPOSITORY / path).exists()] == []


def test_contributing_names_each_step_in_the_order_of_the_build() -> None:
    (line,) = re.findall(r"^content/data.*site/$", CONTRIBUTING, re.MULTILINE)
    drawn = re.findall(r"\b(read|check|measure|package|compose|make|write|publish)\b", line)
    from generator import build as order

    source = inspect.getsource(order)
    assert drawn == ["read", "check", "measure", "compose", "package", "make", "write", "publish"]
    steps = re.findall(r'progress\.step\("(\w+)"\)', source)
    # Before all others a build looks whether anything has changed.
    assert [step for step in drawn if step != "publish"] == [step for step in steps if step != "compare"]


# --- the data dictionary and the methodology -------------------------------------------------------------


def plain(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def tables_under(text: str, rank: str) -> dict[str, list[list[str]]]:
    """The rows of the table under each heading of a rank, heads left out."""
    found = {}
    for part in re.split(rf"^{rank} ", text, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\|(.*)\|$", part, re.MULTILINE)[2:]
        found[plain(part.splitlines()[0])] = [[plain(cell) for cell in row.split(" | ")] for row in rows]
    return found


@pytest.fixture(scope="module")
def full(built: Built, plain_pages: Pages) -> dict[str, str]:
    """The pages of the case in which every table is there but those of the ledger."""
    return plain_pages(built("full"))


@pytest.fixture(scope="module")
def recorded(built: Built, plain_pages: Pages) -> dict[str, str]:
    """The pages of a case that has a ledger."""
    return plain_pages(built("editions"))


@pytest.fixture(scope="module")
def graded(built: Built, plain_pages: Pages) -> dict[str, str]:
    """The pages of a case whose sources are graded and were checked."""
    return plain_pages(built("evidence"))


def test_the_data_dictionary_has_every_column_and_no_other(full: dict[str, str]) -> None:
    dictionary = tables_under(full["data.md"].split("## Data dictionary")[1], "###")
    assert {title: [row[0] for row in rows] for title, rows in dictionary.items()} == {
        table.title: [column.name for column in table.columns] for table in FACTS
    }


def test_the_data_dictionary_has_the_ledger(recorded: dict[str, str]) -> None:
    dictionary = tables_under(recorded["data.md"].split("## Data dictionary")[1], "###")
    for table in LEDGER:
        assert [(row[0], row[3]) for row in dictionary[table.title]] == [
            (column.name, column.meaning) for column in table.columns
        ]


def test_the_data_dictionary_has_the_checks_of_sources(graded: dict[str, str]) -> None:
    dictionary = tables_under(graded["data.md"].split("## Data dictionary")[1], "###")
    assert [(row[0], row[3]) for row in dictionary[SOURCE_CHECKS.title]] == [
        (column.name, column.meaning) for column in SOURCE_CHECKS.columns
    ]


def test_the_data_dictionary_says_what_each_column_is(full: dict[str, str]) -> None:
    dictionary = tables_under(full["data.md"].split("## Data dictionary")[1], "###")
    for table in FACTS:
        for column, row in zip(table.columns, dictionary[table.title], strict=True):
            needed = (
                "always"
                if column.required
                else "column may be absent"
                if column.optional
                else "cell may be empty"
            )
            references = f" → {column.references}" if column.references else ""
            assert row[1:3] == [column.type + references, needed]
            assert row[3] == column.meaning


def test_the_methodology_has_every_code_and_no_other(
    full: dict[str, str], recorded: dict[str, str], graded: dict[str, str]
) -> None:
    codes = tables_under(full["methodology.md"].split("## Words and codes")[1], "###")
    kept = tables_under(recorded["methodology.md"].split("## Words and codes")[1], "###")
    codes |= {title: rows for title, rows in kept.items() if title.startswith("Changes: ")}
    # Grades and checks are explained where there are some.
    given = tables_under(graded["methodology.md"].split("## Words and codes")[1], "###")
    assert not [title for title in codes if title.endswith(("reliability", "credibility"))]
    codes |= {title: rows for title, rows in given.items() if title not in codes}
    expected: dict[str, Any] = {
        f"{table.title}: {column.name}": [[code.code, code.label, code.meaning] for code in column.codes]
        for table in TABLES
        for column in table.columns
        if column.codes
    }
    # Sides are a vocabulary that a site may extend: its own stand there too.
    sides = codes.pop("Actors: side")
    expected.pop("Actors: side")
    assert codes == expected
    assert {row[1] for row in sides} >= {"Northland", "River provinces", "Outside powers"}


def test_the_methodology_has_every_formula(full: dict[str, str], recorded: dict[str, str]) -> None:
    from generator.measure import FORMULAS

    own, kept = (
        pages["methodology.md"].split("## Measures")[1].split("## Words and codes")[0]
        for pages in (full, recorded)
    )
    without = [name for name in FORMULAS if name != "Claims"]  # the case `full` has no editions
    assert re.findall(r"^### (.+)$", own, re.MULTILINE) == without
    assert all(formula in own for name, formula in FORMULAS.items() if name in without)
    assert FORMULAS["Claims"] in kept
