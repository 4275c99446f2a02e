"""Changes in words, for the one who records them and for a pull request: text, JSON, Markdown. In English, as all
that the command prints."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.ledger import kinds
from generator.ledger.entries import Entry
from generator.ledger.guard import Finding
from generator.ledger.sheet import State, cells
from generator.schema import table
from generator.words import capital

_NOUNS = {
    "sources": ("source", "sources"),
    "actors": ("actor", "actors"),
    "places": ("place", "places"),
    "events": ("event", "events"),
    "control": ("change of control", "changes of control"),
    "axes": ("axis", "axes"),
    "support": ("act of support", "acts of support"),
    "meetings": ("row of meetings", "rows of meetings"),  # an event may be called a meeting as well
    "assessments": ("assessment", "assessments"),
}
_REPORTS = frozenset(("events", "control", "support", "meetings", "assessments"))
_COLUMNS = {
    "name_ar": "Arabic name",
    "lat": "latitude",
    "lon": "longitude",
    "url": "address",
    "archived_url": "archived address",
}
_IRREGULAR = {
    "address": "addresses",
    "archived address": "archived addresses",
    "category": "categories",
    "summary": "summaries",
}
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "&<>*_`[]@#|\\~"}
_LONGEST = 120
_MOST = 12

Phrase = tuple[int, str, str]
"""Where it stands in a summary, and what is said of one thing and of many, with {n} for the number."""


def summary(changes: Sequence[Entry], old: State, new: State) -> str:
    """ "2 captures added, 1 claim confirmed, 1 date corrected"; "no changes"."""
    phrases = Counter(_phrase(kind, entry, old, new) for kind, entry in _once(kinds.told(changes)))
    ordered = sorted(phrases.items(), key=lambda pair: pair[0][0])
    said = [(one if n == 1 else many).format(n=f"{n:,}") for (_, one, many), n in ordered]
    return ", ".join(said) or "no changes"


def _once(told: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """A forecast is resolved once, whichever of its cells say so."""
    for kind, entry in told:
        if kind != kinds.RESOLVED or entry.column == "resolved":
            yield kind, entry


def _phrase(kind: str, entry: Entry, old: State, new: State) -> Phrase:
    place = 2 * kinds.KINDS.index(kind) + (entry.table not in _REPORTS)
    one, many, done = _said(kind, entry, old, new)
    counted = "" if kind == kinds.FILES else "{n} "
    return place, f"{counted}{one} {done}", f"{counted}{many} {done}"


def _said(kind: str, entry: Entry, old: State, new: State) -> tuple[str, str, str]:
    """What was changed, for one and for many, and what was done to it."""
    if kind == kinds.NEW:
        return *_noun(entry, new), "added"
    if kind == kinds.RETRACTED:
        return *_noun(entry, old), "retracted" if entry.table in _REPORTS else "removed"
    if kind == kinds.FILES:
        return f"files or columns of {entry.table}", "", "changed"
    if kind == kinds.ORDER:
        return f"row of {entry.table}", f"rows of {entry.table}", "put elsewhere in its order"
    if kind == kinds.RESOLVED:
        return "forecast", "forecasts", "resolved"
    if entry.column == "confidence" and (entry.old, entry.new) == ("claimed", "confirmed"):
        return "claim", "claims", "confirmed"
    added = "extended" if entry.old else "filled in"
    done = {kinds.UPGRADED: "raised", kinds.DOWNGRADED: "lowered", kinds.COMPLETED: added}
    return *_column(entry), done.get(kind, "corrected")


def _noun(entry: Entry, state: State) -> tuple[str, str]:
    """What the row is; an event by its type."""
    if entry.table == "events":
        code = cells(state, "events")[entry.id].get("type", "")
        for each in table("events").column("type").codes:
            if each.code == code:
                return each.label, each.many
    return _NOUNS[entry.table]


def _column(entry: Entry) -> tuple[str, str]:
    words = _COLUMNS.get(entry.column, entry.column.replace("_", " "))
    known = {column.name: column.type for column in table(entry.table).columns}
    if known.get(entry.column) == "list":
        return f"list of {words}", f"lists of {words}"
    return words, _IRREGULAR.get(words, words if words.endswith("s") else f"{words}s")


def pages(changes: Iterable[Entry], old: State, new: State) -> list[str]:
    """The pages that show the changed rows, as they are or as they were: days, actors, places, overviews."""
    found: set[str] = set()
    rows = {(at, name): cells(state, name) for at, state in enumerate((old, new)) for name in _NOUNS}
    for name, id in {(entry.table, entry.id) for entry in changes if entry.id}:
        for at in (0, 1):
            if row := rows[at, name].get(id):
                found.update(_pages(name, row))
    return sorted(found)


def _pages(name: str, row: dict[str, str]) -> Iterator[str]:
    if name in ("actors", "places"):
        yield f"{name}/{row['id']}.md"
    overview = {"sources": "sources", "control": "advance", "axes": "advance", "support": "support"}
    if page := {**overview, "assessments": "assessments"}.get(name):
        yield f"{page}.md"
    if name in _REPORTS:
        yield f"dates/{row['date']}.md"
    for column in table(name).columns:
        if column.references in ("actors", "places"):
            for id in filter(None, row.get(column.name, "").split("|")):
                yield f"{column.references}/{id.strip()}.md"


def as_text(changes: Sequence[Entry], findings: Sequence[Finding], old: State, new: State) -> str:
    """The summary, one line per change, and what needs an approval."""
    asked: dict[int, list[str]] = {}
    for finding in findings:
        asked.setdefault(-1 if finding.whole else finding.entry, []).append(
            f"  needs an approval: {finding.message} (rule {finding.rule})"
        )
    lines = [summary(changes, old, new), *dict.fromkeys(asked.get(-1, ()))]
    for at, (kind, entry) in enumerate(kinds.told(changes)):
        lines += [f"{_line(entry)} ({kind})", *asked.get(at, ())]
    return "\n".join(lines)


def _line(entry: Entry) -> str:
    place = ": ".join(filter(None, (entry.table, entry.id, entry.column)))
    return f"{place}: {_cut(entry.old)} → {_cut(entry.new)}" if entry.kind == "changed" else place


def _cut(cell: str) -> str:
    return "(empty)" if not cell else cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"


def as_json(changes: Sequence[Entry], findings: Sequence[Finding]) -> str:
    """A list of objects: table, id, column, kind, old, new and the findings of the guard."""
    told = kinds.told(changes)
    rows = [
        {
            "table": entry.table,
            "id": entry.id,
            "column": entry.column,
            "kind": kind,
            "old": entry.old,
            "new": entry.new,
            "guard": [{"rule": each.rule, "message": each.message} for each in findings if each.entry == at],
        }
        for at, (kind, entry) in enumerate(told)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_markdown(changes: Sequence[Entry], findings: Sequence[Finding], old: State, new: State) -> str:
    """Fit for a pull request: the summary in bold, the changes by kind, what needs an approval, the pages."""
    parts = [f"**{capital(summary(changes, old, new))}.**"]
    told = kinds.told(changes)
    by_kind = {kind: [entry for each, entry in told if each == kind] for kind in kinds.KINDS}
    parts += [
        "\n".join([f"### {capital(kind)}", "", *_listed(rows)]) for kind, rows in by_kind.items() if rows
    ]
    if findings:
        said = dict.fromkeys(_asked(changes[each.entry], each) for each in findings)
        parts.append("\n".join(["### Needs an approval", "", *said]))
    if found := _paged(changes, old, new):
        parts += ["Pages that change with them:", "\n".join(found)]
    return "\n\n".join(parts)


def _asked(entry: Entry, finding: Finding) -> str:
    place = entry.table if finding.whole else _where(entry)
    return f"- {_code(place)}: {_plain(finding.message)}"


def _listed(rows: Sequence[Entry]) -> list[str]:
    """At most so many of the rows, what is reported before what is only listed."""
    lines = []
    for entry in sorted(rows, key=lambda each: each.table not in _REPORTS)[:_MOST]:
        values = f": {_plain(_cut(entry.old))} → {_plain(_cut(entry.new))}" if entry.kind == "changed" else ""
        lines.append(f"- {_code(_where(entry))}{values}")
    return [*lines, f"- and {len(rows) - _MOST:,} more"] if len(rows) > _MOST else lines


def _paged(changes: Sequence[Entry], old: State, new: State) -> list[str]:
    """The pages, a line for each folder."""
    by_folder: dict[str, list[str]] = {}
    for page in pages(changes, old, new):
        folder, slash, name = page.rpartition("/")
        by_folder.setdefault(f"{folder}{slash}", []).append(name)
    return [
        f"- {_code(folder) + ': ' if folder else ''}{', '.join(map(_code, names[:_MOST]))}{_rest(len(names))}"
        for folder, names in sorted(by_folder.items(), key=lambda pair: pair[0] or "~")
    ]


def _where(entry: Entry) -> str:
    return " ".join(filter(None, (entry.table, entry.id, entry.column)))


def _rest(n: int) -> str:
    return f" and {n - _MOST:,} more" if n > _MOST else ""


def _code(text: str) -> str:
    """Inline code; a backtick within it would end it."""
    return "`{}`".format(text.replace("`", "'"))


def _plain(text: str) -> str:
    """Text from a table, shown as it stands: Markdown's signs, HTML and mentions of people mean nothing in it."""
    return text.translate(_SIGNS)
