"""One page's part of the index, made from that page alone."""

from __future__ import annotations

import html
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from generator.search.sections import Section, sections
from generator.search.terms import STOP, terms

_FEW_DIGITS = re.compile(r"[0-9]{1,2}")
# A card is for teasers: a match further down is found, and shown without one.
_CARD_LETTERS = 16_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Entry:
    """`card`: JSON, published as it is at `card_path`. `words`: lines of terms with one weight, "n1 hezbollah" for
    terms of a name of one word, "w7 army talks" for those of the text; never empty.
    """

    card: str
    words: str


def card_path(url: str) -> str:
    """Where the card of the page at `url` lies in the site."""
    return f"search/pages/{unquote(url).strip('/') or 'index'}.json"


def entry(article: str, title: str, meta: Mapping[str, Any]) -> Entry | None:
    """What search knows of a page by the HTML of its article and its front matter, which may say `tags` (other names),
    `search: {boost: 2}` and `search: {exclude: true}`; None when search is not to know it.
    """
    wanted = meta.get("search") or {}
    found = [] if wanted.get("exclude") else sections(article)
    if not found:
        return None
    heading = next((section.heading for section in found if not section.anchor and section.heading), "")
    title = heading or html.unescape(str(meta.get("title") or title))
    names = meta.get("tags") or []
    known_as = [html.unescape(str(name)) for name in names if name] if isinstance(names, list) else []
    boost = float(wanted.get("boost", 1))
    description = html.unescape(str(meta.get("description") or ""))
    card = {"t": title, "d": description, "k": known_as, "s": _shown(found)}
    text = json.dumps(card, ensure_ascii=False, separators=(",", ":"))
    return Entry(text, _words([title, *known_as], found, boost))


def _shown(found: Iterable[Section]) -> list[list[Any]]:
    """Anchor, heading and blocks of each section, as far as a card goes."""
    left = _CARD_LETTERS
    shown = []
    for section in found:
        blocks = []
        for block in section.blocks:
            left -= len(block)
            if left < 0:
                break
            blocks.append(block)
        shown.append([section.anchor, section.heading, blocks])
    return shown


def _words(names: Iterable[str], found: Iterable[Section], boost: float) -> str:
    weights: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    lengths: dict[str, int] = {}
    for name in names:
        said = terms(name)
        counts.update(said * 4)
        for term in said:
            lengths[term] = min(lengths.get(term, 9), len(said))
    for term, length in lengths.items():
        weights[f"n{length}"].append(term)
    for section in found:
        counts.update(terms(section.heading) * 3)
        counts.update(terms("\n".join(section.blocks)))
    size = counts.total()
    for term, count in counts.items():
        # Dates and places are made of numbers such as 6 or 20; elsewhere everyone has them.
        if term not in STOP and not _FEW_DIGITS.fullmatch(term):
            weights[f"w{_weight(boost * count, size)}"].append(term)
    return "\n".join(f"{weight} {' '.join(sorted(said))}" for weight, said in sorted(weights.items()))


def _weight(count: float, size: int) -> str:
    """How much a term says of a page with `size` words: more often says more, and in a long page less; one digit
    of base 36, on the scale of a logarithm.
    """
    return _DIGITS[max(1, min(35, round(6 * math.log2(1 + count * 600 / (300 + size)))))]
