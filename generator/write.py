"""Planned files → `content/`: writes what changed, removes what is gone, and never touches a person's file.

`content/.frontmark.json` says which files are the generator's. It is saved before the files with the hashes
of the old and of the new bytes, and after them with the new ones alone, so that a run killed at any moment
leaves a state in which every file of ours is still known as ours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.problems import ContentError, Problem
from generator.settings import Settings

MANIFEST = ".frontmark.json"
# One name for all files under way: what a killed run leaves, the next removes. Never a page: it is hidden.
TEMPORARY = ".frontmark.tmp"

_RESERVED = frozenset(("", ".", "..", MANIFEST, TEMPORARY))

Facts = Mapping[str, str | int | Mapping[str, str]]


@dataclass(frozen=True)
class Written:
    """Paths inside `content/`, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class There:
    """What stands in a folder, as paths inside: plain files and folders, and `others` such as symbolic links.

    Nothing behind a link is in it: we never write through one.
    """

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def blocker(self, path: str) -> str:
        """The outermost parent of `path` that is there and no folder, or ""."""
        at = path.find("/")
        while at > 0 and path[:at] in self.folders:
            at = path.find("/", at + 1)
        parent = path[:at] if at > 0 else ""
        return parent if parent in self.files or parent in self.others else ""


@dataclass(frozen=True)
class Manifest:
    """What the generator wrote: path → SHA-256 of the bytes it may have; and the facts for the footer."""

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)


