"""`SHA256SUMS`: every file of a site with its SHA-256, as `sha256sum` writes and checks it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.crew import spread

NAME = "SHA256SUMS"
SIGNATURES = (f"{NAME}.minisig", f"{NAME}.sig")
"""Detached signatures of the listing, by minisign and by ssh-keygen: a publisher adds them to the finished site."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  ([^\n]+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = {after: before for before, after in _ESCAPES.items()}
_FEW = 400  # fewer files are read sooner than a process is forked
_TOGETHER = 64  # read in a row: to hand a path over and its hash back takes as long as to read a small file


def hashes(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """SHA-256 (hex) of every file in `folder` by its path inside, sorted; those `known` are not read.

    Symbolic links are followed, as MkDocs follows them. A file that cannot be read has "".
    """
    there = sorted(paths(folder))
    found = dict(known or {})
    unread = [path for path in there if path not in found]
    rows = [unread[start : start + _TOGETHER] for start in range(0, len(unread), _TOGETHER)]
    hashed = spread(lambda row: [_hash(f"{folder}/{path}") for path in row], rows, least=_FEW // _TOGETHER)
    for number, digests in hashed:
        found |= zip(rows[number], digests, strict=True)
    return {path: found[path] for path in there}


def sums(found: Mapping[str, str]) -> str:
    """The text of SHA256SUMS for files by path → SHA-256, sorted by the bytes of their paths, itself left out."""
    return "".join(_line(path, found[path]) for path in sorted(found) if path != NAME)


def read_sums(text: str) -> dict[str, str] | None:
    """Path → SHA-256, or None for a text that `sums` did not write."""
    lines = [_LINE.fullmatch(line) for line in text.split("\n")[:-1]]
    found = {_unescaped(line[3]) if line[1] else line[3]: line[2] for line in lines if line}
    return found if sums(found) == text else None


def list_files(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """Write SHA256SUMS into `folder`, as the last of its files; those `known` (path → SHA-256) are not read for it.

    Returns the SHA-256 of the listing. Raises OSError.
    """
    found = hashes(folder, known)
    if lost := [path for path, name in found.items() if not name]:
        raise OSError(errno.EIO, "cannot be read again", lost[0])
    text = sums(found).encode("utf-8", "surrogateescape")
    (folder / NAME).write_bytes(text)
    return hashlib.sha256(text).hexdigest()


def agrees(folder: Path) -> str:
    """The SHA-256 of the SHA256SUMS in `folder` when that lists exactly the files that are there; else "".

    Signatures of it may stand beside it.
    """
    try:
        text = (folder / NAME).read_bytes()
        listed = read_sums(text.decode("utf-8", "surrogateescape"))
        there = set(paths(folder)).difference(SIGNATURES)
        if listed is None or there != {NAME, *listed}:
            return ""
        known = dict.fromkeys((NAME, *SIGNATURES), "known")
        found = {path: digest for path, digest in hashes(folder, known).items() if path not in known}
        same = found == listed and "" not in listed.values()
        return hashlib.sha256(text).hexdigest() if same else ""
    except OSError:
        return ""


def paths(root: Path) -> Iterator[str]:
    """Every file in `root` by its path inside, with forward slashes."""
    start = len(str(root)) + 1
    for folder, _folders, names in os.walk(root, followlinks=True):
        inside = folder[start:].replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names)


def _hash(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - many thousand times a Path would be slow
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _line(path: str, digest: str) -> str:
    if any(character in path for character in _ESCAPES):
        path = re.sub(r"[\\\n\r]", lambda found: _ESCAPES[found[0]], path)
        return f"\\{digest}  {path}\n"
    return f"{digest}  {path}\n"


def _unescaped(path: str) -> str:
    return re.sub(r"\\.", lambda found: _ESCAPED.get(found[0], found[0]), path)
