"""The command `frontmark`: arguments → one call → printed lines and an exit code."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from generator.arguments import parser
from generator.commands import PROBLEMS
from generator.problems import ContentError, Problem

INTERRUPTED, TERMINATED = 130, 143
# So many new objects are nothing to a build, and most of them stay: to look for garbage every 700 takes a quarter of
# the time that it takes to publish two thousand pages of which most were there.
_COLLECTED = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit codes: 0 good, 1 problems in the content, 2 wrong usage."""
    chosen = parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _stop)  # as Ctrl-C: what was begun is cleared away
    try:
        code = _run(chosen)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has gone; Python would complain once more while closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(chosen: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except ContentError as error:
        return _show(error.problems, chosen)


def _show(problems: Sequence[Problem], chosen: argparse.Namespace) -> int:
    """Print problems with their files as seen from the current folder, where editors and GitHub look."""
    from generator import report

    problems = report.seen_from(Path(chosen.folder), problems)
    if chosen.format == "github":
        print(report.github(problems))
    elif chosen.format == "json":
        print(report.as_json(problems))
    else:
        print(report.text(problems), file=sys.stderr)
    print(report.count(problems), file=sys.stderr)
    return PROBLEMS


def _stop(number: int, frame: object) -> NoReturn:  # noqa: ARG001
    raise SystemExit(TERMINATED)


def run() -> NoReturn:
    """`main` as a program, which ends at once: to take apart what a large build has in memory takes half a second."""
    gc.set_threshold(_COLLECTED)
    code = main()
    with suppress(OSError):  # nobody listens any more
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
