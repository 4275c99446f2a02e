"""What earlier builds made, by what it was made from: `.frontmark/` in the site folder, safe to delete at any time.

    objects/3f/9a…      a file's bytes, under their own SHA-256
    records/page/07…    what was made for a key, under the SHA-256 of stamp, kind and key; its first line is the
                        SHA-256 of that name and of the rest

The stamp stands for our code, the versions of what renders and the settings: under another stamp nothing is found.
Nothing is believed either: what is read is hashed, and what does not agree with its name counts as absent. No time
of a file is looked at, so a store may be copied, restored by CI, or shared by builds one after the other.
"""

# A large build asks for a hundred thousand files: paths are strings here, which cost a tenth of a Path.
# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH120, PTH123

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

from generator.removal import remove_all

_T = TypeVar("_T")

FOLDER = ".frontmark"
_OBJECTS, _RECORDS, _TEMPORARY = "objects", "records", "temporary"
_NO_LINKS = frozenset((errno.EXDEV, errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS))


class StoreError(Exception):
    """The store can no longer be written; `reason` says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.reason = error.strerror or str(error)


class Store:
    """Values by kind and key, and files by their SHA-256.

    Several processes may use one folder at once: each file is written aside and put in place in one move. Reading
    never raises; writing raises StoreError.
    """

    def __init__(self, folder: Path, stamp: str) -> None:
        self._root = str(folder)
        self._stamp = stamp
        self._token = secrets.token_hex(4)
        self._numbers = count()
        self._touched: set[str] = set()
        self._sound: set[str] = set()

    def get(self, kind: str, key: str) -> bytes | None:
        """What was put for `key`, or None: never put, under another stamp, or damaged."""
        place = self.place(kind, key)
        self._touched.add(place)
        try:
            with open(f"{self._root}/{place}", "rb", buffering=0) as file:
                # Apart, since to cut it off would copy all of a page.
                seal, value = file.read(65), file.read()
        except OSError:
            return None
        return value if seal == _sealed(place, value) else None

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Hold `value` for `key`, in place of what was there."""
        place = self.place(kind, key)
        self._touched.add(place)
        self._write(place, _sealed(place, value) + value)

    def keep(self, value: bytes) -> str:
        """Hold a file's bytes; returns their SHA-256 in hex, the name for `read` and `lay`."""
        name = hashlib.sha256(value).hexdigest()
        place = self.object(name)
        self._touched.add(place)
        if name not in self._sound:
            self._write(place, value)
            self._sound.add(name)
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes of that SHA-256, or None when they are absent or damaged."""
        self._touched.add(self.object(name))
        value = self._bytes(self.object(name))
        if value is None or hashlib.sha256(value).hexdigest() != name:
            return None
        self._sound.add(name)
        return value

    def vouch(self, names: Iterable[str]) -> None:
        """Know of files that another process of this build has kept, as if this one had."""
        self._sound.update(names)

    def fetch(self, name: str) -> bytes:
        """As `read`, of what this build has put; raises StoreError when it is gone, as nothing of ours removes it."""
        value = self.read(name)
        if value is None:
            raise StoreError(OSError(errno.EIO, "a file in it was lost or damaged during the build"))
        return value

    def size(self, name: str) -> int:
        """How many bytes a file has that this build has put or read; raises StoreError when it is gone."""
        try:
            return Path(self._root, self.object(name)).stat().st_size
        except OSError as error:
            raise StoreError(error) from error

    def lay(self, name: str, target: str | Path) -> bool:
        """Put the file of that SHA-256 at `target`, which is not there yet; False when it is absent or damaged.

        It is a hard link where the system allows one, else a copy. Raises OSError when `target` cannot be written.
        """
        self._touched.add(self.object(name))
        if name not in self._sound and self.read(name) is None:
            return False
        try:
            os.link(f"{self._root}/{self.object(name)}", target)
        except OSError as error:
            if error.errno not in _NO_LINKS and os.path.exists(f"{self._root}/{self.object(name)}"):
                raise
            value = self.read(name)
            if value is None:
                return False
            with open(target, "wb") as file:
                file.write(value)
        return True

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Collects the places that are read or written within: what a record rests on, for `touch`."""
        before, within = self._touched, set[str]()
        self._touched = within
        try:
            yield within
        finally:
            before |= within
            self._touched = before

    def touch(self, places: Iterable[str]) -> None:
        """Spare `places` from the next `sweep`."""
        self._touched.update(places)

    def sweep(self, spared: Collection[str] = ()) -> None:
        """Remove all that was neither read nor written since the store was opened: what no page needs any more; records
        of the kinds `spared` stay, since nobody has asked for them.

        A store therefore holds one build. What cannot be removed stays.
        """
        kept = tuple(f"{_RECORDS}/{kind}/" for kind in spared)
        gone = []
        for part in (_OBJECTS, _RECORDS, _TEMPORARY):
            for folder, _folders, names in os.walk(f"{self._root}/{part}"):
                inside = os.path.relpath(folder, self._root).replace(os.sep, "/")
                for name in names:
                    place = f"{inside}/{name}"
                    if place not in self._touched and not place.startswith(kept):
                        gone.append(f"{folder}/{name}")
        remove_all(gone, _remove)

    def empty(self) -> None:
        """Forget everything, as far as it can be removed: for a build that trusts nothing."""
        self._touched.clear()
        self._sound.clear()
        self.sweep()

    def place(self, kind: str, key: str) -> str:
        """Where the record for `key` lies in the store, for `touch`."""
        name = hashlib.sha256("\0".join((self._stamp, kind, key)).encode()).hexdigest()
        return f"{_RECORDS}/{kind}/{name[:2]}/{name[2:]}"

    def object(self, name: str) -> str:
        """Where the file of that SHA-256 lies in the store, for `touch`."""
        return f"{_OBJECTS}/{name[:2]}/{name[2:]}"

    def _bytes(self, place: str) -> bytes | None:
        try:
            with open(f"{self._root}/{place}", "rb", buffering=0) as file:
                return file.read()
        except OSError:
            return None

    def _write(self, place: str, value: bytes) -> None:
        aside = f"{self._root}/{_TEMPORARY}/{self._token}-{os.getpid()}-{next(self._numbers)}"
        target = f"{self._root}/{place}"
        try:
            try:
                _replace(value, aside, target)
            except FileNotFoundError:
                for name in (aside, target):
                    os.makedirs(os.path.dirname(name), exist_ok=True)
                _hide(self._root)
                _replace(value, aside, target)
        except OSError as error:
            with suppress(OSError):
                os.unlink(aside)
            raise StoreError(error) from error


