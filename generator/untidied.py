"""No look for garbage while millions of records are made: each look would go through all of them again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def untidied() -> Iterator[None]:
    """For the time of a step; what it has made counts as old from then on, and is hardly ever looked at."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # all of it into the oldest generation, without a look
        gc.enable()
