"""store: what was put comes back to the letter, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import store as module
from generator.store import FOLDER, Store, StoreError, with_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", "stamp")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".gitignore")


# --- what was put ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [b"", b"\n", b"a\nb", bytes(range(256)) * 300])
def test_what_was_put_comes_back(store: Store, root: Path, value: bytes) -> None:
    store.put("page", "key", value)
    name = store.keep(value)
    for other in (store, Store(root, "stamp")):
        assert other.get("page", "key") == value
        assert other.read(name) == value


def test_another_key_kind_or_stamp_finds_nothing(store: Store, root: Path) -> None:
    store.put("page", "key", b"value")
    assert store.get("page", "other") is None
    assert store.get("html", "key") is None
    assert Store(root, "another stamp").get("page", "key") is None


def test_a_later_value_takes_the_place_of_an_earlier(store: Store) -> None:
    store.put("page", "key", b"one")
    store.put("page", "key", b"two")
    assert store.get("page", "key") == b"two"


def test_the_stores_of_two_machines_are_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        store = Store(tmp_path / name, "stamp")
        store.put("page", "key", b"value")
        store.keep(b"file")
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in files(tmp_path / n)} for n in ("one", "two")
    )
    assert one == two
    assert len(one) == 2


# --- what was damaged ------------------------------------------------------------------------------------

DAMAGES = {
    "emptied": lambda _: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "one byte short": lambda data: data[:-1],
    "longer": lambda data: data + b"\n",
    "one bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "first bit": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "zeros": lambda data: bytes(len(data)),
    "foreign": lambda _: b"<html>not ours</html>",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_was_damaged_is_not_there_and_can_be_put_anew(store: Store, root: Path, damage: object) -> None:
    assert callable(damage)
    store.put("page", "key", b"value")
    name = store.keep(b"file")
    for path in files(root):
        path.write_bytes(damage(path.read_bytes()))
    later = Store(root, "stamp")
    assert later.get("page", "key") is None
    assert later.read(name) is None
    assert not later.lay(name, root / "laid")
    later.put("page", "key", b"value")
    later.keep(b"file")
    assert Store(root, "stamp").get("page", "key") == b"value"
    assert Store(root, "stamp").read(name) == b"file"


def test_two_files_that_changed_places_are_not_there(store: Store, root: Path) -> None:
    store.put("page", "one", b"1")
    store.put("page", "two", b"2")
    names = store.keep(b"1"), store.keep(b"2")
    for part in ("records", "objects"):
        one, two = files(root / part)
        one.rename(root / "aside")
        two.rename(one)
        (root / "aside").rename(two)
    later = Store(root, "stamp")
    assert [later.get("page", key) for key in ("one", "two")] == [None, None]
    assert [later.read(name) for name in names] == [None, None]


def test_folders_links_and_closed_files_in_the_way_are_nothing(store: Store, root: Path) -> None:
    store.put("page", "key", b"value")
    name = store.keep(b"file")
    for path in files(root):
        path.unlink()
        path.symlink_to(root / "nowhere")
    later = Store(root, "stamp")
    assert later.get("page", "key") is None
    assert later.read(name) is None
    for part in ("records", "objects"):
        shutil.rmtree(root / part)
        (root / part).write_text("a file")
    assert later.get("page", "key") is None
    with pytest.raises(StoreError):
        later.put("page", "key", b"value")


def test_a_store_that_vanishes_under_a_build_is_made_again(store: Store, root: Path) -> None:
    name = store.keep(b"file")
    shutil.rmtree(root)
    assert not store.lay(name, root.parent / "laid")
    store.put("page", "key", b"value")
    assert store.get("page", "key") == b"value"


# --- files laid elsewhere --------------------------------------------------------------------------------


def test_a_file_is_laid_by_a_link_and_where_none_can_be_by_a_copy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = store.keep(b"file")
    assert store.lay(name, tmp_path / "linked")
    assert (tmp_path / "linked").stat().st_nlink == 2

    def refused(_source: object, _target: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refused)
    assert store.lay(name, tmp_path / "copied")
    assert (tmp_path / "copied").stat().st_nlink == 1
    assert [(tmp_path / path).read_bytes() for path in ("linked", "copied")] == [b"file", b"file"]


def test_an_edit_through_a_link_is_found_out(store: Store, root: Path, tmp_path: Path) -> None:
    name = store.keep(b"file")
    store.lay(name, tmp_path / "linked")
    with (tmp_path / "linked").open("r+b") as file:
        file.write(b"F")
    later = Store(root, "stamp")
    assert later.read(name) is None
    assert not later.lay(name, tmp_path / "again")
    later.keep(b"file")
    assert later.lay(name, tmp_path / "again")
    assert (tmp_path / "linked").read_bytes() == b"File"


def test_a_target_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    name = store.keep(b"file")
    with pytest.raises(FileNotFoundError):
        store.lay(name, tmp_path / "no/such/folder")
    (tmp_path / "taken").touch()
    with pytest.raises(FileExistsError):
        store.lay(name, tmp_path / "taken")


# --- what goes -------------------------------------------------------------------------------------------


def test_a_sweep_leaves_what_this_build_read_wrote_or_touched(store: Store, root: Path) -> None:
    for key in "abc":
        store.put("page", key, key.encode())
        store.keep(key.encode())
    (root / "temporary/killed").write_bytes(b"half")
    with store.noting() as places:
        store.get("page", "c")
    later = Store(root, "stamp")
    later.get("page", "a")
    later.keep(b"a")
    later.touch(places)
    later.sweep()
    last = Store(root, "stamp")
    assert [last.get("page", key) for key in "abc"] == [b"a", None, b"c"]
    assert len(files(root)) == 3


def test_a_sweep_spares_the_kinds_that_nobody_asked_for(store: Store, root: Path) -> None:
    store.put("page", "a", b"1")
    store.put("html", "a", b"2")
    store.keep(b"3")
    Store(root, "stamp").sweep(spared=("html",))
    last = Store(root, "stamp")
    assert (last.get("page", "a"), last.get("html", "a")) == (None, b"2")
    assert len(files(root)) == 1


def test_the_places_of_parts_are_noted_within_each_other(store: Store) -> None:
    with store.noting() as outer:
        store.get("page", "a")
        with store.noting() as inner:
            store.get("page", "b")
    assert len(inner) == 1
    assert len(outer) == 2
    assert inner < outer


def test_an_emptied_store_knows_nothing(store: Store, root: Path) -> None:
    store.put("page", "key", b"value")
    name = store.keep(b"file")
    store.empty()
    assert store.get("page", "key") is None
    assert store.read(name) is None
    assert files(root) == []


# --- where nothing can be written ------------------------------------------------------------------------


def test_a_site_folder_gets_a_store_that_git_does_not_see(tmp_path: Path) -> None:
    said: list[str] = []

    def work(store: Store) -> str:
        store.put("page", "key", b"value")
        return "done"

    with_store(tmp_path, "stamp", lambda store: store.get("page", "key"), said.append)
    assert not (tmp_path / FOLDER).exists()  # a build that fails its check leaves nothing
    assert with_store(tmp_path, "stamp", work, said.append) == "done"
    assert (tmp_path / FOLDER / ".gitignore").read_text().splitlines()[-1] == "*"
    assert Store(tmp_path / FOLDER, "stamp").get("page", "key") == b"value"
    assert said == []


def test_where_no_store_can_be_a_build_has_one_for_itself(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file of somebody's")
    said: list[str] = []

    def work(store: Store) -> bytes | None:
        store.put("page", "key", b"value")
        return store.get("page", "key")

    assert with_store(tmp_path, "stamp", work, said.append) == b"value"
    line = ".frontmark/ cannot be written (Not a directory): this build remembers nothing for the next one"
    assert said == [line]
    assert (tmp_path / FOLDER).read_text() == "a file of somebody's"


def test_a_store_that_is_full_half_way_is_left_for_one_that_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module._replace

    def full(value: bytes, aside: str, target: str) -> None:
        if FOLDER in target and b"2" in value:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(value, aside, target)

    def work(store: Store) -> list[bytes | None]:
        for key in ("1", "2"):
            store.put("page", key, key.encode())
        return [store.get("page", key) for key in ("1", "2")]

    monkeypatch.setattr(module, "_replace", full)
    said: list[str] = []
    assert with_store(tmp_path, "stamp", work, said.append) == [b"1", b"2"]
    assert len(said) == 1
    assert "No space left on device" in said[0]
    monkeypatch.undo()
    assert with_store(tmp_path, "stamp", work, said.append) == [b"1", b"2"]
    assert not list((tmp_path / FOLDER / "temporary").iterdir())


LIMITED = """
import resource, signal, sys
from pathlib import Path
from generator.store import with_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
def work(store):
    store.put("page", "small", b"x")
    store.put("page", "big", b"x" * 9000)
