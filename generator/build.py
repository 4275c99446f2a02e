"""The order of the steps."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.crew import beside
from generator.language import speaking
from generator.problems import ContentError, Problem
from generator.progress import Progress
from generator.publish import Published, publish
from generator.same import Last, inputs, left, recall, remember
from generator.settings import Settings
from generator.store import FOLDER, Store, StoreError, with_store
from generator.sums import hashes
from generator.write import Facts as Stored
from generator.write import Written, read_manifest, write

if TYPE_CHECKING:
    from generator.pages import Site
    from generator.read import Note
    from generator.tables import Tables

_T = TypeVar("_T")

# What is heavy is imported by the step that needs it: a failing check need not wait for what plans pages.


@dataclass(frozen=True)
class Checked:
    """What holds: the tables, the notes, how many rows were read of each table, and what words and data say against
    each other."""

    tables: Tables
    notes: tuple[Note, ...]
    rows: Mapping[str, int]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Generated:
    """What is in `content/` now: `planned` are paths inside it; `seconds` by step."""

    rows: Mapping[str, int]
    planned: tuple[str, ...]
    charts: int
    written: Written
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Built:
    """What is in the site now; `seconds` by step."""

    generated: Generated
    published: Published
    seconds: Mapping[str, float]


def check(settings: Settings, progress: Progress | None = None) -> Checked:
    """Read and check; changes nothing. Raises ContentError with every fault."""
    from generator import report
    from generator.check import check
    from generator.check.doubts import doubts
    from generator.check.noted import noted
    from generator.ledger import unrecorded
    from generator.read import read

    progress = progress or Progress()
    with progress.step("read") as step:
        if not settings.content.is_dir():
            fault = "no such folder; a site folder holds mkdocs.yml and content/"
            raise ContentError([Problem(settings.relative(settings.content), 0, "", fault)])
        raw = read(settings)
        rows = {name: len(table.lines) for name, table in raw.tables.items()}
        step.done(f"{sum(rows.values()):,} rows of {len(rows)} tables, {len(raw.notes)} notes")
    with progress.step("check") as step:
        tables = check(raw, settings)
        if problems := [*_stray(tables, raw.notes, settings), *unrecorded(raw.tables, settings)]:
            raise ContentError(problems)
        warnings = (*doubts(tables, raw), *noted(tables, raw.notes))
        step.done(f"no problems, {report.warnings(warnings)}" if warnings else "no problems")
    return Checked(tables, raw.notes, rows, warnings)


def _stray(tables: Tables, notes: tuple[Note, ...], settings: Settings) -> list[Problem]:
    """Notes without a page. Most sites have few notes or none; to plan the pages takes a while."""
    if not notes:
        return []
    from generator.compose import stray_notes

    return stray_notes(tables, notes, settings)


def generate(settings: Settings, progress: Progress | None = None, *, clean: bool = False) -> Generated:
    """Tables and notes → pages in `content/`. Raises ContentError, and has then changed nothing.

    clean: make every page anew, whatever the store has of it.
    """
    progress = progress or Progress()

    def work(store: Store) -> Generated:
        generated, _ = _generate(settings, store, hashes(settings.content), progress)
        store.sweep(spared=("html", "site"))  # the next build publishes these pages
        return generated

    return _with_store(settings, progress, work, clean)


def build(settings: Settings, out: Path, progress: Progress | None = None, *, clean: bool = False) -> Built:
    """Tables and notes → pages → the site in `out`. Raises ContentError; `out` is then as it was.

    clean: make everything anew, whatever the store has of it.
    """
    progress = progress or Progress()
    return _with_store(settings, progress, lambda store: _build(settings, out, store, progress), clean)


def _build(settings: Settings, out: Path, store: Store, progress: Progress) -> Built:
    with progress.step("compare") as step:
        seen = hashes(settings.content)
        last = recall(store, settings, out, seen)
        step.done("nothing has changed since the last build" if last else f"{len(seen):,} files")
    if last:
        return _as_it_was(last, settings, progress)
    generated, files = _generate(settings, store, seen, progress)

    from generator.kept import Kept

    kept = Kept(store, files, settings.content)
    published = publish(settings, out, files, progress, kept, store.sweep)
    # Last of all: where nothing has changed since, nobody looks for what a killed build has left beside the site.
    now = inputs(left(seen, generated.written.removed, files, settings.content))
    last = Last(now, published.listed, generated.rows, generated.charts, published.pages)
    remember(store, settings, out, last)
    return Built(generated, published, dict(progress.seconds))


def _as_it_was(last: Last, settings: Settings, progress: Progress) -> Built:
    planned = tuple(sorted(read_manifest(settings).files))
    generated = Generated(last.rows, planned, last.charts, Written((), planned, ()), dict(progress.seconds))
    return Built(generated, Published(last.pages, last.listed), dict(progress.seconds))


def _generate(
    settings: Settings, store: Store, seen: Mapping[str, str], progress: Progress
) -> tuple[Generated, Mapping[str, str]]:
    """The pages, and the SHA-256 of each file by its path; `seen`: that of each file in `content/` at the start."""
    checked = check(settings, progress)

    from generator.bytecode import Bytecode
    from generator.compose import compose
    from generator.feeds import feeds
    from generator.gathered import gatherings
    from generator.measure import measure
    from generator.package import package
    from generator.remake import parts, remake
    from generator.render import keep_compiled

    with speaking(settings.language):
        with progress.step("measure") as step:
            measures = measure(checked.tables, settings)
            step.done("control, pace, support, direction")
        # Both go through every row, and neither needs the other but for the sizes that one page names.
        with beside(lambda: package(checked.tables, measures, settings, store, seen)) as packaged:
            with progress.step("compose") as step:
                site = compose(checked.tables, measures, checked.notes, settings, lambda: packaged().sizes)
                step.done(f"{len(site.leaves)} pages")
            with progress.step("package") as step:
                data = packaged().files
                store.touch(packaged().places)
                step.done(packaged().told)
        with progress.step("make") as step:
            keep_compiled(Bytecode(store))
            told = (*gatherings(site), *feeds(site, settings.site_author or settings.site_name))
            files = {**data, **remake(tuple(parts(site)), store, seen, step, told)}
            charts = sum(path.startswith("charts/") and path.endswith(".svg") for path in files)
        facts = _facts(site)
    with progress.step("write") as step:
        written = write(files, store.fetch, settings, facts, seen, store.lay)
        changes = (len(written.written), len(written.unchanged), len(written.removed))
        step.done("{} written, {} unchanged, {} removed".format(*changes))
    return Generated(checked.rows, tuple(sorted(files)), charts, written, dict(progress.seconds)), files


def _facts(site: Site) -> Stored:
    """What the footer says, and the days by which the site and its pages are dated: of the data, not of the build."""
    from generator.words import long_date

    facts = site.facts
    edition: dict[str, str | int] = {}
    if facts.edition and facts.edition_date:
        edition = {"edition": facts.edition, "edition_date": long_date(facts.edition_date)}
    return {
        "updated": {page: day.isoformat() for page, day in site.updated.items()},
        "data_until": long_date(facts.last),
        "data_from": long_date(facts.first),
        "last_day": facts.last.isoformat(),
        "events": facts.events,
        "sources": facts.sources,
        **edition,
    }


@contextmanager
def _alone(settings: Settings, progress: Progress) -> Iterator[None]:
    """Two builds of one site folder would mix their pages: the second waits until the first is done."""
    lock = os.open(settings.folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.say("another build of this site is running; waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _with_store(settings: Settings, progress: Progress, work: Callable[[Store], _T], clean: bool) -> _T:
    """What `work` gives, alone in the site folder and with its store."""
    from generator.stamp import stamp

    def begin(store: Store) -> _T:
        if clean:
            store.empty()
        return work(store)

    with _alone(settings, progress):
        try:
            return with_store(settings.folder, stamp(settings), begin, progress.say)
        except StoreError as error:
            place = settings.relative(settings.folder / FOLDER)
            fault = f"cannot be written, nor can the folder for temporary files: {error.reason}"
            raise ContentError([Problem(place, 0, "", fault)]) from error
