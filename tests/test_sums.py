"""sums: the listing that `sha256sum -c` takes, sorted, and a folder that is compared with it to the last file."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.sums import NAME, agrees, hashes, list_files, read_sums, sums

FILES = {"index.html": b"home", "dates/2024-12-06/index.html": b"six", "assets/ü b.css": b"", "Z": b"z"}


def site(folder: Path, files: dict[str, bytes] = FILES) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    list_files(folder)
    return folder


def test_every_file_is_listed_but_itself_sorted(tmp_path: Path) -> None:
    lines = (site(tmp_path) / NAME).read_text("utf-8").splitlines()
    assert lines == [
        f"{hashlib.sha256(FILES[path]).hexdigest()}  {path}"
        for path in ("Z", "assets/ü b.css", "dates/2024-12-06/index.html", "index.html")
    ]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum of coreutils")
def test_sha256sum_checks_it_names_that_need_escapes_too(tmp_path: Path) -> None:
    site(tmp_path, {**FILES, "a\\b": b"1", "line\nbreak": b"2"})
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", NAME], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6


def test_what_was_written_is_read_again() -> None:
    found = {path: hashlib.sha256(path.encode()).hexdigest() for path in ("a", "b c", "d\\n", "e\nf", "ü/g")}
    assert read_sums(sums(found)) == found
    assert read_sums("") == {}


@pytest.mark.parametrize(
    "text", ["nonsense\n", "0  a\n", f"{'0' * 64}  b\n{'0' * 64}  a\n", f"{'0' * 64}  a"]
)
def test_a_text_that_is_no_listing_of_ours_is_none(text: str) -> None:
    assert read_sums(text) is None


def test_a_folder_agrees_until_anything_differs(tmp_path: Path) -> None:
    folder = site(tmp_path / "site")
    assert agrees(folder) == hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    changes: tuple[Callable[[Path], object], ...] = (
        lambda at: (at / "index.html").write_bytes(b"hom"),
        lambda at: (at / "index.html").unlink(),
        lambda at: (at / "new.html").touch(),
        lambda at: (at / NAME).write_text(""),
        lambda at: (at / NAME).unlink(),
        lambda at: (at / "Z").rename(at / "Y"),
        lambda at: (at / "Z").replace(at / "index.html"),
    )
    for number, change in enumerate(changes):
        other = shutil.copytree(folder, tmp_path / str(number))
        assert agrees(other)
        change(other)
        assert not agrees(other), number


def test_many_files_give_the_same_in_several_processes(tmp_path: Path) -> None:
    files = {f"{n % 7}/{n}": str(n).encode() for n in range(1000)}
    folder = site(tmp_path, files)
    assert hashes(folder, {NAME: "known"}) == {
        **{path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())},
        NAME: "known",
    }
    assert agrees(folder)
