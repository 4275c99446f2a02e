"""Files to strings: line numbers, odd files, notes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import ContentError
from generator.read import Note, read, read_notes
from generator.read.notes import faults_of
from generator.read.rows import Rows, parse
from generator.settings import Settings


def chosen(folder: Path) -> Settings:
    return Settings(folder, folder / "content", folder / "site")


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8
) | st.sampled_from(["NA", '"', "a,b", "two\nlines", "two\r\nlines", "old\rlines", "|"])
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1)
)


# The writer quotes a line break only if it is one of its own, so only CRLF may go with minimal quoting.
DIALECTS = [
    ("\r\n", csv.QUOTE_MINIMAL),
    ("\r\n", csv.QUOTE_ALL),
    ("\n", csv.QUOTE_ALL),
    ("\r", csv.QUOTE_ALL),
]


@given(rows=ROWS, dialect=st.sampled_from(DIALECTS), blanks=st.integers(0, 3))
@settings(max_examples=300, deadline=None)
def test_rows_of_any_dialect_keep_their_cells_and_lines(
    rows: list[list[str]], dialect: tuple[str, int], blanks: int
) -> None:
    end, quoting = dialect
    header = [f"column{number}" for number in range(len(rows[0]))]
    written = io.StringIO(newline="")
    lines = []
    for row in [header, *rows]:
        lines.append(len(written.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        csv.writer(written, lineterminator=end, quoting=quoting).writerow(row)  # type: ignore[arg-type]
    found = parse(written.getvalue() + end * blanks, "a.csv")
    kept = [(row, line) for row, line in zip(rows, lines[1:], strict=True) if any(map(str.strip, row))]
    spaces = [row for row in rows if not any(map(str.strip, row))]
    assert found.problems == ()
    assert found.header == tuple(header)
    assert [pair for pair in zip(_cells(found), found.lines, strict=True) if pair[0] not in spaces] == kept


def _cells(found: Rows) -> list[list[str]]:
    return [list(row) for row in zip(*found.columns, strict=True)]


def test_a_row_of_commas_is_a_blank_row() -> None:
    found = parse("\n\na,b\n1,2\n,\n \n3,4\n,,,\n", "a.csv")
    assert (found.header, found.header_line) == (("a", "b"), 3)
    assert (_cells(found), found.lines, found.problems) == ([["1", "2"], ["3", "4"]], [4, 7], ())


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a,b\n1,"2\n3,4\n', 2, "b"),
        ('a,b\n"1\n1",2\n3,"4\n5,6\n', 4, "b"),
        ('a,b\n"1\n""1",2\n"3""\n",4\n"5\n', 6, "a"),
        ('a,b\n1,"2\n3,"4"\n', 2, "b"),
        ('a,b\n"1" 1,2\n', 2, "a"),
        ('a,"b\n', 1, ""),
    ],
)
def test_an_open_quote_is_found_where_it_was_opened(text: str, line: int, column: str) -> None:
    (problem,) = parse(text, "a.csv").problems
    assert (problem.line, problem.column) == (line, column)
    assert not parse(text, "a.csv").whole


def test_rows_before_an_open_quote_are_kept() -> None:
    found = parse('a,b\n1,2\n3,"4\n', "a.csv")
    assert (_cells(found), found.lines) == ([["1", "2"]], [2])


def test_a_long_open_quote_is_found_in_no_time() -> None:
    (problem,) = parse("a,b\n" + "1,2\n" * 1000 + '3,"' + 'x""' * 400_000, "a.csv").problems
    assert (problem.line, problem.column) == (1002, "b")


def test_a_table_is_a_file_or_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    data = tmp_path / "content" / "data"
    (data / "actors").mkdir(parents=True)
    (data / "actors" / "2.csv").write_text("name,id\nB,b\n")
    (data / "actors" / "1.CSV").write_text("id,side\na,x\n")
    (data / "actors" / ".3.csv").write_text("not read")
    (data / "actors" / "README.md").write_text("not read")
    raw = read(chosen(tmp_path)).tables["actors"]
    assert raw.files == ("content/data/actors/1.CSV", "content/data/actors/2.csv")
    assert raw.header == ("id", "name", "side")
    assert raw.frame["id"].tolist() == ["a", "b"]
    assert raw.frame["name"].tolist() == [None, "B"]
    assert raw.place(1) == ("content/data/actors/2.csv", 2)


def test_a_site_without_data_names_the_tables_it_needs(tmp_path: Path) -> None:
    assert [str(problem) for problem in read(chosen(tmp_path)).problems] == [
        f"content/data/{name}.csv: no such table; expected {name}.csv or a folder {name}/ with CSV files"
        for name in ("sources", "actors", "events")
    ]


def test_a_file_name_that_is_no_utf_8_can_be_printed(tmp_path: Path) -> None:
    data = tmp_path / "content" / "data"
    data.mkdir(parents=True)
    try:
        (data / "ev\udce9nts.csv").write_text("id\n")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    files = [problem.file.encode("utf-8") for problem in read(chosen(tmp_path)).problems]
    assert b"content/data/ev\\udce9nts.csv" in files


def test_notes_are_read_by_page(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "notes" / "dates"
    folder.mkdir(parents=True)
    (folder / "2024-12-06.md").write_bytes(b"\xef\xbb\xbfOne\r\n\r\n- *two*\r\n")
    (folder.parent / "index.md").write_text("5 < 6 & so on, `code`.\n")
    (folder.parent / "README.txt").write_text("not read")
    notes = (
        Note("dates/2024-12-06", "content/notes/dates/2024-12-06.md", "One\n\n- *two*\n"),
        Note("index", "content/notes/index.md", "5 < 6 & so on, `code`.\n"),
    )
    assert read_notes(chosen(tmp_path)) == notes
    assert read(chosen(tmp_path)).notes == notes


def test_notes_at_fault_are_refused_all_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "notes"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("<b>\n\n<i>\n")
    (folder / "b.md").write_text("")
    with pytest.raises(ContentError) as caught:
        read_notes(chosen(tmp_path))
    html = "raw HTML is not allowed in a note; write Markdown, and &lt; for the sign <"
    assert str(caught.value).split("\n") == [
        f"content/notes/a.md:1: {html}",
        f"content/notes/a.md:3: {html}",
        "content/notes/b.md: the note is empty; write it or delete the file",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](&#x6a;avascript&colon;alert(1))",
        "[a][b]\n\n[b]: data:text/html;base64,AAAA",
        "<javascript:alert(1)>",
        "[a](vbscript:x 'title')",
        "[a](tel:112)",
        "[a](//example.org)",
        "![a](https://example.org/a.png)",
        "![a](data:image/svg+xml;base64,AAAA)",
        "![a](/a.png)",
        "<!-- comment -->",
        "    <script>alert(1)</script>",
        "```\n<script>\n```",
        "</div>",
        "*a*{onclick=alert(1)}",
        "# a {: #b }",
        "{{ config }}",
        "{% include 'x' %}",
        ";--8<-- 'a'",
    ],
)
def test_what_a_note_may_not_hold(text: str) -> None:
    assert list(faults_of(Note("a", "a.md", text)))


@pytest.mark.parametrize(
    "text",
    [
        "a < b, 5<6, x<-y and <3",
        "[a](../dates/2024-12-06.md#e-1), [b](https://example.org/?a=b)",
        "<https://example.org>, <mailto:a@b.org>",
        "![a](a.png)",
        "> quote\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "A footnote[^1].\n\n[^1]: Note: this is one.",
        "Noon: 12:00, data: none, {}",
    ],
)
def test_what_a_note_may_hold(text: str) -> None:
    assert list(faults_of(Note("a", "a.md", text))) == []


@given(st.text(alphabet='[](){}<>!:"&;#jdhtps/.\\ \n`*|-', max_size=80) | st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_note_is_judged(text: str) -> None:
    assert all(problem.file == "a.md" and problem.line > 0 for problem in faults_of(Note("a", "a.md", text)))


def test_cells_that_a_column_repeats_are_one_object() -> None:
    rows = [f"{number},{'clash' if number % 2 else 'advance'}" for number in range(3000)]
    ids, kind = parse("\n".join(["id,type", *rows]), "a.csv").columns
    assert (ids[2999], kind[:2], len(kind)) == ("2999", ["advance", "clash"], 3000)
    assert len({*map(id, kind)}) == 2
