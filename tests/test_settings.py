"""settings: what a site chooses in `mkdocs.yml`, and what each wrong choice is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.settings import GUARD, read_settings


def chosen(folder: Path, choices: str, rest: str = "") -> Path:
    (folder / "mkdocs.yml").write_text(
        f"site_name: A report\n{rest}extra:\n  frontmark: {{{choices}}}\n", "utf-8"
    )
    return folder


def test_without_choices_there_are_defaults(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A report\n", "utf-8")
    settings = read_settings(tmp_path)
    assert (settings.age_notice_days, settings.next_update, settings.site_url) == (14, None, "")


@pytest.mark.parametrize("written", ["2024-12-09", "'2024-12-09'"])
def test_the_next_update_is_a_day_however_it_is_quoted(tmp_path: Path, written: str) -> None:
    settings = read_settings(chosen(tmp_path, f"next_update: {written}, age_notice_days: 3"))
    assert settings.next_update == date(2024, 12, 9)
    assert settings.age_notice_days == 3


def test_a_site_leaves_out_the_forms_that_it_does_not_want(tmp_path: Path) -> None:
    settings = read_settings(chosen(tmp_path, "lite: false, digests: true"))
    assert (settings.lite, settings.digests, settings.epub) == (False, True, True)


def test_the_address_of_the_site_is_known(tmp_path: Path) -> None:
    settings = read_settings(chosen(tmp_path, "", "site_url: https://reports.example/syria/\n"))
    assert settings.site_url == "https://reports.example/syria/"


def test_a_site_changes_the_rules_of_the_guard_that_it_names(tmp_path: Path) -> None:
    found = read_settings(chosen(tmp_path, "guard: {far: 250, removed_row: false, reversed: 0}")).guard
    assert found == {**GUARD, "far": 250, "removed_row": False, "reversed": 0}


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ("next_update: soon", "next_update: expected a day as 2024-12-09, got 'soon'"),
        ("next_update: 20241209", "next_update: expected a day as 2024-12-09, got '20241209'"),
        ("next_update: '2024-13-01'", "next_update: expected a day as 2024-12-09, got '2024-13-01'"),
        (
            "next_update: 2024-12-09 10:00:00",
            "next_update: expected a day as 2024-12-09, got '2024-12-09 10:00:00'",
        ),
        ("age_notice_days: 0", "age_notice_days: expected a whole number from 1, got 0"),
        ("age_notice_days: two", "age_notice_days: expected a whole number from 1, got 'two'"),
        (
            "age_notice: 3",
            "unknown choice 'age_notice'; known are stale_days, window_days, page_events, age_notice_days, sides, "
            "next_update, guard, licence, lite, digests, epub",
        ),
        ("lite: 3", "lite: expected true or false, got 3"),
        ("epub: 'no'", "epub: expected true or false, got 'no'"),
        ("guard: 3", "guard: expected rule: threshold, got 3"),
        (
            "guard: {near: 3}",
            "guard: unknown rule 'near'; known are reversed, far, outsider, lost_source, removed_row, "
            "raised_confidence, many_rows",
        ),
        ("guard: {far: true}", "guard.far: expected a number, or false to turn it off, got True"),
        ("guard: {many_rows: -1}", "guard.many_rows: expected a number, or false to turn it off, got -1"),
        ("guard: {lost_source: 3}", "guard.lost_source: expected true or false, got 3"),
    ],
)
def test_a_wrong_choice_is_named(tmp_path: Path, choices: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_settings(chosen(tmp_path, choices))
    assert [str(problem) for problem in caught.value.problems] == [f"mkdocs.yml: extra.frontmark: {message}"]
