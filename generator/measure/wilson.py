"""How far a share is known from few trials."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def interval(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's score interval (1927) for a share, both ends from 0 to 1, at LEVEL: it keeps within bounds and close
    to its level for few trials and for shares near 0 and 1, where the usual p ± z·√(p(1 − p)/n) does neither.

    Raises ValueError without trials, and for more successes than trials.
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"expected 0 to {trials} successes in at least one trial, got {successes}")
    share, part = successes / trials, _Z**2 / trials
    middle = (share + part / 2) / (1 + part)
    half = _Z * sqrt(share * (1 - share) / trials + part / (4 * trials)) / (1 + part)
    # The ends are exactly 0 and 1 there; rounding would leave crumbs.
    return (0.0 if not successes else middle - half), (1.0 if successes == trials else middle + half)
