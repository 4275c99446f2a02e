"""Deaths on pages: what is known is added up, what is not known is named, and no chart says more than its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.pages import Site

from .conftest import ACTORS, Compose

EVENTS = """
date       | date_end   | actor | target | place | fatalities_low | fatalities_best | fatalities_high
2031-03-01 |            | army  | front  | ford  | 3              | 4               | 6
2031-03-03 |            | army  | front  | ford  |                | 2               |
2031-03-05 |            | front | army   | ford  | 0              | 1               | 1
2031-03-05 |            | front | army   | ford  |                |                 |
2031-03-05 | 2031-03-20 | front | army   | ford  | 30             | 40              | 50
2031-03-09 |            | front | army   | mill  | 0              | 0               | 0
"""
PLACES = "id\nford\nmill"
View = Callable[[Site, str], Any]


def _site(composed: Compose, events: str = EVENTS) -> Site:
    return composed(actors=ACTORS, places=PLACES, events=events)


def test_the_key_number_adds_up_and_names_what_it_lacks(composed: Compose, view: View) -> None:
    figures = {figure.label: figure for figure in view(_site(composed), "index.md").figures}
    deaths = figures["deaths, best estimates"]
    assert deaths.value == "47"
    assert deaths.detail == "35–59 by the bounds, in five events; one event without an estimate"


def test_a_span_beyond_a_day_is_in_no_bar_and_is_counted(composed: Compose, view: View) -> None:
    (chart,) = [chart for chart in view(_site(composed), "index.md").charts if chart.name == "fatalities"]
    assert chart.title == "7 deaths reported by best estimates, 4 of them on 1 March"
    assert chart.subtitle == (
        "Deaths per day; the band goes from the lowest to the highest estimate. 1–9 March 2031. "
        "One event without an estimate. "
        "Not drawn: 1 event (40 deaths) whose date is a span beyond one period."
    )
    assert [(row[0].text, *row[1:]) for row in chart.table.rows] == [
        ("1 Mar 2031", 4, 3, 6, 1, 0),
        ("3 Mar 2031", 2, 2, 2, 1, 0),
        ("5 Mar 2031", 1, 0, 1, 2, 1),
        ("9 Mar 2031", 0, 0, 0, 1, 0),
    ]
    assert [row["best"] for row in chart.spec["datasets"]["best"]] == [4, 2, 1, 0]


def test_an_actors_chart_says_that_it_counts_events_with_it(composed: Compose, view: View) -> None:
    charts = view(_site(composed), "actors/army.md").charts
    (title,) = [chart.title for chart in charts if chart.name == "fatalities"]
    assert title == "Events with Army: 7 deaths reported by best estimates, 4 of them on 1 March"


def test_a_place_has_a_chart_of_its_own_time_where_eight_periods_have_deaths(
    composed: Compose, view: View
) -> None:
    rows = [f"2031-03-{day:02} | army | ford | 2" for day in range(2, 10)]
    rows += [f"2031-04-{day:02} | army | mill | 2" for day in range(2, 9)]
    site = _site(composed, "\n".join(["date | actor | place | fatalities_best", *rows]))
    chart = view(site, "places/ford.md").deaths
    assert chart.title == "16 deaths reported by best estimates, 2 of them on 2 March"
    assert chart.spec["usermeta"]["days"] == ["2031-03-02", "2031-03-10"]
    assert view(site, "places/mill.md").deaths is None


def test_without_estimates_nothing_is_said(composed: Compose, view: View) -> None:
    site = _site(composed, "date | actor | place\n2031-03-01 | army | ford\n2031-03-02 | army | ford")
    for path in ("index.md", "actors/army.md", "dates/2031-03-01.md"):
        assert not [figure for figure in view(site, path).figures if "deaths" in figure.label]
    assert view(site, "places/ford.md").deaths is None
    assert view(site, "dates/index.md").deaths is None
    assert [chart.name for chart in view(site, "index.md").charts] == ["timeline"]
