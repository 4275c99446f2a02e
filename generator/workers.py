"""Work spread over all cores by processes that inherit all that is in memory; one that dies is an error, not a wait."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# A process costs some milliseconds and the memory that it touches: a few items are not worth one.
_WORTH = 8
_END, _RESULT, _ERROR = "end", "result", "error"


class WorkerError(RuntimeError):
    """A worker died, or raised what cannot be told in another way; its traceback is in the message."""


def cores() -> int:
    """How many processes can run at once; 1 where processes cannot be forked."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # system libraries of macOS do not survive a fork
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int | None = None
) -> Iterator[tuple[int, Result]]:
    """`work` of each item with the item's position, in the order in which they are done.

    `work` sees all that is in memory now and can change none of it; its results must be picklable. An exception in
    it is raised here, as itself where it can be pickled; so is WorkerError when a process dies. With one process or
    few items everything is done here, one after another.
    """
    processes = min(processes or cores(), len(items) // _WORTH)
    if processes < 2:
        yield from ((at, work(item)) for at, item in enumerate(items))
        return
    workers: dict[Connection, int] = {}
    try:
        for first in range(processes):
            ours, theirs = Pipe(duplex=False)
            mine = range(first, len(items), processes)
            pid = _fork(lambda out=theirs, mine=mine: _serve(out, work, items, mine), (ours, *workers))  # type: ignore[misc]
            theirs.close()
            workers[ours] = pid
        while workers:
            for ready in wait(list(workers)):
                assert isinstance(ready, Connection)
                yield from _received(ready, workers)
    finally:
        for connection, pid in workers.items():
            connection.close()
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _fork(run: Callable[[], None], inherited: Sequence[Connection]) -> int:
    with warnings.catch_warnings():
        # Python warns of forking beside threads, as those that numpy and vl-convert keep. A child has none of them:
        # `work` must not draw charts, print, or take a lock that such a thread may hold; pages need none of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _live(run, inherited)
    return pid


def _live(run: Callable[[], None], inherited: Sequence[Connection]) -> NoReturn:
    """The whole life of a worker; whatever happens, it does not return into the code of its parent."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.freeze()  # what the parent made is never searched for garbage here: that would copy all of it
        for connection in inherited:
            connection.close()
        run()
        code = 0
    finally:
        os._exit(code)


def _serve(
    out: Connection, work: Callable[[Item], Result], items: Sequence[Item], mine: Sequence[int]
) -> None:
    try:
        for at in mine:
            out.send((_RESULT, at, work(items[at])))
        out.send((_END, 0, None))
    except BaseException as error:
        told = traceback.format_exc()
        try:
            pickle.loads(pickle.dumps(error))
            out.send((_ERROR, error, told))
        except Exception:  # one that cannot be pickled, or not be made again from that
            out.send((_ERROR, None, told))


def _received(ready: Connection, workers: dict[Connection, int]) -> Iterator[tuple[int, Any]]:
    """The next message of a worker; raises what it raised."""
    try:
        kind, at, value = ready.recv()
    except EOFError:
        pid = workers.pop(ready)
        ready.close()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        raise WorkerError(f"a worker process ended {how} before its work was done") from None
    if kind == _RESULT:
        yield at, value
    elif kind == _END:
        os.waitpid(workers.pop(ready), 0)
        ready.close()
    elif isinstance(at, Exception):
        at.add_note(f"In a worker process:\n{value}")
        raise at
    else:
        raise WorkerError(f"in a worker process:\n{value}")
