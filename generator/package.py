"""The tables for programs → files in the store: what `dataset` has in it, made where it is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from generator.dataset.about import about
from generator.dataset.files import dataset
from generator.measure import Measures
from generator.progress import Progress
from generator.remake import remake
from generator.settings import Settings
from generator.store import Store
from generator.tables import Tables


@dataclass(frozen=True)
class Packaged:
    """Path inside `content/` of each file → SHA-256 (`files`) and → bytes (`sizes`); the `places` of the store that
    they rest on; what was made, as it is `told` of the step.
    """

    files: Mapping[str, str]
    sizes: Mapping[str, int]
    places: Collection[str]
    told: str


def package(
    tables: Tables, measures: Measures, settings: Settings, store: Store, seen: Mapping[str, str]
) -> Packaged:
    """The files of checked `tables`; `seen`: the SHA-256 of each file in `content/` at the start of the build. Raises
    StoreError. It may run in a process of its own.
    """
    told = about(tables, measures, settings)
    wanted, gathered = dataset(tables, measures, told, _as_read(settings, seen))
    with store.noting() as places, Progress().step("package") as step:
        files = remake(wanted, store, seen, step, gathered)
    sizes = {path: _size(path, name, store, settings, seen) for path, name in files.items()}
    return Packaged(files, sizes, places, step.summary)


def _size(path: str, name: str, store: Store, settings: Settings, seen: Mapping[str, str]) -> int:
    """The bytes of a file that `remake` gave: what it has not made stands in `content/` as it was `seen`, or in the
    store.
    """
    if seen.get(path) == name:
        return (settings.content / path).stat().st_size
    return store.size(name)


def _as_read(settings: Settings, seen: Mapping[str, str]) -> Callable[[str], str]:
    """The SHA-256 of a file of a table, by its name as problems have it, as it was `seen` before it was read; "" when
    it is another one by now, since nobody knows which was read.
    """

    def hashed(name: str) -> str:
        file = settings.folder / name
        before = seen.get(file.relative_to(settings.content).as_posix(), "")
        return before if hashlib.sha256(file.read_bytes()).hexdigest() == before else ""

    return hashed
