"""Which actors count as one: an umbrella and what stands under it, as the tables have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.ledger.sheet import State, cells


def parents(state: State) -> Mapping[str, str]:
    """Actor → the umbrella it belongs to, "" when it has none."""
    return {key: row.get("parent", "") for key, row in cells(state, "actors").items()}


def chain(actor: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """An actor, its umbrella, the umbrella of that, and so on to the last; the check refuses circles."""
    found = [actor]
    while (above := parents.get(found[-1], "")) and above not in found:
        found.append(above)
    return tuple(found)


def among(actor: str, named: Iterable[str], parents: Mapping[str, str]) -> bool:
    """Whether an actor is one of those named, or an umbrella of one, or belongs to one."""
    over = chain(actor, parents)
    return any(each in over or actor in chain(each, parents) for each in named)
