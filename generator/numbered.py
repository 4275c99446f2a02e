"""Addresses as numbers: a large site has millions of anchors and links, which as words would not fit into memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]


def numbers(addresses: Iterable[str]) -> bytes:
    """Eight bytes for each: among ten million, a dead address has those of a live one once in 10^12 times."""
    texts = (address.encode("utf-8", "surrogatepass") for address in addresses)
    return b"".join(hashlib.blake2b(text, digest_size=8).digest() for text in texts)


def lost(wanted: Iterable[bytes], there: Iterable[bytes]) -> Numbers:
    """Those of the numbers `wanted` that are not `there`."""
    return np.setdiff1d(_each_once(wanted), _each_once(there), assume_unique=True)


def any_of(found: bytes, sought: Numbers) -> bool:
    """Whether one of the numbers `found` is among those `sought`."""
    return bool(len(sought) and np.isin(np.frombuffer(found, np.uint64), sought).any())


def _each_once(found: Iterable[bytes]) -> Numbers:
    """Sorted; `np.unique`, which counts by hashing, takes ten times as long."""
    all_ = np.sort(np.frombuffer(b"".join(found), np.uint64))
    first: npt.NDArray[np.bool_] = np.diff(all_, prepend=~all_[:1]) != 0
    return np.extract(first, all_)
