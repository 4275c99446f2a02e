"""How wide text runs and where labels may stand, without asking the machine's fonts: the same input, the same
bytes.

Widths are Helvetica's (Adobe Core 14 AFM, thousandths of an em) with an allowance, since a reader's system
font may run a little wider.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ALLOWANCE = 1.06
_BOLD = 1.07
_WIDTHS = {
    **dict.fromkeys("ijl'", 215),
    **dict.fromkeys(" .,:;ft!/|I[]\\", 278),
    **dict.fromkeys("r()-`{}", 333),
    **dict.fromkeys('"*', 370),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("abdeghnopqu0123456789?$#_Lü–", 556),
    **dict.fromkeys("+<=>~FTZ", 600),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("wCDHNRU", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM%", 850),
    **dict.fromkeys("W@…→←—", 1000),
}


_ARABIC = {  # about what Noto Sans Arabic and Segoe UI need, joined as within a word
    **dict.fromkeys("اأإآ", 300),
    **dict.fromkeys("دذرزوؤةهلى", 440),
    **dict.fromkeys("سشصضطظ", 800),
}


@lru_cache(maxsize=1 << 12)
def _em(letter: str) -> int:
    if "\u0600" <= letter <= "\u06ff" and unicodedata.category(letter) == "Lo":
        return _ARABIC.get(letter, 560)
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, 600)


@lru_cache(maxsize=1 << 12)  # names come again on the chart of every day
def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in px at a font size in px."""
    return sum(map(_em, text)) / 1000 * size * _ALLOWANCE * (_BOLD if bold else 1)


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, cut with … where it would run wider than `room` px; at least one letter stays."""
    text = " ".join(text.split())
    if width(text, size, bold) <= room:
        return text
    while len(text) > 1 and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip(" ,;:–-(") + "…"


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines of at most `room` px each, broken at spaces; a longer word is cut with …; "" is no line."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room, size, bold))
    return lines


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, in their order, at least `gap` apart and within low..high where they
    fit.

    Neighbours that are too close move apart by the same amount (pool adjacent violators).
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[tuple[float, int]] = []  # mean of (wanted - rank * gap), number of labels
    for rank, index in enumerate(order):
        pools.append((wanted[index] - rank * gap, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean_b, n_b), (mean_a, n_a) = pools.pop(), pools.pop()
            pools.append(((mean_a * n_a + mean_b * n_b) / (n_a + n_b), n_a + n_b))
    flat = [mean for mean, n in pools for _ in range(n)]
    top = max(low, high - (len(wanted) - 1) * gap)
    result = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        result[index] = min(max(flat[rank], low), top) + rank * gap
    return result
