"""Planned files → `content/`: writes what changed, removes what is gone, and never touches a person's file.

`content/.frontmark.json` says which files are the generator's. It is saved before the files with the hashes
of the old and of the new bytes, and after them with the new ones alone, so that a run killed at any moment
leaves a state in which every file of ours is still known as ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.problems import ContentError, Problem
from generator.settings import Settings

MANIFEST = ".frontmark.json"
# One name for all files under way: what a killed run leaves, the next removes. Never a page: it is hidden.
TEMPORARY = ".frontmark.tmp"

Facts = Mapping[str, str | int]


@dataclass(frozen=True)
class Written:
    """Paths inside `content/`, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


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


def write(files: Mapping[str, str | bytes], settings: Settings, facts: Facts | None = None) -> Written:
    """Make the generator's part of `content/` hold `files` (path inside `content/` → text) and nothing else.

    Raises ContentError before anything is written when a path is taken by a file that is not the generator's
    or that was edited by hand; and with one line when the disk is full or may not be written.
    """
    planned = {path: text.encode() if isinstance(text, str) else text for path, text in sorted(files.items())}
    for path in planned:
        _inside(path)
    manifest = read_manifest(settings)
    new = {path: hashlib.sha256(text).hexdigest() for path, text in planned.items()}
    try:
        problems = [*_collisions(new, settings), *_strangers(new, manifest, settings)]
        if problems:
            raise ContentError(problems)
        after = Manifest({path: (new[path],) for path in new}, facts or {})
        return _apply(planned, after, manifest, settings.content)
    except OSError as error:
        raise ContentError([_failure(settings, error)]) from error


def _apply(planned: Mapping[str, bytes], new: Manifest, old: Manifest, content: Path) -> Written:
    (content / TEMPORARY).unlink(missing_ok=True)
    todo = [path for path in planned if _hash(content / path) not in new.files[path]]
    gone = [path for path in sorted(old.files) if path not in planned and _is_file(path, content)]
    if todo or gone:
        both = {path: old.files.get(path, ()) + new.files.get(path, ()) for path in {*old.files, *new.files}}
        _save(Manifest(both, old.facts), content)
    # Removing comes first: where case does not count, a renamed file would otherwise go with its old name.
    for path in gone:
        (content / path).unlink()
    for path in sorted(old.files.keys() - planned.keys()):
        if not _blocker(path, content):
            _tidy((content / path).parent, content)
    for path in todo:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        _put(content / path, planned[path], content)
    _save(new, content)
    changed = set(todo)
    return Written(tuple(todo), tuple(path for path in planned if path not in changed), tuple(gone))


def _inside(path: str) -> None:
    """A path that leads elsewhere is a bug of the caller, not a fault of the content."""
    parts = path.split("/")
    reserved = {"", ".", "..", MANIFEST, TEMPORARY}
    if reserved & set(parts) or "\\" in path or "\0" in path:
        raise ValueError(f"not a path inside content/: {path!r}")


def _collisions(new: Mapping[str, str], settings: Settings) -> Iterator[Problem]:
    """Two paths that are one where case does not count (Windows, macOS)."""
    first: dict[str, str] = {}
    for path in new:
        if (other := first.setdefault(path.casefold(), path)) != path:
            named = settings.relative(settings.content / other)
            yield _fault(settings, path, f"differs from {named} by case alone: rename one")


def _strangers(new: Mapping[str, str], manifest: Manifest, settings: Settings) -> Iterator[Problem]:
    """Every path that we need, or want to remove, where something of a person's stands."""
    for path in sorted({*new, *manifest.files}):
        target = settings.content / path
        if _is_file(path, settings.content):
            now = _hash(target)
            if now == new.get(path) or now in manifest.files.get(path, ()):
                continue
            whose = "is not the generator's, which needs this path"
            fault = "was edited by hand after it was generated" if path in manifest.files else whose
            yield _fault(settings, path, f"{fault}: {_remedy(path, settings)}")
        elif path in new:
            if blocker := _blocker(path, settings.content):
                message = "is a symbolic link or a file, and the generator needs a folder here: rename it"
                yield _fault(settings, blocker, message)
            elif target.is_symlink() or target.exists():
                message = "is a symbolic link or a folder, and the generator needs a file here: rename it"
                yield _fault(settings, path, message)


def _is_file(path: str, content: Path) -> bool:
    """Whether a plain file stands at `path`, reached through plain folders: we never write through a link."""
    target = content / path
    return target.is_file() and not target.is_symlink() and not _blocker(path, content)


def _blocker(path: str, content: Path) -> str:
    """The outermost parent of `path` that is a link or no folder, or ""."""
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        at = content / parent
        if at.is_symlink() or (at.exists() and not at.is_dir()):
            return parent.as_posix()
    return ""


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


def _hash(file: Path) -> str:
    """SHA-256 of the file's bytes; "" when there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _save(manifest: Manifest, content: Path) -> None:
    """Write the manifest when it changed; the same files and facts give the same bytes."""
    files = {path: sorted(set(hashes)) for path, hashes in manifest.files.items()}
    about = "Written by Frontmark: the files in this folder that are its own."
    stored = {"about": about, "facts": dict(manifest.facts), "files": files}
    text = (json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    target = content / MANIFEST
    if not (target.is_file() and target.read_bytes() == text):
        _put(target, text, content)


def _put(target: Path, text: bytes, content: Path) -> None:
    """Replace `target` in one move, so that no reader and no kill ever meets half a file."""
    temporary = content / TEMPORARY
    try:
        temporary.write_bytes(text)
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
