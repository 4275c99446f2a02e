"""Which actor belongs to which: the roll-up from members to their umbrella."""

from __future__ import annotations

import pandas as pd

FORMULA = (
    "An actor's *umbrella* is the top-most actor reached by following `parent` upwards; an actor without a "
    "parent is its own umbrella. What an actor and its members (the actors below it, at any depth) gain, "
    "lose or hold can be rolled up to it; what one member hands to another is then neither a gain nor a "
    "loss."
)


def umbrellas(actors: pd.DataFrame) -> dict[str, str]:
    """Actor id -> the id of its top-most ancestor (itself where it has no parent). Raises nothing."""
    return {actor: line[-1] for actor, line in _lines(actors).items()}


def lineage(actors: pd.DataFrame) -> pd.DataFrame:
    """Every actor with every actor above it: [actor, ancestor]; each actor is its own ancestor too."""
    pairs = sorted((actor, ancestor) for actor, line in _lines(actors).items() for ancestor in line)
    return pd.DataFrame(pairs, columns=["actor", "ancestor"], dtype="str")


def members(family: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Each actor with all below it, itself included, by id, from the frame of `lineage`."""
    return {str(top): tuple(sorted(below)) for top, below in family.groupby("ancestor")["actor"]}


def tops(actors: pd.Series[str], umbrella: dict[str, str]) -> pd.Series[str]:
    """The umbrella of each of `actors`; an id that `umbrella` does not know (or "") stands for itself."""
    return pd.Series([umbrella.get(actor, actor) for actor in actors], index=actors.index, dtype="str")


def _lines(actors: pd.DataFrame) -> dict[str, list[str]]:
    """Actor id -> itself, its parent, the parent's parent and so on."""
    parents = dict(zip(actors["id"], actors["parent"], strict=True))
    lines = {}
    for actor in parents:
        line = [actor]
        # The check refuses cycles; should one slip in, the line ends instead of the build hanging.
        while (parent := parents.get(line[-1], "")) and parent not in line:
            line.append(parent)
        lines[actor] = line
    return lines
