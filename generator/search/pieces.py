"""The words of all pages → the files that search reads.

A list of pages stands in one line: the term ("=term" for words of names), the folder, and the pages with their weights:

    hezbollah → dates/ → 2024-12-04/3 2024-12-06/7

Lines are cut into pieces by the letters that their terms begin with: "he" holds all terms that begin so, and where
that would be too much for one piece there are "hea", "heb", … and "he." for the term itself. Which pieces there are
says `search_index.json`, the one file that Material asks for.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from generator.search.terms import ALIKE, STOP, UNSEEN

INDEX = "search/search_index.json"
_MOST = 48_000  # letters of a piece, about 15 KB on the way to a reader; a single term may have more


def pieces(words: Mapping[str, str], config: Mapping[str, Any]) -> dict[str, bytes]:
    """Path in the site → bytes; `words` by page's address, `config`: what Material's search is told.

    The same words give the same bytes, whatever was built before. Ten thousand pages take a third of a second.
    """
    lines = _lines(words)
    terms = [line.partition("\t")[0] for line in lines]
    ends = [0, *accumulate(len(line) + 1 for line in lines)]
    files = {}
    names = []
    for prefix, first, last in _cut("", terms, ends, 0, len(lines)):
        names.append(prefix)
        files[path(prefix)] = "\n".join(lines[first:last]).encode()
    own = {"pages": len(words), "pieces": names, "stop": sorted(STOP), "unseen": UNSEEN, "alike": ALIKE}
    index = {"config": {**config, "frontmark": own}, "docs": []}
    files[INDEX] = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def path(piece: str) -> str:
    """Where a piece lies; letters that not every file system can write, or tell apart, go by their number."""
    name = "".join(c if c.isascii() and (c.islower() or c.isdigit()) else f"_{ord(c):x}_" for c in piece)
    return f"search/words/{name}.txt"


def _lines(words: Mapping[str, str]) -> list[str]:
    """The line of each term and folder, sorted."""
    folders: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for url in sorted(words):
        cut = url.find("/") + 1
        lists, name = folders[url[:cut]], url[cut:]
        for line in words[url].split("\n"):
            weight, _, said = line.partition(" ")
            sign = "=" if weight[0] == "n" else ""
            posting = name + weight[1]
            for term in said.split(" "):
                lists[sign + term].append(posting)
    return sorted(
        f"{term}\t{folder}\t{' '.join(postings)}"
        for folder, lists in folders.items()
        for term, postings in lists.items()
    )


def _cut(
    prefix: str, terms: Sequence[str], ends: Sequence[int], first: int, last: int
) -> Iterator[tuple[str, int, int]]:
    """Pieces of the lines `first` to `last`, whose terms all begin with `prefix`: its name and lines of each."""
    if prefix not in ("", "=") and ends[last] - ends[first] <= _MOST:
        yield prefix, first, last
        return
    own = first
    while own < last and terms[own] == prefix:
        own += 1
    if own > first:
        yield f"{prefix}.", first, own
    while own < last:
        longer = terms[own][: len(prefix) + 1]
        upto = bisect_left(terms, longer + "\U0010ffff", own, last)
        yield from _cut(longer, terms, ends, own, upto)
        own = upto
