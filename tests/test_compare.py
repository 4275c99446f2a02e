"""Two built sites compared by what readers see: headlines, counts, pages; in words, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.compare import Comparison, Difference, Facts, Page, Site, compare, open_site, report
from generator.compare.site import read_facts, read_page

HTML = b"""<html><body><nav><h2>Menu</h2></nav><article>
<p class="fm-asof" data-day="2031-03-12" data-notice="14"><span>Data until 12 March 2031</span></p>
<h1 id="a">Situation as of <em>12 March</em></h1>
<h2 id="in-brief">In brief</h2>
<div class="fm-brief"><ol>
<li><a href="x/">Brigade</a>\xe2\x80\x99s front moved 27 km.<sup class="fm-cite"><a href="#s1">1</a></sup>
 <small>the axis</small></li>
</ol></div>
<div class="fm-figures"><ul><li><strong>14</strong> events <small>nine confirmed</small></li></ul></div>
<figure><figcaption><strong>27 km in a day</strong> <span>In km.</span></figcaption>
<svg><text>axis</text></svg></figure>
<h3>2 March 2031<span class="fm-unseen">: events</span></h3>
</article><footer><div class="md-copyright fm-footer">
    <p>Data until 12 March 2031 \xc2\xb7 1,214 events \xc2\xb7 9 sources</p></div></footer></body></html>"""

PAGE = Page(
    "Situation as of 12 March",
    ("In brief", "2 March 2031"),
    ("Brigade’s front moved 27 km.",),
    {"events": "14"},
    ("27 km in a day",),
)
NO_FACTS = Facts(None, None, None)


def site(pages: dict[str, Page], facts: Facts = NO_FACTS, marks: dict[str, str] | None = None) -> Site:
    """A site without files; pages that are equal have the same digest unless `marks` says otherwise."""
    digests = {address: str(hash(repr(page))) for address, page in pages.items()} | (marks or {})
    return Site(facts, digests, pages.__getitem__)


def page(title: str, **headlines: tuple[str, ...] | dict[str, str]) -> Page:
    empty: dict[str, object] = {"headings": (), "takeaways": (), "numbers": {}, "charts": ()}
    return Page(title, **{**empty, **headlines})  # type: ignore[arg-type]


def test_a_page_is_read_for_its_headlines_alone() -> None:
    assert read_page(HTML) == PAGE


def test_a_page_without_anything_has_no_headlines() -> None:
    assert read_page(b"") == page("")


def test_the_facts_are_those_of_the_page_in_any_language() -> None:
    assert read_facts(HTML.decode()) == Facts("2031-03-12", 1214, 9)
    arabic = '<div class="md-copyright fm-footer"><p>البيانات حتى 3 مارس 2031 · 14 حدثا · 9 مصادر</p></div>'
    assert read_facts(arabic) == Facts(None, 14, 9)
    assert read_facts("<p>nothing</p>") == NO_FACTS


def test_the_day_of_the_data_alone_makes_no_page_another_one(tmp_path: Path) -> None:
    for name, day in (("old", b"2031-03-12"), ("new", b"2031-03-13")):
        (tmp_path / name / "about").mkdir(parents=True)
        (tmp_path / name / "index.html").write_bytes(HTML.replace(b"2031-03-12", day))
        (tmp_path / name / "about" / "index.html").write_bytes(HTML.replace(b"27 km in a day", day))
        (tmp_path / name / "404.html").write_bytes(day)
    found = compare(open_site(tmp_path / "old"), open_site(tmp_path / "new"))
    assert [change.address for change in found.changed] == ["about/"]
    assert (found.same, found.pages) == (1, (2, 2))
    assert (found.before.until, found.after.until) == ("2031-03-12", "2031-03-13")


def differences(old: Page, new: Page) -> tuple[Difference, ...]:
    (change,) = compare(site({"": old}), site({"": new})).changed
    return change.differences


def test_headlines_that_came_went_or_were_reworded() -> None:
    old = page("A", headings=("One", "Two"), takeaways=("x moved 3 km", "gone"), charts=("c",))
    new = page("B", headings=("One", "Between", "Two"), takeaways=("x moved 4 km",), charts=("d",))
    assert differences(old, new) == (
        Difference("title", "", "A", "B"),
        Difference("takeaway", "", "x moved 3 km", ""),
        Difference("takeaway", "", "gone", ""),
        Difference("takeaway", "", "", "x moved 4 km"),
        Difference("heading", "", "", "Between"),
        Difference("chart", "", "c", "d"),
    )


def test_a_number_keeps_its_label_or_is_told_with_it() -> None:
    old = page("A", numbers={"events": "14", "place lost": "1", "sources": "9"})
    new = page("A", numbers={"events": "15", "places lost": "2", "sources": "9"})
    assert differences(old, new) == (
        Difference("number", "events", "14", "15"),
        Difference("number", "", "1 place lost", "2 places lost"),
    )


def test_pages_come_home_first_then_sections_then_days_with_the_last_first() -> None:
    addresses = ("places/a/", "dates/2031-03-02/", "support/", "", "dates/2031-03-11/", "actors/b/")
    found = compare(
        site({address: page("old") for address in addresses}),
        site({address: page("new") for address in addresses}),
    )
    assert [change.address for change in found.changed] == [
        "", "support/", "dates/2031-03-11/", "dates/2031-03-02/", "actors/b/", "places/a/",
    ]  # fmt: skip


FOUND = compare(
    site(
        {"": page("Home"), "a/": page("A"), "b/": page("B"), "gone/": page("Gone")},
        Facts("2031-03-12", 14, 9),
    ),
    site(
        {
            "": page("Home", numbers={"events": "15"}),
            "a/": page("A"),
            "b/": page("B"),
            "new/": page("*N* @b <i>"),
        },
        Facts("2031-03-13", 15, 9),
        {"a/": "redrawn"},
    ),
)


def test_a_comparison_in_words() -> None:
    assert report.text(FOUND) == (
        "Pages       4, as before\n"
        "Events      14 → 15\n"
        "Sources     9, as before\n"
        "Data until  2031-03-12 → 2031-03-13\n"
        "\n"
        "1 page added, 2 changed, 1 removed; 1 as before.\n"
        "\n"
        "Added\n"
        "  new/ *N* @b <i>\n"
        "\n"
        "Removed\n"
        "  gone/ Gone\n"
        "\n"
        "Changed\n"
        "  / Home\n"
        "    number, new: 15 events\n"
        "\n"
        "1 page changed in other text, tables or charts only."
    )


def test_a_comparison_in_markdown_says_literally_what_the_pages_say() -> None:
    lines = report.as_markdown(FOUND).splitlines()
    assert lines[:8] == [
        "### What would change for readers",
        "",
        "| | before | after |",
        "| --- | ---: | ---: |",
        "| Pages | 4 | 4 |",
        "| Events | 14 | 15 |",
        "| Sources | 9 | 9 |",
        "| Data until | 2031-03-12 | 2031-03-13 |",
    ]
    assert "- `new/` &#42;N&#42; &#64;b &#60;i&#62;" in lines
    assert "    - number, new: 15 events" in lines


def test_a_comparison_as_json_holds_all_of_it() -> None:
    assert json.loads(report.as_json(FOUND)) == {
        "before": {"until": "2031-03-12", "events": 14, "sources": 9},
        "after": {"until": "2031-03-13", "events": 15, "sources": 9},
        "added": {"new/": "*N* @b <i>"},
        "removed": {"gone/": "Gone"},
        "changed": [
            {
                "address": "",
                "title": "Home",
                "differences": [{"kind": "number", "label": "", "before": "", "after": "15 events"}],
            },
            {"address": "a/", "title": "A", "differences": []},
        ],
        "same": 1,
    }


def test_however_much_differs_a_summary_stays_short() -> None:
    def large(word: str) -> Site:
        takeaways = tuple(f"{word} {n} " + "word " * 200 for n in range(50))
        kept = {f"{n}/": page(word, takeaways=takeaways) for n in range(1000)}
        return site(kept | {f"{word}-{n}/": page(word) for n in range(1000)})

    found: Comparison = compare(large("old"), large("new"))
    assert len(found.changed) == len(found.added) == len(found.removed) == 1000
    for summary in (report.text(found), report.as_markdown(found)):
        assert len(summary.splitlines()) < 500
        assert len(summary.encode()) < 400_000
        assert "… and 960 more pages" in summary
        assert "… and 43 more headlines" in summary


# --- on sites as built, through the command --------------------------------------------------------------


def test_a_site_compared_with_itself(
    built: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(built("full") / "site")
    assert cli.main(["compare", folder, folder]) == 0
    assert capsys.readouterr().out == (
        "Pages       33, as before\n"
        "Events      14, as before\n"
        "Sources     9, as before\n"
        "Data until  2031-03-12, as before\n"
        "\n"
        "No page differs: readers would see the same.\n"
    )


def test_the_headlines_of_a_site_as_built_are_found(built: Callable[[str], Path]) -> None:
    home = open_site(built("full") / "site").look("")
    assert home.title == "Situation as of 12 March 2031"
    assert "In brief" in home.headings
    assert home.takeaways[0].startswith("1st River Brigade’s front on the Ford–Harbour")
    assert home.takeaways[0].endswith("(taking of Harbour: confirmed).")
    assert home.numbers["sources"] == "9"
    assert home.charts


def test_two_sites_with_little_in_common(
    built: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(built(case) / "site") for case in ("minimal", "full")]
    assert cli.main(["compare", *folders, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "support/" in found["added"]
    assert found["after"] == {"until": "2031-03-12", "events": 14, "sources": 9}


def test_a_folder_that_is_no_site_is_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, fault in (
        (tmp_path, f"no site in {tmp_path}: no index.html in it; `frontmark build` makes one"),
        (tmp_path / "nowhere", f"no folder {tmp_path / 'nowhere'}"),
    ):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["compare", str(folder), str(tmp_path)])
        assert capsys.readouterr() == ("", f"frontmark: {fault}\n")
