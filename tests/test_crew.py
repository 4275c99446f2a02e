"""crew: the same results as one by one, the same exceptions, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from generator import crew
from generator.crew import LostError, beside, spread
from generator.problems import ContentError, Problem


def children() -> str:
    """The process ids of our children, those that nobody has waited for among them."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8")


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("number", [0, 1, 7, 20_000])
def test_every_item_is_done_once(processes: int, number: int) -> None:
    found = dict(spread(lambda item: item * 2, range(number), processes=processes))
    assert found == {n: n * 2 for n in range(number)}
    assert children() == ""


def test_all_hands_work_and_none_is_here() -> None:
    def task(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    hands = {pid for _, pid in spread(task, range(20), processes=3)}
    assert len(hands) == 3
    assert os.getpid() not in hands


@pytest.mark.parametrize("number", [5, 6, 20, 20_000])
def test_a_process_that_has_had_its_turn_makes_way_for_another(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = 3 if number < 100 else 3_000
    monkeypatch.setattr(crew, "_TURN", turn)
    found = list(spread(lambda item: (item * 2, os.getpid()), range(number), processes=2))
    assert sorted((n, double) for n, (double, _) in found) == [(n, n * 2) for n in range(number)]
    turns = Counter(pid for _, (_, pid) in found)
    assert max(turns.values()) <= turn
    assert len(turns) >= number / turn
    assert children() == ""


def test_few_items_are_done_here() -> None:
    assert {pid for _, pid in spread(lambda _: os.getpid(), range(3), least=4, processes=2)} == {os.getpid()}


def test_results_of_any_size_come_whole() -> None:
    sizes = [0, 1, 65_535, 65_536, 3_000_000]
    found = dict(spread(lambda size: b"x" * size, sizes, processes=2))
    assert [len(found[n]) for n in range(len(sizes))] == sizes


def test_an_exception_is_raised_as_it_was() -> None:
    fault = Problem("content/data/events.csv", 3, "actor", "is unknown")

    def task(item: int) -> int:
        if item == 5:
            raise ContentError([fault])
        return item

    with pytest.raises(ContentError) as caught:
        list(spread(task, range(100), processes=2))
    assert caught.value.problems == (fault,)
    assert "in task" in str(caught.value.__cause__)
    assert children() == ""


def test_an_exception_that_cannot_travel_is_told() -> None:
    class OwnError(Exception):
        pass

    def task(_: int) -> int:
        raise OwnError("no pickle knows me")

    with pytest.raises(RuntimeError, match="OwnError: no pickle knows me"):
        list(spread(task, range(9), processes=2))


def test_a_hand_that_is_killed_is_told() -> None:
    def task(item: int) -> int:
        if item == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(LostError):
        list(spread(task, range(9), processes=2))
    assert children() == ""


def test_work_that_is_given_up_ends_the_hands() -> None:
    results = spread(lambda item: item, range(1000), processes=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children() == ""


def test_once_v8_runs_here_nothing_is_forked_that_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_comm", lambda _: "V8 DefaultWorke\n")
    hands = spread(lambda _: os.getpid(), range(9), processes=2, draws=True)
    assert {pid for _, pid in hands} == {os.getpid()}
    assert os.getpid() not in {pid for _, pid in spread(lambda _: os.getpid(), range(9), processes=2)}


ORPHANS = r"""
import os, sys, time
from generator.crew import spread
def task(_):
    os.write(1, b'%d\n' % os.getpid())  # in one piece: two of them write
    time.sleep(0.05)
for _ in spread(task, range(10_000), processes=2):
    pass
"""


def test_hands_whose_parent_was_killed_end_soon() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        hands = {int(parent.stdout.readline()) for _ in range(6)}
        parent.kill()
        parent.wait()
    assert len(hands) == 2
    limit = time.monotonic() + 5
    while any(Path(f"/proc/{hand}").exists() and _runs(hand) for hand in hands):
        assert time.monotonic() < limit
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
    except OSError:
        return False


# --- beside ----------------------------------------------------------------------------------------------


def test_a_task_beside_is_done_elsewhere_and_once(tmp_path: Path) -> None:
    def task() -> int:
        with (tmp_path / "done").open("a") as file:
            file.write("x")
        return os.getpid()

    with beside(task) as found:
        assert found() == found() != os.getpid()
    assert (tmp_path / "done").read_text() == "x"
    assert children() == ""


def test_a_task_beside_is_done_here_where_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "cores", lambda: 1)
    with beside(os.getpid) as found:
        assert found() == os.getpid()


def test_an_exception_beside_is_raised_where_its_result_is_asked_for() -> None:
    def task() -> None:
        raise ContentError([Problem("a", 1, "", "is lost")])

    with beside(task) as found, pytest.raises(ContentError):
        found()
    assert children() == ""


def test_a_task_beside_that_nobody_waits_for_is_ended() -> None:
    began = time.perf_counter()
    with pytest.raises(KeyError), beside(lambda: time.sleep(60)):
        raise KeyError
    assert time.perf_counter() - began < 30
    assert children() == ""


def test_a_process_at_work_for_another_forks_none() -> None:
    def task() -> set[int]:
        return {pid for _, pid in spread(lambda _: os.getpid(), range(5), processes=3)} | {os.getpid()}

    with beside(task) as found:
        assert len(found()) == 1
