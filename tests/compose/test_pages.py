"""compose: which pages there are, what stands on them, and what has no place is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.blocks import Ref, Sentence, charts_of
from generator.compose.figures import advance, maps, pace
from generator.pages import Page, Site
from generator.problems import ContentError

Compose = Callable[..., Site]
View = Callable[[Site, str], Any]
Said = Callable[[Sentence], str]

ACTORS = """
id    | parent | side       | aliases
army  |        | regime     | Ford+The Green Coats
front |        | opposition |
unit  | front  | opposition |
"""
HELP = "date | backer | recipient | category | status | level\n"
PLACES = "id\nford\nmill"
EVENTS = """
date       | actor | target | place | other_actors
2031-03-01 | army  | front  | ford  |
2031-03-02 | front | army   | ford  | unit
2031-03-04 | unit  |        | mill  |
"""


def paths(site: Site) -> list[str]:
    return [leaf.path for leaf in site.leaves]


def pages(site: Site) -> list[Page]:
    return [leaf.make() for leaf in site.leaves]


def texts(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.text for ref in refs]


# --- which pages -----------------------------------------------------------------------------------------


def test_three_tables_give_these_pages_and_no_others(composed: Compose) -> None:
    site = composed(actors="id\narmy", events="date | actor\n2031-03-01 | army\n2031-03-03 | army")
    assert sorted(paths(site)) == [
        *("actors/army.md", "actors/index.md", "data.md", "dates/2031-03-01.md", "dates/2031-03-03.md"),
        *("dates/index.md", "index.md", "methodology.md", "sources.md"),
    ]


def test_a_day_has_a_page_when_any_row_is_dated_to_it(composed: Compose) -> None:
    site = composed(
        actors=ACTORS,
        places=PLACES,
        events=EVENTS,
        support=HELP + "2031-03-05 | unit | army | troops | pledged | 3",
        meetings="date | participants\n2031-03-06 | army+front",
        assessments="date | statement | resolved | resolution_date\n2031-03-07 | It ends. | true | 2031-03-09",
    )
    days = [path[6:-3] for path in paths(site) if path.startswith("dates/2")]
    assert days == [f"2031-03-0{n}" for n in (1, 2, 4, 5, 6, 7)]


@pytest.mark.parametrize(
    "tables",
    [
        {"support": HELP + "2031-02-20 | unit | army | troops | delivered | 3"},
        {"meetings": "date | participants\n2031-02-20 | army+front"},
        {"assessments": "date | statement\n2031-02-20 | It ends."},
    ],
)
@pytest.mark.parametrize(
    "control", ["", "place | date | from_actor | to_actor\nford | 2031-03-02 | army | front"]
)
def test_a_row_dated_before_the_first_event_is_no_bug(
    composed: Compose, tables: dict[str, str], control: str
) -> None:
    more = {**tables, **({"control": control} if control else {})}
    assert "dates/2031-02-20.md" in paths(composed(actors=ACTORS, places=PLACES, events=EVENTS, **more))


def test_each_path_and_each_address_is_there_once(composed: Compose) -> None:
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, choices={"page_events": 1})
    assert len(paths(site)) == len(set(paths(site)))
    pages = {address.split("#")[0] for address in site.addresses.values()}
    assert pages == set(paths(site))


def test_names_of_charts_are_unique_on_a_page(composed: Compose) -> None:
    site = composed(
        actors=ACTORS,
        places="id | lat | lon\nford | 0 | 0\nmill | 0 | 1",
        events=EVENTS,
        control="place | date | from_actor | to_actor\nford | 2031-03-02 | army | front",
        axes="id | name | places\nroad | Road | ford+mill\nback | Back | mill+ford",
        support=HELP
        + "2031-03-01 | unit | army | troops | pledged | 3\n2031-03-01 | unit | front | troops | pledged | 3",
    )
    for page in pages(site):
        names = [chart.name for chart in charts_of(page.view)]
        assert len(names) == len(set(names)), page.path


# --- what stands on them ---------------------------------------------------------------------------------


def test_days_lead_to_the_day_before_and_after(composed: Compose, view: View) -> None:
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS)
    strip = [
        (getattr(day.previous, "id", None), getattr(day.next, "id", None))
        for day in (view(site, f"dates/2031-03-0{n}.md") for n in (1, 2, 4))
    ]
    assert strip == [(None, "2031-03-02"), ("2031-03-01", "2031-03-04"), ("2031-03-02", None)]


def test_related_days_share_places_and_actors(composed: Compose, view: View) -> None:
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS)
    related = view(site, "dates/2031-03-01.md").related
    assert texts(related.days) == ["2 March 2031"]
    assert texts(related.actors) == ["Army", "Front"]
    assert texts(related.places) == ["Ford"]


def test_related_actors_are_those_an_actor_is_most_tied_to(composed: Compose, view: View) -> None:
    site = composed(
        actors=ACTORS,
        places=PLACES,
        events=EVENTS,
        meetings="date | participants\n2031-03-04 | army+unit\n2031-03-04 | army+unit\n2031-03-04 | army+unit",
    )
    assert texts(view(site, "actors/army.md").related.actors) == ["Unit", "Front"]
    assert texts(view(site, "places/ford.md").related.actors) == ["Army", "Front", "Unit"]


def test_no_more_than_five_related_pages_of_a_kind(composed: Compose, view: View) -> None:
    actors = "id\n" + "\n".join(f"a{n}" for n in range(9))
    events = "date | actor | other_actors\n" + "\n".join(
        f"2031-03-0{n} | a0 | {'+'.join(f'a{m}' for m in range(1, 9))}" for n in range(1, 9)
    )
    related = view(composed(actors=actors, events=events), "actors/a0.md").related
    assert texts(related.actors) == ["A1", "A2", "A3", "A4", "A5"]
    assert len(related.days) == 5


def test_parents_and_members_name_each_other(composed: Compose, view: View) -> None:
    site = composed(actors=ACTORS, events="date | actor\n2031-03-01 | army")
    assert view(site, "actors/unit.md").parent == Ref("actor", "front", "Front")
    assert view(site, "actors/front.md").members == (Ref("actor", "unit", "Unit"),)
    assert view(site, "actors/army.md").parent is None


ASSESSMENTS = """
id | date       | statement
a1 | 2031-03-01 | The Green Coats will hold.
a2 | 2031-03-01 | Armyless days will come.
a3 | 2031-03-01 | Ford will fall.
a4 | 2031-03-01 | Both Front and Army will talk.
"""


def test_an_actor_finds_the_assessments_that_name_it(composed: Compose, view: View) -> None:
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, assessments=ASSESSMENTS)

    def named(actor: str) -> list[str]:
        return [row.id for row in view(site, f"actors/{actor}.md").assessments.rows]

    assert named("army") == ["a1", "a4"]  # an alias; no part of a word; no place of the same name
    assert named("front") == ["a4"]
    assert named("unit") == []


def test_outcomes_are_counted(composed: Compose, view: View, said: Said) -> None:
    rows = (
        "date | statement | resolved | horizon\n2031-03-01 | A. | true | 2031-03-09\n2031-03-01 | B. | true |"
    )
    site = composed(actors=ACTORS, events="date | actor\n2031-03-01 | army", assessments=rows)
    page = view(site, "assessments.md")
    assert said(page.summary) == "Two assessments: two right."
    assert [(heading, len(found)) for heading, found in page.groups] == [("Right", 2)]


SUPPORT = """
date       | backer | recipient | category  | status    | level | confidence
2031-03-01 | unit   | army      | advisers  | delivered | 2     | claimed
2031-03-01 | unit   | front     | air_power | pledged   | 3     | confirmed
"""


def test_a_level_that_no_row_renews_is_worded_as_last_reported(
    composed: Compose, view: View, said: Said
) -> None:
    def standing(last: str) -> list[str]:
        site = composed(
            actors=ACTORS, events=f"date | actor\n2031-03-01 | army\n{last} | army", support=SUPPORT
        )
        (section,) = view(site, "support.md").backers
        return [said(sentence) for sentence in section.now]

    fresh, _ = standing("2031-03-08")
    stale, announced = standing("2031-03-09")
    assert "last reported" not in fresh
    assert "level 2" in stale
    assert "last reported on 1 March (claimed)" in stale
    assert "no level reported as given" in announced
    assert "level 3 (pledged)" in announced


def test_who_held_a_place_when(composed: Compose, view: View) -> None:
    control = """
    place | date       | from_actor | to_actor
    ford  | 2031-03-01 | army       | front
    ford  | 2031-03-02 | front      | army
    ford  | 2031-03-02 | army       | unit
    """
    site = composed(actors=ACTORS, places=PLACES, events=EVENTS, control=control)
    spells = view(site, "places/ford.md").spells.rows
    assert [(spell.actor, str(spell.start), str(spell.end)) for spell in spells] == [
        ("unit", "2031-03-02", "None"),
        ("army", "2031-03-02", "2031-03-02"),
        ("front", "2031-03-01", "2031-03-02"),
        ("army", "None", "2031-03-01"),
    ]


def test_every_source_names_what_rests_on_it(composed: Compose, view: View) -> None:
    site = composed(
        sources="id | publisher\npaper | B\nradio | A",
        actors=ACTORS,
        places=PLACES,
        events="id | date | actor\nx | 2031-03-01 | army",
        meetings="id | date | participants\nm | 2031-03-02 | army+front",
    )
    rows = [(line.source.id, texts(line.rows)) for line in view(site, "sources.md").sources]
    assert rows == [("radio", []), ("paper", ["event of 1 Mar", "meeting of 2 Mar"])]


# --- notes -----------------------------------------------------------------------------------------------


def test_a_note_stands_on_the_page_of_its_path(composed: Compose) -> None:
    there = ("index", "dates/2031-03-01", "dates/index", "actors/army", "actors/index", "places/ford")
    more = ("places/index", "sources", "data", "methodology")
    notes = {page: f"On {page}." for page in (*there, *more)}
    site = composed(notes=notes, actors=ACTORS, places=PLACES, events=EVENTS)
    found = {page.path.removesuffix(".md"): page.note for page in pages(site) if page.note}
    assert found == notes


def test_a_note_for_a_page_that_does_not_exist_is_a_problem(composed: Compose) -> None:
    with pytest.raises(ContentError) as caught:
        composed(notes={"dates/2031-03-09": "x", "support": "y"}, actors=ACTORS, places=PLACES, events=EVENTS)
    assert [str(problem) for problem in caught.value.problems] == [
        "content/notes/dates/2031-03-09.md: no page dates/2031-03-09.md is made from the tables; "
        "a note bears the path of its page",
        "content/notes/support.md: no page support.md is made from the tables; "
        "a note bears the path of its page",
    ]


def test_no_note_is_lost_on_a_page_that_continues_another(composed: Compose) -> None:
    events = "date | actor\n2031-03-01 | army\n2031-03-01 | army"
    notes = {"dates/2031-03-01/2": "On part 2.", "actors/army/2031": "On the rest."}
    try:
        site = composed(notes=notes, actors=ACTORS, events=events, choices={"page_events": 1})
    except ContentError:
        return  # to refuse it by name loses nothing either
    assert sorted(page.note for page in pages(site) if page.note) == ["On part 2.", "On the rest."]


def test_no_anchor_of_a_row_can_be_that_of_an_endnote(composed: Compose) -> None:
    site = composed(
        sources="id\ns1\npaper",
        actors=ACTORS,
        events="id | date | actor\ns1 | 2031-03-01 | army",
        support="id | date | backer | recipient | category | status | level\n"
        "s1 | 2031-03-01 | unit | army | troops | pledged | 3\nc1-1 | 2031-03-01 | unit | army | troops | pledged | 3",
    )
    anchors = {address.split("#")[1] for address in site.addresses.values() if "#" in address}
    assert not anchors & {"s1", "c1-1"}


def test_a_map_shows_a_place_from_a_month_before_its_first_row_on_and_says_so(
    composed: Compose, view: View
) -> None:
    site = composed(
        actors=ACTORS,
        places="id | lat | lon\nfirst | 35 | 37\nsoon | 35.1 | 37\nlate | 35.2 | 37",
        control="date | place | from_actor | to_actor\n2031-03-01 | first | army | front"
        "\n2031-03-31 | soon | army | front\n2031-04-01 | late | army | front",
    )
    shown = {}
    for day in ("2031-03-01", "2031-03-31", "2031-04-01"):
        map = view(site, f"dates/{day}.md").map
        dots = {dot["id"]: dot["holder"] for dot in map.spec["datasets"]["dots"] if "id" in dot}
        assert {row[0].id for row in map.table.rows} == {*dots}
        shown[day] = (dots, map.subtitle.partition("is not known.")[2])
    left_out = " Places whose first row of control is later than 31 March 2031 are left out."
    assert shown == {
        "2031-03-01": ({"first": "Front", "soon": "Army"}, left_out),
        "2031-03-31": ({"first": "Front", "late": "Army", "soon": "Front"}, ""),
        "2031-04-01": ({"first": "Front", "late": "Front", "soon": "Front"}, ""),
    }


def test_a_map_of_too_many_places_shows_those_that_matter_and_says_so(
    composed: Compose, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = composed(
        actors=ACTORS,
        places="id | kind | lat | lon\nlast | village | 35 | 37\nearly | village | 35.1 | 37\ncity | city | 35.2 | 37"
        "\nnow | village | 35.3 | 37",
        control="date | place | from_actor | to_actor\n2031-03-01 | city | army | front"
        "\n2031-03-02 | early | army | front\n2031-03-03 | last | army | front\n2031-03-04 | now | army | front",
    )
    whole = view(site, "dates/2031-03-04.md").map
    assert whole.subtitle.startswith(
        "The 4 named places with a row of control, by holder at the end of 4 March 2031"
    )
    for most, kept in ((3, ["now", "last", "city"]), (2, ["now", "city"]), (1, ["now"])):
        monkeypatch.setattr(maps, "MOST_PLACES", most)
        cut = view(site, "dates/2031-03-04.md").map
        assert cut.subtitle == (
            f"{most} of the 4 named places with a row of control, by holder at the end of 4 March 2031, the day’s "
            "changes ringed: those that changed hands on the day, cities, and those that changed hands last. The key "
            "and the table count these. Hollow: rests on a claim. Dots are places, not areas: what lies between is "
            "not known."
        )
        assert {dot["id"] for dot in cut.spec["datasets"]["dots"] if "id" in dot} == {*kept}
        assert {row[0].id for row in cut.table.rows} == {*kept}


def test_the_key_of_a_map_names_those_of_the_day_and_of_the_most_places(
    composed: Compose, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = ["big", "big", "big", "mid", "mid", "one", "two", "new"]
    site = composed(
        actors="id | name\narmy | Army\nbig | Big\nmid | Mid\none | One\ntwo | Two\nnew | New",
        places="id | lat | lon\n" + "\n".join(f"p{n} | {35 + n / 10} | 37" for n in range(len(holders))),
        control="date | place | from_actor | to_actor\n"
        + "\n".join(f"2031-03-0{n // 7 + 1} | p{n} | army | {holder}" for n, holder in enumerate(holders)),
    )

    def key(most: int) -> list[str]:
        monkeypatch.setattr(maps, "MOST_ACTORS", most)
        map = view(site, "dates/2031-03-02.md").map
        assert [row[1].id for row in map.table.rows] == holders
        told = [row["holder"] for row in map.spec["datasets"]["dots"] if "holder" in row]
        assert sorted(told) == ["Big", "Big", "Big", "Mid", "Mid", "New", "One", "Two"]
        keyed = [row for row in map.spec["datasets"]["labels"] if row.get("legend")]
        assert all(row["key"] in {dot["key"] for dot in map.spec["datasets"]["dots"]} for row in keyed)
        return [row["text"] for row in keyed]

    assert key(5) == ["Big 3", "Mid 2", "New 1", "One 1", "Two 1"]
    assert key(4) == ["Big 3", "Mid 2", "New 1", "2 other holders: 2 places"]
    assert key(2) == ["New 1", "4 other holders: 7 places"]


def test_the_key_of_the_pace_names_those_who_gained_the_most(
    composed: Compose, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    gains = {"big": 3, "mid": 2, "one": 1, "two": 1}
    takers = [actor for actor, n in gains.items() for _ in range(n)]
    site = composed(
        actors="id | name\narmy | Army\nbig | Big\nmid | Mid\none | One\ntwo | Two",
        places="id\n" + "\n".join(f"p{n}" for n in range(len(takers))),
        control="date | place | from_actor | to_actor\n"
        + "\n".join(f"2031-03-01 | p{n} | army | {taker}" for n, taker in enumerate(takers)),
    )

    def drawn(most: int) -> Any:
        monkeypatch.setattr(pace, "MOST_ACTORS", most)
        (chart,) = [each for each in charts_of(view(site, "dates/2031-03-01.md")) if each.name == "pace"]
        assert [(getattr(row[1], "id", ""), row[3]) for row in chart.table.rows] == list(gains.items())
        keyed = [row["text"] for row in chart.spec["datasets"]["labels"] if row.get("legend")]
        assert keyed == [bar["key"] for bar in chart.spec["datasets"]["bars"]]
        return chart

    def bars(most: int) -> list[tuple[str, float]]:
        return [(bar["actor"], bar["places"]) for bar in drawn(most).spec["datasets"]["bars"]]

    assert bars(4) == [("Big", 3), ("Mid", 2), ("One", 1), ("Two", 1)]
    assert bars(3) == [("Big", 3), ("Mid", 2), ("2 other actors", 2)]
    told = drawn(3).spec["datasets"]["bars"][-1]["tip"]
    assert told[:2] == ["2 other actors, 1 Mar 2031: two places, confirmed", "One and Two"]


def test_of_many_actors_on_an_axis_some_are_drawn_and_the_table_has_all(
    composed: Compose, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = composed(
        actors="id | name\narmy | Army\nnew | New\nquick | Quick",
        places="id | lat | lon\nford | 1 | 2\nbend | 1 | 2.5\nmill | 1 | 3",
        control="date | place | from_actor | to_actor\n2031-03-01 | ford | army | new"
        "\n2031-03-03 | bend | army | new\n2031-03-04 | ford | new | quick\n2031-03-05 | mill | army | quick",
        axes="id | name | places\nroad | Road | ford+bend+mill",
    )

    def lines(most: int) -> tuple[list[str], str]:
        monkeypatch.setattr(advance, "MOST_LINES", most)
        (chart,) = [found.chart for found in view(site, "advance.md").axes]
        assert {row[1].id for row in chart.table.rows} == {"new", "quick"}
        drawn = dict.fromkeys(dot["actor"] for dot in chart.spec["datasets"]["front"])
        return list(drawn), chart.subtitle

    actors, subtitle = lines(2)
    assert sorted(actors) == ["New", "Quick"]
    assert "actors" not in subtitle
    actors, subtitle = lines(1)
    assert actors == ["Quick"]
    assert " Of 2 actors 1 are drawn: that of the fastest day, and those there on the most days. " in subtitle


def test_two_backers_of_one_short_name_are_told_apart_on_the_chart(composed: Compose, view: View) -> None:
    site = composed(
        actors="id | name | short_name\narmy | Army | Army\neast | Guard of the East | Guard"
        "\nwest | Guard of the West | Guard",
        events="date | actor\n2031-03-01 | army",
        support=HELP + "2031-03-01 | east | army | troops | delivered | 3"
        "\n2031-03-01 | west | army | funding | delivered | 2",
    )
    chart = view(site, "dates/2031-03-01.md").support
    assert [cell["series"] for cell in chart.spec["datasets"]["cells"]] == [
        "Guard of the East → Army",
        "Guard of the West → Army",
    ]
