"""render: pages as Markdown; whatever a table says, a page shows it and never runs it."""

from __future__ import annotations

import csv
import html as html_words
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from charts.draw import Drawing
from generator import blocks, pages
from generator.blocks import Chart, DataTable, Parts, Ref, Sentence
from generator.lines import Lines
from generator.records import Event, Source
from generator.render import level, render
from generator.views.dates import DaysView
from generator.views.parts import MoreView

DAY = date(2031, 3, 4)
SOURCE = Source(
    "s1", "Paper", "Headline", "https://paper.example/1", "", DAY, "en", "", "s1", "", "unchecked", "", None
)
FACTS = pages.Facts("A site", DAY, DAY, 1, 1, frozenset())
EVENT = Event("e1", DAY, None, "", "clash", "", "", "", (), "Shots.", "claimed", ("s1",), None, None, None)
CHART = Chart("pace", "Two *changes* <b>", "By day [x](y).", "Alt.", DataTable(("Day",), (("a|b",),)), {})


def rendered(view: object, template: str, path: str, note: str = "", description: str = "About") -> str:
    page = pages.Page(path, template, "A title", description, view, note)
    addresses = {("page", path): path, ("date", "2031-03-04"): "dates/2031-03-04.md"}
    site = pages.Site(FACTS, (), {}, {}, {"s1": SOURCE}, addresses)
    spec = {"usermeta": {"days": ["2031-03-04", "2031-03-04"]}, "datasets": {}}
    drawings = {chart.name: Drawing("<svg/>", spec, 100, 100) for chart in blocks.charts_of(view)}
    return str(render(page, drawings, Lines(site)))


def more(*events: Event) -> MoreView:
    day = Ref("date", "2031-03-04", "4 March 2031")
    return MoreView(day, (blocks.Group("Clashes", events),), Parts("part 2", (day,)))


def test_a_page_has_its_description_where_mkdocs_looks_for_it() -> None:
    text = rendered(more(EVENT), "more", "dates/2031-03-04/2.md", description='A "b" <c>: \\d é')
    front = yaml.safe_load(text.split("---\n")[1])
    assert html_words.unescape(front["description"]) == 'A "b" <c>: \\d é'
    assert not set('"<>') & set(front["description"])
    assert front["hide"] == ["navigation"]


def test_links_are_written_for_the_depth_of_the_page() -> None:
    assert "[4 March 2031](../../dates/2031-03-04.md)" in rendered(
        more(EVENT), "more", "dates/2031-03-04/2.md"
    )


def test_blocks_have_one_blank_line_between_them() -> None:
    text = rendered(more(EVENT), "more", "dates/2031-03-04/2.md")
    assert "\n\n\n" not in text
    assert text.endswith((".\n", "</div>\n"))
    for line in re.findall(r"\n(#+ [^\n]+)\n", text):
        assert f"\n\n{line}\n\n" in text


def test_a_page_without_sources_has_no_list_of_them() -> None:
    bare = Event("e1", DAY, None, "", "clash", "", "", "", (), "Shots.", "claimed", (), None, None, None)
    assert "Sources cited" in rendered(more(EVENT), "more", "dates/2031-03-04/2.md")
    assert "Sources cited" not in rendered(more(bare), "more", "dates/2031-03-04/2.md")


# --- charts ----------------------------------------------------------------------------------------------


def days_view(chart: Chart) -> DaysView:
    return DaysView((), None, Sentence(("Busy.",)), chart, None)


def test_a_chart_has_a_caption_an_alternative_and_the_rows_behind_it() -> None:
    text = rendered(days_view(CHART), "days", "dates/index.md")
    figure, details = text.split("## Events by type and day")[1].split("</figure>")
    root = html.fragment_fromstring(figure + "</figure>")
    assert root.get("data-chart") == "pace"
    assert root.xpath("string(figcaption/strong)") == "Two *changes* <b>"
    assert root.xpath("string(figcaption/span)") == "By day [x](y)."
    assert root.xpath("string(.//div[@role='group']/@aria-label)") == "Two *changes* <b>"
    assert root.xpath("count(.//svg)") == 1
    assert "| a&#124;b |" in details.split('<details class="fm-data"')[1].split("</details>")[0]


def test_charts_and_their_rows_stay_out_of_the_search() -> None:
    text = rendered(days_view(CHART), "days", "dates/index.md")
    assert text.count("data-search-exclude") == 3  # the chart, its rows, and what is new since a visit


# --- notes -----------------------------------------------------------------------------------------------


def noted(note: str, path: str = "dates/2031-03-04/2.md") -> str:
    text = rendered(more(EVENT), "more", path, note)
    return re.sub(
        r'.*<div class="fm-note" markdown="1">\n\n(.*?)\n\n</div>\n\n## Events.*',
        r"\1",
        text,
        flags=re.DOTALL,
    )


def test_a_note_stands_under_its_heading_with_its_own_headings_below() -> None:
    text = rendered(more(EVENT), "more", "dates/2031-03-04/2.md", "# Why\n\nBecause *so*.")
    assert "## Analyst’s note" in text
    assert noted("# Why\n\nBecause *so*.") == "### Why\n\nBecause *so*."


@pytest.mark.parametrize(
    "note",
    [
        "a line that breaks  \nhere",
        "```sh\n# a comment\nls\n\n\nls\n```",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "- one\n\n    more of one\n- two",
        "see [a page](../actors/army.md)",
    ],
)
def test_a_note_is_left_as_it_was_written(note: str) -> None:
    assert noted(note) == note


