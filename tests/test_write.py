"""write: only what changed, only what is ours, and mendable after a kill at any moment."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import ContentError
from generator.settings import Settings
from generator.store import Store
from generator.write import MANIFEST, TEMPORARY, Facts, Written, read_manifest
from generator.write import write as write_planned


def write(files: Mapping[str, str | bytes], here: Settings, facts: Facts | None = None) -> Written:
    """Write `files`, path → text, out of a store of their own."""
    values = [text.encode() if isinstance(text, str) else text for text in files.values()]
    names = [hashlib.sha256(value).hexdigest() for value in values]
    held = dict(zip(names, values, strict=True))
    return write_planned(dict(zip(files, names, strict=True)), held.__getitem__, here, facts)


def site(folder: Path) -> Settings:
    (folder / "content").mkdir(parents=True, exist_ok=True)
    return Settings(folder=folder, content=folder / "content", site=folder / "site")


def tree(content: Path) -> dict[str, str]:
    """Everything in `content` but the manifest."""
    files = (path for path in content.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in files}


def problems(call: Callable[[], object]) -> list[str]:
    with pytest.raises(ContentError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def test_writes_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    here = site(tmp_path)
    first = write({"index.md": "one", "dates/2024-12-06.md": "six", "assets/palette.css": b"a{}"}, here)
    assert first == Written(("assets/palette.css", "dates/2024-12-06.md", "index.md"), (), ())
    before = (here.content / "assets/palette.css").stat().st_mtime_ns
    second = write({"index.md": "two", "assets/palette.css": b"a{}"}, here)
    assert second == Written(("index.md",), ("assets/palette.css",), ("dates/2024-12-06.md",))
    assert tree(here.content) == {"index.md": "two", "assets/palette.css": "a{}"}
    assert not (here.content / "dates").exists()
    assert (here.content / "assets/palette.css").stat().st_mtime_ns == before


def test_a_page_shares_its_bytes_with_the_store_and_a_chart_does_not(tmp_path: Path) -> None:
    here, store = site(tmp_path), Store(tmp_path / ".frontmark", "stamp")
    planned = {path: store.keep(path.encode()) for path in ("index.md", "charts/map.svg")}

    def write() -> Written:
        return write_planned(planned, store.fetch, here, lay=store.lay)

    write()
    assert tree(here.content) == {path: path for path in planned}
    assert [(here.content / path).stat().st_nlink for path in planned] == [2, 1]
    with (here.content / "index.md").open("a", encoding="utf-8") as file:
        file.write(", edited in its place")
    (found,) = problems(write)
    assert found.startswith("content/index.md: was edited by hand after it was generated:")
    # What was the store's is damaged with it: that is noticed, and made again.
    assert store.read(planned["index.md"]) is None
    (here.content / "index.md").unlink()
    assert Store(tmp_path / ".frontmark", "stamp").keep(b"index.md") == planned["index.md"]
    assert write().written == ("index.md",)
    assert tree(here.content) == {path: path for path in planned}


def test_the_manifest_holds_sorted_paths_hashes_and_facts_and_nothing_else(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"b.md": "é", "a.md": ""}, here, {"events": 226, "data_until": "8 December 2024"})
    assert json.loads((here.content / MANIFEST).read_text("utf-8")) == {
        "about": "Written by Frontmark: the files in this folder that are its own.",
        "facts": {"data_until": "8 December 2024", "events": 226},
        "files": {
            "a.md": [hashlib.sha256(b"").hexdigest()],
            "b.md": [hashlib.sha256("é".encode()).hexdigest()],
        },
    }
    assert read_manifest(here).facts == {"data_until": "8 December 2024", "events": 226}


def test_a_second_run_touches_no_file(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"a/b.md": "b"}, here, {"events": 1})
    times = {path: path.stat().st_mtime_ns for path in here.content.rglob("*")}
    assert write({"a/b.md": "b"}, here, {"events": 1}) == Written((), ("a/b.md",), ())
    assert {path: path.stat().st_mtime_ns for path in here.content.rglob("*")} == times


def test_files_of_a_person_stay_whatever_is_removed_around_them(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"dates/a.md": "a", "dates/b.md": "b"}, here)
    (here.content / "dates/mine.md").write_text("mine")
    write({}, here)
    assert tree(here.content) == {"dates/mine.md": "mine"}


def test_a_file_of_a_person_at_a_needed_path_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"old.md": "old"}, here)
    (here.content / "actors").mkdir()
    (here.content / "actors/hts.md").write_text("mine")
    (here.content / "palette.css").write_text("mine")
    found = problems(lambda: write({"actors/hts.md": "ours", "palette.css": "ours", "new.md": "new"}, here))
    assert found == [
        "content/actors/hts.md: is not the generator's, which needs this path:"
        " move its text to content/notes/actors/hts.md and delete it, or rename it",
        "content/palette.css: is not the generator's, which needs this path: rename it, or delete it",
    ]
    assert tree(here.content) == {"old.md": "old", "actors/hts.md": "mine", "palette.css": "mine"}


def test_a_file_that_holds_the_planned_bytes_already_becomes_ours(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"a.md": "a"}, here)
    (here.content / MANIFEST).unlink()
    assert write({"a.md": "a"}, here) == Written((), ("a.md",), ())
    assert list(read_manifest(here).files) == ["a.md"]


@pytest.mark.parametrize("planned", [{"index.md": "new"}, {}], ids=["needed still", "no longer planned"])
def test_an_edit_by_hand_is_never_lost(tmp_path: Path, planned: dict[str, str]) -> None:
    here = site(tmp_path)
    write({"index.md": "ours"}, here)
    (here.content / "index.md").write_text("ours, and a word of mine")
    assert problems(lambda: write(planned, here)) == [
        "content/index.md: was edited by hand after it was generated:"
        " move its text to content/notes/index.md and delete it, or rename it"
    ]
    assert tree(here.content) == {"index.md": "ours, and a word of mine"}


def test_links_and_files_in_the_way_are_named_and_never_followed(tmp_path: Path) -> None:
    here = site(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (here.content / "dates").symlink_to(outside)
    (here.content / "index.md").symlink_to(outside / "index.md")
    (here.content / "actors").write_text("a file")
    (here.content / "data.md").mkdir()
    plan = dict.fromkeys(("dates/a.md", "index.md", "actors/a.md", "data.md"), "x")
    found = problems(lambda: write(plan, here))
    assert found == [
        "content/actors: is a symbolic link or a file, and the generator needs a folder here: rename it",
        "content/data.md: is a symbolic link or a folder, and the generator needs a file here: rename it",
        "content/dates: is a symbolic link or a file, and the generator needs a folder here: rename it",
        "content/index.md: is a symbolic link or a folder, and the generator needs a file here: rename it",
    ]
    assert list(outside.iterdir()) == []


def test_removing_does_not_follow_a_link_put_in_place_of_a_folder_of_ours(tmp_path: Path) -> None:
    here = site(tmp_path / "site")
    write({"dates/a.md": "a"}, here)
    (here.content / "dates").rename(tmp_path / "dates")
    (here.content / "dates").symlink_to(tmp_path / "dates")
    assert write({}, here) == Written((), (), ())
    assert (tmp_path / "dates/a.md").read_text() == "a"


def test_paths_that_differ_by_case_alone_are_a_problem(tmp_path: Path) -> None:
    found = problems(lambda: write({"places/Hama.md": "1", "places/hama.md": "2"}, site(tmp_path)))
    assert found == ["content/places/hama.md: differs from content/places/Hama.md by case alone: rename one"]


@pytest.mark.parametrize("path", ["/x", "../x", "a/../../x", "a//b", "", ".", "a\\b", MANIFEST, TEMPORARY])
def test_a_path_that_leads_elsewhere_is_a_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside content/"):
        write({path: "x"}, site(tmp_path))


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"files": {"../../x": ["a"]}, "facts": {}}', '{"files": 3, "facts": {}}', "\xff"]
)
def test_a_damaged_manifest_is_one_line(tmp_path: Path, text: str) -> None:
    here = site(tmp_path)
    (here.content / MANIFEST).write_bytes(text.encode("latin-1"))
    assert problems(lambda: write({"a.md": "a"}, here)) == [
        "content/.frontmark.json: is damaged: delete it;"
        " the next run names each file that it then cannot tell from yours"
    ]


def run(script: str, folder: Path) -> str:
    """What `script` prints when it gets `folder`, in a process of its own."""
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


class Killed(BaseException):
    """Stands for a kill: nothing in the generator catches it."""


def kill_at(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the `number`-th call of the Path method `name` never happen, and none after it."""
    real: Callable[..., object] = getattr(Path, name)
    calls = 0

    def counted(self: Path, *arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= number:
            raise Killed
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, name, counted)


