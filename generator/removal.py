"""Removing thousands of files: where the disk is told of each one that is freed, each is a wait, so several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

_AT_ONCE = 8  # waits, not work: they have nothing to do with the number of cores


def remove_all(paths: Sequence[str], remove: Callable[[str], object]) -> None:
    """Call `remove`, which must not raise, for each of `paths`, in any order."""

    def some(start: int) -> None:
        for path in paths[start::_AT_ONCE]:
            remove(path)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(some, range(_AT_ONCE)))