try:
    with_store(Path(sys.argv[1]), "stamp", work, print)
except Exception as error:
    print(type(error).__name__, error.reason)
"""


def test_a_disk_that_takes_no_more_anywhere_ends_in_one_error(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        ".frontmark/ cannot be written (File too large): this build remembers nothing for the next one",
        "StoreError File too large",
    ]
    assert Store(tmp_path / FOLDER, "stamp").get("page", "small") == b"x"
    assert Store(tmp_path / FOLDER, "stamp").get("page", "big") is None


AS_NOBODY = """
import os, sys
from pathlib import Path
import generator.store
from generator.store import with_store
if os.getuid() == 0:
    os.setuid(65534)  # root may write anywhere
def work(store):
    found = store.get("page", "key")
    store.put("page", "key", b"new")
    return found, store.get("page", "key")
print(with_store(Path(sys.argv[1]), "stamp", work, print))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter; tmp_path is closed to them."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_store_of_another_user_is_left_alone(open_folder: Path) -> None:
    with_store(open_folder, "stamp", lambda store: store.put("page", "key", b"old"), print)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(open_folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        ".frontmark/ cannot be written (Permission denied): this build remembers nothing for the next one",
        "(None, b'new')",
    ]


# --- several at once -------------------------------------------------------------------------------------


def test_processes_that_put_the_same_at_once_do_not_mix(store: Store, root: Path) -> None:
    value = os.urandom(300_000)
    children = []
    for _ in range(4):
        pid = os.fork()
        if not pid:
            try:
                for number in range(20):
                    store.put("page", str(number), value)
                    store.keep(value)
                    if store.get("page", str(number)) != value:
                        os._exit(1)
            finally:
                os._exit(0)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0, 0]
    later = Store(root, "stamp")
    assert all(later.get("page", str(number)) == value for number in range(20))
    assert not list((root / "temporary").iterdir())


def test_a_process_killed_while_it_writes_leaves_nothing_that_counts(root: Path) -> None:
    pid = os.fork()
    if not pid:
        store, number = Store(root, "stamp"), 0
        while True:
            store.put("page", str(number % 50), str(number).encode() * 50_000)
            number += 1
    while len(files(root)) < 20:
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    later = Store(root, "stamp")
    for number in range(50):
        value = later.get("page", str(number))
        assert value is None or len(set(value.split(value[: len(value) // 50_000]))) == 1
    later.sweep()
    assert not list((root / "temporary").iterdir())