@pytest.mark.parametrize("name", ["replace", "write_bytes", "unlink", "mkdir", "rmdir"])
@pytest.mark.parametrize("number", range(1, 9))
def test_after_a_kill_at_any_step_the_next_run_mends(tmp_path: Path, name: str, number: int) -> None:
    here = site(tmp_path)
    write({"a.md": "1", "gone/b.md": "1", "c.md": "1"}, here)
    with pytest.MonkeyPatch.context() as patch:
        kill_at(patch, name, number)
        killed = False
        try:
            write({"a.md": "2", "new/d.md": "2", "c.md": "1"}, here)
        except Killed:
            killed = True
    # Another plan than that of the killed run: its new files and its old ones must still be known as ours.
    write({"a.md": "3", "e.md": "3"}, here)
    assert tree(here.content) == {"a.md": "3", "e.md": "3"}
    assert sorted(path.name for path in here.content.iterdir()) == [MANIFEST, "a.md", "e.md"]
    assert killed or number > 1


FULL = """
import hashlib, resource, signal, sys
from pathlib import Path
from generator.problems import ContentError
from generator.settings import Settings
from generator.store import Store
from generator.write import write
folder = Path(sys.argv[1])
held = {hashlib.sha256(value).hexdigest(): value for value in (b"new", b"x" * 9000)}
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    here = Settings(folder, folder / "content", folder / "site")
    write(dict(zip(("a.md", "big.md"), held)), held.__getitem__, here)
except ContentError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_is_one_line_and_the_next_run_mends(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"a.md": "old"}, here)
    assert run(FULL, tmp_path) == "content/big.md: cannot be read or written: File too large\n"
    assert tree(here.content) == {"a.md": "new"}
    assert write({"big.md": "small"}, here) == Written(("big.md",), (), ("a.md",))


READ_ONLY = """
import os, sys
from pathlib import Path
from generator.problems import ContentError
from generator.settings import Settings
from generator.store import Store
from generator.write import write
if os.getuid() == 0:
    os.setuid(65534)  # root may write anywhere
