"""What MkDocs logs while a page is made, kept with the page: it may be made in another process."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import mkdocs

# Two where MkDocs goes by another name: its own modules log under that one, plugins still under "mkdocs".
_ROOTS = {logging.getLogger(name) for name in ("mkdocs", mkdocs.__name__)}


class Said(NamedTuple):
    """One line of the log: which logger, how grave, what."""

    name: str
    level: int
    message: str


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(Said(record.name, record.levelno, record.getMessage()))


@contextmanager
def listening() -> Iterator[list[Said]]:
    """Within, what MkDocs logs goes into the list that this gives, and nowhere else."""
    ear = _Ear()
    kept = [(logger, logger.handlers, logger.propagate) for logger in _ROOTS]
    for logger in _ROOTS:
        logger.handlers, logger.propagate = [ear], False
    try:
        yield ear.said
    finally:
        for logger, handlers, propagate in kept:
            logger.handlers, logger.propagate = handlers, propagate


def repeat(said: Iterable[Said]) -> None:
    """Say it to whoever listens to MkDocs's log in this process."""
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
