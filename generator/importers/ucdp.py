"""The UCDP Georeferenced Event Dataset (GED) and its monthly Candidate files, as UCDP publishes them.

Source of codes and columns: UCDP GED Codebook (Uppsala University; versions 19.1 to 25.1). An event is one row
with at least one death by one of its estimates. Sides A and B are the parties to it: who attacked is not said,
except in one-sided violence (type 3), where side A is the perpetrator. There is no control of territory in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.importers import source
from generator.importers.imported import Earlier, Imported, Remarks, Row
from generator.importers.ucdp_names import Actors, Places, Sources
from generator.importers.ucdp_words import ABOUT, CREDIT, SIDES, summary, title
from generator.problems import ContentError, Problem
from generator.remedy import quoted

# The 49 columns of the layout since version 20.1; monthly Candidate files have come without their header row.
LAYOUT = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "best")
USED = frozenset(
    (
        *NEEDED,
        *("code_status", "side_a_new_id", "side_b_new_id", "source_office", "source_date", "where_prec"),
        *("where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "country", "event_clarity"),
        *("date_prec", "date_end", "deaths_civilians", "low", "high"),
    )
)
LEFT_OUT = {
    "relid": "a second id",
    "year": "the year of date_start",
    "active_year": "whether the dyad passed 25 deaths in the year: of the dyad, not of the event",
    **dict.fromkeys(("conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id"), "old ids"),
    **dict.fromkeys(
        ("conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name"), "follows from the sides"
    ),
    **dict.fromkeys(("gwnoa", "gwnob", "country_id", "priogrid_gid", "region"), "codes of other data sets"),
    "geom_wkt": "latitude and longitude once more",
    "where_description": "a coder's comment on the place",
    "number_of_sources": "how many source_office names",
    **dict.fromkeys(
        ("source_article", "source_headline", "source_original"), "may name victims and witnesses"
    ),
    **dict.fromkeys(("deaths_a", "deaths_b", "deaths_unknown"), "parts of best; civilians are told"),
}
TYPES = {"1": "armed_incident", "2": "armed_incident", "3": "attack_on_civilians"}

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?)?", re.ASCII)
_COUNT = re.compile(r"(\d{1,9})(?:\.0*)?", re.ASCII)


def convert(path: Path, earlier: Earlier) -> Imported:
    """The file as our tables. Raises ContentError when it is none of UCDP's, or holds no row that can be used."""
    remarks = Remarks(path.name)
    actors, places, sources = Actors(earlier, remarks), Places(earlier, remarks), Sources()
    # The file is read twice rather than held: UCDP's of all countries has 250 MB.
    with source.opened(path) as reader:
        rows = _records(source.rows(reader), Remarks(path.name))
        actors.learn((row[side], row[f"{side}_new_id"]) for _, row in rows for side in ("side_a", "side_b"))
    events: dict[str, Row] = {}
    countries: set[str] = set()
    read = 0
    with source.opened(path) as reader:
        for read, (line, row) in enumerate(_records(source.rows(reader), remarks), 1):  # noqa: B007
            event = _event(line, row, actors, places, sources, remarks)
            countries.add(row["country"])
            if event and event["id"] in events:
                message = f"expected each id once, got {quoted(row['id'])} again; the first row is used"
                remarks.add("rows with the id of another", line, "id", message)
            elif event:
                events[event["id"]] = event
    if not events:
        raise ContentError([Problem(path.name, 0, "", "no row that can be used"), *_first(remarks)])
    dated = sorted(events.values(), key=lambda row: (row["date"], row["id"]))
    tables = {"sources": sources.rows(), "actors": actors.rows(), "places": places.rows(), "events": dated}
    name = title(countries - {""}, dated)
    return Imported(tables, read, remarks, SIDES, name, ABOUT.format(title=name), CREDIT)


def _first(remarks: Remarks) -> list[Problem]:
    return [problems[0] for problems in remarks.first.values()]


def _records(rows: Iterator[tuple[int, Sequence[str]]], remarks: Remarks) -> Iterator[tuple[int, Row]]:
    """Each row as column -> cell, every used column there, "" where the file has none."""
    line, head = next(rows, (0, ()))
    names = [cell.strip().lower() for cell in head]
    if head and names[0].isdigit():
        if len(names) != len(LAYOUT):
            message = (
                f"expected a header row, or the {len(LAYOUT)} columns of UCDP's layout, got {len(names)}"
            )
            raise ContentError([Problem(remarks.file, line, "", f"{message}; put UCDP's header row on top")])
        remarks.add(
            "files without a header row", line, "", "no header row; read in the order of UCDP's layout"
        )
        yield line, _row(LAYOUT, head)
        names = list(LAYOUT)
    else:
        _judge_header(names, line, remarks)
    for line, cells in rows:
        if cells[0].startswith("#"):
            remarks.add("rows of tags", line, "", "a row of tags, not of data; left out")
        elif len(cells) != len(names):
            message = f"expected {len(names)} cells, got {len(cells)}; the row was left out"
            remarks.add("rows of another width", line, "", message)
        else:
            yield line, _row(names, cells)


