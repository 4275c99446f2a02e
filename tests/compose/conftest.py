"""Small tables as an analyst would write them, composed: what the pages then hold, as plain words."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.blocks import Sentence
from generator.check import check
from generator.compose import compose, stray_notes
from generator.measure import measure
from generator.pages import Site
from generator.problems import ContentError
from generator.read import read
from generator.schema import table
from generator.settings import Settings

Compose = Callable[..., Site]

# What a row has where the text does not say otherwise.
_DEFAULTS = {
    "sources": {"publisher": "Paper", "title": "Headline", "url": "https://paper.example/a"},
    "actors": {"side": "opposition"},
    "places": {"lat": "1", "lon": "2", "admin1": "North", "kind": "town", "precision": "exact"},
    "events": {
        "type": "capture",
        "confidence": "confirmed",
        "sources": "paper",
        "summary": "Something happened.",
    },
    "control": {"scope": "place"},
    "support": {"summary": "Something was said.", "confidence": "confirmed", "sources": "paper"},
    "meetings": {"sources": "paper", "purpose": "Talks"},
    "assessments": {"author": "Analysts", "resolved": "open", "sources": "paper"},
}


def _rows(name: str, text: str) -> list[dict[str, str]]:
    """Rows from lines of cells between bars, the first line naming the columns; "+" parts the values of a list."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows = []
    for number, line in enumerate(lines):
        row = {**_DEFAULTS.get(name, {}), **dict(zip(head, line, strict=True))}
        if name in ("events", "support", "meetings", "assessments"):
            row.setdefault("id", f"{name[0]}{number}")
        if "id" in row:
            row.setdefault("name", row["id"].capitalize())
        lists = [column.name for column in table(name).columns if column.type == "list"]
        rows.append({key: cell.replace("+", "|") if key in lists else cell for key, cell in row.items()})
    return rows


def _csv(name: str, rows: Iterable[dict[str, str]]) -> str:
    columns = [column.name for column in table(name).columns]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _add_events(rows: dict[str, list[dict[str, str]]]) -> None:
    """The events that `control` rows need, where `events` does not name them; `confidence` becomes theirs."""
    events = rows.setdefault("events", [])
    for number, change in enumerate(rows.get("control", [])):
        change.setdefault("event", f"c{number}")
        if change["event"] not in {event["id"] for event in events}:
            own = {key: change[key] for key in ("date", "place", "confidence", "sources") if key in change}
            event = {"id": change["event"], "actor": change["to_actor"]}
            events.append(_DEFAULTS["events"] | event | own)


@pytest.fixture
def composed(tmp_path: Path) -> Compose:
    """Composes tables given as text; `notes`: page → text; `choices`: as under `extra.frontmark`."""

    def site(
        notes: dict[str, str] | None = None, choices: dict[str, Any] | None = None, **tables: str
    ) -> Site:
        rows = {name: _rows(name, text) for name, text in tables.items()}
        rows.setdefault("sources", _rows("sources", "id\npaper"))
        _add_events(rows)
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        data = tmp_path / "content" / "data"
        data.mkdir(parents=True)
        for name, of_table in rows.items():
            (data / f"{name}.csv").write_text(_csv(name, of_table), "utf-8")
        for page, text in (notes or {}).items():
            file = tmp_path / "content" / "notes" / f"{page}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        settings = Settings(tmp_path, tmp_path / "content", tmp_path / "site", **(choices or {}))
        raw = read(settings)
        checked = check(raw, settings)
        if problems := stray_notes(checked, raw.notes, settings):
            raise ContentError(problems)
        return compose(checked, measure(checked, settings), raw.notes, settings)

    return site


@pytest.fixture
def view() -> Callable[[Site, str], Any]:
    """What the page at a path shows."""

    def of(site: Site, path: str) -> Any:
        (leaf,) = [leaf for leaf in site.leaves if leaf.path == path]
        return leaf.make().view

    return of


@pytest.fixture
def said() -> Callable[[Sentence], str]:
    """The words of a sentence, references by their text."""
    return lambda sentence: "".join(part if isinstance(part, str) else part.text for part in sentence.parts)


# Who and where, in the tests of sentences that do not say otherwise.
ACTORS = """
id    | parent | side
army  |        | regime
front |        | opposition
unit  | front  | opposition
east  |        | regime-backer
west  |        | opposition-backer
"""
PLACES = """
id   | lat | lon
ford | 0   | 0
mill | 0   | 1
town | 0   | 2
fort | 0   | 3
"""
SOURCES = "id\npaper\nradio\nwire"


@pytest.fixture
def brief(
    composed: Compose, view: Callable[[Site, str], Any], said: Callable[[Sentence], str]
) -> Callable[..., list[str]]:
    """The takeaways of a page; ACTORS, PLACES and SOURCES are there unless the test has its own."""

    def of(path: str, **tables: str) -> list[str]:
        site = composed(**{"actors": ACTORS, "places": PLACES, "sources": SOURCES, **tables})
        return [said(sentence) for sentence in view(site, path).takeaways]

    return of


@pytest.fixture
def sentences(composed: Compose, view: Callable[[Site, str], Any]) -> Callable[..., tuple[Sentence, ...]]:
    """As `brief`, with sources and rows."""

    def of(path: str, **tables: str) -> tuple[Sentence, ...]:
        site = composed(**{"actors": ACTORS, "places": PLACES, "sources": SOURCES, **tables})
        found: tuple[Sentence, ...] = view(site, path).takeaways
        return found

    return of
