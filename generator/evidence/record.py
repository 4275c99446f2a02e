"""All sources visited, and what was found written into the table `source_checks`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from generator.evidence.hosts import Hosts
from generator.evidence.visit import GONE, Finding, visit
from generator.evidence.web import Web
from generator.problems import ContentError, Problem
from generator.records import SourceCheck, records
from generator.schema import SOURCE_CHECKS
from generator.settings import Settings
from generator.tables import Tables

_WORKERS = 8
"""So many hosts are asked at the same time."""


@dataclass(frozen=True)
class Address:
    """What is asked for: a row of `sources` that has an address."""

    id: str
    url: str
    archived_url: str


def web(settings: Settings) -> Web:
    """Requests that say who asks, and where its pages are read."""
    site = f"; +{settings.site_url}" if settings.site_url else ""
    return Web(f"Frontmark/{version('frontmark')} (asks whether cited pages still answer{site})")


def check_sources(
    tables: Tables, settings: Settings, day: dt.date, hosts: Hosts, tell: Callable[[str], None]
) -> Counter[str]:
    """Visit every source that has an address, and write what was found of each; how often each result was found.

    Written at the end, and when the work is broken off: what was found until then. `tell` hears of each source that
    is not live. Raises ContentError when the table cannot be written.
    """
    file = settings.content / "data" / f"{SOURCE_CHECKS.name}.csv"
    if file.with_suffix("").is_dir():
        fault = f"expected one file: join the files of {SOURCE_CHECKS.name}/ as {file.name}"
        raise ContentError([Problem(settings.relative(file.with_suffix("")), 0, "", fault)])
    found: dict[str, Finding] = {}
    try:
        for id, finding in _visits(addresses(tables), hosts):
            found[id] = finding
            if finding.fault:
                tell(f"{id}: {finding.result} ({finding.fault})")
    finally:
        if found:
            _save(settings, file.name, _renewed(tables, found, day))
    return Counter(finding.result for finding in found.values())


def addresses(tables: Tables) -> list[Address]:
    """The sources that have an address, in table order."""
    columns = [tables.sources[field.name] for field in fields(Address)]
    return [address for row in zip(*columns, strict=True) if (address := Address(*row)).url]


def to_archive(tables: Tables) -> list[str]:
    """The addresses that may still answer and of which no archived copy is named, each once, in table order."""
    last = {row.source: row for row in records(tables.source_checks, SourceCheck)}
    return list(
        dict.fromkeys(
            address.url
            for address in addresses(tables)
            if not address.archived_url
            and not (
                address.id in last and (last[address.id].archived_url or last[address.id].result == GONE)
            )
        )
    )


def _visits(wanted: Sequence[Address], hosts: Hosts) -> Iterator[tuple[str, Finding]]:
    """Each source with what was found, in the order in which it was found; the sources of one host in one thread."""
    by_host: dict[str, list[Address]] = {}
    for address in wanted:
        by_host.setdefault(urlsplit(address.url).hostname or "", []).append(address)
    waiting: SimpleQueue[list[Address]] = SimpleQueue()
    done: SimpleQueue[tuple[str, Finding | BaseException]] = SimpleQueue()
    for group in sorted(by_host.values(), key=len, reverse=True):
        waiting.put(group)

    def work() -> None:
        while True:
            try:
                group = waiting.get_nowait()
            except Empty:
                return
            for address in group:
                try:
                    done.put((address.id, visit(address.url, hosts)))
                except BaseException as error:
                    done.put((address.id, error))

    # Daemons: who breaks off does not wait for servers that are slow to answer.
    for _ in range(min(_WORKERS, len(by_host))):
        threading.Thread(target=work, daemon=True).start()
    for _ in wanted:
        id, finding = done.get()
        if isinstance(finding, BaseException):
            raise finding
        yield id, finding


def _renewed(tables: Tables, found: Mapping[str, Finding], day: dt.date) -> list[SourceCheck]:
    """The rows of the table from now on: of each source that there is the newest, with the copy named before."""
    last = {row.source: row for row in records(tables.source_checks, SourceCheck)}
    rows = []
    for id in tables.sources["id"]:
        before = last.get(id)
        if finding := found.get(id):
            copy = before.archived_url if before else ""
            row = SourceCheck(id, day, finding.result, finding.status, finding.final_url, finding.fault, copy)
            rows.append(row)
        elif before:
            rows.append(before)
    return rows


def _save(settings: Settings, name: str, rows: Sequence[SourceCheck]) -> None:
    names = [field.name for field in fields(SourceCheck)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = [getattr(row, name) for name in names]
        writer.writerow(["" if cell is None else str(cell) for cell in cells])
    data = settings.content / "data"
    temporary = data / f".{name}.tmp"
    try:
        temporary.write_text(out.getvalue(), "utf-8")
        temporary.replace(data / name)
    except OSError as error:
        fault = f"cannot be written: {error.strerror}"
        raise ContentError([Problem(settings.relative(data / name), 0, "", fault)]) from error
