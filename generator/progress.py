"""What a build says while it runs: one line per step, and a bar where there is a terminal to draw it on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Step:
    """One step under way; it says how far it is and, at its end, what it did."""

    def __init__(self, progress: Progress) -> None:
        self.summary = ""
        self._progress = progress
        self._done = 0
        self._total: int | None = None

    def of(self, total: int) -> None:
        """The step has so many parts."""
        self._total = total

    def tick(self) -> None:
        """One more part is finished."""
        self._done += 1
        self._progress.show(self._done, self._total)

    def done(self, summary: str) -> None:
        """What the step did, in a few words."""
        self.summary = summary


class Progress:
    """Keeps the seconds of each step and says nothing; the classes below say it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Run one step; a step that fails ends without a line."""
        step = Step(self)
        started = time.perf_counter()
        self.begin(name)
        try:
            yield step
        except BaseException:
            self.end()
            raise
        self.seconds[name] = time.perf_counter() - started
        self.end()
        self.say(f"{name:<10}{step.summary:<56}{self.seconds[name]:7.1f} s")

    def begin(self, name: str) -> None:
        """A step begins."""

    def show(self, done: int, total: int | None) -> None:
        """So many parts of a step are done; `total` is None where nobody knows it beforehand."""

    def end(self) -> None:
        """A step has ended, well or not."""

    def say(self, line: str) -> None:
        """A line to keep."""


class Lines(Progress):
    """Plain lines, for CI and files."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class Bar(Lines):
    """The same lines, and a bar below them while a step runs."""

    def begin(self, name: str) -> None:
        from rich.console import Console
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(console=Console(file=self._stream), transient=True)
        self._task = self._bar.add_task(name, total=None)
        self._bar.start()

    def show(self, done: int, total: int | None) -> None:
        self._bar.update(self._task, completed=done, total=total)

    def end(self) -> None:
        self._bar.stop()


def for_stream(stream: TextIO) -> Progress:
    """A bar on a terminal, plain lines anywhere else."""
    return Bar(stream) if stream.isatty() else Lines(stream)
