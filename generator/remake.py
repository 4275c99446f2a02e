"""What a site is made of, part by part → files in the store: what it has stays, the rest is made in all cores."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from generator.assets import assets, text_of
from generator.crew import spread
from generator.draw import draw
from generator.lines import Lines
from generator.lite import STYLE
from generator.make import Made, make
from generator.pages import Leaf, Site
from generator.progress import Step
from generator.store import Store
from generator.vega import PATH, bundle

_OF_A_TIME = re.compile(r"/(\d{4}(?:-\d\d){0,2})\b")


@dataclass(frozen=True)
class Part:
    """Files that are made together: a page with its charts, or what all pages share.

    `key`: all that they are made from beside what the store's stamp stands for. `make` may run in a forked process.
    """

    key: str
    make: Callable[[], Made]


@dataclass(frozen=True)
class Gathering:
    """Files made of pieces of other parts, such as a feed of the plain articles of pages.

    `key`: its name, and all that they are made from beside the pieces `of` these names and what the stamp stands for.
    `make`: of the bytes of those pieces, in that order, the files; it may run in a forked process. Each name has to be
    that of a piece of some part. Files are made again when a piece, the order or the key is another one.
    """

    key: str
    of: tuple[str, ...]
    make: Callable[[list[bytes]], Mapping[str, bytes]]


@dataclass(frozen=True)
class Held:
    """`files`, `pieces`: path or name → SHA-256; `places`: everything in the store that they rest on."""

    files: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)


def parts(site: Site) -> Iterator[Part]:
    """Every part of a site, the slowest first."""
    yield Part(PATH, lambda: Made({PATH: bundle().encode()}))
    yield Part("assets", lambda: Made({path: text.encode() for path, text in assets().items()}))
    if "lite" in site.facts.forms:
        yield Part(STYLE, lambda: Made({STYLE: text_of("lite.css").encode()}))
    lines = Lines(site)
    for leaf in sorted(site.leaves, key=_time, reverse=True):
        yield Part(f"{leaf.path} {leaf.fingerprint}", _page(leaf, lines))


def _time(leaf: Leaf) -> str:
    """The year, month or day of a page that is of one; all others tell of the newest rows.

    Pages of one time show the same rows: made one after the other, they find the lines of these ready.
    """
    found = _OF_A_TIME.search(leaf.path)
    return found[1] if found else "9999"


def _page(leaf: Leaf, lines: Lines) -> Callable[[], Made]:
    return lambda: make(leaf, lines, draw)


def remake(
    wanted: Sequence[Part],
    store: Store,
    seen: Mapping[str, str],
    step: Step,
    gatherings: Sequence[Gathering] = (),
) -> dict[str, str]:
    """Path inside `content/` → SHA-256 of all files of the parts `wanted` and of the `gatherings` of their pieces;
    `step` hears of each that is made.

    Each file is then in the store, or in `content/` as it was `seen` (path → SHA-256). Raises StoreError when the
    store cannot be written, and whatever making a part raises.
    """
    held = [_held(part, store, seen) for part in wanted]
    missing = [number for number, found in enumerate(held) if found is None]
    step.of(len(missing))
    _make(wanted, missing, held, store, step)
    whose = {name: number for number, found in enumerate(held) if found for name in found.pieces}
    later = [_gathered(gathering, held, whose, store) for gathering in gatherings]
    then = [_held(part, store, seen) for part in later]
    todo = [number for number, found in enumerate(then) if found is None]
    # Pieces are looked at only where something is made of them: most builds need none.
    needed = dict.fromkeys(name for number in todo for name in gatherings[number].of)
    lost = {whose[name] for name in needed if store.read(_piece(name, held, whose)) is None}
    step.of(len(missing) + len(lost) + len(todo))
    _make(wanted, sorted(lost), held, store, step)
    _make(later, todo, then, store, step)
    step.done(f"{len(missing) + len(todo):,} of {len(wanted) + len(later):,} parts")
    return {path: name for found in (*held, *then) if found for path, name in found.files.items()}


def _make(
    wanted: Sequence[Part], numbers: Sequence[int], held: list[Held | None], store: Store, step: Step
) -> None:
    for number, made in spread(lambda number: _made(wanted[number], store), numbers, draws=True):
        store.touch(made.places)
        store.vouch(made.files.values())
        held[numbers[number]] = made
        step.tick()


def _piece(name: str, held: Sequence[Held | None], whose: Mapping[str, int]) -> str:
    """The SHA-256 of a piece by its name."""
    found = held[whose[name]]
    assert found is not None
    return found.pieces[name]


def _gathered(
    gathering: Gathering, held: Sequence[Held | None], whose: Mapping[str, int], store: Store
) -> Part:
    """A gathering as a part, whose key knows its pieces."""
    names = [_piece(name, held, whose) for name in gathering.of]
    told = hashlib.sha256("\n".join((gathering.key, *gathering.of, *names)).encode()).hexdigest()
    return Part(
        f"{gathering.key} {told}", lambda: Made(gathering.make([store.fetch(name) for name in names]))
    )


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
        made = part.make()
        files = {path: store.keep(data) for path, data in made.files.items()}
        pieces = {name: store.keep(data) for name, data in made.pieces.items()}
        held = Held(files, pieces, sorted(places))
        store.put("part", part.key, json.dumps(asdict(held)).encode())
    return Held(files, pieces, sorted(places))
