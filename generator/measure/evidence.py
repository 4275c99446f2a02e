"""How each source can still be read: from its last check, and from the archived copy that is named for it."""

from __future__ import annotations

import pandas as pd

LIVE, ARCHIVED, NEITHER, UNCHECKED = "live", "archived", "neither", "unchecked"
STATES = (LIVE, ARCHIVED, NEITHER, UNCHECKED)
LOST = ("gone", "failed")
"""What a check finds where the page is not to be had."""

FORMULA = (
    "A source counts as *live* if its address answered when it was last checked; as *archived* if it did not, or was "
    "not checked, and an archived copy is named; as *neither* if it was not found or gave no answer and no copy is "
    "named; as *not checked* otherwise, which includes sources without an address and servers that let no program "
    "in. No address is asked for while the site is built. A page that answers may have been altered since it was "
    "cited."
)


def state(sources: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """Of each row of `sources`: [state, lost, checked, archived_url], in their order.

    state: one of STATES. lost: the result of the last check where it is one of LOST, else ""; checked: the day of
    that check, NaT where `lost` is "". archived_url: that of the source, else that of its check.
    """
    known = checks.set_index("source").reindex(sources["id"])
    result = known["result"].fillna("").to_numpy()
    copies = pd.Series(known["archived_url"].fillna("").to_numpy(), index=sources.index)
    archived = sources["archived_url"].where(sources["archived_url"] != "", copies)
    answered = pd.Series(result == "live", index=sources.index)
    lost = pd.Series(result, index=sources.index).isin(LOST)
    states = pd.Series(UNCHECKED, index=sources.index, dtype="str")
    states = states.mask(lost, NEITHER).mask(archived != "", ARCHIVED).mask(answered, LIVE)
    days = pd.Series(known["date"].to_numpy(), index=sources.index)
    found = pd.Series(result, index=sources.index, dtype="str")
    return pd.DataFrame(
        {
            "state": states,
            "lost": found.where(lost, ""),
            "checked": days.where(lost),
            "archived_url": archived,
        }
    )
