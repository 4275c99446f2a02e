"""Whole small sites: each case is a folder, and the pages it gives stand beside it.

`FRONTMARK_REFRESH=1 pytest tests/test_cases.py` rewrites `tests/cases/<case>/expected`; read the diff. A
chart's SVG stands there as `<svg/>`: what it draws is tested with the charts.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
LIMIT = 200

Built = Callable[[str], Path]
Pages = Callable[[Path], dict[str, str]]


def differences(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """Pages that are missing or not wanted, and the first lines in which the others differ."""
    lines = [f"missing: {path}" for path in expected.keys() - found.keys()]
    lines += [f"not wanted: {path}" for path in found.keys() - expected.keys()]
    for path in sorted(expected.keys() & found.keys()):
        if expected[path] != found[path]:
            texts = (expected[path].splitlines(), found[path].splitlines())
            diff = list(unified_diff(*texts, f"expected/{path}", f"generated/{path}", lineterm="", n=0))
            lines += [line[:300] for line in diff[:12]] + (["…"] if len(diff) > 12 else [])
    return lines


@pytest.mark.parametrize("case", ["full", "minimal", "editions", "outcomes", "evidence"])
def test_the_pages_are_as_expected(case: str, built: Built, plain_pages: Pages) -> None:
    found, folder = plain_pages(built(case)), CASES / case / "expected"
    if os.environ.get("FRONTMARK_REFRESH"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in found.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    files = [path for path in sorted(folder.rglob("*.md")) if path.is_file()]
    expected = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    assert len(expected) > 10
    assert differences(expected, found)[:80] == []


# --- what holds for every case ---------------------------------------------------------------------------

EVERY = pytest.mark.parametrize("case", ["full", "minimal", "busy-day", "outcomes", "evidence"])


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(found[1]), found[2]) for found in re.finditer(r"^(#+) (.+)$", text, re.MULTILINE)]


def empty_headings(text: str) -> list[str]:
    """Headings that nothing follows but another one of the same or a higher rank, or the end of the page."""
    blocks = [line for line in text.splitlines() if line.strip() and not re.match(r"</?div|<span id=", line)]
    ranks = [len(found[0]) if (found := re.match(r"#+(?= )", line)) else 9 for line in blocks]
    pairs = zip(blocks, ranks, [*ranks[1:], 1], strict=True)
    return [block for block, rank, following in pairs if rank < 9 and following <= rank]


@EVERY
def test_no_heading_is_empty_and_each_page_has_one_of_the_first_rank(
    case: str, built: Built, plain_pages: Pages
) -> None:
    for path, text in plain_pages(built(case)).items():
        assert empty_headings(text) == [], path
        assert [rank for rank, _ in headings(text)].count(1) == 1, path


@EVERY
def test_every_citation_and_every_way_back_leads_somewhere(
    case: str, built: Built, plain_pages: Pages
) -> None:
    cited = 0
    for path, text in plain_pages(built(case)).items():
        anchors = Counter(re.findall(r'id="([^"]+)"', text))
        assert [name for name, n in anchors.items() if n > 1] == [], path
        assert set(re.findall(r'href="#([^"]+)"', text)) <= anchors.keys(), path
        cited += text.count('class="fm-cite"')
    assert cited > 5


@EVERY
def test_an_event_reads_the_same_wherever_it_stands(case: str, built: Built, plain_pages: Pages) -> None:
    lines: dict[str, set[str]] = {}
    for text in plain_pages(built(case)).values():
        for anchor, line in re.findall(r'<span id="(e-[^"]+)"[^>]*></span>(.*?</small>)', text):
            lines.setdefault(anchor, set()).add(re.sub(r"\]\((?:\.\./)*", "](", line))
    assert {anchor: len(found) for anchor, found in lines.items() if len(found) > 1} == {}
    files = sorted((CASES / case / "content" / "data").glob("events*/*.csv")) or [
        CASES / case / "content" / "data" / "events.csv"
    ]
    texts = [file.read_text("utf-8").splitlines() for file in files]
    rows = [row["id"] for text in texts for row in csv.DictReader(text)]
    assert set(lines) == {f"e-{id}" for id in rows}


# --- minimal: three tables, and no trace of the others ---------------------------------------------------

ABSENT = re.compile(
    r"\b(place|control|support|meeting|assessment|ax[ei]s|territory|advance|backer)", re.IGNORECASE
)


def test_absent_tables_have_no_page_heading_chart_or_link(built: Built, plain_pages: Pages) -> None:
    pages = plain_pages(built("minimal"))
    assert [path for path in pages if ABSENT.search(path)] == []
    for path, text in pages.items():
        assert set(re.findall(r'data-chart="([^"]+)"', text)) <= {"timeline"}, path
        assert [target for target in re.findall(r"\]\(([^)]+)\)", text) if ABSENT.search(target)] == [], path
        if path != "methodology.md":  # its codes of events hold a capture of a place
            assert [words for _, words in headings(text) if ABSENT.search(words)] == [], path


@pytest.mark.parametrize("path", ["index.md", "dates/index.md", "actors/index.md", "methodology.md"])
def test_no_page_speaks_of_absent_tables(path: str, built: Built, plain_pages: Pages) -> None:
    text = plain_pages(built("minimal"))[path].split("## Words and codes")[0]
    assert ABSENT.findall(text) == []


def test_a_line_has_no_stray_mark_where_a_cell_is_empty(built: Built, plain_pages: Pages) -> None:
    for path, text in plain_pages(built("minimal")).items():
        assert re.findall(r"<(?:p|small)[^>]*>\s*·|·\s*</|· ·|, ,| ,|\(\)", text) == [], path


def test_an_absent_table_is_not_in_the_navigation(built: Built) -> None:
    home = (built("minimal") / "site" / "index.html").read_text("utf-8")
    links = re.findall(r'<a href="([^"]*)" class="md-(?:tabs|nav)__link', home)
    assert links
    assert [target for target in links if ABSENT.search(target)] == []


# --- full ------------------------------------------------------------------------------------------------


def test_a_table_given_as_a_folder_is_one_table(plain_pages: Pages, built: Built) -> None:
    data = plain_pages(built("full"))["data.md"]
    assert "[events/1-first-week.csv](data/events/1-first-week.csv)" in data
    assert "[events/2-second-week.csv](data/events/2-second-week.csv)" in data
    assert (built("full") / "site/data/events/1-first-week.csv").is_file()


def test_two_changes_of_a_place_on_a_day_keep_their_order(plain_pages: Pages, built: Built) -> None:
    rows = re.findall(
        r"^\| (.*?) \| \[Ridge\]", plain_pages(built("full"))["actors/river-brigade.md"], re.MULTILINE
    )
    assert rows
    held = plain_pages(built("full"))["places/ridge.md"].split("## Who held it")[1].split("##")[0]
    assert re.findall(r"actors/([a-z-]+)\.md", held) == [
        "river-brigade",
        "north-army",
        "river-front",
        "north-army",
    ]


def test_an_amount_is_written_as_a_person_would(plain_pages: Pages, built: Built) -> None:
    support = plain_pages(built("full"))["support.md"]
    amounts = re.findall(r"· ([\d.,]+ (?:advisers|jets|ships|thousand tonnes)) ·", support)
    assert sorted(set(amounts)) == ["1.5 thousand tonnes", "12 jets", "2 ships", "40 advisers"]


def test_each_level_in_a_table_leads_to_the_row_that_set_it(plain_pages: Pages, built: Built) -> None:
    """On 2 March Eastmere gave what it gave before, and was asked for more: the 3 rests on the request."""
    rows = re.findall(r"^\| \[2 Mar 2031\].*$", plain_pages(built("full"))["support.md"], re.MULTILINE)
    (overall,) = [row for row in rows if "eastmere" in row]
    assert "| 2 | 3 |" in overall
    assert "em-2031-03-02-jets-requested" in overall


def test_no_day_that_cites_a_source_says_that_it_has_none(plain_pages: Pages, built: Built) -> None:
    days = {path: text for path, text in plain_pages(built("full")).items() if path.startswith("dates/2")}
    assert [path for path, text in days.items() if "## Sources cited" in text and "no sources" in text] == []


# --- busy-day --------------------------------------------------------------------------------------------


def anchors(text: str) -> list[str]:
    return re.findall(r'<span id="e-([^"]+)"', text)


def strip(text: str) -> list[str]:
    """The strip of a long list: the name of each of its pages, that of this page in asterisks."""
    found = re.search(r"This list goes on over several pages:\n(.*)", text)
    return re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", found[1]).split(" · ") if found else []


def test_a_day_with_500_events_goes_on_over_three_pages(built: Built, plain_pages: Pages) -> None:
    pages = plain_pages(built("busy-day"))
    parts = ["dates/2033-06-15.md", "dates/2033-06-15/2.md", "dates/2033-06-15/3.md"]
    assert [len(anchors(pages[path])) for path in parts] == [LIMIT, LIMIT, 100]
    assert Counter(id for path in parts for id in anchors(pages[path])) == {
        f"busy-{n:03}": 1 for n in range(1, 501)
    }
    assert strip(pages[parts[0]]) == ["**first page**", "part 2", "part 3"]
    assert strip(pages[parts[2]]) == ["first page", "part 2", "**part 3**"]
    assert "](../../dates/2033-06-15.md)" in pages[parts[1]]


def test_a_long_history_goes_on_by_year_and_by_month(built: Built, plain_pages: Pages) -> None:
    pages = plain_pages(built("busy-day"))
    base, *rest = sorted(path for path in pages if path.startswith("actors/patrol"))
    rest = [base, *rest] if base != "actors/patrol.md" else rest
    more = [path for path in rest if path != "actors/patrol.md"]
    assert [path.split("/")[-1] for path in more] == [
        "2031.md",
        *(f"2032-{month:02}.md" for month in range(1, 11)),
    ]
    assert len(anchors(pages["actors/patrol.md"])) == LIMIT
    assert all(0 < len(anchors(pages[path])) <= LIMIT for path in more)
    found = Counter(id for path in ["actors/patrol.md", *more] for id in anchors(pages[path]))
    assert found == {f"patrol-{n:03}": 1 for n in range(1, 531)}
    names = strip(pages["actors/patrol.md"])
    assert names[:3] == ["**first page**", "October 2032", "September 2032"]
    assert names[-1] == "2031"
    # A further page names its neighbours, so that one page more does not change all of them.
    assert strip(pages["actors/patrol/2032-10.md"]) == ["first page", "**October 2032**", "September 2032"]
    assert strip(pages["actors/patrol/2032-09.md"]) == [
        "first page",
        "October 2032",
        "**September 2032**",
        "August 2032",
    ]
    assert strip(pages["actors/patrol/2031.md"]) == ["first page", "January 2032", "**2031**"]


def test_no_page_holds_more_events_than_a_reader_can_take(built: Built, plain_pages: Pages) -> None:
    pages = plain_pages(built("busy-day"))
    assert max(len(anchors(text)) for text in pages.values()) == LIMIT


def test_a_link_to_an_event_leads_to_the_part_it_stands_on(built: Built, plain_pages: Pages) -> None:
    pages = plain_pages(built("busy-day"))
    targets = re.findall(r"\]\((dates/2033-06-15[^)#]*)#e-([^)]+)\)", pages["sources.md"])
    assert {path for path, _ in targets} == {f"dates/2033-06-15{part}.md" for part in ("", "/2", "/3")}
    assert all(id in anchors(pages[path]) for path, id in targets)


# --- outcomes --------------------------------------------------------------------------------------------


def test_scores_are_those_reckoned_by_hand(built: Built, plain_pages: Pages) -> None:
    """Middles of the ranges: likely 0.675, very unlikely 0.125, almost certainly 0.97, unlikely 0.325, even 0.5, very
    likely 0.875.
    """
    text = plain_pages(built("outcomes"))["assessments.md"]
    desk = [(1 - 0.675) ** 2, (1 - 0.675) ** 2, 0.675**2, 0.125**2, (1 - 0.125) ** 2, (1 - 0.97) ** 2]
    review = [0.325**2, 0.325**2, (1 - 0.325) ** 2, 0.25, (1 - 0.875) ** 2]
    gate = [(1 - 0.675) ** 2]
    rows = re.findall(r"^\| ([A-Z][\w ]+) \| .* \| (\d+) \| ([\d.]+) \| ([\d.–]+) \|$", text, re.MULTILINE)
    assert [(author, int(n), score) for author, n, score, _ in rows] == [
        ("Harbour Desk", 6, f"{sum(desk) / 6:.2f}"),
        ("River Review", 5, f"{sum(review) / 5:.2f}"),
        ("Old Gate", 1, f"{sum(gate):.2f}"),
    ]
    assert [row[3] for row in rows] == ["0.17–0.33", "0.12–0.28", "0.04–0.20"]
    assert f"Brier score of the 12: {sum(desk + review + gate) / 12:.2f}" in text
    assert "ranges 0.14 to 0.30" in text
    assert "17 assessments: 11 right, three wrong, one expired and two open." in text


def test_a_series_is_told_step_by_step(built: Built, plain_pages: Pages) -> None:
    text = plain_pages(built("outcomes"))["support.md"]
    ways = re.findall(r"^- \[Council\]\([^)]+\): (.*?) <small>(.*)</small>$", text, re.MULTILINE)
    told = {category: re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", way) for category, way in ways}
    assert told == {
        "troops": "requested 1 May 2032 (claimed) → considered after 1 day, 2 May 2032 (confirmed) → conditional after "
        "1 day, 3 May 2032 (confirmed) → withheld after 3 days, 6 May 2032 (confirmed)",
        "logistics": "pledged 2 May 2032 to 3 May 2032, 2 rows (one confirmed, one claimed) → delivered after 6 days, "
        "9 May 2032 (claimed). From pledge to delivery: 7 days.",
        "funding": "pledged 9 May 2032 (confirmed) → delivered on the same day, 9 May 2032 (confirmed). From pledge to "
        "delivery: the same day.",
        "advisers": "delivered 1 May 2032 (confirmed) → withdrawn (general) after 8 days, 9 May 2032 (confirmed) → "
        "delivered after 11 days, 20 May 2032 (claimed)",
        "air power": "pledged 3 May 2032 (claimed) → withdrawn (general) after 6 days, 9 May 2032 (confirmed). From "
        "pledge to delivery: no later delivery in these rows.",
        "diplomatic backing": "conditional 3 May 2032 (confirmed) → withdrawn (general) after 6 days, 9 May 2032 "
        "(confirmed)",
        "withdrawal": "withdrawn (local) 6 May 2032 (claimed) → withdrawn (general) after 3 days, 9 May 2032 "
        "(confirmed)",
    }
    assert (
        "In two of them a later row reports a delivery, 0 to 7 days after the first pledge. No row says"
        in text
    )
    assert "| 3 | 1 | 1 | 1 | 2 | 2 | 2 | 1 | 0 |" in text
    assert "| 3 | 0 | 0 | 1 | 1 | 0 | 1 | 0 | 3 |" in text
    assert "Condition: if the Council holds the bridge – not met. Next row" in text
