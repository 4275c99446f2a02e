"""Which items of a day there is room for: of each section some, rather than of the first ones all."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def shown(lengths: Sequence[int], fits: Callable[[Sequence[int]], bool]) -> list[int]:
    """How many items of each section are told, from its first on.

    `lengths`: how many each has, the first section the one that comes before all others. `fits`: whether there is
    room for so many of each.
    """
    counts = [0] * len(lengths)
    open_ = list(range(len(lengths)))
    first = open_[:1]
    while open_:
        for at in first or list(open_):
            tried = [*counts[:at], counts[at] + 1, *counts[at + 1 :]]
            if counts[at] < lengths[at] and fits(tried):
                counts = tried
            else:
                open_.remove(at)
                first = []
    return counts
