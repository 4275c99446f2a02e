"""An Arabic site in Chromium: it runs from right to left, fits a phone, and its charts stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGES = (
    "",
    "dates/",
    "dates/2031-03-03/",
    "actors/",
    "actors/brigade/",
    "places/",
    "places/ford/",
    "support/",
    "advance/",
    "assessments/",
    "sources/",
    "data/",
    "methodology/",
    "404.html",
)


@pytest.fixture(scope="module")
def arabic(built: Callable[[str], Path], serve: Callable[[Path], Any]) -> Any:
    return serve(built("arabic") / "site")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(arabic: Any, visit: Callable[..., Any], path: str) -> None:
    seen = visit(arabic.strict + path, viewport={"width": 390, "height": 844})
    wide, room, way, lang = seen.page.evaluate(
        "[document.documentElement.scrollWidth, innerWidth, getComputedStyle(document.body).direction,"
        " document.documentElement.lang]"
    )
    assert (wide <= room, way, lang) == (True, "rtl", "ar")
    assert seen.console == []
    assert seen.foreign == []


def test_lines_begin_at_the_right(arabic: Any, visit: Callable[..., Any]) -> None:
    page = visit(arabic.plain + "dates/2031-03-03/").page
    heading, number, text = page.evaluate(
        """[
          getComputedStyle(document.querySelector("h1")).direction,
          document.querySelector(".fm-brief li").getBoundingClientRect().right,
          document.querySelector(".fm-brief li a").getBoundingClientRect().right,
        ]"""
    )
    assert heading == "rtl"
    assert text < number
    previous, following = (page.locator(name).bounding_box()["x"] for name in (".fm-prev", ".fm-next"))
    assert previous > following  # the way back lies where one has read from


def test_who_gives_stands_right_of_who_takes(arabic: Any, visit: Callable[..., Any]) -> None:
    page = visit(arabic.plain + "dates/2031-03-03/").page
    row = page.locator("table:not(.fm-data *) tr", has_text="RB").first
    giver, taker = (row.locator("a").nth(n).bounding_box()["x"] for n in (1, 2))
    assert giver > taker
    assert "←" in row.inner_text()
    assert "→" not in row.inner_text()


def test_time_runs_from_left_to_right_in_charts(arabic: Any, visit: Callable[..., Any]) -> None:
    page = visit(arabic.plain + "advance/").page
    days = page.evaluate(
        """[...document.querySelectorAll("#chart-pace svg text")]
          .filter((text) => /^[1-6]$/.test(text.textContent) && +text.getBoundingClientRect().y > 0)
          .map((text) => [text.textContent, text.getBoundingClientRect().x, text.getBoundingClientRect().y])"""
    )
    bottom = max(y for _day, _x, y in days)
    axis = [(int(day), x) for day, x, y in days if y == bottom]
    assert len(axis) >= 5
    assert axis == sorted(axis, key=lambda tick: tick[1])


def test_labels_at_the_left_of_a_chart_end_at_its_scale(arabic: Any, visit: Callable[..., Any]) -> None:
    """An anchor read from right to left would put the towns' names over the plot."""
    page = visit(arabic.plain + "advance/").page
    frame = page.locator("#chart-distance-river .fm-stage").bounding_box()
    town = page.locator("#chart-distance-river text", has_text="الطاحونة").first.bounding_box()
    assert frame["x"] <= town["x"]
    assert town["x"] + town["width"] < frame["x"] + frame["width"] * 0.2


def test_a_chart_comes_alive_in_arabic(arabic: Any, visit: Callable[..., Any]) -> None:
    seen = visit(arabic.strict + "advance/")
    figure = seen.page.locator("#chart-pace")
    figure.scroll_into_view_if_needed()
    seen.page.locator(
        "#chart-pace + .fm-tools .fm-explore, #chart-pace ~ .fm-tools .fm-explore"
    ).first.click()
    seen.page.wait_for_selector(".fm-live svg", timeout=15_000)
    assert seen.console == []
    assert seen.foreign == []
    assert "وفق مصدر واحد" in figure.inner_text()
