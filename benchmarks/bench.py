"""The comparison in one run: `python -m benchmarks.bench --sizes 200,2000,10000`, or `make bench SIZES="200"`.

Each size is a made-up site (`amplify`). All engines read the same generated Markdown, in this order: ours from
nothing, ours with nothing changed, plain MkDocs, Hugo, Zensical from nothing; then a day is appended, and ours and
Zensical build again with what they have kept. "Plain MkDocs" is MkDocs with Material, its search, and the
extensions of `mkdocs.yml`, without our plugin; Hugo has a bare template and no search.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import amplify, engines, hugo, results
from benchmarks.engines import Engine
from benchmarks.results import Found
from benchmarks.timed import Run, frontmark, timed
from benchmarks.transfer import transfer

EVENTS = "400000"
PARTS = ("ours", "mkdocs", "hugo", "zensical", "search", "events", "start")
REPOSITORY = Path(__file__).parent.parent
Part = Callable[[], Iterator[tuple[str, Run]]]
_STARTS = 5
_WORD = "homs"  # a place that every made-up site has


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. A bound that is not reached is told and no failure: another machine has other seconds."""
    sizes = [size for size in amplify.PRESETS if size != EVENTS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", default=",".join(sizes), help=f"some of {', '.join(sizes)}, or none")
    parser.add_argument(
        "--parts", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}; mkdocs:2000 at that size alone"
    )
    parser.add_argument("--ucdp", type=Path, help="a CSV of the UCDP Georeferenced Event Dataset")
    parser.add_argument("--into", type=Path, help="keep the sites in this folder, which must not exist")
    parser.add_argument("--results", type=Path, default=REPOSITORY / "benchmarks" / "RESULTS.md")
    chosen = parser.parse_args(arguments)
    asked, parts = _listed(chosen.sizes), _listed(chosen.parts)
    if unknown := [*(set(asked) - set(sizes)), *(part for part in parts if not _known(part))]:
        parser.error(f"{', '.join(unknown)}: not among the sizes and parts above")
    found: Found = {}
    with tempfile.TemporaryDirectory(prefix="frontmark-bench-") as temporary:
        place = (chosen.into or Path(temporary)).absolute()
        place.mkdir(exist_ok=not chosen.into, parents=True)
        for figure, run in _all(asked, parts, chosen.ucdp, place):
            found[figure] = run
            print(results.line(figure, run), flush=True)
            # What there is so far, should the run be cut off.
            chosen.results.write_text(results.page(found), "utf-8")
    print(results.bounds(found))
    return 0


def _known(part: str) -> bool:
    name, _, size = part.partition(":")
    return name in PARTS and (not size or size in amplify.PRESETS)


def _at(size: str, parts: Sequence[str]) -> list[str]:
    """The parts that are asked for at one size."""
    named = (part.partition(":") for part in parts)
    return [name for name, _, only in named if only in ("", size)]


def _listed(names: str) -> list[str]:
    return names.replace(",", " ").split()


def _all(
    sizes: Sequence[str], parts: Sequence[str], ucdp: Path | None, place: Path
) -> Iterator[tuple[str, Run]]:
    """Every figure asked for, by name; a part that fails is told and left out."""
    work: list[Part] = [start] if "start" in parts else []
    work += [partial(made_up, size, place / size, _at(size, parts)) for size in sizes]
    work += [partial(many_events, place / EVENTS)] if "events" in parts else []
    work += [partial(imported, ucdp.absolute(), place / "ucdp")] if ucdp else []
    for part in work:
        try:
            yield from part()
        except Exception as error:  # whatever it is, the other parts are measured
            print(f"left out: {error or type(error).__name__}", file=sys.stderr, flush=True)


def made_up(size: str, folder: Path, parts: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """A site of about `size` pages, made in `folder`, built by every engine."""
    amplify.write(folder, amplify.PRESETS[size], seed=1)
    yield from one_site(size, folder, parts, amplify.one_more_day)


def one_site(
    size: str, folder: Path, parts: Sequence[str], one_more_day: Callable[[Path], object]
) -> Iterator[tuple[str, Run]]:
    """Every engine on the site in `folder`, which was never built; names of figures end in `size`."""
    yield f"ours cold {size}", timed(frontmark("build", folder), folder)
    if "ours" in parts:
        yield f"ours nothing changed {size}", timed(frontmark("build", folder), folder)
    for tool, (name, run) in TOOLS.items():
        if tool in parts:
            yield from _tried(f"{name} {size}", run, folder)
    if "ours" in parts:
        one_more_day(folder)
        yield f"ours one new day {size}", timed(frontmark("build", folder), folder)
        if "zensical" in parts:
            yield from _tried(
                f"zensical one new day {size}", partial(_engine, "zensical", clean=False), folder
            )


def _tried(name: str, run: Callable[[Path], Run], folder: Path) -> Iterator[tuple[str, Run]]:
    """One tool's figure; a tool that is not there or fails, however, does not end the comparison."""
    try:
        yield name, run(folder)
    except Exception as error:
        print(f"left out: {name}: {error}", file=sys.stderr, flush=True)


def _engine(module: str, folder: Path, clean: bool = True) -> Run:
    if not engines.installed(Engine(module, module)):
        raise RuntimeError(f"{module} is not installed")
    settings = engines.write_settings(folder, f"bench-{module}.yml", f"site-{module}")
    return timed(engines.command(module, settings, clean), folder)


def _hugo(folder: Path) -> Run:
    return timed(hugo.prepare(folder), folder)


def _search(folder: Path) -> Run:
    """Bytes that the search transferred stand where a run has those that it wrote."""
    moved = transfer(folder / "site", _WORD)
    return Run(moved.seconds, 0, moved.search, f"{moved.page} bytes before; {moved.result}")


# What else is measured on the pages that ours has written, by the part that asks for it: its name, and how.
TOOLS: dict[str, tuple[str, Callable[[Path], Run]]] = {
    "mkdocs": ("plain mkdocs", partial(_engine, "mkdocs")),
    "hugo": ("hugo", _hugo),
    "zensical": ("zensical cold", partial(_engine, "zensical")),
    "search": ("search", _search),
}


def start() -> Iterator[tuple[str, Run]]:
    """The best of some starts: what the command costs before it does anything."""
    for name, arguments in (("--help", ("--help",)), ("check", ("check", REPOSITORY))):
        runs = [timed(frontmark(*arguments), REPOSITORY) for _ in range(_STARTS)]
        yield f"frontmark {name}", min(runs, key=lambda run: run.seconds)


def many_events(folder: Path) -> Iterator[tuple[str, Run]]:
    """Check and generate for 400,000 events, charts aside."""
    amplify.write(folder, amplify.PRESETS[EVENTS], seed=1)
    yield f"check {EVENTS} events", timed(frontmark("check", folder), folder)
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.uncharted", "generate", folder]
    yield f"check and generate {EVENTS} events", timed(command, REPOSITORY)


def imported(file: Path, folder: Path) -> Iterator[tuple[str, Run]]:
    """A slice of the UCDP dataset into a new site folder, and its first build, static charts included."""
    yield "import ucdp", timed(frontmark("import", "ucdp", file, "--into", folder), REPOSITORY)
    yield "build ucdp", timed(frontmark("build", folder), folder)


if __name__ == "__main__":
    sys.exit(main())
