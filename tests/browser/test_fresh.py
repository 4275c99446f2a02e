"""What is new since a reader's last visit: marked by what their browser kept, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DAY = 864e5
SOUTH = "#e-2031-05-05-south"
"""The one event that edition 2 of the case `editions` added; its edition 3 added none."""


@pytest.fixture(scope="module")
def recorded(built: Callable[[str], Path], serve: Callable[[Path], Any]) -> str:
    """A site with three editions."""
    return str(serve(built("editions") / "site").strict)


@pytest.fixture(scope="module")
def unrecorded(built: Callable[[str], Path], serve: Callable[[Path], Any]) -> str:
    """A site without editions, its data until 4 May 2031."""
    return str(serve(built("minimal") / "site").strict)


def kept(edition: int, day: str, ago: float = 1, **more: Any) -> str:
    """What an earlier visit left behind, as a script that runs before the page's own (once)."""
    seen = {"edition": edition, "day": day}
    state = json.dumps({"base": seen, "seen": seen, **more})
    return (
        f"if (!localStorage.getItem('/.fm-visit')) localStorage.setItem('/.fm-visit', "
        f"JSON.stringify({{...{state}, at: Date.now() - {ago * DAY}}}))"
    )


def marked(visit: Any) -> list[str]:
    return list(visit.page.eval_on_selector_all("[data-fresh]", "all => all.map(one => one.dataset.fresh)"))


def told(visit: Any) -> str:
    return str(visit.page.inner_text(".fm-fresh"))


def test_a_first_visit_has_nothing_new(visit: Callable[..., Any], recorded: str) -> None:
    seen = visit(recorded)
    assert (marked(seen), told(seen)) == ([], "")
    state = seen.page.evaluate("JSON.parse(localStorage.getItem('/.fm-visit'))")
    assert state["seen"] == state["base"] == {"edition": 3, "day": "2031-05-04"}
    assert seen.console == []


def test_events_of_later_editions_are_marked_and_counted(visit: Callable[..., Any], recorded: str) -> None:
    seen = visit(recorded, init_script=kept(1, "2031-05-03"))
    assert told(seen).startswith("New events since your last visit (edition 1): 1.")
    assert marked(seen) == ["1 new"]
    seen.page.goto(f"{recorded}dates/")
    assert marked(seen) == ["1 new"]
    assert seen.page.inner_text("td[data-fresh] > a") == "4"
    seen.page.goto(f"{recorded}changes/")
    assert marked(seen) == ["new", "new"]  # editions 3 and 2
    seen.page.goto(f"{recorded}dates/2031-05-04/")
    assert marked(seen) == ["new"]
    assert seen.page.locator(f"[data-fresh] {SOUTH}").count() == 1
    seen.page.goto(f"{recorded}dates/2031-05-02/")
    assert marked(seen) == []
    assert seen.console == []
    assert seen.foreign == []


def test_nothing_is_new_to_who_saw_the_edition_that_brought_it(
    visit: Callable[..., Any], recorded: str
) -> None:
    seen = visit(recorded, init_script=kept(2, "2031-05-04"))
    assert marked(seen) == []
    assert told(seen).startswith("New events since your last visit (edition 2): 0.")


def test_without_editions_only_later_days_are_new(visit: Callable[..., Any], unrecorded: str) -> None:
    seen = visit(f"{unrecorded}dates/", init_script=kept(0, "2031-05-02"))
    assert told(seen).startswith("New since your last visit: what is dated after 2 May 2031.")
    assert seen.page.inner_text("td[data-fresh] > a") == "4"
    assert marked(seen) == ["new"]
    seen.page.goto(f"{unrecorded}dates/2031-05-02/")
    assert marked(seen) == []


def test_marks_last_for_a_visit_and_go_with_the_next(visit: Callable[..., Any], recorded: str) -> None:
    seen = visit(recorded, init_script=kept(1, "2031-05-03"))
    seen.page.reload()
    assert marked(seen) == ["1 new"]
    seen.page.evaluate(
        "const s = JSON.parse(localStorage.getItem('/.fm-visit')); s.at -= 7 * 36e5;"
        "localStorage.setItem('/.fm-visit', JSON.stringify(s))"
    )
    seen.page.reload()
    assert (marked(seen), told(seen)) == ([], "")


def test_marks_are_cleared_and_turned_off_and_on(visit: Callable[..., Any], recorded: str) -> None:
    seen = visit(recorded, init_script=kept(1, "2031-05-03"))
    seen.page.get_by_role("button", name="Turn off").click()
    assert (marked(seen), told(seen)) == ([], "New events are not marked. Turn on")
    seen.page.reload()
    assert marked(seen) == []
    seen.page.get_by_role("button", name="Turn on").click()
    assert marked(seen) == ["1 new"]
    seen.page.get_by_role("button", name="Mark as seen").click()
    assert (marked(seen), told(seen)) == ([], "")
    seen.page.reload()
    assert marked(seen) == []


@pytest.mark.parametrize("left", ["{", "{}", '{"base": {"edition": "x"}, "seen": 3}', "null"])
def test_what_cannot_be_read_counts_as_a_first_visit(
    visit: Callable[..., Any], recorded: str, left: str
) -> None:
    seen = visit(recorded, init_script=f"localStorage.setItem('/.fm-visit', {json.dumps(left)})")
    assert (marked(seen), told(seen), seen.console) == ([], "", [])


def test_a_browser_that_keeps_nothing_is_left_in_peace(visit: Callable[..., Any], recorded: str) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    seen = visit(recorded, init_script=refuse)
    assert (marked(seen), told(seen), seen.console) == ([], "", [])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_and_nothing_is_wider(visit: Callable[..., Any], recorded: str, width: int) -> None:
    blocks = "article h1, article h2, article li"
    boxes = f"[...document.querySelectorAll('{blocks}')].map(e => e.getBoundingClientRect().top)"
    for path in ("", "dates/", "dates/2031-05-04/"):
        size = {"width": width, "height": 900}
        fresh = visit(f"{recorded}{path}", viewport=size)
        back = visit(f"{recorded}{path}", viewport=size, init_script=kept(1, "2031-05-03"))
        assert marked(back) != []
        assert fresh.page.evaluate(boxes) == back.page.evaluate(boxes)
        assert back.page.evaluate("document.documentElement.scrollWidth") <= width
