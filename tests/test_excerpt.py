"""excerpt: of a long table its page shows some rows and says so; marks of the others still lead somewhere."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from generator.blocks import Cell, Chart, DataTable, Ref
from generator.excerpt import MOST, excerpt, led, left_out
from generator.lines import Lines
from generator.pages import Facts, Site

FIRST = date(2031, 3, 4)
DAYS = [(FIRST + timedelta(days=number)).isoformat() for number in range(MOST + 30)]
SPEC = {"datasets": {"dots": [{"link": "day 0"}, {"link": "day 140"}, {"link": "nowhere"}, {}]}}


def day(number: int) -> Ref:
    return Ref("date", DAYS[number], f"day {number}")


def chart(name: str, *rows: tuple[Cell, ...]) -> Chart:
    return Chart(name, "Title", "Subtitle", "Alt", DataTable(tuple("abc"[: len(rows[0])]), rows), SPEC)


def told(of: Chart) -> str:
    return str(left_out(of, excerpt(of), Markup("CSV file")))


def test_a_table_of_so_many_rows_is_shown_whole() -> None:
    whole = chart("pace", *((day(number), number) for number in range(MOST)))
    assert excerpt(whole) is whole.table
    assert told(whole) == ""


def test_of_rows_that_go_by_time_the_newest_stay_in_their_order() -> None:
    order = [*range(1, MOST + 30, 2), *range(0, MOST + 30, 2)]  # one series after another, each by time
    long = chart("support", *((f"row {number}", day(number)) for number in order))
    newest = [row[0] for row in excerpt(long).rows]
    assert newest == [f"row {number}" for number in order if number >= 30]
    assert told(long) == "The newest 120 of 150 rows. All are in the CSV file."


def test_of_a_map_what_changed_hands_comes_first() -> None:
    rows = [
        (f"place {number}", "holder", "confirmed" if number in {5, 140} else None)
        for number in range(MOST + 30)
    ]
    some = [row[0] for row in excerpt(chart("map", *rows)).rows]
    assert some[:4] == ["place 5", "place 140", "place 0", "place 1"]
    assert len(some) == MOST
    assert told(chart("map", *rows)) == (
        "120 of 150 rows, first those that changed hands on the day. All are in the CSV file."
    )


def test_of_other_rows_the_first_stay() -> None:
    long = chart("other", *((number,) for number in range(1500)))
    assert excerpt(long).rows == long.table.rows[:MOST]
    assert told(long) == "The first 120 of 1,500 rows. All are in the CSV file."


def test_marks_lead_where_a_row_leads_that_is_left_out() -> None:
    addresses = {("date", iso): f"dates/{iso}.md" for iso in DAYS}
    site = Site(Facts("A site", FIRST, FIRST, 1, 1, frozenset()), (), {}, {}, {}, addresses)
    long = chart("pace", *((day(number),) for number in range(MOST + 30)))
    assert led(long, SPEC, Lines(site)) == {"day 0": "../dates/2031-03-04/"}
    short = chart("pace", (day(0),))
    assert led(short, SPEC, Lines(site)) == {}
