"""What was last published: the tables and the ledger at a revision of git, or in a folder."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from generator.ledger.entries import Ledger, ledger
from generator.ledger.sheet import State, state
from generator.problems import ContentError, Problem
from generator.read import read_tables
from generator.settings import Settings

HEAD = "HEAD"


class MisuseError(Exception):
    """What was asked for cannot be done; the text says why, in one line."""


@dataclass(frozen=True)
class Published:
    """`label`: how the user named it."""

    label: str
    state: State
    ledger: Ledger


def published(settings: Settings, since: str = "") -> Published | None:
    """The tables at `since`, a folder (that of the tables, or of a built site) or a revision of git.

    Without `since`: at git's HEAD; None when the site is in no repository or has no tables there yet. Raises
    MisuseError when `since` is neither, and ContentError when what is there cannot be read as tables.
    """
    data = settings.content / "data"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "data")  # under this name, so that faults and files are named as in any site
        if since and (named := Path(since)).is_dir():
            folder.symlink_to((named / "data" if (named / "data").is_dir() else named).resolve())
            return _read(folder, since, settings)
        revision = f"{since or HEAD}^{{commit}}"
        commit = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
        if commit is None and since:
            raise MisuseError(f"no folder and no revision {since!r}; name a commit, or a folder with tables")
        if commit is None or not _check_out(data, commit.decode().strip(), folder):
            if since:
                raise MisuseError(f"no tables in {settings.relative(data)} at {since}")
            return None
        return _read(folder, since or HEAD, settings)


def last_recorded(settings: Settings) -> str:
    """The short name of the last commit that touched the editions, "" when there is none."""
    found = _git(settings.content / "data", "log", "-1", "--format=%h", "--", "editions.csv", "editions")
    return (found or b"").decode().strip()


def _check_out(data: Path, commit: str, folder: Path) -> bool:
    """Put the CSV files that a commit has under `data` into `folder`; False when there are none."""
    folder.mkdir()
    listed = _git(data, "ls-tree", "-r", "-z", commit, "--", ".") or b""
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        path = folder / Path(name.decode("utf-8", "surrogateescape"))
        if path.suffix.lower() == ".csv" and (
            blob := _git(data, "cat-file", "blob", about.split()[2].decode())
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(blob)
    return any(folder.iterdir())


def _read(folder: Path, label: str, settings: Settings) -> Published:
    here = replace(settings, folder=folder.parent)
    tables, problems = read_tables(folder, here)
    if not problems:
        found = state(tables)
        problems = [
            Problem(f"{name}.csv", 0, "", f"the row {twice!r} stands there twice")
            for name, sheet in found.items()
            for twice, count in Counter(sheet.keys).items()
            if count > 1
        ]
    if problems:
        first = f"{problems[0]}" + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else "")
        message = f"the tables at {label} cannot be compared with: {first}"
        raise ContentError([Problem(settings.relative(settings.content / "data"), 0, "", message)])
    try:
        return Published(label, found, ledger(tables))
    except ValueError as error:
        message = f"the editions or changes at {label} cannot be read: {error}"
        raise ContentError([Problem(settings.relative(settings.content / "data"), 0, "", message)]) from error


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints in `folder`; None when it fails, or there is no git or no such folder."""
    program = shutil.which("git")
    if not program or not folder.is_dir():
        return None
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None
