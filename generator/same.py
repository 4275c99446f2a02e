"""Whether a site is still the one that would be built now: the same inputs, and every byte of it as it was left."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.settings import Settings
from generator.store import Store
from generator.sums import agrees
from generator.write import MANIFEST, TEMPORARY


@dataclass(frozen=True)
class Last:
    """What a build made of which inputs: `inputs` see below; `listed`: the SHA-256 of its SHA256SUMS."""

    inputs: str
    listed: str
    rows: Mapping[str, int]
    charts: int
    pages: int


def inputs(files: Mapping[str, str]) -> str:
    """SHA-256 (hex) over all files of `content/`, path → SHA-256; the rest that counts is in the store's stamp."""
    text = json.dumps({path: name for path, name in files.items() if path != TEMPORARY}, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def left(
    seen: Mapping[str, str], removed: Iterable[str], planned: Mapping[str, str], content: Path
) -> dict[str, str]:
    """`content/` as a build leaves it: what people wrote as it was `seen` at the start, so that an edit made since
    then counts as new, and the generator's own files, of which it has `removed` some.
    """
    found = {**seen, **planned, MANIFEST: hashlib.sha256((content / MANIFEST).read_bytes()).hexdigest()}
    for path in removed:
        found.pop(path, None)
    return found


def recall(store: Store, settings: Settings, out: Path, seen: Mapping[str, str]) -> Last | None:
    """The last build into `out`, when `content/` is as it left it and so is the site."""
    record = store.get("site", _key(settings, out))
    if record is None:
        return None
    last = Last(**json.loads(record))
    return last if last.inputs == inputs(seen) and last.listed == agrees(out) else None


def remember(store: Store, settings: Settings, out: Path, last: Last) -> None:
    """Keep what was built into `out`. Raises StoreError."""
    store.put("site", _key(settings, out), json.dumps(asdict(last)).encode())


def _key(settings: Settings, out: Path) -> str:
    return Path(os.path.relpath(out, settings.folder)).as_posix()
