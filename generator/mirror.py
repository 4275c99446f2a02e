"""A copy of a site against its own `SHA256SUMS`: what is missing, altered, or was never part of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.sums import NAME, SIGNATURES, hashes, read_sums


class NoListingError(Exception):
    """There is nothing to compare the folder with; the message says why."""


def listed(folder: Path) -> dict[str, str]:
    """Path → SHA-256 (hex), as the `SHA256SUMS` in `folder` has it. Raises NoListingError."""
    try:
        text = (folder / NAME).read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        raise NoListingError("is missing") from None
    except OSError as error:
        raise NoListingError(f"cannot be read: {error.strerror}") from error
    found = read_sums(text)
    if not found:
        raise NoListingError("is no list of files with their SHA-256, as a build writes it")
    return found


def differences(folder: Path, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each file that is not as `wanted` (path → SHA-256), with what is wrong with it; sorted by path.

    No path that a listing names is opened: only what stands in `folder` is read.
    """
    own = {NAME, *SIGNATURES}
    there = {path: digest for path, digest in hashes(folder).items() if path not in own}
    for path in sorted({*wanted, *there}):
        if path not in there:
            yield path, "is missing"
        elif path not in wanted:
            yield path, "is not listed"
        elif not there[path]:
            yield path, "cannot be read"
        elif there[path] != wanted[path]:
            yield path, "is altered"
