"""A comparison as people, pull requests and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict

from generator import markdown
from generator.compare.difference import Change, Comparison, Difference

# A pull request that rewords everything must still fit the summary of a job (1 MiB) and a reader's patience.
PAGES, DIFFERENCES, WIDTH = 40, 8, 240

_NOTHING = "No page differs: readers would see the same."
_Worded = Callable[[str], str]


def text(found: Comparison) -> str:
    """For a terminal: at most PAGES pages of each kind, DIFFERENCES lines of each."""
    lines = [f"{name:<12}{_arrow(before, after)}" for name, before, after in _facts(found)]
    lines += ["", *_body(found, _clipped, "", "  {} {}", "    {}")]
    return "\n".join(lines)


def as_markdown(found: Comparison) -> str:
    """For the summary of a job on GitHub; whatever comes from a page is escaped. As bounded as `text`."""
    rows = [f"| {name} | {before} | {after} |" for name, before, after in _facts(found)]
    table = ["| | before | after |", "| --- | ---: | ---: |", *rows]
    body = _body(found, lambda line: str(markdown.text(_clipped(line))), "#### ", "- `{}` {}", "    - {}")
    return "\n".join(["### What would change for readers", "", *table, "", *body])


def as_json(found: Comparison) -> str:
    """All of it, unbounded."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)


def _facts(found: Comparison) -> Iterator[tuple[str, str, str]]:
    before, after = found.before, found.after
    yield "Pages", f"{found.pages[0]:,}", f"{found.pages[1]:,}"
    for name, old, new in (
        ("Events", before.events, after.events),
        ("Sources", before.sources, after.sources),
    ):
        if old is not None or new is not None:
            yield name, _counted(old), _counted(new)
    if before.until or after.until:
        yield "Data until", before.until or "–", after.until or "–"


def _counted(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}" if before != after else f"{before}, as before"


def _body(found: Comparison, worded: _Worded, heading: str, page: str, line: str) -> Iterator[str]:
    """Lines below the facts; `heading`, `page` and `line` lay out each, `worded` shows what stands on a page."""
    told = [change for change in found.changed if change.differences]
    parts = ((len(found.added), "added"), (len(found.changed), "changed"), (len(found.removed), "removed"))
    if not any(count for count, _ in parts):
        yield _NOTHING
        return
    counted = [
        f"{count:,} {_pages(count)} {how}" if how == "added" else f"{count:,} {how}" for count, how in parts
    ]
    yield f"{', '.join(counted)}; {found.same:,} as before."
    for name, pages in (("Added", found.added), ("Removed", found.removed)):
        if pages:
            yield from ("", f"{heading}{name}")
            yield from _bounded(
                [page.format(_named(a), worded(title)) for a, title in pages.items()], PAGES, "pages"
            )
    if told:
        yield from ("", f"{heading}Changed")
        yield from _changed(told, worded, page, line)
    if rest := len(found.changed) - len(told):
        yield from ("", f"{rest:,} {_pages(rest)} changed in other text, tables or charts only.")


def _changed(told: Sequence[Change], worded: _Worded, page: str, line: str) -> Iterator[str]:
    for change in told[:PAGES]:
        yield page.format(_named(change.address), worded(change.title))
        lines = [line.format(_difference(difference, worded)) for difference in change.differences]
        yield from _bounded(lines, DIFFERENCES, "headlines", line)
    if (rest := len(told) - PAGES) > 0:
        yield f"… and {rest:,} more {_pages(rest)}"


def _bounded(lines: Sequence[str], limit: int, what: str, laid: str = "{}") -> Iterable[str]:
    if len(lines) <= limit:
        return lines
    return [*lines[:limit], laid.format(f"… and {len(lines) - limit:,} more {what}")]


def _difference(difference: Difference, worded: _Worded) -> str:
    what = f"{difference.kind} {worded(difference.label)}" if difference.label else difference.kind
    if not difference.before:
        return f"{what}, new: {worded(difference.after)}"
    if not difference.after:
        return f"{what}, gone: {worded(difference.before)}"
    return f"{what}: {worded(difference.before)} → {worded(difference.after)}"


def _named(address: str) -> str:
    """The address of a page; the home page has none. It is a file's name, and a pull request may bring any."""
    return _clipped(address.replace("`", "'")) or "/"


def _clipped(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1].rstrip()}…"


def _pages(count: int) -> str:
    return "page" if count == 1 else "pages"
