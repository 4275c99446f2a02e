"""What was imported → a site folder: its tables beside a person's own, never over them.

Each table gets a file of the importer's (`content/data/events/ucdp.csv`). `content/data/.imported.json` holds
the SHA-256 of each, so that a later import updates its own files and tells those that a person has changed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.importers.imported import Earlier, Imported, Row
from generator.importers.site import mkdocs_yml
from generator.problems import ContentError, Problem
from generator.schema import TABLES, table

RECORD = ".imported.json"


def earlier(folder: Path, importer: str) -> Earlier:
    """What `folder` holds of an earlier import, and the ids that its other files hold."""
    rows: dict[str, Sequence[Row]] = {}
    taken: dict[str, frozenset[str]] = {}
    for each in TABLES:
        own = _file(folder, each.name, importer)
        rows[each.name] = _read(own)
        others = (path for path in _files(folder, each.name) if path != own)
        taken[each.name] = frozenset(row.get("id") or "" for path in others for row in _read(path))
    return Earlier(rows, taken)


def put(folder: Path, importer: str, imported: Imported) -> list[str]:
    """Write the tables, and what a new site folder needs; returns the paths written, as seen from `folder`.

    Raises ContentError, with nothing written, where a person's file is in the way.
    """
    data = folder / "content" / "data"
    texts = {name: _csv(name, rows) for name, rows in imported.tables.items() if rows}
    files = {_file(folder, name, importer): text for name, text in texts.items()}
    record = _record(data)
    problems = [*_whole_tables(folder, texts), *_changed(folder, files, record)]
    if problems:
        raise ContentError(problems)
    fresh = {
        folder / "mkdocs.yml": mkdocs_yml(imported, frozenset(texts)),
        folder / "content" / "about.md": imported.about,
    }
    if not (folder / "mkdocs.yml").exists():
        files |= {path: text for path, text in fresh.items() if not path.exists()}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        record |= {
            path.relative_to(data).as_posix(): _hash(text.encode())
            for path, text in files.items()
            if path.is_relative_to(data)
        }
        (data / RECORD).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise ContentError(
            [Problem(str(error.filename), 0, "", f"cannot be written: {error.strerror}")]
        ) from error
    return [path.relative_to(folder).as_posix() for path in files]


def missing_sides(folder: Path, imported: Imported) -> Mapping[str, str]:
    """The sides that the settings of a person's folder do not name yet."""
    from generator.settings import read_settings

    there = read_settings(folder.absolute()).sides
    return {code: name for code, name in imported.sides.items() if code not in there}


def _file(folder: Path, name: str, importer: str) -> Path:
    return folder / "content" / "data" / name / f"{importer}.csv"


def _files(folder: Path, name: str) -> Iterator[Path]:
    data = folder / "content" / "data"
    yield from (
        path for path in (data / f"{name}.csv", *sorted((data / name).glob("*.csv"))) if path.is_file()
    )


def _read(path: Path) -> list[Row]:
    """The rows of one of our tables; what is wrong with it is the check's to say."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{name: cell or "" for name, cell in row.items() if name} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def _csv(name: str, rows: Sequence[Row]) -> str:
    out = io.StringIO()
    columns = [column.name for column in table(name).columns if column.name in rows[0]]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _whole_tables(folder: Path, texts: Mapping[str, str]) -> Iterator[Problem]:
    """A table is one file or a folder of files; ours needs the folder."""
    for name in texts:
        single = f"content/data/{name}.csv"
        if (folder / single).is_file():
            message = f"the import needs a folder for this table; move the file to content/data/{name}/"
            yield Problem(single, 0, "", message)


def _changed(folder: Path, files: Mapping[Path, str], record: Mapping[str, str]) -> Iterator[Problem]:
    """Files of ours that a person has changed, or that were there before us."""
    data = folder / "content" / "data"
    for path, text in files.items():
        if not path.is_file():
            continue
        now = _hash(path.read_bytes())
        if now not in (_hash(text.encode()), record.get(path.relative_to(data).as_posix())):
            message = (
                "was changed since it was imported; move your rows to a file of another name, then delete it"
            )
            yield Problem(path.relative_to(folder).as_posix(), 0, "", message)


def _record(data: Path) -> dict[str, str]:
    try:
        found = json.loads((data / RECORD).read_text("utf-8"))
        return {str(name): str(value) for name, value in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}  # then every file that differs counts as a person's


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
