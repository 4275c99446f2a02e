"""Work in several processes: everything comes back once, and whatever goes wrong in one is an error here."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator

import pytest

from generator.problems import ContentError, Problem
from generator.workers import WorkerError, spread

ITEMS = list(range(40))


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_every_item_is_done_once(processes: int) -> None:
    done = list(spread(lambda item: (item * item, os.getpid()), ITEMS, processes))
    assert sorted(at for at, _ in done) == ITEMS
    assert all(square == at * at for at, (square, _) in done)
    assert len({pid for _, (_, pid) in done}) == processes
    assert (os.getpid() in {pid for _, (_, pid) in done}) == (processes == 1)


def test_a_few_items_are_not_worth_a_process() -> None:
    assert {pid for _, pid in spread(lambda _: os.getpid(), ITEMS[:10])} == {os.getpid()}
    assert list(spread(str, [])) == []


def test_an_exception_in_a_worker_is_raised_here_and_says_where_it_was() -> None:
    def work(item: int) -> int:
        if item == 17:
            raise ContentError([Problem("content/a.md", 1, "", "is wrong")])
        return item

    with pytest.raises(ContentError, match="is wrong") as raised:
        list(spread(work, ITEMS, 2))
    assert "in work" in "".join(raised.value.__notes__)


class OddError(Exception):
    """Can be pickled, but not be made again from that."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"odd: {one} and {two}")


def test_an_exception_that_cannot_be_sent_is_told() -> None:
    def work(item: int) -> int:
        raise OddError(item, item)

    with pytest.raises(WorkerError, match=r"OddError: odd: (0 and 0|1 and 1)"):
        list(spread(work, ITEMS, 2))


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(3)])
def test_a_worker_that_dies_is_an_error_and_not_a_wait(end: object) -> None:
    def work(item: int) -> int:
        if item == 21:
            end()  # type: ignore[operator]
        return item

    started = time.monotonic()
    with pytest.raises(
        WorkerError, match=r"ended (by signal SIGKILL|with exit code 3) before its work was done"
    ):
        list(spread(work, ITEMS, 2))
    assert time.monotonic() - started < 5


def test_no_process_outlives_a_reader_who_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    pids: list[int] = []
    fork = os.fork

    def noted() -> int:
        pids.append(fork())
        return pids[-1]

    def work(item: int) -> int:
        time.sleep(0.01 * item)
        return item

    monkeypatch.setattr(os, "fork", noted)
    results = spread(work, ITEMS, 2)
    next(results)
    assert isinstance(results, Generator)
    results.close()
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
