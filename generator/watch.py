"""The preview rebuilds once for one edit: the pages that a rebuild writes are changes too, but not a person's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from generator.problems import ContentError
from generator.settings import read_settings
from generator.write import MANIFEST, read_manifest

_Stamps = dict[str, tuple[int, int]]


def once(builder: Callable[[], None], folder: Path, watched: Iterable[str | None]) -> Callable[[], None]:
    """A builder that does nothing when all that was changed under `watched` since its last run, it wrote itself."""
    watched = tuple(watched)
    seen: _Stamps = {}

    def rebuild() -> None:
        nonlocal seen
        before = _stamps(watched)
        if before == seen:
            return
        ours = _ours(folder)
        builder()
        ours |= _ours(folder)
        after = _stamps(watched)
        seen = {path: stamp for path, stamp in before.items() if path not in ours}
        seen |= {path: stamp for path, stamp in after.items() if path in ours}

    return rebuild


def _ours(folder: Path) -> set[str]:
    try:
        settings = read_settings(folder)
        paths = {MANIFEST, *read_manifest(settings).files}
    except ContentError:
        return set()
    return {str(settings.content / path) for path in paths}


def _stamps(watched: Iterable[str | None]) -> _Stamps:
    """Time and size of every file under `watched`, by path."""
    stamps = {}
    for root in filter(None, watched):
        for path in [Path(root), *Path(root).rglob("*")]:
            if path.is_file():
                status = path.stat()
                stamps[str(path)] = (status.st_mtime_ns, status.st_size)
    return stamps
