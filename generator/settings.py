"""What a site folder says about itself in `mkdocs.yml`, read once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from generator.licence import LICENCES
from generator.problems import ContentError, Problem

GUARD: Mapping[str, float] = {
    "reversed": 3,
    "far": 100,
    "outsider": True,
    "lost_source": True,
    "removed_row": True,
    "raised_confidence": True,
    "many_rows": 20,
}
"""The rules of the guard with their thresholds: days, kilometres, and per cent of a table's rows. 100 km: of the 93
changes of hands in the embedded tables and their update one place lies further from the others of its new holder
(al-Qaryatayn, 101 km). `outsider`: the events of all 93 name the new holder; that of one does not name the old one
(Madinat al-Baath), and so a new row is not asked for that."""


@dataclass(frozen=True)
class Settings:
    """A site folder and the choices under `extra: frontmark:` in its `mkdocs.yml`.

    `stale_days`: a support level that no row has renewed for so many days counts as stale.
    `window_days`: the window of direction and of the running mean of the pace.
    `page_events`: at most so many events on one page.
    `sides`: side code -> display name, beside the codes of the codebook.
    `guard`: rule of the guard -> its threshold, or whether it holds; 0 (false) turns a rule off.
    `preview`: whether the site is only looked at: tables may then be ahead of their last edition.
    `age_notice_days`: data older than so many days are said to be so, in the reader's browser.
    `next_update`: the day on which the next update is due.
    `lite`, `digests`, `epub`: whether the report is there in these forms too.
    `site_description`, `site_author`: as `mkdocs.yml` says, "" where it does not.
    `licence`: of the data, by its SPDX identifier, see `licence.py`.
    `site_url`: where the site will stand, "" when it does not say.
    `directory_urls`: whether the site serves `x.md` as `x/`, else as `x.html` (`use_directory_urls`).
    `language`: that of the theme (`theme.language`).
    `configured`: SHA-256 (hex) of all that `mkdocs.yml` says, with what it takes from the environment.
    `overrides`: folders and files outside `content/` whose contents pages may show: templates, hooks.
    """

    folder: Path
    content: Path
    site: Path
    site_name: str = "Report"
    stale_days: int = 7
    window_days: int = 3
    page_events: int = 200
    sides: Mapping[str, str] = field(default_factory=dict)
    guard: Mapping[str, float] = field(default_factory=lambda: GUARD)
    preview: bool = False
    age_notice_days: int = 14
    next_update: date | None = None
    lite: bool = True
    digests: bool = True
    epub: bool = True
    licence: str = "CC-BY-4.0"
    site_description: str = ""
    site_author: str = ""
    site_url: str = ""
    directory_urls: bool = True
    language: str = "en"
    configured: str = ""
    overrides: tuple[Path, ...] = ()

    def relative(self, path: Path) -> str:
        """`path` as problems name it: relative to the site folder, with forward slashes."""
        return (
            path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()
        )


def read_settings(folder: Path) -> Settings:
    """Read `mkdocs.yml` in `folder`.

    Raises ContentError, with one line, when it is missing, is no YAML, or a choice has a wrong value.
    """
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load  # imported late: --help has no use for MkDocs

    file = folder / "mkdocs.yml"
    if not file.is_file():
        raise ContentError(
            [
                Problem(
                    "mkdocs.yml",
                    0,
                    "",
                    f"no such file in {folder}; a site folder holds mkdocs.yml and content/",
                )
            ]
        )
    try:
        with file.open("rb") as stream:
            config: dict[str, Any] = yaml_load(stream, loader=get_yaml_loader()) or {}
    except Exception as error:  # PyYAML and MkDocs raise unrelated classes here
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ContentError(
            [Problem("mkdocs.yml", mark.line + 1 if mark else 0, "", f"cannot be read: {reason}")]
        ) from error
    chosen = (config.get("extra") or {}).get("frontmark") or {}
    faults = list(_faults(chosen))
    if faults:
        raise ContentError(faults)
    if "next_update" in chosen:
        chosen = {**chosen, "next_update": _day(chosen["next_update"])}
    chosen = {**chosen, "guard": {**GUARD, **(chosen.get("guard") or {})}}
    return Settings(
        folder=folder,
        content=folder / config.get("docs_dir", "content"),
        site=folder / config.get("site_dir", "site"),
        site_name=str(config.get("site_name", "Report")),
        site_url=str(config.get("site_url") or ""),
        site_description=str(config.get("site_description") or ""),
        site_author=str(config.get("site_author") or ""),
        directory_urls=bool(config.get("use_directory_urls", True)),
        language=_language(config.get("theme")),
        # A function named in YAML is told with its address in memory, which is another each time.
        configured=hashlib.sha256(re.sub(r" at 0x[0-9a-f]+", "", repr(config)).encode()).hexdigest(),
        overrides=tuple(folder / path for path in _overrides(config)),
        **chosen,
    )


def _language(theme: Any) -> str:
    return str(theme.get("language", "en")) if isinstance(theme, dict) else "en"


def _overrides(config: dict[str, Any]) -> Iterator[str]:
    theme = config.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield str(theme["custom_dir"])
    hooks = config.get("hooks")
    yield from map(str, hooks if isinstance(hooks, list) else ())


_NUMBERS = ("stale_days", "window_days", "page_events", "age_notice_days")
_SWITCHES = ("lite", "digests", "epub")


def _faults(chosen: Any) -> list[Problem]:
    def fault(message: str) -> Problem:
        return Problem("mkdocs.yml", 0, "extra.frontmark", message)

    if not isinstance(chosen, dict):
        return [fault(f"expected a mapping, got {chosen!r}")]
    known = (*_NUMBERS, "sides", "next_update", "guard", "licence", *_SWITCHES)
    faults = [
        fault(f"unknown choice {name!r}; known are {', '.join(known)}")
        for name in chosen
        if name not in known
    ]
    for name in _NUMBERS:
        value = chosen.get(name, 1)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            faults.append(fault(f"{name}: expected a whole number from 1, got {value!r}"))
    faults += [
        fault(f"{name}: expected true or false, got {chosen[name]!r}")
        for name in _SWITCHES
        if not isinstance(chosen.get(name, True), bool)
    ]
    sides = chosen.get("sides", {})
    if not isinstance(sides, dict) or not all(
        isinstance(part, str) for pair in sides.items() for part in pair
    ):
        faults.append(fault(f"sides: expected side code: display name, got {sides!r}"))
    if (licence := chosen.get("licence", "CC-BY-4.0")) not in LICENCES:
        faults.append(fault(f"licence: expected one of {', '.join(LICENCES)}, got {licence!r}"))
    due = chosen.get("next_update")
    if due is not None and _day(due) is None:
        faults.append(fault(f"next_update: expected a day as 2024-12-09, got {str(due)!r}"))
    return [*faults, *map(fault, _guard_faults(chosen.get("guard") or {}))]


def _guard_faults(guard: Any) -> list[str]:
    if not isinstance(guard, dict):
        return [f"guard: expected rule: threshold, got {guard!r}"]
    faults = []
    for rule, value in guard.items():
        if rule not in GUARD:
            faults.append(f"guard: unknown rule {rule!r}; known are {', '.join(GUARD)}")
        elif isinstance(GUARD[rule], bool) and not isinstance(value, bool):
            faults.append(f"guard.{rule}: expected true or false, got {value!r}")
        elif not isinstance(value, int | float) or value < 0 or (value is True and GUARD[rule] is not True):
            faults.append(f"guard.{rule}: expected a number, or false to turn it off, got {value!r}")
    return faults


def _day(value: object) -> date | None:
    """A day as YAML reads it or as it was quoted; None for anything else, an hour of a day included."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
