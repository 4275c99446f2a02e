"""Figures of a run as a table with ratios, and each bound with whether it was reached."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.timed import Run

Found = dict[str, Run]

_TOOLS = ("frontmark", "mkdocs", "mkdocs-material", "markdown-it-py", "vl-convert-python", "zensical", "hugo")
_NOT_ENGINE = frozenset(("verify", "swap", "sums"))
_SMALL = 0.02  # a step that takes less of a run's time is not told
_KIB, _MIB, _GIB = 2**10, 2**20, 2**30

_HOW = """All engines read the same generated Markdown, in the order of `benchmarks/bench.py`. Plain MkDocs: Material,
its search and the extensions of `mkdocs.yml`, without our plugin. Ours: the whole command, from the tables to the
swapped site, charts drawn; cold: with nothing kept. Hugo: a bare template, no search. Memory: the peak of all
processes together. Written: what the kernel was asked to write to disk. Charts aside: no chart is composed,
drawn or written, nor its table; all else of every page is."""


def engine_seconds(run: Run) -> float:
    """What `frontmark build` spent on the site itself: the steps after the pages were written, without verifying.

    That is what plain MkDocs does: Markdown, templates, search index, files.
    """
    steps = list(run.steps.items())
    names = [name for name, _ in steps]
    after = steps[names.index("write") + 1 :] if "write" in names else steps
    return sum(seconds for name, seconds in after if name not in _NOT_ENGINE)


@dataclass(frozen=True)
class Bound:
    """`value` of the figures must not be over `limit`; it raises KeyError where a figure was not measured."""

    what: str
    limit: float
    value: Callable[[Mapping[str, Run]], float]
    unit: str = ""

    def of(self, found: Mapping[str, Run]) -> float | None:
        """The value, or None where it was not measured."""
        try:
            return self.value(found)
        except (KeyError, ZeroDivisionError):
            return None

    def missed(self, found: Mapping[str, Run]) -> bool:
        """Whether it was measured and not reached."""
        value = self.of(found)
        return value is not None and value > self.limit


def _ratio(one: str, other: str) -> Callable[[Mapping[str, Run]], float]:
    return lambda found: found[one].seconds / found[other].seconds


def _seconds(*names: str) -> Callable[[Mapping[str, Run]], float]:
    return lambda found: sum(found[name].seconds for name in names)


def _memory(name: str, unit: int) -> Callable[[Mapping[str, Run]], float]:
    return lambda found: found[name].memory / unit


BOUNDS = (
    Bound(
        "site engine, cold, 2,000 pages: ours / plain `mkdocs build`, both with search",
        0.40,
        lambda found: engine_seconds(found["ours cold 2000"]) / found["plain mkdocs 2000"].seconds,
    ),
    Bound(
        "one new day among 2,000 pages, whole `frontmark build`: ours / Zensical warm",
        0.20,
        _ratio("ours one new day 2000", "zensical one new day 2000"),
    ),
    Bound(
        "one new day among 2,000 pages, whole `frontmark build`", 3, _seconds("ours one new day 2000"), "s"
    ),
    Bound("nothing changed, 2,000 pages", 2, _seconds("ours nothing changed 2000"), "s"),
    Bound("growth, cold: 10,000 / 2,000 pages", 5.5, _ratio("ours cold 10000", "ours cold 2000")),
    Bound(
        "growth, one new day: 10,000 / 2,000 pages",
        3,
        _ratio("ours one new day 10000", "ours one new day 2000"),
    ),
    Bound(
        "check + generate for 400,000 events, charts aside",
        60,
        _seconds("check and generate 400000 events"),
        "s",
    ),
    Bound("its memory", 3, _memory("check and generate 400000 events", _GIB), "GiB"),
    Bound(
        "the UCDP slice, import + build cold, charts included", 90, _seconds("import ucdp", "build ucdp"), "s"
    ),
    Bound("peak memory of a cold build, 10,000 pages", 1.5, _memory("ours cold 10000", _GIB), "GiB"),
    Bound(
        "search, 10,000 pages: transferred until the first result",
        500,
        lambda found: found["search 10000"].written / _KIB,
        "KiB",
    ),
    Bound("`frontmark check` of the embedded tables", 2.5, _seconds("frontmark check"), "s"),
    Bound("`frontmark --help`", 0.3, _seconds("frontmark --help"), "s"),
)


def line(name: str, run: Run) -> str:
    """One figure for the terminal."""
    steps = "".join(f"  {step} {seconds}" for step, seconds in run.steps.items())
    return f"{name:<40}{run.seconds:9.2f} s {_size(run.memory):>10} {_size(run.written):>10}{steps}"


def bounds(found: Found) -> str:
    """The table of bounds: what, bound, found, reached or not."""
    rows = ["| what | bound | found | |", "| --- | ---: | ---: | --- |"]
    for bound in BOUNDS:
        value, unit = bound.of(found), f" {bound.unit}" if bound.unit else ""
        shown = "–" if value is None else f"{value:.2f}{unit}"
        verdict = "not measured" if value is None else "**not reached**" if bound.missed(found) else "reached"
        rows.append(f"| {bound.what} | ≤ {bound.limit:g}{unit} | {shown} | {verdict} |")
    return "\n".join(rows)


def page(found: Found) -> str:
    """All of it as Markdown, with the facts of the machine."""
    parts = ["# Results", _facts(), "## Bounds", bounds(found)]
    if profiles := _profiles(found):
        parts += ["## Where the time goes", profiles]
    sizes = sorted({found_size[0] for name in found if (found_size := re.findall(r" (\d+)$", name))}, key=int)
    for size in sizes:
        parts += [f"## About {int(size):,} pages", _table(found, size)]
    others = {name: run for name, run in found.items() if not re.search(r" \d+$", name)}
    if others:
        rows = [f"| {name} | {run.seconds:.2f} | {_size(run.memory)} |" for name, run in others.items()]
        parts += ["## Others", "\n".join(["| | seconds | memory |", "| --- | ---: | ---: |", *rows])]
    return "\n\n".join(parts) + "\n"


def _profiles(found: Found) -> str:
    """The steps of each run of ours, the longest first, each with its share of the whole command."""
    rows = ["| | seconds | steps |", "| --- | ---: | --- |"]
    for name, run in found.items():
        if steps := run.steps:
            named = {**steps, "start and end": max(0.0, run.seconds - sum(steps.values()))}
            longest = sorted(named.items(), key=lambda step: -step[1])
            told = [
                f"{step} {seconds:.1f} s ({seconds / run.seconds:.0%})"
                for step, seconds in longest
                if seconds >= _SMALL * run.seconds
            ]
            rows.append(f"| {name} | {run.seconds:.1f} | {', '.join(told)} |")
    return "\n".join(rows) if len(rows) > 2 else ""


def _table(found: Found, size: str) -> str:
    plain = found.get(f"plain mkdocs {size}")
    rows = [
        "| | seconds | / plain MkDocs | memory | written |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, run in found.items():
        if name.endswith(f" {size}") and not name.startswith("search"):
            ratio = f"{run.seconds / plain.seconds:.2f}" if plain else "–"
            cells = (
                name.removesuffix(f" {size}"),
                f"{run.seconds:.2f}",
                ratio,
                _size(run.memory),
                _size(run.written),
            )
            rows.append(f"| {' | '.join(cells)} |")
    if search := found.get(f"search {size}"):
        rows += ["", f"Search: {_size(search.written)} and {search.seconds:.1f} s to the first result."]
    return "\n".join(rows)


def _size(count: int) -> str:
    for unit, name in ((_GIB, "GiB"), (_MIB, "MiB"), (_KIB, "KiB")):
        if count >= unit:
            return f"{count / unit:.{0 if unit == _KIB else 1}f} {name}"
    return "–" if not count else f"{count} B"


def _facts() -> str:
    """The machine and the versions: without them a figure says nothing."""
    found = re.search(r"^model name\s*: (.+)$", _text("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB", _text("/proc/meminfo"), re.MULTILINE)
    tools = []
    for tool in _TOOLS:
        try:
            tools.append(f"{tool} {version(tool)}")
        except PackageNotFoundError:
            tools.append(f"no {tool}")
    cores = f"{os.cpu_count()} cores" + (f" ({found[1]})" if found else "")
    room = f", {int(memory[1]) / 2**20:.0f} GiB of memory" if memory else ""
    return (
        f"{date.today().isoformat()}, one run of `make bench`. {cores}{room}; {platform.system()}, "
        f"Python {platform.python_version()}; {', '.join(tools)}.\n\n{_HOW}"
    )


def _text(file: str) -> str:
    return Path(file).read_text("utf-8") if Path(file).is_file() else ""
