"""swap: a new folder in the place of the old one, and nothing of anybody else's ever gone."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

import pytest

from generator import swap


def fill(folder: Path, text: str) -> Path:
    """A folder of ours that says `text`."""
    folder.mkdir(parents=True, exist_ok=True)
    swap.mark(folder)
    (folder / "index.html").write_text(text)
    return folder


def says(folder: Path) -> str:
    return (folder / "index.html").read_text()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def exchanging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Once as on Linux, once as on a system that cannot exchange two folders in one move."""
    if not request.param:
        monkeypatch.setattr(swap, "exchange", lambda _one, _other: False)
    return bool(request.param)


@pytest.mark.usefixtures("exchanging")
def test_the_new_takes_the_place_of_the_old_and_nothing_is_left_over(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for text in ("first", "second"):
        with swap.staging(out) as folder:
            fill(folder, text)
            swap.swap(folder, out)
        assert says(out) == text
        assert names(tmp_path) == ["site"]


def test_linux_exchanges_two_folders_in_one_move(tmp_path: Path) -> None:
    one, other = fill(tmp_path / "one", "one"), fill(tmp_path / "other", "other")
    assert swap.exchange(one, other)
    assert (says(one), says(other)) == ("other", "one")
    with pytest.raises(FileNotFoundError):
        swap.exchange(one, tmp_path / "nowhere")


@pytest.mark.usefixtures("exchanging")
def test_what_fails_within_leaves_the_old(tmp_path: Path) -> None:
    out = fill(tmp_path / "site", "old")

    def interrupted() -> None:
        with swap.staging(out) as folder:
            fill(folder, "half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert says(out) == "old"
    assert names(tmp_path) == ["site"]


def test_a_second_rename_that_fails_undoes_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, new = fill(tmp_path / "site", "old"), fill(tmp_path / "new", "new")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == new:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(swap, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="No space left"):
        swap.swap(new, out)
    assert (says(out), says(new)) == ("old", "new")
    assert names(tmp_path) == ["new", "site"]


def test_a_kill_between_two_renames_is_undone_by_the_next_build(tmp_path: Path) -> None:
    fill(tmp_path / ".site-old-site", "old")
    with swap.staging(tmp_path / "site"):
        assert says(tmp_path / "site") == "old"
    assert names(tmp_path) == ["site"]


def test_a_kill_after_two_renames_leaves_no_old_folder(tmp_path: Path) -> None:
    fill(tmp_path / ".site-old-site", "old")
    fill(tmp_path / "site", "new")
    with swap.staging(tmp_path / "site"):
        assert says(tmp_path / "site") == "new"
    assert names(tmp_path) == ["site"]


def test_what_dead_builds_left_goes_and_what_is_alive_or_a_stranger_s_stays(tmp_path: Path) -> None:
    for name in ("dead", "alive"):
        fill(tmp_path / f".site-building-{name}", name)
    (tmp_path / ".site-building-empty").mkdir()
    (tmp_path / ".site-building-stranger").mkdir()
    (tmp_path / ".site-building-stranger/mine.txt").touch()
    (tmp_path / ".site-old-site").mkdir()
    (tmp_path / ".site-old-site/mine.txt").touch()
    lock = os.open(tmp_path / ".site-building-alive", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with swap.staging(tmp_path / "site"):
        pass
    os.close(lock)
    assert names(tmp_path) == [".site-building-alive", ".site-building-stranger", ".site-old-site"]


def test_the_new_folder_may_be_read_by_all(tmp_path: Path) -> None:
    before = os.umask(0o022)
    with swap.staging(tmp_path / "www/site") as folder:
        mode = folder.stat().st_mode & 0o777
    os.umask(before)
    assert mode == 0o755


def test_an_old_site_is_gone_when_what_goes_on_beside_it_has_ended_or_failed(tmp_path: Path) -> None:
    for fails in (False, True):
        old = tmp_path / "old"
        (old / "a" / "b").mkdir(parents=True)
        (old / "a" / "b" / "page.html").write_text("old", "utf-8")
        swap.mark(old)
        ran = []
        with suppress(RuntimeError), swap.removing(old):
            ran.append("beside")
            if fails:
                raise RuntimeError
        assert ran == ["beside"]
        assert not old.exists()
