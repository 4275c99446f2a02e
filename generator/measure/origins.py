"""How many independent voices a row rests on: sources that repeat another count once."""

from __future__ import annotations

import pandas as pd

FORMULA = (
    "A source that repeats another names it in `origin`; followed from source to source this leads to one that "
    "repeats none, the *origin* of all that lead to it. A row has as many *independent origins* as its sources have "
    "different ones: an agency and five pages that carry its report are one. A source that names none counts as its "
    "own: only repeats that the table names are known, and sources that repeat one another unnamed are still counted "
    "apart."
)


def roots(sources: pd.DataFrame) -> pd.Series[str]:
    """Of each row of `sources` the id of the source that it repeats in the end, its own where it repeats none.

    The check refuses circles; should one slip in, it ends where it began.
    """
    # Plain lists, and those that repeat none left alone: there may be hundreds of thousands of them.
    ids: list[str] = sources["id"].tolist()
    above = {id: up for id, up in zip(ids, sources["origin"].tolist(), strict=True) if up}
    found: dict[str, str] = {}
    for id in above:
        line = [id]
        while (up := above.get(line[-1], "")) and up not in found and up not in line:
            line.append(up)
        root = found.get(up, line[-1])
        found.update(dict.fromkeys(line, root))
    return pd.Series([found.get(id, id) for id in ids], index=sources.index, dtype="str")
