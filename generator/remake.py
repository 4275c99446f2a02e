"""What a site is made of, part by part → files in the store: what it has stays, the rest is made in all cores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from charts.draw import Drawing
from generator.assets import assets
from generator.blocks import Chart
from generator.crew import spread
from generator.draw import draw
from generator.lines import Lines
from generator.make import make
from generator.pages import Leaf, Site
from generator.progress import Step
from generator.store import Store
from generator.vega import PATH, bundle


@dataclass(frozen=True)
class Part:
    """Files that are made together: a page with its charts, or what all pages share.

    `key`: all that they are made from beside what the store's stamp stands for. `make`: their bytes by their path
    inside `content/`; it may run in a forked process.
    """

    key: str
    make: Callable[[], Mapping[str, bytes]]


@dataclass(frozen=True)
class Held:
    """`files`: path inside `content/` → SHA-256; `places`: everything in the store that they rest on."""

    files: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)


def parts(site: Site, store: Store) -> Iterator[Part]:
    """Every part of a site, the slowest first; drawings go into the store as well."""
    yield Part(PATH, lambda: {PATH: bundle().encode()})
    yield Part("assets", lambda: {path: text.encode() for path, text in assets().items()})
    lines = Lines(site)
    for leaf in site.leaves:
        yield Part(f"{leaf.path} {leaf.fingerprint}", _page(leaf, lines, store))


def _page(leaf: Leaf, lines: Lines, store: Store) -> Callable[[], Mapping[str, bytes]]:
    return lambda: make(leaf, lines, lambda chart: _drawn(chart, store))


def _drawn(chart: Chart, store: Store) -> Drawing:
    """The drawing of a chart; the same one on another page, or on this page as of another day, is drawn once."""
    told = json.dumps([chart.name, chart.title, chart.alt, chart.spec])
    key = hashlib.sha256(told.encode()).hexdigest()
    if (stored := store.get("drawing", key)) is not None:
        return Drawing(**json.loads(stored))
    drawing = draw(chart)
    store.put("drawing", key, json.dumps(vars(drawing)).encode())
    return drawing


def remake(wanted: Sequence[Part], store: Store, seen: Mapping[str, str], step: Step) -> dict[str, str]:
    """Path inside `content/` → SHA-256 of all files of the parts `wanted`; `step` hears of each that is made.

    Each file is then in the store, or in `content/` as it was `seen` (path → SHA-256). Raises StoreError when the
    store cannot be written, and whatever making a part raises.
    """
    held = [_held(part, store, seen) for part in wanted]
    missing = [number for number, found in enumerate(held) if found is None]
    step.of(len(missing))
    for number, made in spread(lambda number: _made(wanted[number], store), missing, draws=True):
        store.touch(made.places)
        held[missing[number]] = made
        step.tick()
    step.done(f"{len(missing):,} of {len(wanted):,} parts")
    return {path: name for found in held if found for path, name in found.files.items()}


def _held(part: Part, store: Store, seen: Mapping[str, str]) -> Held | None:
    """What the store has of a part; None when any file of it can be had neither there nor in `content/`."""
    record = store.get("part", part.key)
    if record is None:
        return None
    held = Held(**json.loads(record))
    store.touch(held.places)
    whole = all(seen.get(path) == name or store.read(name) is not None for path, name in held.files.items())
    return held if whole else None


def _made(part: Part, store: Store) -> Held:
    with store.noting() as places:
        files = {path: store.keep(data) for path, data in part.make().items()}
        store.put("part", part.key, json.dumps(asdict(Held(files, sorted(places)))).encode())
    return Held(files, sorted(places))