folder = Path(sys.argv[1])
try:
    here = Settings(folder, folder / "content", folder / "site")
    write({"a.md": "1"}, {"1": b"new"}.__getitem__, here)
except ContentError as error:
    print(error)
"""


def test_a_folder_that_may_not_be_written_is_one_line() -> None:
    with tempfile.TemporaryDirectory() as name:  # tmp_path is closed to the user who tries
        here = site(Path(name))
        write({"a.md": "old"}, here)
        here.content.chmod(0o555)
        Path(name).chmod(0o755)
        printed = run(READ_ONLY, Path(name))
        here.content.chmod(0o755)
        assert printed == "content/.frontmark.json: cannot be read or written: Permission denied\n"
        assert tree(here.content) == {"a.md": "old"}


NAMES = st.sampled_from(["a.md", "b.md", "x/a.md", "x/b.md", "x/y/c.md", "z/d.svg"])
PLANS = st.lists(st.dictionaries(NAMES, st.text(alphabet="ab", max_size=2)), min_size=1, max_size=5)


@given(plans=PLANS)
def test_after_any_plans_content_is_the_last_plan_and_what_people_wrote(plans: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        here = site(Path(name))
        (here.content / "x").mkdir()
        (here.content / "x/mine.md").write_text("mine")
        for plan in plans:
            write(plan, here)
        assert tree(here.content) == {"x/mine.md": "mine", **plans[-1]}
        assert sorted(read_manifest(here).files) == sorted(plans[-1])


def test_what_was_seen_at_the_start_is_read_again_only_where_it_is_to_change(tmp_path: Path) -> None:
    here = site(tmp_path)
    write({"a.md": "1", "b.md": "1"}, here)
    names = {text: hashlib.sha256(text.encode()).hexdigest() for text in "12"}
    seen = dict.fromkeys(("a.md", "b.md"), names["1"])
    for path in seen:
        (here.content / path).write_text("mine, since then")
    plan = {"a.md": names["2"], "b.md": names["1"]}
    found = problems(lambda: write_planned(plan, lambda _: b"2", here, None, seen))
    assert [line.split(":")[0] for line in found] == ["content/a.md"]
