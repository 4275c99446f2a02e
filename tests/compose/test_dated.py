"""dated: each page has the day on which its own rows last changed, and a new day moves no other page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.pages import Site

Compose = Callable[..., Site]

ACTORS = "id\narmy\nfront\nunit\nidle"
PLACES = "id\nford\nmill"
EVENTS = """
id | date       | actor | target | place | other_actors
a  | 2031-03-01 | army  | front  | ford  |
b  | 2031-03-02 | front |        | ford  | unit
c  | 2031-03-04 | unit  |        | mill  |
"""
NONE = "0" * 64
EDITIONS = f"""
number | date       | tables        | note
1      | 2031-03-05 | events:{NONE} | First
2      | 2031-03-09 | events:{NONE} | Second
"""


def test_each_page_has_the_day_of_its_newest_row(composed: Compose) -> None:
    head = "date | backer | recipient | category | status | level"
    support = f"{head}\n2031-03-03 | army | front | troops | delivered | 2"
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, support=support)
    assert {page: day.isoformat()[-2:] for page, day in site.updated.items()} == {
        "dates/2031-03-01.md": "01",
        "dates/2031-03-02.md": "02",
        "dates/2031-03-03.md": "03",
        "dates/2031-03-04.md": "04",
        "actors/army.md": "03",
        "actors/front.md": "03",
        "actors/unit.md": "04",
        "places/ford.md": "02",
        "places/mill.md": "04",
        "support.md": "03",
        **dict.fromkeys(
            ("index.md", "dates/index.md", "actors/index.md", "places/index.md", "sources.md", "data.md"),
            "04",
        ),
    }


def test_a_new_day_moves_only_the_pages_that_it_names(composed: Compose) -> None:
    before = composed(actors=ACTORS, places=PLACES, events=EVENTS).updated
    after = composed(
        actors=ACTORS, places=PLACES, events=f"{EVENTS}d | 2031-03-07 | army | | mill |\n"
    ).updated
    moved = {page for page, day in after.items() if before.get(page) != day}
    assert moved == {
        *("dates/2031-03-07.md", "actors/army.md", "places/mill.md"),
        *("index.md", "dates/index.md", "actors/index.md", "places/index.md", "sources.md", "data.md"),
    }


def test_a_row_that_an_edition_changed_has_its_day(composed: Compose) -> None:
    changes = """
    edition | table  | id | column  | kind    | old | new | reason
    2       | events | b  | summary | changed | x   | y   | Slip
    """
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, editions=EDITIONS, changes=changes)
    assert {page for page, day in site.updated.items() if day == date(2031, 3, 9)} == {
        *("dates/2031-03-02.md", "actors/front.md", "actors/unit.md", "places/ford.md"),
        *("changes.md", "changes/2.md"),
        *("index.md", "dates/index.md", "actors/index.md", "places/index.md", "sources.md", "data.md"),
    }
    assert site.named["actors/unit.md"] == {date(2031, 3, 2): date(2031, 3, 9)}
    assert site.named["actors/army.md"] == {}
    assert "actors/idle.md" not in site.named
    assert site.editions == {1: date(2031, 3, 5), 2: date(2031, 3, 9)}


def test_the_pages_that_a_row_has_left_have_the_day_of_that(composed: Compose) -> None:
    was = '{"id":"x","date":"2031-03-01","actor":"front","target":"idle","place":"ford"}'
    changes = f"""
    edition | table  | id | column | kind    | old        | new        | reason
    2       | events | x  |        | removed | {was}      |            | Withdrawn
    2       | events | b  | date   | changed | 2031-03-01 | 2031-03-02 | Slip
    """
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, editions=EDITIONS, changes=changes)
    later = date(2031, 3, 9)
    assert site.updated["dates/2031-03-01.md"] == site.updated["actors/idle.md"] == later
    assert site.updated["actors/army.md"] == date(2031, 3, 1)
    assert site.named["actors/front.md"] == {date(2031, 3, day): later for day in (1, 2)}
    assert "actors/idle.md" not in site.named  # no event names it any more: it has no feed


def test_events_on_a_further_page_date_that_page(composed: Compose) -> None:
    events = "id | date | actor\n" + "".join(
        f"e{n} | 2031-0{1 + n // 3}-0{1 + n % 3} | army\n" for n in range(9)
    )
    site = composed(actors=ACTORS, events=events, choices={"page_events": 3})
    parts = {page: day for page, day in site.updated.items() if page.startswith("actors/army/")}
    assert parts
    for page, day in parts.items():
        assert day.isoformat()[:7] == page.removesuffix(".md").rpartition("/")[2][:7]
    assert site.updated["actors/army.md"] == date(2031, 3, 3)
