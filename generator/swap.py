"""A folder beside the published one, filled at leisure, then put in its place in one move."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from generator.removal import remove_all

MARK = ".frontmark"
_STAGING = ".site-building-"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
_CANNOT_EXCHANGE = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP))


def mark(folder: Path) -> None:
    """Say in `folder` that it is ours: only what bears the mark is ever replaced or removed."""
    (folder / MARK).write_text("Frontmark built this folder; the next build replaces it whole.\n", "utf-8")


def is_ours(folder: Path) -> bool:
    """Whether `folder` bears the mark, or holds nothing that could be lost."""
    return (folder / MARK).is_file() or (folder.is_dir() and not any(folder.iterdir()))


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A new marked folder beside `out`, removed at the end if still there; those of dead builds go first.

    Raises OSError when the folder that holds `out` may not be written.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    _mend(out)
    folder = out.parent / f"{_STAGING}{secrets.token_hex(4)}"
    folder.mkdir()
    # The lock dies with its process, however that ends: a folder without one belongs to nobody.
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark(folder)
        yield folder
    finally:
        _remove(folder)
        os.close(lock)


@contextmanager
def removing(folder: Path) -> Iterator[None]:
    """Remove the site in `folder` while something else is done: it is the disk that takes its time."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(_remove, folder)
        yield


def _remove(folder: Path) -> None:
    """Remove a site, the mark after all folders: what is left half way is still known as ours."""
    remove = partial(shutil.rmtree, ignore_errors=True)
    with suppress(OSError):
        remove_all([inner for outer in _folders(folder) for inner in _folders(outer)], remove)
    remove(folder)


def _folders(folder: Path | str) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]


def _mend(out: Path) -> None:
    """Remove what killed builds left beside `out`, and undo a swap that one of them left half done."""
    old = _old(out)
    if old.is_dir() and is_ours(old):
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(out)
    for folder in sorted(out.parent.glob(f"{_STAGING}*")):
        if folder.is_symlink() or not is_ours(folder):
            continue
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def swap(new: Path, out: Path) -> None:
    """Put `new` in the place of `out`, in one move where the system can.

    What stood there is then at `new`, or gone. Raises OSError, with `out` as it was.
    """
    if not out.exists():
        new.rename(out)
    elif not exchange(new, out):
        old = _old(out)
        out.rename(old)
        try:
            new.rename(out)
        except BaseException:
            old.rename(out)
            raise
        shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one move; False where the system has no such move (Linux has)."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _old(out: Path) -> Path:
    return out.parent / f".site-old-{out.name}"
