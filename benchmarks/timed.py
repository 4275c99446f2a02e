"""One command, measured: seconds, the peak memory of it and all its children, what it wrote."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.1  # seconds between two looks at the memory
_SHARE = 20  # a look takes longer the more memory there is: so many times as long passes until the next
_BLOCK = 512  # bytes; getrusage(2): "block output operations"
_STEP = re.compile(r"^([a-z]+) +.*?(\d+\.\d) s$", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """Seconds by the clock; bytes of memory and of output; what the command said."""

    seconds: float
    memory: int
    written: int
    said: str

    @property
    def steps(self) -> dict[str, float]:
        """Seconds of each step that `frontmark build` named, in its order."""
        return {name: float(seconds) for name, seconds in _STEP.findall(self.said)}


def timed(command: Sequence[str | Path], folder: Path) -> Run:
    """Run `command` in `folder`. Raises RuntimeError with its last lines when it fails.

    Memory is the sum of the proportional set sizes of the process and its children where the system tells them
    (Linux): pages that forked processes share count once. Output is what the kernel was asked to write to disk.
    """
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=log, stderr=log)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
        log.seek(0)
        said = log.read().decode("utf-8", errors="replace")
    if process.returncode:
        last = "\n".join(said.strip().splitlines()[-12:])
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{last}")
    # Not ru_maxrss: it begins with what this process had when it forked.
    return Run(seconds, watch.peak, usage.ru_oublock * _BLOCK, said)


def frontmark(*arguments: str | Path) -> list[str | Path]:
    """The command of the version that is being measured."""
    return [sys.executable, "-m", "generator.cli", *arguments]


class _Watch(threading.Thread):
    """Looks at a tree of processes from time to time; `peak` in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.peak = 0
        self._pid = pid

    def run(self) -> None:
        pause = _EVERY
        while not self.ended.wait(pause):
            started = time.perf_counter()
            try:
                root = psutil.Process(self._pid)
                self.peak = max(self.peak, sum(map(_memory, [root, *root.children(recursive=True)])))
            except psutil.NoSuchProcess:
                return
            pause = max(_EVERY, _SHARE * (time.perf_counter() - started))


def _memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
