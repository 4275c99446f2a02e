"""One task over many items in forked processes, one for each core: what was loaded before is shared, not copied.

The items wait in a pipe, from which each process takes the next; results come back through a pipe of its own, in
the order in which they are done. Where nothing can be forked, or for few items, the work is done here, one by one.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")

_NUMBER = struct.Struct("<I")
_LENGTH = struct.Struct("<Q")
_MOST_PARTS = 8192  # so many numbers fit into a pipe that nobody reads yet (64 KiB on Linux)
_RESULT, _FAULT, _END = range(3)
# A page makes that many objects, most of which end with it: to look for cycles every 700 takes a tenth of the time.
_COLLECTED = 50_000
# After so many items a process ends and another takes its place: what it has looked at of the shared memory has become
# its own, since Python counts in each object who refers to it.
_TURN = 1_500
_hired = False  # whether this process is at work for another


class LostError(Exception):
    """A process of ours ended before its work did: killed from outside, or out of memory."""


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork(draws: bool) -> bool:
    """Whether a forked process would help: not in one that is at work for another, beside which others are; not on
    systems whose own libraries forbid it; and once V8 has drawn here, whose threads a fork does not take along, not for
    drawing.
    """
    if _hired or not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    threads = Path("/proc/self/task")
    return not (draws and threads.is_dir() and any("V8" in _comm(thread) for thread in threads.iterdir()))


def spread(
    task: Callable[[_T], _R],
    items: Sequence[_T],
    *,
    least: int = 2,
    processes: int | None = None,
    draws: bool = False,
) -> Iterator[tuple[int, _R]]:
    """The number of each item and what `task` gives for it, as they are done.

    Fewer items than `least` are not worth a fork; `draws`: whether `task` draws charts. An exception in `task` is
    raised here as it was there.
    """
    hands = min(cores() if processes is None else processes, len(items))
    if hands < 2 or len(items) < least or not _can_fork(draws):
        for number, item in enumerate(items):
            yield number, task(item)
        return
    size = -(-len(items) // _MOST_PARTS)
    parts = [range(start, min(start + size, len(items))) for start in range(0, len(items), size)]
    turn = max(1, _TURN // size)
    with _forked(
        lambda number: [(n, task(items[n])) for n in parts[number]], len(parts), hands, turn
    ) as results:
        yield from results


@contextmanager
def beside(task: Callable[[], _R]) -> Iterator[Callable[[], _R]]:
    """Begin `task` in a process of its own; what is given waits for what it gives, or does it where there is no core
    to spare. An exception in `task` is raised there as it was; at the end it goes on no longer.
    """
    if cores() < 2 or not _can_fork(draws=False):
        yield cache(task)
        return
    with _forked(lambda number: [(number, task())], 1, 1, _TURN) as results:
        yield cache(lambda: next(results)[1])


@contextmanager
def _forked(
    work: Callable[[int], list[tuple[int, _R]]], parts: int, hands: int, turn: int
) -> Iterator[Iterator[tuple[int, _R]]]:
    """So many processes at work on the numbers below `parts`, and their results as they come."""
    waiting, filled = os.pipe()
    children: dict[int, int] = {}

    def begin() -> int:
        """Another process, which takes from what waits; where its results come from."""
        end, start = os.pipe()
        pid = _fork()
        if not pid:
            for unused in (filled, end, *children):
                if unused >= 0:
                    os.close(unused)
            _child(work, turn, waiting, start)
        os.close(start)
        children[end] = pid
        return end

    # What is shared stays shared: a collection in a child would write to all of it. None here before that, which would
    # look at every record of a large site for each crew.
    gc.freeze()
    try:
        os.write(filled, b"".join(map(_NUMBER.pack, range(parts))))
        first = [begin() for _ in range(hands)]
        os.close(filled)
        filled = -1
        yield _results(first, begin)
    finally:
        gc.unfreeze()
        for unused in (waiting, filled):
            if unused >= 0:
                os.close(unused)
        for end, pid in children.items():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)  # no more than those who have ended, unless we stop half way
            os.waitpid(pid, 0)
            os.close(end)


def _fork() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # Python warns of other threads; those of NumPy and of the progress bar are not used in a child.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _child(work: Callable[[int], list[tuple[int, Any]]], turn: int, waiting: int, start: int) -> NoReturn:
    """Work until nothing waits or its turn is over, and say which; never returns, since what the parent would do next
    is not the child's.
    """
    global _hired
    _hired = True
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.set_threshold(_COLLECTED)
        with os.fdopen(start, "wb") as out:
            try:
                done = 0
                while done < turn and (number := os.read(waiting, _NUMBER.size)):
                    for found in work(_NUMBER.unpack(number)[0]):
                        _send(out, _RESULT, found)
                    out.flush()  # a parent that is gone is noticed here
                    done += 1
                _send(out, _END, done == turn)
            except BaseException as error:
                _send(out, _FAULT, _portable(error))
    finally:
        os._exit(0)


def _send(out: Any, kind: int, value: object) -> None:
    data = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
    out.write(_LENGTH.pack(len(data)) + data)


def _portable(error: BaseException) -> tuple[BaseException, str]:
    """The exception, and its traceback as text, which cannot travel with it."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    return error, told


def _results(first: Sequence[int], begin: Callable[[], int]) -> Iterator[tuple[int, Any]]:
    """What comes from the processes; where one has ended although more may wait, `begin` another."""
    buffers: dict[int, bytearray] = {}
    with selectors.DefaultSelector() as selector:

        def listen(end: int) -> None:
            buffers[end] = bytearray()
            selector.register(end, selectors.EVENT_READ)

        for end in first:
            listen(end)
        while selector.get_map():
            for key, _ in selector.select():
                end, buffer = key.fd, buffers[key.fd]
                data = os.read(end, 1 << 20)
                if not data:
                    raise LostError("a process of this build was killed; is the memory full?")
                buffer += data
                for kind, value in _complete(buffer):
                    if kind == _RESULT:
                        yield value
                    elif kind == _END:
                        selector.unregister(end)
                        if value:
                            listen(begin())
                    else:
                        error, told = value
                        raise error from LostError(f"in a process of its own:\n{told}")


def _complete(buffer: bytearray) -> Iterator[tuple[int, Any]]:
    """Takes the whole messages off the front of `buffer`."""
    while len(buffer) >= _LENGTH.size:
        stop = _LENGTH.size + _LENGTH.unpack_from(buffer)[0]
        if len(buffer) < stop:
            return
        message = pickle.loads(bytes(buffer[_LENGTH.size : stop]))
        del buffer[:stop]
        yield message


def _comm(thread: Path) -> str:
    try:
        return (thread / "comm").read_text("utf-8", errors="replace")
    except OSError:
        return ""
