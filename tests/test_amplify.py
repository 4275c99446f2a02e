"""The content that benchmarks run on: sound, seeded, heavy-tailed, and open to one more day."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.amplify import Mix, main, one_more_day, write
from benchmarks.world import table
from generator import build
from generator.settings import read_settings

SMALL = Mix(events=900, days=45, actors=60, places=120)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_made_up_content_is_sound(tmp_path: Path) -> None:
    write(tmp_path, SMALL, seed=1)
    rows = build.check(read_settings(tmp_path)).rows
    assert (rows["events"], rows["actors"], rows["places"]) == (900, 60, 120)
    assert min(rows[name] for name in ("control", "axes", "support", "meetings", "assessments")) > 2
    events = table(tmp_path / "content" / "data", "events")
    assert len({row["date"] for row in events}) == 45
    busiest = Counter(row["actor"] for row in events).most_common(1)[0][1]
    assert 0.1 < busiest / 900 < 0.4


def test_a_change_of_hands_begins_with_the_holder_of_the_moment(tmp_path: Path) -> None:
    write(tmp_path, SMALL, seed=1)
    holders: dict[str, str] = {}
    for row in table(tmp_path / "content" / "data", "control"):
        if row["scope"] == "place":
            assert holders.get(row["place"], row["from_actor"]) == row["from_actor"]
            holders[row["place"]] = row["to_actor"]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("other", 6)):
        write(tmp_path / name, SMALL, seed)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two") != _bytes(tmp_path / "other")


def test_one_more_day_is_appended(tmp_path: Path) -> None:
    write(tmp_path, SMALL, seed=1)
    before = _bytes(tmp_path)
    day = one_more_day(tmp_path)
    after = _bytes(tmp_path)
    assert before.keys() == after.keys()
    assert all(after[name].startswith(content) for name, content in before.items())
    events = table(tmp_path / "content" / "data", "events")
    assert [row["date"] for row in events[900:]] == [str(day)] * 20
    assert max(row["date"] for row in events[:900]) < str(day)
    build.check(read_settings(tmp_path))


@pytest.mark.parametrize("seed", range(2))
def test_a_day_is_appended_to_a_world_so_small_that_it_brings_a_table(tmp_path: Path, seed: int) -> None:
    write(tmp_path, Mix(events=3, days=2, actors=12, places=12), seed)
    for name in ("control", "support", "meetings", "assessments"):
        (tmp_path / "content" / "data" / f"{name}.csv").unlink(missing_ok=True)
    for _ in range(6):
        one_more_day(tmp_path)
    assert build.check(read_settings(tmp_path)).rows["meetings"] > 0


def test_a_mix_that_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--into", str(tmp_path), "--events", "10", "--days", "20"]) == 2
    assert "at least as many events as days" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
