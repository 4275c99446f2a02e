"""UCDP's files → tables: every trap of the layout, on rows of our own."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import build
from generator.cli import main
from generator.importers.imported import TOLD
from generator.importers.ucdp import LAYOUT, LEFT_OUT, USED
from generator.settings import read_settings

Row = dict[str, str]

PLAIN = {
    "id": "501",
    "year": "2031",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a_new_id": "11",
    "side_a": "Government of Northland",
    "side_b_new_id": "22",
    "side_b": "River Front",
    "number_of_sources": "1",
    "source_article": '"Coast Wire,2031-03-05,Clash at the ford"',
    "source_office": "Coast Wire",
    "source_date": "2031-03-05",
    "where_prec": "1",
    "where_coordinates": "Ford town",
    "adm_1": "North Governorate",
    "latitude": "35.100000",
    "longitude": "37.500000",
    "country": "Northland",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2031-03-04 00:00:00.000",
    "date_end": "2031-03-04 00:00:00.000",
    "deaths_civilians": "0",
    "best": "4",
    "low": "3",
    "high": "6",
}


def _text(rows: Sequence[Row], columns: Sequence[str] = LAYOUT, *, header: bool = True) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\r\n")
    if header:
        writer.writeheader()
    writer.writerows([PLAIN | row for row in rows])
    return out.getvalue()


def _file(folder: Path, *rows: Row) -> Path:
    path = folder / "GEDEvent_v31_1.csv"
    path.write_text(_text(rows), encoding="utf-8", newline="")
    return path


def _import(file: Path, into: Path) -> int:
    return main(["import", "ucdp", str(file), "--into", str(into)])


def _table(site: Path, name: str) -> list[Row]:
    with (site / "content" / "data" / name / "ucdp.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _only(tmp_path: Path, **cells: str) -> Row:
    """The event that the plain row makes with other `cells`."""
    assert _import(_file(tmp_path, cells), tmp_path / "site") == 0
    (event,) = _table(tmp_path / "site", "events")
    build.check(read_settings(tmp_path / "site"))
    return event


def test_a_row_as_published(tmp_path: Path) -> None:
    assert _only(tmp_path) == {
        "id": "ucdp-501",
        "date": "2031-03-04",
        "date_end": "",
        "date_precision": "day",
        "type": "armed_incident",
        "place": "ford-town",
        "actor": "government-of-northland",
        "target": "river-front",
        "other_actors": "",
        "summary": "Armed violence between Government of Northland and River Front in Ford town.",
        "confidence": "confirmed",
        "fatalities_low": "3",
        "fatalities_best": "4",
        "fatalities_high": "6",
        "sources": "ucdp-coast-wire-2031-03-05",
    }
    site = tmp_path / "site"
    (place,) = _table(site, "places")
    assert place == {
        "id": "ford-town",
        "name": "Ford",
        "admin1": "North Governorate",
        "kind": "town",
        "lat": "35.1",
        "lon": "37.5",
        "precision": "exact",
    }
    (publication,) = _table(site, "sources")
    assert (publication["publisher"], publication["published"]) == ("UCDP GED (Coast Wire)", "2031-03-05")
    kinds = {row["id"]: (row["kind"], row["side"], row["description"]) for row in _table(site, "actors")}
    assert kinds == {
        "government-of-northland": ("state", "ucdp-states", "Actor 11 in UCDP’s data."),
        "river-front": ("armed_group", "ucdp-groups", "Actor 22 in UCDP’s data."),
    }


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"date_start": "2031-03-04", "date_end": "2031-03-04"}, ("2031-03-04", "", "day")),
        ({"date_end": "2031-03-31 00:00:00", "date_prec": "4"}, ("2031-03-04", "2031-03-31", "range")),
        ({"date_prec": "2"}, ("2031-03-04", "", "approx")),
        ({"date_end": "2031-03-01"}, ("2031-03-04", "", "approx")),
    ],
)
def test_days_and_spans(tmp_path: Path, cells: Row, expected: tuple[str, str, str]) -> None:
    event = _only(tmp_path, **cells)
    assert (event["date"], event["date_end"], event["date_precision"]) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"best": "8"}, ("3", "8", "")),
        ({"best": "2"}, ("", "2", "6")),
        ({"best": "0", "low": "0"}, ("0", "0", "6")),
        ({"best": "4.0", "high": ""}, ("3", "4", "")),
        ({"best": "", "low": "7"}, ("", "", "")),
        ({"best": "-1"}, ("3", "", "6")),
    ],
)
def test_estimates_are_never_mended(tmp_path: Path, cells: Row, expected: tuple[str, str, str]) -> None:
    event = _only(tmp_path, **cells)
    assert tuple(event[f"fatalities_{name}"] for name in ("low", "best", "high")) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"where_prec": "2"}, "in or near Ford town."),
        ({"where_prec": "6", "where_coordinates": "Northland"}, "in Northland, where exactly is not known."),
        ({"deaths_civilians": "2"}, "in Ford town; civilians among the dead: 2 by the best estimate."),
        ({"event_clarity": "2"}, "in Ford town; one row for several incidents."),
        ({"where_coordinates": "Ford [old] *town*"}, "in Ford (old) town."),
    ],
)
def test_what_a_summary_says(tmp_path: Path, cells: Row, expected: str) -> None:
    start = "Armed violence between Government of Northland and River Front "
    assert _only(tmp_path, **cells)["summary"] == start + expected


def test_one_sided_violence_has_a_perpetrator_and_no_target(tmp_path: Path) -> None:
    event = _only(tmp_path, type_of_violence="3", side_a="River Front", side_b="Civilians")
    assert (event["type"], event["actor"], event["target"]) == ("attack_on_civilians", "river-front", "")
    assert event["summary"] == "Violence by River Front against civilians in Ford town."
    assert [row["name"] for row in _table(tmp_path / "site", "actors")] == ["River Front"]


@pytest.mark.parametrize("name", ["XXX", "XXX208", "Unknown"])
def test_a_side_that_ucdp_does_not_know_is_nobody(tmp_path: Path, name: str) -> None:
    event = _only(tmp_path, side_b=name)
    assert (event["actor"], event["target"]) == ("government-of-northland", "")
    assert "and an actor not identified in" in event["summary"]


def test_joint_sides_are_told_apart_and_names_with_a_comma_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        {"id": "1"},
        {"id": "2", "type_of_violence": "2", "side_a": "Hill Men, River Front", "side_b": "Coast League"},
        {"id": "3", "side_b": "Army of God, Truth and Light", "side_b_new_id": "33"},
    )
    assert _import(_file(tmp_path, *rows), tmp_path / "site") == 0
    joint, comma = _table(tmp_path / "site", "events")[1:]
    assert (joint["actor"], joint["target"], joint["other_actors"]) == (
        "hill-men",
        "coast-league",
        "river-front",
    )
    assert comma["target"] == "army-of-god-truth-and-light"
    assert "kept as one actor: 'Army of God, Truth and Light'" in capsys.readouterr().out


def test_candidates_that_ucdp_still_checks_are_claims(tmp_path: Path) -> None:
    assert _only(tmp_path, code_status="Check dyad")["confidence"] == "claimed"


def test_a_cell_may_run_over_lines_and_its_row_is_named_by_its_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ({"id": "1", "source_headline": "one\ntwo\nthree"}, {"id": "2", "date_start": "03/04/2031"})
    assert _import(_file(tmp_path, *rows), tmp_path / "site") == 0
    message = (
        "date_start: expected a day such as 2019-03-01 00:00:00.000, got '03/04/2031'; the row was left out"
    )
    assert capsys.readouterr().out.splitlines()[0] == f"GEDEvent_v31_1.csv:5: {message}"


def test_lines_of_one_kind_are_bounded_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": str(n), "best": "9"} for n in range(TOLD + 3)]
    assert _import(_file(tmp_path, *rows), tmp_path / "site") == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("the best estimate" in line for line in lines) == TOLD
    assert "GEDEvent_v31_1.csv: and 3 more bounds on the wrong side of best" in lines


def test_a_repeated_id_is_reported_and_its_first_row_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(_file(tmp_path, {}, {"best": "5"}), tmp_path / "site") == 0
    assert [row["fatalities_best"] for row in _table(tmp_path / "site", "events")] == ["4"]
    assert ":3: id: expected each id once, got '501' again; the first row is used" in capsys.readouterr().out


def test_a_month_without_a_header_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "GEDEvent_v31_0_1.csv"
    file.write_text(_text([{}, {"id": "502"}], header=False), encoding="utf-8", newline="")
    assert _import(file, tmp_path / "site") == 0
    assert [row["id"] for row in _table(tmp_path / "site", "events")] == ["ucdp-501", "ucdp-502"]
    assert ":1: no header row; read in the order of UCDP's layout" in capsys.readouterr().out


def test_the_older_layout_and_rows_of_tags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = [name for name in LAYOUT if name not in ("relid", "code_status", "source_article")]
    head, *rows = _text([{}], [*columns, "novel"]).splitlines(keepends=True)
    file = tmp_path / "ged191.csv"
    file.write_text("".join([head, ",".join(["#tag"] * (len(columns) + 1)) + "\n", *rows]), encoding="utf-8")
    assert _import(file, tmp_path / "site") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "ged191.csv:1: code_status: no such column; read as empty",
        "ged191.csv:1: novel: not a column of UCDP GED that is known here; left out",
        "ged191.csv:2: a row of tags, not of data; left out",
    ]


def test_gzip_and_zip(tmp_path: Path) -> None:
    text = _text([{}]).encode()
    (tmp_path / "ged.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as archive:
        archive.writestr("GEDEvent.csv", text)
    for name in ("ged.csv.gz", "ged.zip"):
        assert _import(tmp_path / name, tmp_path / name.replace(".", "-")) == 0
        assert len(_table(tmp_path / name.replace(".", "-"), "events")) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected the columns of UCDP GED, got none called id, type_of_violence"),
        (b"a,b\n1,2\n", "expected the columns of UCDP GED, got none called id, type_of_violence"),
        (b"1,2\n", "expected a header row, or the 49 columns of UCDP's layout, got 2; put UCDP's header row"),
        (b"id,type_of_violence,side_a,side_b,date_start,best\n", "no row that can be used"),
        ("id,é\n".encode("latin-1"), "expected UTF-8, got byte 0xe9"),
    ],
)
def test_a_file_that_is_none_of_ucdps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str
) -> None:
    (tmp_path / "other.csv").write_bytes(content)
    assert _import(tmp_path / "other.csv", tmp_path / "site") == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_every_column_of_the_layout_is_used_or_left_out_by_name() -> None:
    assert len(LAYOUT) == 49
    assert set(LAYOUT) == USED | LEFT_OUT.keys()
    assert not USED & LEFT_OUT.keys()


def test_a_later_version_updates_its_own_files_and_keeps_ids(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _import(_file(tmp_path, {}), site)
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text("utf-8") + "# mine\n", "utf-8")
    later = {"side_b": "River Front (new name)", "best": "5"}
    assert _import(_file(tmp_path, later, {"id": "502", "where_coordinates": "Mill village"}), site) == 0
    assert [(row["id"], row["target"]) for row in _table(site, "events")] == [
        ("ucdp-501", "river-front"),
        ("ucdp-502", "river-front"),
    ]
    assert {row["id"] for row in _table(site, "places")} == {"ford-town", "mill-village"}
    assert (site / "mkdocs.yml").read_text("utf-8").endswith("# mine\n")
    before = {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()}
    assert _import(tmp_path / "GEDEvent_v31_1.csv", site) == 0
    assert {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()} == before


def test_a_persons_files_are_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, file = tmp_path / "site", _file(tmp_path, {})
    _import(file, site)
    events = site / "content" / "data" / "events" / "ucdp.csv"
    events.write_text(events.read_text("utf-8").replace("Ford town", "the ford"), "utf-8")
    changed = events.read_bytes()
    (site / "content" / "data" / "actors.csv").write_text("id,name,side\n", "utf-8")
    assert _import(file, site) == 1
    assert events.read_bytes() == changed
    told = capsys.readouterr().err
    assert "content/data/events/ucdp.csv: was changed since it was imported; move your rows to a file" in told
    assert "content/data/actors.csv: the import needs a folder for this table; move the file" in told


def test_beside_tables_of_a_persons_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    (site / "content" / "data" / "actors").mkdir(parents=True)
    (site / "mkdocs.yml").write_text("extra:\n  frontmark:\n    sides:\n      mine: Mine\n", "utf-8")
    own = "id,name,side\nriver-front,The River Front,mine\n"
    (site / "content" / "data" / "actors" / "mine.csv").write_text(own, "utf-8")
    assert _import(_file(tmp_path, {}), site) == 0
    assert [row["id"] for row in _table(site, "actors")] == ["government-of-northland"]
    told = capsys.readouterr().out
    assert "mkdocs.yml: extra.frontmark.sides: add ucdp-states: States" in told
    assert not (site / "content" / "about.md").exists()


def test_the_site_of_an_import_builds(tmp_path: Path) -> None:
    site = tmp_path / "site"
    days = [f"2031-03-{day:02}" for day in range(4, 12)]
    rows = [{"id": str(n), "date_start": day, "date_end": day} for n, day in enumerate(days)]
    _import(_file(tmp_path, *rows), site)
    settings = read_settings(site)
    assert settings.site_name == "Northland: organised violence, 2031"
    build.build(settings, settings.site)
    pages = {path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("index.html")}
    assert {"actors/river-front/index.html", "dates/2031-03-04/index.html", "about/index.html"} <= pages
    assert 'data-chart="fatalities"' in (site / "site" / "places" / "ford-town" / "index.html").read_text(
        "utf-8"
    )
    assert not {"advance/index.html", "support/index.html", "assessments/index.html"} & pages
