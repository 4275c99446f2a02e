"""parts: long lists over several pages, nothing lost and nothing twice."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.blocks import Ref
from generator.compose import parts
from generator.draw import draw
from generator.lines import Lines
from generator.make import make
from generator.pages import Site
from generator.records import Event
from tests.compose.conftest import ACTORS, PLACES, Compose

FIRST_DAY = date(2030, 1, 1)


def event(number: int, day: date, kind: str = "clash") -> Event:
    return Event(
        f"e{number}", day, None, "", kind, "", "army", "", (), "x", "claimed", ("s",), None, None, None
    )


def events(*days: tuple[date, int]) -> list[Event]:
    """So many events on each day, the newest first."""
    rows = [event(0, day) for day, n in days for _ in range(n)]
    return [event(number, row.date) for number, row in enumerate(rows)]


def labels(cut: parts.Cut[Event]) -> list[tuple[str, str, int]]:
    return [(slug, name, len(rows)) for (slug, name), rows in cut.rest]


DAYS = st.integers(0, 1200).map(lambda n: FIRST_DAY + timedelta(days=n))
LISTS = st.lists(st.tuples(DAYS, st.integers(1, 12)), max_size=30).map(
    lambda days: events(*sorted(days, reverse=True))
)


@given(LISTS, st.integers(1, 20), st.sampled_from([parts.by_time, parts.by_number]))
def test_every_event_stands_on_one_page_in_its_order_and_no_page_is_too_long(
    rows: list[Event], limit: int, cut_by: object
) -> None:
    cut = cut_by(rows, limit)  # type: ignore[operator]
    pages = [cut.first, *(page for _, page in cut.rest)]
    assert [row for page in pages for row in page] == rows
    assert all(len(page) <= limit for page in pages)
    assert all(page for page in pages[1:])
    slugs = [slug for (slug, _), _ in cut.rest]
    assert len(slugs) == len(set(slugs))


@given(LISTS, st.integers(1, 20))
def test_a_continuation_by_time_holds_one_year_or_one_month(rows: list[Event], limit: int) -> None:
    for (slug, _), page in parts.by_time(rows, limit).rest:
        assert {row.date.isoformat()[: 4 if len(slug) == 4 else 7] for row in page} == {slug[:7]}


def test_a_short_list_is_not_cut() -> None:
    rows = events((FIRST_DAY, 3))
    for cut in (parts.by_time(rows, 3), parts.by_number(rows, 3)):
        assert (cut.first, cut.rest) == (tuple(rows), ())
        assert cut.parts("actors/x", parts.FIRST) is None


def test_an_empty_list_is_one_empty_page() -> None:
    assert parts.by_number([], 3) == parts.by_time([], 3) == parts.Cut((), ())


def test_a_year_that_fits_is_one_page_and_one_that_does_not_goes_by_month() -> None:
    rows = events(
        (date(2032, 6, 1), 5),
        (date(2031, 6, 2), 2),
        (date(2031, 6, 1), 2),
        (date(2031, 2, 1), 4),
        (date(2030, 9, 9), 4),
    )
    assert labels(parts.by_time(rows, 4)) == [
        ("2032", "2032", 1),
        ("2031-06", "June 2031", 4),
        ("2031-02", "February 2031", 4),
        ("2030", "2030", 4),
    ]


def test_a_month_that_does_not_fit_is_numbered() -> None:
    rows = events((date(2031, 6, 2), 9), (date(2031, 6, 1), 3))
    assert labels(parts.by_time(rows, 4)) == [
        ("2031-06", "June 2031", 4),
        ("2031-06-2", "June 2031, part 2", 4),
    ]


def test_a_day_goes_on_in_numbered_parts() -> None:
    assert labels(parts.by_number(events((FIRST_DAY, 9)), 4)) == [("2", "part 2", 4), ("3", "part 3", 1)]


def test_the_first_page_of_a_list_leads_to_all_others() -> None:
    strip = parts.by_number(events((FIRST_DAY, 9)), 4).parts("dates/2030-01-01", "part 2")
    assert strip is not None
    assert strip.here == "part 2"
    assert strip.pages == (
        Ref("page", "dates/2030-01-01", "first page"),
        Ref("page", "dates/2030-01-01/2", "part 2"),
        Ref("page", "dates/2030-01-01/3", "part 3"),
    )


def test_a_further_page_names_the_first_and_its_neighbours() -> None:
    pages = [Ref("page", name, name) for name in "abcde"]
    named = ["".join(ref.id for ref in parts.near(pages, at)) for at in range(5)]
    assert named == ["abcde", "abc", "abcd", "acde", "ade"]


def test_events_of_a_day_stand_under_their_type_in_the_order_of_the_codebook() -> None:
    rows = [event(1, FIRST_DAY, "meeting"), event(2, FIRST_DAY, "clash"), event(3, FIRST_DAY, "capture")]
    groups = parts.by_type([*rows, event(4, FIRST_DAY, "clash")])
    assert [(group.heading, [row.id for row in group.rows]) for group in groups] == [
        ("Captures", ["e3"]),
        ("Clashes", ["e2", "e4"]),
        ("Meetings", ["e1"]),
    ]


def test_events_of_an_actor_stand_under_their_day_newest_first() -> None:
    later = FIRST_DAY + timedelta(days=1)
    rows = parts.newest_first([event(1, FIRST_DAY), event(2, later), event(3, FIRST_DAY)])
    assert [row.id for row in rows] == ["e2", "e1", "e3"]
    groups = parts.by_day(rows)
    assert [(group.heading, group.ref, len(group.rows)) for group in groups] == [
        ("2 January 2030", Ref("date", "2030-01-02", "2 January 2030"), 1),
        ("1 January 2030", Ref("date", "2030-01-01", "1 January 2030"), 2),
    ]


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_the_limit_is_that_of_the_site(limit: int) -> None:
    assert len(parts.by_number(events((FIRST_DAY, 201)), limit).first) == limit


@given(LISTS, st.integers(1, 20), st.randoms())
def test_of_a_list_in_any_order_the_newest_rows_stay_in_that_order(
    rows: list[Event], most: int, random: Random
) -> None:
    random.shuffle(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", most)
        kept = parts.newest(rows)
    assert kept.of == len(rows)
    assert len(kept.rows) == min(most, len(rows))
    assert list(kept.rows) == [row for row in rows if row in kept.rows]
    left_out = [row.date for row in rows if row not in kept.rows]
    assert all(row.date >= max(left_out, default=date.min) for row in kept.rows)


CONTROL = """
date       | place | from_actor | to_actor
2030-01-01 | ford  | army       | front
2030-01-02 | mill  | army       | front
2030-01-03 | town  | army       | front
2030-01-04 | ford  | front      | army
2030-01-05 | ford  | army       | front
"""


def words_of(site: Site, path: str) -> str:
    (leaf,) = [leaf for leaf in site.leaves if leaf.path == path]
    return make(leaf, Lines(site), draw).files[path].decode()


def test_a_page_says_how_many_rows_a_long_list_has_and_where_the_others_are(
    composed: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    site = composed(actors=ACTORS, places=PLACES, control=CONTROL)
    gained = words_of(site, "actors/front.md").split("### Places gained")[1].split("###")[0]
    assert (
        "The newest 2 of 4; each of the others is on the page of its day ([Days](../dates/index.md)), and all are in "
        "the tables to download ([Data](../data.md#downloads))." in gained
    )
    assert [day for day in range(1, 6) if f"{day} Jan 2030" in gained] == [3, 5]
    assert "<strong>4</strong> places gained" in words_of(site, "actors/front.md")


def test_a_spell_that_began_with_no_change_stays_since_no_other_page_has_it(
    composed: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    site = composed(actors=ACTORS, places=PLACES, control=CONTROL)
    held = words_of(site, "places/ford.md").split("## Who held it")[1].split("##")[0]
    assert (
        "2 of 4: the newest, and any that began with no change of control. The changes that began the others are on "
        "the pages of their days ([Days](../dates/index.md)) and in the tables to download "
        "([Data](../data.md#downloads))." in held
    )
    rows = [line for line in held.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert [row.split("|")[1].strip() for row in rows] == [
        "[5 Jan 2030](../dates/2030-01-05.md)",
        "before 1 Jan 2030",
    ]


def test_a_page_at_the_root_leads_to_the_others_from_there(
    composed: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 1)
    area = "date | place | from_actor | to_actor | scope | settlements\n"
    rows = [f"2030-01-0{day} | ford | army | front | area | {day}" for day in (1, 2)]
    site = composed(actors=ACTORS, places=PLACES, control=area + "\n".join(rows))
    told = words_of(site, "advance.md").split("## Areas reported as totals")[1]
    assert (
        "The newest 1 of 2; each of the others is on the page of its day ([Days](dates/index.md)), and all are in the "
        "tables to download ([Data](data.md#downloads))." in told
    )


def test_a_list_that_is_whole_says_nothing_of_others(composed: Compose) -> None:
    site = composed(actors=ACTORS, places=PLACES, control=CONTROL)
    assert "The newest" not in words_of(site, "actors/front.md") + words_of(site, "places/ford.md")
