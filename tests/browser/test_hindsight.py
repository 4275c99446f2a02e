"""How a day’s forecasts turned out: closed until a reader opens it, by keyboard too, and told nowhere else of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DAY = "dates/2032-05-02/"
"""A day of the case `outcomes` on which forecasts were made that were right, wrong, and are open."""


@pytest.fixture(scope="module")
def judged(built: Callable[[str], Path], serve: Callable[[Path], Any]) -> str:
    """A site with forecasts that have been judged."""
    return str(serve(built("outcomes") / "site").strict)


def outcomes(seen: Any) -> Any:
    return seen.page.locator("details.fm-hindsight")


@pytest.mark.parametrize("scripts", [True, False])
def test_how_a_forecast_turned_out_is_closed_and_opens_by_keyboard(
    visit: Callable[..., Any], judged: str, scripts: bool
) -> None:
    seen = visit(f"{judged}{DAY}", java_script_enabled=scripts)
    box = outcomes(seen)
    assert box.get_attribute("open") is None
    told = box.locator("small").first
    assert not told.is_visible()
    box.locator("summary").focus()
    seen.page.keyboard.press("Enter")
    assert told.is_visible()
    assert told.inner_text().strip().startswith(("right", "wrong", "open", "expired"))
    seen.page.keyboard.press("Space")
    assert not told.is_visible()
    assert (seen.console, seen.foreign) == ([], [])


def test_the_takeaways_of_a_day_know_nothing_of_how_its_forecasts_turned_out(
    visit: Callable[..., Any], judged: str
) -> None:
    seen = visit(f"{judged}{DAY}")
    outcomes(seen).locator("summary").click()
    notes = [
        each.split(": ", 1)[1] for each in outcomes(seen).locator("small").all_inner_texts() if ": " in each
    ]
    assert notes
    rest = seen.page.evaluate(
        "() => { const all = document.querySelector('article').cloneNode(true);"
        " all.querySelector('.fm-hindsight').remove(); return all.textContent }"
    )
    brief = seen.page.inner_text(".fm-brief")
    assert [note for note in notes if note in rest or note in brief] == []


def test_the_box_fits_a_narrow_screen_and_can_be_pressed(visit: Callable[..., Any], judged: str) -> None:
    seen = visit(f"{judged}{DAY}", viewport={"width": 320, "height": 700}, has_touch=True)
    summary = outcomes(seen).locator("summary")
    assert summary.bounding_box()["height"] >= 24  # WCAG 2.5.8
    summary.tap()
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 320
