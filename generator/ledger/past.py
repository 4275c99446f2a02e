"""A site folder as it was in an earlier edition: its tables and its ledger as then, all else as it is now."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.ledger.compare import BrokenLedgerError
from generator.ledger.entries import Ledger, ledger, sheets
from generator.ledger.rewind import rewind
from generator.ledger.sheet import State, files, state
from generator.problems import ContentError, Problem
from generator.progress import Progress
from generator.read import RawTables, read
from generator.settings import Settings
from generator.write import MANIFEST, read_manifest

if TYPE_CHECKING:
    from generator.build import Built

_LEFT_OUT = frozenset((".git", ".frontmark"))


def build_as_of(settings: Settings, edition: int, out: Path, progress: Progress | None = None) -> Built:
    """The site in `out` as it was known in that edition; `content/` stays as it is. Raises ContentError as `build`."""
    from generator.build import build, check

    if out.is_relative_to(settings.content):
        fault = "cannot be inside the content folder: choose another with --out"
        raise ContentError([Problem(settings.relative(out), 0, "", fault)])
    check(settings)
    with past(settings, read(settings), edition) as earlier:
        return build(earlier, out, progress)


@contextmanager
def past(settings: Settings, raw: RawTables, number: int) -> Iterator[Settings]:
    """A folder beside that of the site, which holds it as of edition `number`; it is gone afterwards.

    A folder of its own, because the pages and downloads of `content/` are those of today and stay so. Notes for
    pages that were not there then are left out. `raw`: the tables as checked. Raises ContentError when there is no
    such edition, or when the ledger does not lead there.
    """
    kept = ledger(raw.tables)
    then = _rewound(state(raw.tables), kept, number, settings)
    if not settings.content.is_relative_to(settings.folder) or settings.content == settings.folder:
        fault = "expected a folder inside that of the site, so that an earlier edition can stand beside it"
        raise ContentError([Problem("mkdocs.yml", 0, "docs_dir", fault)])
    with tempfile.TemporaryDirectory(prefix=".frontmark-", dir=_room(settings.folder)) as temporary:
        folder = Path(temporary).resolve()
        _mirror(settings.folder, folder, (settings.content, settings.site))
        content = folder / settings.content.relative_to(settings.folder)
        content.mkdir(parents=True)
        _authored(settings, raw, content)
        for sheet in (*then.values(), *sheets(kept.upto(number))):
            for file, text in files(sheet).items():
                (content / "data" / file).parent.mkdir(parents=True, exist_ok=True)
                (content / "data" / file).write_bytes(text)
        earlier = replace(settings, folder=folder, content=content, site=folder / "site")
        _without_stray_notes(earlier)
        yield earlier


def _rewound(now: State, kept: Ledger, number: int, settings: Settings) -> State:
    where = settings.relative(settings.content / "data" / "editions.csv")
    try:
        return rewind(now, kept, number)
    except KeyError:
        last = len(kept.editions)
        there = f"expected one from 1 to {last}" if last else "nothing is recorded yet"
        raise ContentError([Problem(where, 0, "", f"no edition {number}; {there}")]) from None
    except BrokenLedgerError as error:
        message = f"the changes do not lead back to edition {number}: {error}"
        raise ContentError([Problem(where, 0, "", message)]) from error


def _room(folder: Path) -> Path | None:
    """Beside the site folder, so that what its mkdocs.yml names above itself is found; else where the system says."""
    import os

    return folder.parent if os.access(folder.parent, os.W_OK) else None


def _mirror(source: Path, target: Path, apart: Collection[Path]) -> None:
    """Link everything of `source` in `target` but the paths `apart`."""
    for entry in sorted(source.iterdir()):
        if entry in apart or entry.name in _LEFT_OUT:
            continue
        if any(path.is_relative_to(entry) for path in apart):
            (target / entry.name).mkdir()
            _mirror(entry, target / entry.name, apart)
        else:
            (target / entry.name).symlink_to(entry)


def _authored(settings: Settings, raw: RawTables, content: Path) -> None:
    """Link what people wrote: not the tables, and not the pages that the generator made."""
    tables = {settings.folder / file for table in raw.tables.values() for file in table.files}
    ours = {settings.content / path for path in (MANIFEST, *read_manifest(settings).files)}
    for path in sorted(settings.content.rglob("*")):
        if path.is_file() and path not in tables and path not in ours:
            target = content / path.relative_to(settings.content)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path)


def _without_stray_notes(settings: Settings) -> None:
    from generator.check import check
    from generator.compose import stray_notes

    raw = read(settings)
    for problem in stray_notes(check(raw, settings), raw.notes, settings):
        (settings.folder / problem.file).unlink()
