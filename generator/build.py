"""The order of the steps."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.language import speaking
from generator.problems import ContentError, Problem
from generator.progress import Progress
from generator.publish import Published, publish
from generator.settings import Settings
from generator.write import Written, write

if TYPE_CHECKING:
    from generator.pages import Facts
    from generator.read import Note
    from generator.tables import Tables

# What is heavy is imported by the step that needs it: a failing check need not wait for Altair.


@dataclass(frozen=True)
class Checked:
    """What holds: the tables, the notes, and how many rows were read of each table."""

    tables: Tables
    notes: tuple[Note, ...]
    rows: Mapping[str, int]


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
    from generator.check import check
    from generator.compose import stray_notes
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
        if problems := [*stray_notes(tables, raw.notes, settings), *unrecorded(raw.tables, settings)]:
            raise ContentError(problems)
        step.done("no problems")
    return Checked(tables, raw.notes, rows)


def generate(settings: Settings, progress: Progress | None = None) -> Generated:
    """Tables and notes → pages in `content/`. Raises ContentError, and has then changed nothing."""
    progress = progress or Progress()
    with _alone(settings, progress), speaking(settings.language):
        return _generate(settings, progress)


def build(settings: Settings, out: Path, progress: Progress | None = None) -> Built:
    """Tables and notes → pages → the site in `out`. Raises ContentError; `out` is then as it was."""
    progress = progress or Progress()
    with _alone(settings, progress):
        with speaking(settings.language):
            generated = _generate(settings, progress)
        published = publish(settings, out, generated.planned, progress)
    return Built(generated, published, dict(progress.seconds))


def _generate(settings: Settings, progress: Progress) -> Generated:
    checked = check(settings, progress)

    from generator.assets import assets
    from generator.compose import compose
    from generator.downloads import downloads
    from generator.draw import draw
    from generator.measure import measure
    from generator.render import render
    from generator.social import social
    from generator.vega import vega

    with progress.step("measure") as step:
        measures = measure(checked.tables, settings)
        step.done("control, pace, support, direction")
    with progress.step("compose") as step:
        site = compose(checked.tables, measures, checked.notes, settings)
        step.done(f"{len(site.pages)} pages")
    with progress.step("draw") as step:
        drawings = draw(site, step)
        step.done(f"{len(drawings)} charts")
    with progress.step("render") as step:
        files = {
            **render(site, drawings),
            **downloads(site, drawings),
            **social(site, drawings),
            **assets(),
            **vega(settings),
        }
        step.done(f"{len(files)} files")
    with progress.step("write") as step:
        written = write(files, settings, _facts(site.facts))
        changes = (len(written.written), len(written.unchanged), len(written.removed))
        step.done("{} written, {} unchanged, {} removed".format(*changes))
    return Generated(checked.rows, tuple(sorted(files)), len(drawings), written, dict(progress.seconds))


def _facts(facts: Facts) -> dict[str, str | int]:
    """What the footer says, and the day by which the site is dated: that of its data, not of the build."""
    from generator.words import long_date

    return {
        "data_until": long_date(facts.last),
        "data_from": long_date(facts.first),
        "last_day": facts.last.isoformat(),
        "events": facts.events,
        "sources": facts.sources,
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