def with_store(folder: Path, stamp: str, work: Callable[[Store], _T], say: Callable[[str], None]) -> _T:
    """What `work` gives with the store of a site folder.

    Where that cannot be written, `say` hears of it in one line, and `work` runs, anew if need be, with a store that
    ends with it. Raises StoreError when no place for that can be written either.
    """
    try:
        return work(Store(folder / FOLDER, stamp))
    except StoreError as error:
        say(f"{FOLDER}/ cannot be written ({error.reason}): this build remembers nothing for the next one")
    try:
        passing = tempfile.TemporaryDirectory(prefix="frontmark-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StoreError(error) from error
    with passing as name:
        return work(Store(Path(name), stamp))


def _hide(root: str) -> None:
    """Keep the store out of the site's repository."""
    with open(f"{root}/.gitignore", "w", encoding="utf-8") as file:
        file.write("# Frontmark's store of what it built; delete it at any time.\n*\n")


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _replace(value: bytes, aside: str, target: str) -> None:
    with open(aside, "wb") as file:
        file.write(value)
    os.replace(aside, target)


def _sealed(place: str, value: bytes) -> bytes:
    """The first line of a record: it names its place, so that records which changed places are found out."""
    total = hashlib.sha256(place.encode() + b"\0")
    total.update(value)
    return f"{total.hexdigest()}\n".encode()