def read_manifest(settings: Settings) -> Manifest:
    """The manifest of `content/`, empty when there is none; raises ContentError when it is damaged."""
    file = settings.content / MANIFEST
    try:
        text = file.read_text("utf-8")
        stored = json.loads(text)
        files = {str(path): tuple(map(str, hashes)) for path, hashes in stored["files"].items()}
        for path in files:
            _inside(path)
        return Manifest(files, dict(stored["facts"]))
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise ContentError([_failure(settings, error)]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "is damaged: delete it; the next run names each file that it then cannot tell from yours"
        raise ContentError([Problem(settings.relative(file), 0, "", message)]) from error


def write(
    planned: Mapping[str, str],
    read: Callable[[str], bytes],
    settings: Settings,
    facts: Facts | None = None,
    seen: Mapping[str, str] | None = None,
    lay: Callable[[str, str], bool] | None = None,
) -> Written:
    """Make the generator's part of `content/` hold the files `planned` and nothing else.

    planned: path inside `content/` → SHA-256 (hex) of its bytes, which `read` gives for that SHA-256; seen: the
    SHA-256 of files in `content/` as of the start of the build: those that are not to change are not read again; lay:
    puts the file of a SHA-256 at a path where there is none, as `Store.lay`.
    Raises ContentError before anything is written when a path is taken by a file that is not the generator's
    or that was edited by hand; and with one line when the disk is full or may not be written.
    """
    new = dict(sorted(planned.items()))
    for path in new:
        _inside(path)
    manifest = read_manifest(settings)
    try:
        there = look(settings.content)
        now = _hashes(there.files & {*new, *manifest.files}, new, seen or {}, settings.content)
        problems = [*_collisions(new, settings), *_strangers(new, now, manifest, there, settings)]
        if problems:
            raise ContentError(problems)
        after = Manifest({path: (new[path],) for path in new}, facts or {})
        return _apply(after, manifest, there, now, read, lay, settings.content)
    except OSError as error:
        raise ContentError([_failure(settings, error)]) from error


def _apply(
    new: Manifest,
    old: Manifest,
    there: There,
    now: Mapping[str, str],
    read: Callable[[str], bytes],
    lay: Callable[[str, str], bool] | None,
    content: Path,
) -> Written:
    (content / TEMPORARY).unlink(missing_ok=True)
    todo = [path for path, hashes in new.files.items() if now.get(path) not in hashes]
    left = sorted(old.files.keys() - new.files.keys())
    gone = [path for path in left if path in there.files]
    if todo or gone:
        _save(Manifest({**old.files, **dict(_either(old.files, new.files))}, old.facts), content)
    # Removing comes first: where case does not count, a renamed file would otherwise go with its old name.
    for path in gone:
        (content / path).unlink()
    for path in left:
        if not there.blocker(path):
            _tidy((content / path).parent, content)
    for path in todo:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        # A page may share its bytes with the store: no site holds them. An edit of a chart in its place would be one of
        # the published chart.
        shared = lay if path.endswith(".md") else None
        _put(content / path, partial(_fill, new.files[path][0], read, shared), content)
    _save(new, content)
    changed = set(todo)
    return Written(tuple(todo), tuple(path for path in new.files if path not in changed), tuple(gone))


def _either(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The files that may have other bytes than before, each with all hashes that it may have until it is written."""
    for path, hashes in new.items():
        if (before := old.get(path, ())) != hashes:
            yield path, tuple(sorted({*before, *hashes}))


def _fill(
    name: str, read: Callable[[str], bytes], lay: Callable[[str, str], bool] | None, file: Path
) -> None:
    """Make `file`, which is not there, hold the bytes of that SHA-256."""
    if not (lay and lay(name, str(file))):
        file.write_bytes(read(name))


def _hashes(
    there: Collection[str], new: Mapping[str, str], seen: Mapping[str, str], content: Path
) -> dict[str, str]:
    """SHA-256 of the plain files `there`: those that are not to change as they were `seen`."""
    kept = {path: seen[path] for path in there if seen.get(path, "") == new.get(path)}
    unread = (path for path in there if path not in kept)
    return kept | {path: hashlib.sha256((content / path).read_bytes()).hexdigest() for path in unread}


def look(folder: Path) -> There:
    """What stands in `folder`."""
    there, todo = There(), [("", str(folder))]
    while todo:
        start, at = todo.pop()
        with os.scandir(at) as entries:
            for entry in entries:
                path = start + entry.name
                if entry.is_file(follow_symlinks=False):
                    there.files.add(path)
                elif entry.is_dir(follow_symlinks=False):
                    there.folders.add(path)
                    todo.append((f"{path}/", entry.path))
                else:
                    there.others.add(path)
    return there


def _inside(path: str) -> None:
    """A path that leads elsewhere is a bug of the caller, not a fault of the content."""
    if not _RESERVED.isdisjoint(path.split("/")) or "\\" in path or "\0" in path:
        raise ValueError(f"not a path inside content/: {path!r}")


def _collisions(new: Mapping[str, str], settings: Settings) -> Iterator[Problem]:
    """Two paths that are one where case does not count (Windows, macOS)."""
    first: dict[str, str] = {}
    for path in new:
        if (other := first.setdefault(path.casefold(), path)) != path:
            named = settings.relative(settings.content / other)
            yield _fault(settings, path, f"differs from {named} by case alone: rename one")


def _strangers(
    new: Mapping[str, str], now: Mapping[str, str], manifest: Manifest, there: There, settings: Settings
) -> Iterator[Problem]:
    """Every path that we need, or want to remove, where something of a person's stands."""
    for path in sorted({*new, *manifest.files}):
        if path in now:
            if now[path] == new.get(path) or now[path] in manifest.files.get(path, ()):
                continue
            whose = "is not the generator's, which needs this path"
            fault = "was edited by hand after it was generated" if path in manifest.files else whose
            yield _fault(settings, path, f"{fault}: {_remedy(path, settings)}")
        elif path in new:
            if blocker := there.blocker(path):
                message = "is a symbolic link or a file, and the generator needs a folder here: rename it"
                yield _fault(settings, blocker, message)
            elif path in there.folders or path in there.others:
                message = "is a symbolic link or a folder, and the generator needs a file here: rename it"
                yield _fault(settings, path, message)


def _remedy(path: str, settings: Settings) -> str:
    if not path.endswith(".md"):
        return "rename it, or delete it"
    note = settings.relative(settings.content / "notes" / path)
    return f"move its text to {note} and delete it, or rename it"


def _fault(settings: Settings, path: str, message: str) -> Problem:
    return Problem(settings.relative(settings.content / path), 0, "", message)


def _failure(settings: Settings, error: OSError) -> Problem:
    at = Path(error.filename) if error.filename else settings.content
    return Problem(settings.relative(at), 0, "", f"cannot be read or written: {error.strerror}")


def _save(manifest: Manifest, content: Path) -> None:
    """Write the manifest when it changed, a line for each file; the same files and facts give the same bytes."""
    about = "Written by Frontmark: the files in this folder that are its own."
    stored = {"about": about, "facts": dict(manifest.facts), "files": dict(manifest.files)}
    # Not indented, which would take Python's own encoder: ten times as long for a hundred thousand files.
    lines = json.dumps(stored, ensure_ascii=False, separators=(",\n", ": "), sort_keys=True)
    text = f"{lines}\n".encode()
    target = content / MANIFEST
    if not (target.is_file() and target.read_bytes() == text):
        _put(target, lambda file: file.write_bytes(text), content)


def _put(target: Path, fill: Callable[[Path], object], content: Path) -> None:
    """Replace `target` by a file that `fill` makes, in one move: no reader and no kill ever meets half a file."""
    temporary = content / TEMPORARY
    try:
        fill(temporary)
        temporary.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _tidy(folder: Path, content: Path) -> None:
    """Remove `folder` and those around it as far as they are empty, `content` itself never."""
    while folder != content and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
