"""Warnings: each rule with its exact text, and the words that must not set it off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cli
from generator.build import check
from generator.check.numbers import DEATHS, SETTLEMENTS, largest, said
from generator.problems import ERROR, WARNING, Problem
from generator.settings import read_settings

DAY = "dates/2031-05-10"
MKDOCS = "site_name: A site\ndocs_dir: content\nextra: {frontmark: {sides: {north: North, south: South}}}\n"
ACTORS = "id,name,side\nguard,Guard,north\nwatch,Watch,south\n"
PLACES = "id,name,admin1,kind,lat,lon,precision\nford,Ford,,,,,\nmill,Mill,,,,,\ndale,Dale,,,,,\n"
SOURCES = (
    "id,publisher,title,url,published\n"
    "early,Paper,A,,2031-05-01\nbefore,Paper,B,,2031-05-09\nsame,Paper,C,,2031-05-10\nundated,Paper,D,,\n"
)
EVENTS = (
    "id,date,date_precision,type,place,actor,summary,confidence,sources,fatalities_best,fatalities_high\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (tmp_path / "content" / "data").mkdir(parents=True)
    write(tmp_path, actors=ACTORS, places=PLACES, sources=SOURCES, events=EVENTS + event())
    return tmp_path


def write(folder: Path, **tables: str) -> None:
    for name, text in tables.items():
        (folder / "content" / "data" / f"{name}.csv").write_text(text, "utf-8")


def event(
    id: str = "e-1",
    summary: str = "A sentence.",
    confidence: str = "confirmed",
    sources: str = "same",
    precision: str = "day",
    deaths: str = ",",
) -> str:
    return f'{id},2031-05-10,{precision},clash,ford,guard,"{summary}",{confidence},{sources},{deaths}\n'


def warnings(folder: Path) -> list[str]:
    return [str(problem) for problem in check(read_settings(folder)).warnings]


# --- the rules -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        ("The Guard confirmed the loss.", "confirmed"),
        ("Two monitors said so; the army confirms it.", "confirms"),
        ("It was not clear at first, then confirmed by the mayor.", "confirmed"),
        ("The loss was not confirmed.", ""),
        ("An unconfirmed report.", ""),
        ("Nobody confirmed it.", ""),
        ("The army hasn’t confirmed it.", ""),
        ("No other source confirms it.", ""),
        ("Said without a source that confirms it.", ""),
        ("The confirmation was awaited.", ""),
    ],
)
def test_confirmed_beside_a_row_that_is_not(site: Path, summary: str, word: str) -> None:
    write(site, events=EVENTS + event(summary=summary, confidence="claimed") + event("e-2", summary))
    said = f"content/data/events.csv:2: warning: summary: says '{word}', and confidence is 'claimed'"
    assert warnings(site) == ([said] if word else [])


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("claimed", "claimed"),
        ("seen by a monitor; Confirmed", "Confirmed"),
        ("disputed; by the army", ""),
        ("claimed by the army", ""),
        ("", ""),
    ],
)
def test_a_note_that_is_another_confidence_than_that_of_its_event(site: Path, note: str, word: str) -> None:
    control = (
        f"event,place,date,from_actor,to_actor,scope,note\ne-1,ford,2031-05-10,guard,watch,place,{note}\n"
    )
    write(site, events=EVENTS + event(confidence="disputed"), control=control)
    said = f"note: says '{word.lower()}', and confidence of its event is 'disputed'"
    assert warnings(site) == ([f"content/data/control.csv:2: warning: {said}"] if word else [])


@pytest.mark.parametrize(
    ("statement", "term", "word"),
    [
        ("The ford will most likely fall.", "", "most likely"),
        ("It is improbable that it holds.", "", "improbable"),
        ("Almost certainly the ford falls.", "", "Almost certainly"),
        ("The ford will most likely fall.", "likely", ""),
        ("The ford will fall.", "", ""),
        ("The likelihood was not told.", "", ""),
    ],
)
def test_a_likelihood_word_without_a_likelihood(site: Path, statement: str, term: str, word: str) -> None:
    head = "id,date,author,statement,likelihood_term,resolved,sources\n"
    write(site, assessments=f"{head}a-1,2031-05-10,Paper,{statement},{term},open,same\n")
    said = f"content/data/assessments.csv:2: warning: statement: says '{word}', and likelihood_term is empty"
    assert warnings(site) == ([said] if word else [])


@pytest.mark.parametrize(
    ("summary", "note", "told"),
    [
        ("The Guard took 32 villages.", "", "'32 villages'"),
        ("It took 20 villages.", "two hamlets more", "'20 villages' and 'two hamlets'"),
        ("It took the mill and nine hamlets.", "", ""),
        ("It took more than 10 towns and villages.", "", ""),
        ("It took ten other east-bank villages.", "32 villages by another count", ""),
        ("It took many villages in 2031.", "", ""),
        ("By 12 May towns had changed hands.", "", ""),
        ("Within 20–30 villages.", "", ""),
    ],
)
def test_a_total_that_its_words_do_not_have(site: Path, summary: str, note: str, told: str) -> None:
    head = "event,place,date,from_actor,to_actor,scope,settlements,note\n"
    control = f"{head}e-1,dale,2031-05-10,guard,watch,area,10,{note}\n"
    write(site, events=EVENTS + event(summary=summary), control=control)
    said = f"content/data/control.csv:2: warning: settlements: is 10, and the words of the row say {told}"
    assert warnings(site) == ([said] if told else [])


@pytest.mark.parametrize(
    ("summary", "deaths", "told"),
    [
        ("A strike killed 12 people.", "7,9", "fatalities_high: is 9, and the summary says 'killed 12'"),
        ("Twelve people died.", "7,", "fatalities_best: is 7, and the summary says 'Twelve people died'"),
        ("A strike killed 9 of 12 people.", "7,9", ""),
        ("Shells fell on 12 May, killing one.", "1,1", ""),
        ("On 12 May shells killed one.", "1,1", ""),
        ("In 2031 died the mayor.", "1,1", ""),
        ("A strike killed 12 people.", ",", ""),
    ],
)  # fmt: skip
def test_more_deaths_in_words_than_in_numbers(site: Path, summary: str, deaths: str, told: str) -> None:
    write(site, events=EVENTS + event(summary=summary, deaths=deaths))
    assert warnings(site) == ([f"content/data/events.csv:2: warning: {told}"] if told else [])


@pytest.mark.parametrize(
    ("sources", "precision", "old"),
    [
        ("early", "day", "early"),
        ("same|early", "day", "early"),
        ("before", "day", "before"),
        ("before|same", "day", ""),  # a day may be one of time zones
        ("before|undated", "day", ""),
        ("undated", "day", ""),
        ("early", "approx", ""),
    ],
)
def test_a_source_that_is_older_than_its_event(site: Path, sources: str, precision: str, old: str) -> None:
    write(site, events=EVENTS + event(sources=sources, precision=precision))
    day = {"early": "2031-05-01", "before": "2031-05-09"}.get(old, "")
    said = f"sources: names '{old}', which was published on {day}, before 2031-05-10"
    assert warnings(site) == ([f"content/data/events.csv:2: warning: {said}"] if old else [])


@pytest.mark.parametrize(
    ("page", "text", "line", "words", "there"),
    [
        (DAY, "Calm.\nTwo places changed hands.", 2, "Two places changed hands", "1 change of control"),
        (DAY, "[3 events](#events) and no more.", 1, "3 events", "2 events"),
        ("index", f"See [one event]({DAY}.md#events).", 1, "one event", "2 events"),
        ("dates/index", "[No 4 meetings](2031-05-10.md#meetings)", 1, "No 4 meetings", "0 meetings"),
        (DAY, "One place changed hands; [two events](#events), [both](#events).", 0, "", ""),
        (DAY, "Three events stand out. Seven sources agree.", 0, "", ""),
        (DAY, "[3 of 4 events](#events)", 0, "", ""),
        (DAY, "[The place of 9 May](#changes-of-control), [the events of 2030](#events)", 0, "", ""),
        ("index", "Since May 18 places changed hands.", 0, "", ""),
    ],
)
def test_a_number_in_a_note_that_the_tables_do_not_have(
    site: Path, page: str, text: str, line: int, words: str, there: str
) -> None:
    head = "event,place,date,from_actor,to_actor,scope\n"
    rows = "e-1,ford,2031-05-10,guard,watch,place\ne-1,dale,2031-05-10,guard,watch,area\n"
    write(site, events=EVENTS + event() + event("e-2"), control=head + rows)
    note = site / "content" / "notes" / f"{page}.md"
    note.parent.mkdir(parents=True)
    note.write_text(text, "utf-8")
    said = f"content/notes/{page}.md:{line}: warning: says '{words}', and 2031-05-10 has {there}"
    assert warnings(site) == ([said] if line else [])


# --- how they are told -----------------------------------------------------------------------------------

SAID = "summary: says 'confirmed', and confidence is 'claimed'"


@pytest.fixture
def doubtful(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(site, events=EVENTS + event(summary="The army confirmed it.", confidence="claimed"))
    monkeypatch.chdir(site)
    return site


@pytest.mark.usefixtures("doubtful")
def test_the_check_prints_warnings_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    told = capsys.readouterr()
    assert told.err == f"content/data/events.csv:2: warning: {SAID}\n"
    assert told.out == "10 rows of 4 tables, no problems, 1 warning\n"


@pytest.mark.usefixtures("doubtful")
def test_warnings_as_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--format", "github"]) == 0
    place = "file=content/data/events.csv,line=2,title=Frontmark"
    assert capsys.readouterr().out == f"::warning {place}::{SAID}\n"


@pytest.mark.usefixtures("doubtful")
def test_warnings_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "content/data/events.csv",
            "line": 2,
            "column": "summary",
            "message": SAID.removeprefix("summary: "),
            "severity": "warning",
        }
    ]


@pytest.mark.usefixtures("doubtful")
def test_a_build_says_only_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["generate"]) == 0
    told = capsys.readouterr()
    assert "no problems, 1 warning" in told.out
    assert SAID not in told.out + told.err


def test_a_problem_is_an_error_unless_it_says_otherwise() -> None:
    assert Problem("a.csv", 1, "", "m").severity == ERROR
    assert str(Problem("a.csv", 0, "c", "m", WARNING)) == "a.csv: warning: c: m"


def test_the_embedded_tables_have_no_warning_that_is_none() -> None:
    """Each of these is worth a look; a new rule that adds to them has to be as sure."""
    found = warnings(Path(__file__).parent.parent)
    assert [line.partition(" warning: ")[2] for line in found] == [
        "note: says 'claimed', and confidence of its event is 'disputed'",
        "note: says 'claimed', and confidence of its event is 'disputed'",
    ]


@given(st.text(), st.sampled_from([SETTLEMENTS, DEATHS]))
def test_any_words_are_read(text: str, pattern: tuple[object, ...]) -> None:
    for number, words in said(pattern, text):  # type: ignore[arg-type]
        assert words in text
        assert number <= largest(text)
