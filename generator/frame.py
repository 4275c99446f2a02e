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


def facts(folder: Path) -> tuple[dict[str, Any], Mapping[str, str]]:
    """What the pages that are there say of the whole, and when the next update is due; and the day of each generated
    page that has one. Nothing when none was ever written.
    """
    try:
        settings = read_settings(folder)
        found: dict[str, Any] = dict(read_manifest(settings).facts)
    except ContentError:
        return {}, {}
    updated = found.pop("updated", {})  # for the sitemap alone: no page says it of another one
    if due := settings.next_update:
        with language.speaking(settings.language):
            found |= {"next_update": words.long_date(due), "next_update_day": due.isoformat()}
    return found, updated if isinstance(updated, dict) else {}


def latest(files: Files) -> list[dict[str, str]]:
    """Address and name of the last days that have a page, the newest first: for the error page."""
    days = {found[1]: file for file in files if (found := _DAY.fullmatch(file.src_uri))}
    return [
        {"url": days[day].url, "text": words.weekday_date(date.fromisoformat(day))}
        for day in sorted(days, reverse=True)[:_LATEST]
    ]
