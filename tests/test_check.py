"""Every fault with its exact text; `FRONTMARK_REFRESH=1 pytest tests/test_check.py` rewrites problems.txt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.check.geography import swapped
from generator.problems import ContentError
from generator.read import read
from generator.schema import TABLES
from generator.settings import Settings, read_settings
from generator.tables import Tables, dtype

CASES = Path(__file__).parent / "cases"
REPOSITORY = Path(__file__).parent.parent

SOURCES = "id,publisher,title,url,published\ngood,The Paper,A headline,https://example.org/a,2024-12-01\n"
ACTORS = "id,name,side\narmy,Army,regime\nhts,HTS,opposition\n"
EVENTS = "id,date,type,actor,summary,confidence,sources\ne-1,2024-12-01,clash,army,A sentence.,claimed,good\n"
MINIMAL = {"sources.csv": SOURCES, "actors.csv": ACTORS, "events.csv": EVENTS}


def site(folder: Path, files: Mapping[str, str | bytes], sides: Mapping[str, str] | None = None) -> Settings:
    """A site folder with the files under content/data."""
    for name, data in files.items():
        path = folder / "content" / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Settings(folder, folder / "content", folder / "site", sides=sides or {})


def problems(chosen: Settings) -> list[str]:
    """What the check says about a site, line by line."""
    try:
        check(read(chosen), chosen)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def tables(chosen: Settings) -> Tables:
    """The checked tables of a site."""
    return check(read(chosen), chosen)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.glob("faults*")))
def test_every_fault_is_said_with_its_place_and_remedy(case: str) -> None:
    file = CASES / case / "problems.txt"
    found = problems(read_settings(CASES / case))
    if os.environ.get("FRONTMARK_REFRESH"):
        file.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == file.read_text(encoding="utf-8").splitlines()


def test_the_real_tables_pass_and_keep_their_rows() -> None:
    found = tables(Settings(REPOSITORY, REPOSITORY / "content", REPOSITORY / "site"))
    rows = {table.name: len(frame) for table, frame in found}
    assert rows == {
        "sources": 295,
        "actors": 54,
        "places": 115,
        "events": 267,
        "control": 93,
        "axes": 4,
        "support": 74,
        "meetings": 23,
        "assessments": 22,
        "editions": 3,
        "changes": 137,
    }
    first = found.events.iloc[0]
    assert first["date"] == pd.Timestamp("2024-11-27")
    assert first["other_actors"] == ("hts", "sna", "turkistan-islamic-party")
    assert found.support["level"].sum() == 22 + 2 * 14 + 3 * 18 + 4


def test_every_frame_has_every_column_with_its_dtype(tmp_path: Path) -> None:
    found = tables(site(tmp_path, MINIMAL))
    assert found.present == {"sources", "actors", "events"}
    for table in TABLES:
        frame = found.frame(table.name)
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
            column.name: dtype(column) for column in table.columns
        }
        assert isinstance(frame.index, pd.RangeIndex)
    assert found.events["other_actors"].tolist() == [()]
    assert found.events["target"].tolist() == [""]
    assert found.events["fatalities_best"].isna().all()


def test_odd_but_sound_files_are_fine(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "sources.csv": b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode() + b"\r\n\r\n",
        "actors.csv": "id,name,side\nna,NA,regime\narmy, Army ,regime\n,,\n   \n",
        "events/b.csv": EVENTS.replace("e-1", "e-2").replace("army", "na"),
        "events/a.csv": "sources,confidence,summary,actor,type,date,id\n"
        'good,claimed,"A\r\n sentence",army,clash,2024-12-01,e-1\n',
    }
    found = tables(site(tmp_path, files))
    assert found.actors["name"].tolist() == ["NA", "Army"]
    assert found.events["id"].tolist() == ["e-1", "e-2"]
    assert found.events["summary"].tolist() == ["A sentence", "A sentence."]


def test_a_side_of_the_sites_own_is_known(tmp_path: Path) -> None:
    files = {**MINIMAL, "actors.csv": ACTORS + "tribe,Tribe,tribal\n"}
    assert problems(site(tmp_path, files, {"tribal": "Tribal forces"})) == []


def test_a_header_without_rows_is_an_absent_table(tmp_path: Path) -> None:
    files = {**MINIMAL, "axes.csv": "id,name,places\n"}
    assert tables(site(tmp_path, files)).present == {"sources", "actors", "events"}


def test_faults_follow_file_and_line_through_folders_and_quoted_newlines(tmp_path: Path) -> None:
    row = 'e-{0},2024-12-01,clash,{1},"A\nsentence.",claimed,good\n'
    header = EVENTS.split("\n")[0] + "\n"
    files = {
        "sources.csv": SOURCES,
        "actors.csv": ACTORS,
        "events/1.csv": header + row.format(1, "army") + row.format(2, "arny"),
        "events/2.csv": header + row.format(3, "army") + row.format(1, "htz"),
    }
    assert problems(site(tmp_path, files)) == [
        "content/data/events/1.csv:4: actor: expected an id from actors.csv, got 'arny' "
        "(did you mean 'army'?)",
        "content/data/events/2.csv:4: actor: expected an id from actors.csv, got 'htz' (did you mean 'hts'?)",
        "content/data/events/2.csv:4: id: expected each id once, got 'e-1' again (first in "
        "content/data/events/1.csv:2)",
    ]


def test_a_missing_required_column_is_one_problem_whatever_the_rows(tmp_path: Path) -> None:
    files = {**MINIMAL, "actors.csv": "name,side\n" + "Army,regime\n" * 50}
    assert problems(site(tmp_path, files)) == [
        "content/data/actors.csv:1: id: no such column; table actors needs it"
    ]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("2024-1-1", "expected a date as YYYY-MM-DD, got '2024-1-1' (did you mean '2024-01-01'?)"),
        ("20241206", "expected a date as YYYY-MM-DD, got '20241206' (did you mean '2024-12-06'?)"),
        ("6/12/2024", "expected a date as YYYY-MM-DD, got '6/12/2024'"),
        ("2023-02-29", "expected a day that exists, got '2023-02-29'"),
        ("٢٠٢٤-١٢-٠٦", "expected a date as YYYY-MM-DD, got '٢٠٢٤-١٢-٠٦'"),
        ("2201-01-01", "expected a date between 1900 and 2200, got '2201-01-01'"),
    ],
)
def test_dates(tmp_path: Path, cell: str, message: str) -> None:
    files = {**MINIMAL, "events.csv": EVENTS.replace("2024-12-01", cell)}
    assert problems(site(tmp_path, files)) == [f"content/data/events.csv:2: date: {message}"]


@pytest.mark.parametrize("cell", ["2024-02-29", "1900-01-01", "2200-12-31", " 2024-12-01 "])
def test_dates_that_are_fine(tmp_path: Path, cell: str) -> None:
    assert problems(site(tmp_path, {**MINIMAL, "events.csv": EVENTS.replace("2024-12-01", cell)})) == []


@pytest.mark.parametrize(
    "cell",
    ["//example.org", "HTTP//x", "https://[", "https://a b", "mailto:a@b.org", "https://a<b", "http://:80"],
)
def test_addresses_other_than_web_pages_are_refused(tmp_path: Path, cell: str) -> None:
    files = {**MINIMAL, "sources.csv": SOURCES.replace("https://example.org/a", cell)}
    assert problems(site(tmp_path, files)) == [
        f"content/data/sources.csv:2: url: expected an address with http:// or https://, got '{cell}'"
    ]


def test_many_swapped_places_are_found_and_far_ones_are_not() -> None:
    content = REPOSITORY / "content"
    places = tables(Settings(REPOSITORY, content, REPOSITORY / "site")).places
    assert swapped(places) == []
    for names in (["aleppo"], ["damascus", "hama"], ["saraqib", "daraa", "idlib-governorate"]):
        rows = places.index[places["id"].isin(names)]
        wrong = places.copy()
        wrong.loc[rows, ["lat", "lon"]] = places.loc[rows, ["lon", "lat"]].to_numpy()
        assert swapped(wrong) == rows.tolist()


FILES = st.dictionaries(
    st.sampled_from([f"{table.name}.csv" for table in TABLES]),
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='abid,|"\r\n; 0-9', max_size=200).map(str.encode),
        st.sampled_from([SOURCES.encode(), ACTORS.encode(), EVENTS.encode()]),
    ),
)


@given(files=FILES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_end_in_tables_or_problems(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    chosen = site(tmp_path_factory.mktemp("site"), files)
    found = problems(chosen)
    assert found or tables(chosen).present >= {"sources", "actors", "events"}


CELL = st.text(max_size=12) | st.sampled_from(
    ["", "army", "2024-12-01", "a|b|a", "1", "-1.5", "true", "good"]
)


@given(table=st.sampled_from(TABLES), data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_cells_end_in_tables_or_problems(
    tmp_path_factory: pytest.TempPathFactory, table: object, data: st.DataObject
) -> None:
    assert isinstance(table, type(TABLES[0]))
    names = [column.name for column in table.columns]
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(names), max_size=len(names)), max_size=4))
    text = pd.DataFrame(rows, columns=names, dtype=object).to_csv(index=False)
    folder = tmp_path_factory.mktemp("site")
    chosen = site(folder, {**MINIMAL, f"{table.name}.csv": text.encode("utf-8", "replace")})
    assert all(line.startswith("content/data/") for line in problems(chosen))
