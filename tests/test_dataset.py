"""dataset: what lies in `downloads/` says what the tables say, in each format, and validators agree."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pandas as pd
import pytest
import yaml
from pyarrow import parquet

from generator.build import check
from generator.dataset.about import about
from generator.dataset.files import CITATION, CONTROL, control_days, control_path, dataset
from generator.measure import Measures, measure
from generator.schema import TABLES, table
from generator.settings import Settings, read_settings
from generator.tables import Tables

Built = Callable[[str], Path]
CFF = Path(__file__).parent / "schemas/citation-file-format-1.2.0.json"
CASES = pytest.mark.parametrize("case", ["full", "minimal", "editions", "arabic", "syria"])


@pytest.fixture(scope="module")
def downloads(built: Built) -> Callable[[str], Path]:
    """The folder of the downloads of a case, as it is published."""
    return lambda case: built(case) / "site/downloads"


@pytest.fixture(scope="module")
def checked(built: Built) -> Callable[[str], tuple[Tables, Measures, Settings]]:
    def read(case: str) -> tuple[Tables, Measures, Settings]:
        settings = read_settings(built(case))
        tables = check(settings).tables
        return tables, measure(tables, settings), settings

    return read


Downloads = Callable[[str], Path]
Checked = Callable[[str], tuple[Tables, Measures, Settings]]


def faults(folder: Path) -> list[list[str]]:
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return list(report.flatten(["type", "note"]))


# --- the package -----------------------------------------------------------------------------------------


@CASES
@pytest.mark.filterwarnings("ignore")
def test_the_package_is_valid(case: str, downloads: Downloads) -> None:
    folder = downloads(case)
    told = json.loads((folder / "datapackage.json").read_bytes())
    assert told["resources"]
    assert {each["path"] for each in told["resources"]} == {path.name for path in folder.glob("*.csv")}
    assert faults(folder) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",confirmed,", ",sure,", "constraint-error"),
        ("2031-03-02,", "March,", "type-error"),
        (",north-army,", ",nobody,", "foreign-key"),
    ],
)
def test_the_package_finds_a_damaged_table(
    tmp_path: Path, downloads: Downloads, old: str, new: str, fault: str
) -> None:
    folder = shutil.copytree(downloads("full"), tmp_path / "copy")
    text = (folder / "events.csv").read_text("utf-8")
    assert old in text
    (folder / "events.csv").write_text(text.replace(old, new, 1), "utf-8")
    assert fault in {kind for kind, _ in faults(folder)}


def test_the_package_says_what_the_schema_says(downloads: Downloads) -> None:
    told = json.loads((downloads("full") / "datapackage.json").read_bytes())
    for resource in told["resources"]:
        of = table(resource["name"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == [column.name for column in of.columns]
        for column in of.columns:
            constraints = fields[column.name].get("constraints", {})
            assert constraints.get("required", False) == column.required
            codes = [code.code for code in column.codes]
            if codes and not column.open and column.type != "list":
                assert list(map(str, constraints["enum"])) == codes
        assert resource["schema"]["primaryKey"] == list(of.key)
    # Sides that the site names itself are codes too.
    (actors,) = (each for each in told["resources"] if each["name"] == "actors")
    (side,) = (field for field in actors["schema"]["fields"] if field["name"] == "side")
    assert "north" in side["constraints"]["enum"]


def test_the_package_of_an_edition_has_its_number_and_day(downloads: Downloads) -> None:
    told = json.loads((downloads("editions") / "datapackage.json").read_bytes())
    editions = read_csv(downloads("editions") / "editions.csv")
    assert (told["version"], told["created"]) == (
        editions[-1]["number"],
        f"{editions[-1]['date']}T00:00:00Z",
    )
    without = json.loads((downloads("full") / "datapackage.json").read_bytes())
    assert "created" not in without


# --- the tables ------------------------------------------------------------------------------------------


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@CASES
def test_csv_and_parquet_hold_the_cells_of_the_tables(
    case: str, downloads: Downloads, checked: Checked
) -> None:
    tables, _measures, _settings = checked(case)
    for of, frame in tables:
        texts = read_csv(downloads(case) / f"{of.name}.csv")
        typed = parquet.read_table(downloads(case) / f"{of.name}.parquet").to_pylist()
        assert len(texts) == len(typed) == len(frame)
        for text, cells, row in zip(texts, typed, frame.to_dict("records"), strict=True):
            for column in of.columns:
                value = _plain(row[column.name])
                assert cells[column.name] == value, column.name
                assert text[column.name] == _text(value), column.name


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value) or None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if value == "" or pd.isna(value) else value


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return "" if value is None else re.sub(r"\.0$", "", str(value))


def test_parquet_columns_have_their_types(downloads: Downloads) -> None:
    schema = parquet.read_schema(downloads("full") / "events.parquet")
    assert {
        name: str(schema.field(name).type) for name in ("date", "fatalities_low", "sources", "summary")
    } == {
        "date": "date32[day]",
        "fatalities_low": "int64",
        "sources": "list<element: string>",
        "summary": "string",
    }
    assert schema.field("summary").metadata[b"description"].startswith(b"What happened")
    assert not schema.field("id").nullable


def test_a_table_in_a_folder_is_one_file(built: Built, downloads: Downloads) -> None:
    parts = sorted((built("full") / "content/data/events").glob("*.csv"))
    assert len(parts) > 1
    joined = [row["id"] for row in read_csv(downloads("full") / "events.csv")]
    assert joined == [row["id"] for part in parts for row in read_csv(part)]


# --- maps ------------------------------------------------------------------------------------------------


def features(file: Path) -> list[dict[str, Any]]:
    collection = json.loads(file.read_bytes())
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    return list(collection["features"])


def test_events_with_a_position_are_on_the_map(downloads: Downloads, checked: Checked) -> None:
    tables, _measures, _settings = checked("syria")
    at = tables.places.set_index("id")[["lat", "lon"]].dropna()
    placed = tables.events[tables.events["place"].isin(at.index)]
    found = features(downloads("syria") / "events.geojson")
    assert [each["id"] for each in found] == list(placed["id"])
    rows: Any = placed.itertuples()
    for each, row in zip(found, rows, strict=True):
        assert each["geometry"]["coordinates"] == [at.loc[row.place, "lon"], at.loc[row.place, "lat"]]
        assert each["properties"]["sources"] == list(row.sources)
        assert all(value is not None for name, value in each["properties"].items() if name in row._fields)


@pytest.mark.parametrize("case", ["syria", "full"])
def test_holders_at_the_end_of_each_day_are_those_of_the_measure(
    case: str, downloads: Downloads, checked: Checked
) -> None:
    tables, measures, _settings = checked(case)
    files = sorted((downloads(case) / "control").iterdir())
    assert [file.stem for file in files] == sorted(
        {day.date().isoformat() for day in tables.control.query("scope == 'place'")["date"]}
    )
    placed = set(tables.places.dropna(subset=["lat", "lon"])["id"])
    for file in files:
        held = measures.holders(pd.Timestamp(file.stem))
        found = {each["id"]: each["properties"]["holder"] or "" for each in features(file)}
        assert found == {place: actor for place, actor in held.items() if place in placed}
        assert json.loads(file.read_bytes())["date"] == file.stem
    last = features(downloads(case) / "control.geojson")
    held = measures.holders(measures.last)
    assert {each["id"]: each["properties"]["holder"] or "" for each in last} == {
        place: actor for place, actor in held.items() if place in placed
    }


def days(changed: list[str], first: str, last: str) -> list[str]:
    from generator.measure import pace

    class Stand:
        grain = pace.grain(pd.date_range(first, last, unit="us"))
        spans = pace.spans(pd.date_range(first, last, unit="us"))
        changes = pd.DataFrame({"date": pd.to_datetime(changed)})

    return [day.date().isoformat() for day in control_days(Stand())]  # type: ignore[arg-type]


def test_short_spans_have_each_day_on_which_a_place_changed_hands() -> None:
    changed = ["2024-12-01", "2024-12-01", "2024-12-08"]
    assert days(changed, "2024-11-27", "2024-12-09") == ["2024-12-01", "2024-12-08"]


def test_long_spans_have_the_ends_of_full_weeks_and_months() -> None:
    # 2024-01-01 is a Monday; the week of the last change is not over.
    changed = ["2024-01-02", "2024-01-03", "2024-03-04", "2024-06-28"]
    assert days(changed, "2024-01-01", "2024-06-28") == ["2024-01-07", "2024-03-10"]
    assert days(changed, "2024-01-01", "2028-06-28") == ["2024-01-31", "2024-03-31", "2024-06-30"]
    assert days(["2024-06-28"], "2024-01-01", "2024-06-28") == []


@pytest.mark.parametrize("case", ["minimal", "busy-day"])
def test_a_site_without_places_has_no_maps(case: str, downloads: Downloads) -> None:
    assert [path.name for path in downloads(case).rglob("*.geojson")] == []


# --- all in one file, citation ---------------------------------------------------------------------------


@CASES
def test_the_zip_file_holds_all_that_is_published(case: str, downloads: Downloads) -> None:
    folder = downloads(case)
    archive = zipfile.ZipFile(io.BytesIO((folder / "data.zip").read_bytes()))
    (root,) = {name.split("/")[0] for name in archive.namelist()}
    inside = {name.removeprefix(f"{root}/"): archive.read(name) for name in archive.namelist()}
    added = {"README.md", "LICENSE.txt"}
    published = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "data.zip"
    }
    assert {name: data for name, data in inside.items() if name not in added} == published
    readme = inside["README.md"].decode()
    for name in published:
        assert name in readme or (name.startswith("control/") and "`control/`" in readme), name
    assert b"CC-BY-4.0" in inside["LICENSE.txt"]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@CASES
def test_the_citation_file_is_valid(case: str, downloads: Downloads) -> None:
    told = yaml.safe_load((downloads(case) / "CITATION.cff").read_bytes())
    jsonschema.validate(told, json.loads(CFF.read_bytes()), format_checker=jsonschema.FormatChecker())
    assert told["type"] == "dataset"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "license": "mine"}, json.loads(CFF.read_bytes()))


def test_what_a_citation_names(checked: Checked) -> None:
    tables, measures, settings = checked("editions")
    told = about(tables, measures, settings)
    number, day = int(tables.editions["number"].iloc[-1]), tables.editions["date"].iloc[-1].date()
    assert told.edition == (number, day)
    assert f"edition {number} of {day.day} " in told.citation()
    settings = replace(
        settings, site_url="https://reports.example/", site_author="The Desk", licence="CC0-1.0"
    )
    cited = about(tables, measures, settings).citation()
    assert cited.startswith(f"The Desk. {settings.site_name}, edition ")
    assert cited.endswith(". CC0 1.0. https://reports.example/")


# --- what is made anew -----------------------------------------------------------------------------------


def test_what_the_data_say_of_themselves_has_no_order_of_hashes(checked: Checked) -> None:
    # It is the key of three files: a set would let every build make them anew.
    tables, measures, settings = checked("full")
    assert about(tables, measures, settings).tables == tuple(sorted(tables.present))


def test_a_table_that_was_edited_meanwhile_is_known_by_its_cells(checked: Checked) -> None:
    tables, measures, settings = checked("full")
    told = about(tables, measures, settings)
    sure, _ = dataset(tables, measures, told, lambda file: f"hash of {file}")
    unsure, _ = dataset(tables, measures, told, lambda _file: "")
    again, _ = dataset(tables, measures, told, lambda _file: "")
    assert [part.key for part in unsure] == [part.key for part in again]
    same = {part.key for part in sure} & {part.key for part in unsure}
    # These are known by what they say, however the tables are known.
    own = {CITATION, CONTROL, *map(control_path, control_days(measures))}
    assert {key.split()[0] for key in same} == own


def test_every_table_of_the_schema_can_be_written() -> None:
    from generator.dataset.sheets import as_csv, as_parquet
    from generator.tables import empty

    for of in TABLES:
        assert as_csv(of, empty(of)).decode().rstrip("\n") == ",".join(column.name for column in of.columns)
        assert parquet.read_table(io.BytesIO(as_parquet(of, empty(of)))).num_rows == 0


def test_today_is_in_no_file(downloads: Downloads) -> None:
    today = date.today().isoformat()
    for file in downloads("full").rglob("*"):
        if file.is_file():
            assert today.encode() not in file.read_bytes(), file