def _row(names: Sequence[str], cells: Sequence[str]) -> Row:
    row = dict.fromkeys(USED, "")
    row.update((name, _tidy(cell)) for name, cell in zip(names, cells, strict=True) if name in USED)
    return row


def _tidy(cell: str) -> str:
    """On one line, without the characters that the check refuses."""
    cell = " ".join(cell.split())
    return cell if cell.isprintable() else "".join(sign for sign in cell if sign.isprintable())


def _judge_header(names: Sequence[str], line: int, remarks: Remarks) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        message = f"expected the columns of UCDP GED, got none called {', '.join(missing)}"
        raise ContentError([Problem(remarks.file, line, "", message)])
    for name in sorted(USED.difference(names)):
        remarks.add("columns that are missing", line, name, "no such column; read as empty")
    for name in names:
        if name not in USED and name not in LEFT_OUT:
            remarks.add(
                "unknown columns", line, name, "not a column of UCDP GED that is known here; left out"
            )


def _event(
    line: int, row: Row, actors: Actors, places: Places, sources: Sources, remarks: Remarks
) -> Row | None:
    """The event of a row; None, with a remark, when it has no id, no day or no type."""
    number, first = row["id"].removesuffix(".0"), _day(row["date_start"])
    for column, fit, wanted in (
        ("id", number.isdigit(), "a number"),
        ("date_start", first is not None, "a day such as 2019-03-01 00:00:00.000"),
        ("type_of_violence", row["type_of_violence"] in TYPES, "1, 2 or 3"),
    ):
        if not fit:
            message = f"expected {wanted}, got {quoted(row[column])}; the row was left out"
            remarks.add(f"rows without a sound {column}", line, column, message)
            return None
    side_a, side_b = (actors.of(row[side]) for side in ("side_a", "side_b"))
    one_sided = row["type_of_violence"] == "3"
    others = [] if one_sided else side_b[1:]
    return {
        "id": f"ucdp-{number}",
        **_when(line, row, first or date.min, remarks),
        "type": TYPES[row["type_of_violence"]],
        "place": places.of(line, row),
        "actor": side_a[0] if side_a else "",
        "target": side_b[0] if side_b and not one_sided else "",
        "other_actors": "|".join(dict.fromkeys([*side_a[1:], *others])),
        "summary": summary(row),
        "confidence": "confirmed" if row["code_status"].lower() in ("", "clear") else "claimed",
        **_deaths(line, row, remarks),
        "sources": "|".join(sources.of(row)),
    }


def _when(line: int, row: Row, first: date, remarks: Remarks) -> Row:
    """The event happened somewhere from date_start to date_end; date_prec 1 is a known day."""
    last = _day(row["date_end"]) or first
    if last < first:
        message = (
            f"expected a day not before {first}, got {quoted(row['date_end'])}; date_start alone is used"
        )
        remarks.add("spans that run backwards", line, "date_end", message)
        return {"date": str(first), "date_end": "", "date_precision": "approx"}
    if last > first:
        return {"date": str(first), "date_end": str(last), "date_precision": "range"}
    exact = row["date_prec"] in ("", "1")
    return {"date": str(first), "date_end": "", "date_precision": "day" if exact else "approx"}


def _deaths(line: int, row: Row, remarks: Remarks) -> Row:
    """Best, low and high; a bound that best lies outside of is left empty rather than mended."""
    told: dict[str, int | None] = {}
    for column in ("best", "low", "high"):
        found = _COUNT.fullmatch(row[column])
        told[column] = int(found[1]) if found else None
        if row[column] and not found:
            message = f"expected a whole number, got {quoted(row[column])}; left empty"
            remarks.add("estimates that are no numbers", line, column, message)
    best, low, high = (told[name] for name in ("best", "low", "high"))
    if best is None and low is not None and high is not None and low > high:
        message = f"expected at least {low}, the low estimate, got {high}; both were left empty"
        remarks.add("bounds that contradict each other", line, "high", message)
        told["low"] = told["high"] = None
    for bound, beyond in (("low", 1), ("high", -1)):
        value = told[bound]
        if best is not None and value is not None and (value - best) * beyond > 0:
            message = (
                f"expected at {'most' if beyond > 0 else 'least'} {best}, the best estimate, got {value}"
            )
            remarks.add(
                "bounds on the wrong side of best", line, bound, f"{message}; the bound was left empty"
            )
            told[bound] = None
    return {
        f"fatalities_{name}": "" if told[name] is None else str(told[name])
        for name in ("low", "best", "high")
    }


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def handled() -> Mapping[str, str]:
    """Every column of UCDP's layout -> "used", or why it is left out."""
    return {name: "used" if name in USED else LEFT_OUT[name] for name in LAYOUT}
