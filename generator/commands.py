"""What each command of `frontmark` does: its arguments → one call → printed lines and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

# Everything heavy is imported by the command that needs it: `--help` answers at once.
if TYPE_CHECKING:
    from generator.settings import Settings

GOOD, PROBLEMS, USAGE = 0, 1, 2


def check(chosen: argparse.Namespace) -> int:
    """Look for every fault; change nothing."""
    from generator import build, report

    checked = build.check(_settings(chosen))
    warnings = report.seen_from(Path(chosen.folder), checked.warnings)
    if chosen.format == "json":
        print(report.as_json(warnings))
    elif chosen.format == "github":
        print(report.github(warnings), end="\n" if warnings else "")
    else:
        if warnings:
            print(report.text(warnings), file=sys.stderr)
        found = ", ".join(("no problems", *filter(None, [report.warnings(warnings)])))
        print(f"{sum(checked.rows.values()):,} rows of {len(checked.rows)} tables, {found}")
    return GOOD


def generate(chosen: argparse.Namespace) -> int:
    """Pages and charts into `content/`."""
    from generator import build
    from generator.progress import for_stream

    settings = _settings(chosen)
    done = build.generate(settings, for_stream(sys.stdout), clean=chosen.clean)
    print(f"{len(done.planned)} files in {here(settings.content)}, {sum(done.seconds.values()):.1f} s")
    return GOOD


def build(chosen: argparse.Namespace) -> int:
    """The site, from the tables to verified pages."""
    from generator import build as steps
    from generator.progress import for_stream

    if chosen.as_of is not None and not chosen.out:
        misused("--as-of needs --out DIR: an earlier edition does not go where the last one is published")
    settings = _settings(chosen)
    out = chosen.out.absolute() if chosen.out else settings.site
    if chosen.as_of is None:
        done = steps.build(settings, out, for_stream(sys.stdout), clean=chosen.clean)
    else:
        from generator.ledger.past import build_as_of

        done = build_as_of(settings, chosen.as_of, out, for_stream(sys.stdout))
    print(f"{done.published.pages} pages in {here(out)}, {sum(done.seconds.values()):.1f} s")
    return GOOD


def changes(chosen: argparse.Namespace) -> int:
    """What `record` would record."""
    from generator.ledger import commands
    from generator.ledger.published import MisuseError

    try:
        print(commands.changes(_settings(chosen), chosen.since, chosen.format, date.today()))
    except MisuseError as error:
        misused(str(error))
    return GOOD


def record(chosen: argparse.Namespace) -> int:
    """What changed since the last edition, and why, into the ledger."""
    from generator.ledger import commands
    from generator.ledger.published import MisuseError

    day = chosen.date or date.today()
    try:
        print(commands.record(_settings(chosen), chosen.since, chosen.reason, chosen.approved_by, day))
    except MisuseError as error:
        misused(str(error))
    return GOOD


def serve(chosen: argparse.Namespace) -> int:
    """Live preview."""
    from generator.preview import preview

    try:
        return preview(_settings(chosen), chosen.addr)
    except OSError as error:
        misused(f"no preview: {error.strerror}; try another address with --addr")


def compare(chosen: argparse.Namespace) -> int:
    """What readers would see otherwise, of two built sites."""
    from generator import compare as sites
    from generator.compare import report

    shown = {"text": report.text, "markdown": report.as_markdown, "json": report.as_json}
    try:
        print(shown[chosen.format](sites.compare(sites.open_site(chosen.old), sites.open_site(chosen.new))))
    except sites.NoSiteError as error:
        misused(str(error))
    return GOOD


def verify(chosen: argparse.Namespace) -> int:
    """Whether a copy of a site is what its SHA256SUMS lists, and who signed that."""
    from generator.mirror import NoListingError, differences, listed
    from generator.signature import signatures
    from generator.sums import NAME

    folder = Path(chosen.folder)
    if not folder.is_dir():
        misused(f"no folder {chosen.folder}")
    for given in filter(None, (chosen.key, chosen.signers)):
        if not given.is_file():
            misused(f"no file {given}")
    try:
        wanted = listed(folder)
        faults = list(differences(folder, wanted))
    except NoListingError as error:
        wanted, faults = {}, [(NAME, str(error))]
    for found in signatures(folder, chosen.key, chosen.signers):
        if found.fault:
            faults.append((found.name, found.fault))
        else:
            print(f"{found.name}: {found.said or 'not checked: it takes the key of who signed, see --help'}")
    for path, fault in faults:
        print(f"{path if path.isprintable() else ascii(path)}: {fault}", file=sys.stderr)
    if faults:
        print("1 fault" if len(faults) == 1 else f"{len(faults):,} faults", file=sys.stderr)
        return PROBLEMS
    print(f"{len(wanted):,} files in {here(folder)}, each as {NAME} lists it")
    return GOOD


def import_ucdp(chosen: argparse.Namespace) -> int:
    """Events of UCDP GED into the tables of a site folder."""
    from generator.importers import folder, ucdp

    if not chosen.file.is_file():
        misused(f"no file {chosen.file}")
    imported = ucdp.convert(chosen.file, folder.earlier(chosen.folder, "ucdp"))
    written = folder.put(chosen.folder, "ucdp", imported)
    for line in imported.remarks.lines():
        print(line)
    print(f"{imported.read:,} rows read; written in {here(chosen.folder)}: {', '.join(written)}")
    print(", ".join(f"{len(rows):,} {name}" for name, rows in imported.tables.items()))
    for code, name in folder.missing_sides(chosen.folder, imported).items():
        print(f"mkdocs.yml: extra.frontmark.sides: add {code}: {name}")
    return GOOD


def check_sources(chosen: argparse.Namespace) -> int:
    """Whether the pages of the sources still answer; or which of them need archiving."""
    from generator import build as steps
    from generator.evidence import record
    from generator.evidence.hosts import Hosts

    settings = _settings(chosen)
    tables = steps.check(settings).tables
    if chosen.archive_list:
        for address in record.to_archive(tables):
            print(address)
        return GOOD
    hosts = Hosts(record.web(settings))
    found = record.check_sources(tables, settings, date.today(), hosts, lambda line: print(line, flush=True))
    print(", ".join(f"{n:,} {result}" for result, n in sorted(found.items())) or "no source has an address")
    return GOOD


def _settings(chosen: argparse.Namespace) -> Settings:
    from generator.settings import read_settings

    folder = Path(chosen.folder)
    if not folder.is_dir():
        misused(f"no folder {chosen.folder}")
    if not (folder / "mkdocs.yml").is_file():
        misused(f"no mkdocs.yml in {chosen.folder}; a site folder holds mkdocs.yml and content/")
    return read_settings(folder.absolute())


def misused(message: str) -> NoReturn:
    """End with one line on how the command was used wrongly."""
    print(f"frontmark: {message}", file=sys.stderr)
    raise SystemExit(USAGE)


def here(path: Path) -> str:
    """`path` as seen from the current folder, with forward slashes."""
    return Path(os.path.relpath(path)).as_posix()
