"""The arguments of `frontmark`, their help, and the command that each leads to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import commands

_OVERVIEW = """examples:
  frontmark check                         every fault in the tables and notes, with its line
  frontmark build                         the site, from the tables to verified pages
  frontmark serve                         live preview
  frontmark build --help                  more on one command

exit codes: 0 good, 1 problems in the content, 2 wrong usage"""
_EXAMPLES = {
    "check": """examples:
  frontmark check                         the site folder here
  frontmark check sites/syria             another one
  frontmark check --format github         annotations in a workflow of GitHub Actions
  frontmark check --format json | jq length""",
    "generate": """examples:
  frontmark generate                      pages and charts into content/
  frontmark generate && mkdocs build      the same site as frontmark build, unverified""",
    "build": """examples:
  frontmark build                         into site/
  frontmark build --out /srv/www/reports  elsewhere; what is there is replaced in one move
  frontmark build --clean                 trusting nothing that earlier builds have left
  frontmark build sites/syria
  frontmark build --as-of 3 --out /tmp/then  the site as it was known in edition 3""",
    "serve": """examples:
  frontmark serve                         http://127.0.0.1:8000/
  frontmark serve --addr 0.0.0.0:9000     for others on the same network""",
    "compare": """examples:
  frontmark compare old/site site         two built sites, by what readers see
  frontmark compare old/site site --format markdown > summary.md""",
    "import ucdp": """examples:
  frontmark import ucdp GEDEvent_v25_1.csv --into sites/world
  frontmark import ucdp ged251-csv.zip --into sites/world && frontmark build sites/world""",
    "verify": """examples:
  frontmark verify /srv/www/mirror        every file against SHA256SUMS
  frontmark verify mirror --key publisher.pub         and who signed it, with minisign
  frontmark verify mirror --signers allowed_signers   the same with ssh-keygen""",
    "sources": """examples:
  frontmark sources check                 asks for the address of every source, politely: minutes
  frontmark sources check --archive-list  the addresses of which no archived copy is named; asks nobody""",
    "changes": """examples:
  frontmark changes                       the tables against git's HEAD
  frontmark changes --since main          against another branch or commit
  frontmark changes --since /srv/www/data --format markdown""",
    "record": """examples:
  frontmark record --reason "Rows of 9 to 16 December"
  frontmark record --reason "Two sources confirm the capture" --approved-by "A. Editor"
  frontmark record --since /srv/www/data --reason "First record of a site that is published" """,
}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command; `command` of what it gives is the function in `commands` to call."""
    whole = argparse.ArgumentParser(
        prog="frontmark",
        description="Report sites from tables of sourced events.",
        epilog=_OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = whole.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, help: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        command = known.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=_EXAMPLES[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name not in ("compare", "verify"):
            folder = "a folder with mkdocs.yml and content/; default: the current one"
            command.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help=folder)
        command.set_defaults(command=run, format="text")
        return command

    check = add("check", "look for every fault in the tables and notes; change nothing", commands.check)
    formats = ("text", "github", "json")
    check.add_argument("--format", choices=formats, help="how to print problems; default: text")
    generate = add("generate", "check, then write the pages and charts into content/", commands.generate)
    build = add("build", "check, generate, build the site with MkDocs and verify it", commands.build)
    where = "where the site goes; default: site_dir of mkdocs.yml"
    build.add_argument("--out", type=Path, metavar="DIR", help=where)
    earlier = "the site as it was known in that edition; needs --out"
    build.add_argument("--as-of", type=int, metavar="EDITION", help=earlier)
    anew = "make everything anew: empty .frontmark/, where earlier builds keep what they made"
    for command in (generate, build):
        command.add_argument("--clean", action="store_true", help=anew)
    serve = add("serve", "live preview: editing a table or a note refreshes the page", commands.serve)
    serve.add_argument("--addr", type=_address, metavar="HOST:PORT", help="default: 127.0.0.1:8000")
    compare = add(
        "compare", "what readers would see otherwise: two built sites, page by page", commands.compare
    )
    for name in ("old", "new"):
        compare.add_argument(name, type=Path, metavar=name.upper(), help="a folder that holds a built site")
    compare.add_argument("--format", choices=("text", "markdown", "json"), help="default: text")
    _add_verify(add)
    _add_import(known)
    _add_sources(known)
    _add_ledger(add)
    return whole


_Add = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


def _add_verify(add: _Add) -> None:
    verify = add(
        "verify", "compare a copy of a site with its SHA256SUMS, and check who signed it", commands.verify
    )
    verify.add_argument("folder", metavar="FOLDER", help="the copy: a folder that holds SHA256SUMS")
    key = "the publisher's public key of minisign, for SHA256SUMS.minisig"
    verify.add_argument("--key", type=Path, metavar="FILE", help=key)
    signers = "who may sign with which SSH key, for SHA256SUMS.sig; see ssh-keygen(1), allowed signers"
    verify.add_argument("--signers", type=Path, metavar="FILE", help=signers)


def _add_ledger(add: _Add) -> None:
    changes = add("changes", "print what record would record; change nothing", commands.changes)
    changes.add_argument("--format", choices=("text", "json", "markdown"), help="default: text")
    record = add("record", "record what changed since the last edition, and why", commands.record)
    record.add_argument("--reason", required=True, help="why the tables were changed, in one sentence")
    approved = "who approved what a rule of the guard has caught"
    record.add_argument("--approved-by", default="", metavar="NAME", help=approved)
    record.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the day of the edition; default: today"
    )
    for command in (changes, record):
        base = "what to compare with, a commit or a folder of tables; default: git's HEAD"
        command.add_argument("--since", default="", metavar="REV|FOLDER", help=base)


def _add_import(known: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    about = "bring a data set that others publish into the tables of a site folder"
    command = known.add_parser(
        "import",
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=_EXAMPLES["import ucdp"],
        formatter_class=raw,
    )
    ucdp = command.add_subparsers(required=True, metavar="SOURCE").add_parser(
        "ucdp",
        help="the UCDP Georeferenced Event Dataset or its Candidate files",
        description="The UCDP Georeferenced Event Dataset or its Candidate files.",
        epilog=_EXAMPLES["import ucdp"],
        formatter_class=raw,
    )
    ucdp.add_argument("file", type=Path, metavar="FILE", help="as UCDP publishes it: .csv, .csv.gz or .zip")
    where = "the site folder; one that has no mkdocs.yml yet gets what a site needs"
    ucdp.add_argument("--into", dest="folder", type=Path, required=True, metavar="FOLDER", help=where)
    ucdp.set_defaults(command=commands.import_ucdp, format="text")


def _add_sources(known: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    about = "ask whether the pages of the sources still answer; never part of a build"
    command = known.add_parser(
        "sources",
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=_EXAMPLES["sources"],
        formatter_class=raw,
    )
    told = "write into source_checks.csv what is found at the address of each source"
    check = command.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "check",
        help=told,
        description=f"{told[0].upper()}{told[1:]}.",
        epilog=_EXAMPLES["sources"],
        formatter_class=raw,
    )
    folder = "a folder with mkdocs.yml and content/; default: the current one"
    check.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help=folder)
    listed = "only print the addresses that need archiving, one a line"
    check.add_argument("--archive-list", action="store_true", help=listed)
    check.set_defaults(command=commands.check_sources, format="text")


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"expected HOST:PORT, got {value!r}")
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day as 2024-12-09, got {value!r}") from None
