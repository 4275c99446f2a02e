"""How a problem quotes what it found and offers what may have been meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 80
_MANY = 500


def quoted(value: str) -> str:
    """`value` in quotes on one line: control and direction characters escaped, long text cut."""
    return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…")


def listed(values: Iterable[str]) -> str:
    """The values with commas between them, in their own order."""
    return ", ".join(values)


def did_you_mean(value: str, candidates: Sequence[str]) -> str:
    """ " (did you mean 'x'?)" with the candidate nearest to `value`, or "" when none is near."""
    found = _nearest(value, candidates)
    return f" (did you mean {quoted(found)}?)" if found else ""


def slugged(value: str) -> str:
    """`value` as a slug (lower-case ASCII letters, digits, single hyphens), or "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].rstrip("-")


def _nearest(value: str, candidates: Sequence[str]) -> str:
    folded = value.casefold()
    for candidate in candidates:
        if candidate.casefold() == folded:
            return candidate
    if len(value) > LONGEST:  # a sentence in the wrong column has no nearest code, and would take long
        return ""
    return next(iter(difflib.get_close_matches(value, _likely(value, candidates), n=1)), "")


def _likely(value: str, candidates: Sequence[str]) -> Sequence[str]:
    """Of many candidates those worth comparing: one costs 0.1 ms, and a table may have 400,000 ids."""
    if len(candidates) <= _MANY:
        return candidates
    head, tail = value[:2], value[-2:]
    near = [
        each
        for each in candidates
        if abs(len(each) - len(value)) <= 3 and (each.startswith(head) or each.endswith(tail))
    ]
    alike = [each for each in near if each.startswith(head) and each.endswith(tail)]
    return (alike + near)[:_MANY]