# --- levels ----------------------------------------------------------------------------------------------


def test_a_level_is_a_number_with_its_word() -> None:
    assert [level(n) for n in (None, 0, 1, 2, 3, 4)] == [
        *("not reported", "0 (none)", "1 (political)", "2 (indirect)", "3 (limited combat)"),
        "4 (large-scale combat)",
    ]


# --- a whole site of hostile cells -----------------------------------------------------------------------

CASE = Path(__file__).parent / "cases" / "full"
MARKS = [
    '"><img src=x onerror=alert(1)>{}',
    "<script>alert({})</script>",
    "[{}](javascript:alert(1))",
    "*{}* _a_ `b` | c {{: onclick=alert(1)}}",
    "{{{{ config }}}} {{% raw %}} ${{x}} {} --8<-- 'mkdocs.yml'",
    "</h1></div></details><b>{}</b> <!-- x",
    "# {} &lt;b&gt; ![x](y.png) :8ball: www.example.org",
]
"""Each gets the place it stands in, so that it can be looked for."""
TEXTS = {
    "sources": ("publisher", "title"),
    "actors": ("name", "short_name", "aliases", "description"),
    "places": ("name", "name_ar", "admin1"),
    "events": ("summary",),
    "control": ("note",),
    "axes": ("name", "description"),
    "support": ("summary", "unit", "condition"),
    "meetings": ("purpose", "outcome"),
    "assessments": ("author", "statement", "likelihood_term", "resolution_note"),
}
URL = "https://paper.example/[a](onmouseover=alert(1)//)/`b`?c=1&d=*e*_f_"


def hostile_row(table: str, row: dict[str, str], number: int) -> dict[str, str]:
    for n, column in enumerate(TEXTS[table]):
        if row.get(column):
            mark = MARKS[(number + n) % len(MARKS)].format(f"{table}{number}{column}".replace("_", ""))
            row[column] = mark.replace("|", "¦") if column == "aliases" else mark
    return row | ({"url": URL + str(number)} if row.get("url") else {})


@pytest.fixture(scope="module")
def hostile(
    once: Callable[[str, Callable[[Path], None]], Path], copy_site: Callable[[Path, Path], Any]
) -> Path:
    """The site of the case "full" with every free text replaced; built."""

    def fill(folder: Path) -> None:
        from generator.build import build

        settings = copy_site(CASE, folder)
        for file in sorted((folder / "content/data").rglob("*.csv")):
            table = file.stem if file.stem in TEXTS else file.parent.name
            with file.open(encoding="utf-8", newline="") as stream:
                rows = [hostile_row(table, row, n) for n, row in enumerate(csv.DictReader(stream))]
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        build(settings, settings.site)

    return once("hostile", fill)


def documents(folder: Path) -> dict[str, Any]:
    files = sorted((folder / "site").rglob("*.html"))
    return {
        file.relative_to(folder / "site").as_posix(): html.document_fromstring(file.read_bytes())
        for file in files
    }


def test_nothing_that_a_table_says_becomes_an_element_or_an_attribute(hostile: Path) -> None:
    found = documents(hostile)
    assert len(found) > 30
    for path, root in found.items():
        attributes = {name for element in root.iter("*") for name in element.attrib}
        assert {name for name in attributes if name.startswith("on")} == set(), path
        for script in root.iter("script"):
            if script.get("type") == "application/ld+json":  # data that quotes what tables say, and no code
                assert "<" not in script.text, path
                json.loads(script.text)
            else:
                assert "alert" not in (script.text or ""), path
        assert root.xpath("//*[@src='x' or @src='y.png'] | //a[starts-with(@href, 'javascript')]") == [], path
        assert (
            root.xpath("//article//b | //article//img | //article//script | //comment()[. = ' x']") == []
        ), path
        links = {link for link in root.xpath("//article//a/@href") if "paper.example" in link}
        assert {link.rstrip("0123456789") for link in links} <= {URL}, path


def test_what_a_table_says_is_shown_as_it_is(hostile: Path) -> None:
    shown = {
        path: " ".join(root.find(".//article").text_content().split())
        for path, root in documents(hostile).items()
        if root.find(".//article") is not None
    }
    actor = shown["actors/river-front/index.html"]
    assert MARKS[2].format("actors2name") in actor
    assert MARKS[4].format("actors2aliases").replace("|", "¦") in actor
    everything = " ".join(shown.values())
    for n in range(9):
        assert MARKS[n % len(MARKS)].format(f"sources{n}publisher") in everything


def test_titles_hold_the_same_text(hostile: Path) -> None:
    root = documents(hostile)["actors/river-front/index.html"]
    name = MARKS[2].format("actors2name")
    assert root.xpath("string(//h1)") == name
    assert root.xpath("string(//title)").startswith(name)


def test_the_cards_of_the_search_hold_the_text_of_a_table_as_it_is(hostile: Path) -> None:
    """They are plain text; that the reader's browser shows it as such is tested there."""
    cards = (hostile / "site/search/pages").rglob("*.json")
    texts = {card.stem: card.read_text("utf-8") for card in cards}
    assert json.loads(texts["river-front"])["t"] == MARKS[2].format("actors2name")
    assert not any(re.search(r"<(?:p|li|a|span|svg|sup)\b", text) for text in texts.values())
