"""remake: parts, and the files that are gathered of their pieces; each is made when something of it is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.make import Made
from generator.progress import Progress
from generator.remake import Gathering, Part, remake
from generator.store import Store


class Folder:
    """A site of three pages with a word each, and a file of the words of two of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log"
        self.words = {"a": "one", "b": "two", "c": "three"}
        self.of: tuple[str, ...] = ("a", "b")
        self.key = "feed"

    def build(self) -> dict[str, str]:
        """The text of each file; what was made is in the log, since it may be in another process."""
        self.log.write_text("", "utf-8")
        store = Store(self.root / "store", "stamp")
        parts = [Part(f"{name} {word}", self._part(name, word)) for name, word in self.words.items()]
        gathering = Gathering(self.key, self.of, self._gather)
        with Progress().step("make") as step:
            files = remake(parts, store, {}, step, [gathering])
        store.sweep()
        return {path: store.fetch(name).decode() for path, name in files.items()}

    def made(self) -> list[str]:
        return sorted(self.log.read_text("utf-8").split())

    def _part(self, name: str, word: str) -> Callable[[], Made]:
        def make() -> Made:
            self._note(name)
            return Made({f"{name}.md": b"page " + name.encode()}, {name: word.encode()})

        return make

    def _gather(self, pieces: list[bytes]) -> Mapping[str, bytes]:
        self._note("feed")
        return {"feed.xml": b"+".join(pieces)}

    def _note(self, name: str) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{name}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_gathered_file_is_made_of_the_pieces_in_the_order_it_names(folder: Folder) -> None:
    folder.of = ("b", "a")
    files = folder.build()
    assert files == {"a.md": "page a", "b.md": "page b", "c.md": "page c", "feed.xml": "two+one"}
    assert folder.made() == ["a", "b", "c", "feed"]


def test_nothing_is_made_again_while_nothing_has_changed(folder: Folder) -> None:
    first = folder.build()
    assert folder.build() == first
    assert folder.made() == []


def test_a_gathered_file_follows_its_pieces_and_no_others(folder: Folder) -> None:
    folder.build()
    folder.words["c"] = "four"
    assert folder.build()["feed.xml"] == "one+two"
    assert folder.made() == ["c"]
    folder.words["b"] = "five"
    assert folder.build()["feed.xml"] == "one+five"
    assert folder.made() == ["b", "feed"]


@pytest.mark.parametrize(
    ("of", "key", "found"), [(("b", "a"), "feed", "two+one"), (("a", "b"), "f", "one+two")]
)
def test_a_gathered_file_follows_its_key_and_its_order(
    folder: Folder, of: tuple[str, ...], key: str, found: str
) -> None:
    folder.build()
    folder.of, folder.key = of, key
    assert folder.build()["feed.xml"] == found
    assert folder.made() == ["feed"]


def test_a_damaged_piece_is_made_again_when_it_is_asked_for(folder: Folder) -> None:
    folder.build()
    for file in (folder.root / "store" / "objects").rglob("*"):
        if file.is_file() and file.read_bytes() in (b"two", b"three"):
            file.write_bytes(b"damaged")
    folder.words["a"] = "six"
    assert folder.build()["feed.xml"] == "six+two"
    assert folder.made() == ["a", "b", "feed"]
