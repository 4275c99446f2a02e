"""What stands around the article of each page, and in the sitemap: what was written last says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.structure.files import Files

from generator import language, words
from generator.problems import ContentError
from generator.settings import read_settings
from generator.write import read_manifest

_DAY = re.compile(r"dates/(\d{4}-\d\d-\d\d)\.md")
_LATEST = 7


def facts(folder: Path) -> dict[str, Any]:
    """What the pages that are there say of the whole, and when the next update is due; nothing when none was ever
    written.
    """
    try:
        settings = read_settings(folder)
        found: dict[str, Any] = dict(read_manifest(settings).facts)
        found.pop("updated", None)  # of each page, for the sitemap alone: no page says it of another one
    except ContentError:
        return {}
    if due := settings.next_update:
        with language.speaking(settings.language):
            found |= {"next_update": words.long_date(due), "next_update_day": due.isoformat()}
    return found


def updated(folder: Path) -> Mapping[str, str]:
    """The day of each generated page that has one."""
    try:
        stored = read_manifest(read_settings(folder)).facts.get("updated", {})
    except ContentError:
        return {}
    return stored if isinstance(stored, dict) else {}


def latest(files: Files) -> list[dict[str, str]]:
    """Address and name of the last days that have a page, the newest first: for the error page."""
    days = {found[1]: file for file in files if (found := _DAY.fullmatch(file.src_uri))}
    return [
        {"url": days[day].url, "text": words.weekday_date(date.fromisoformat(day))}
        for day in sorted(days, reverse=True)[:_LATEST]
    ]
