"""assessments.md and the days: forecasts, their scores, and what a day may not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.blocks import Sentence, charts_of
from generator.lines import Lines
from generator.pages import Site
from generator.render import render

Compose = Callable[..., Site]
View = Callable[[Site, str], Any]
Said = Callable[[Sentence], str]

BASE = {"actors": "id\narmy", "events": "date | actor\n2031-03-01 | army\n2031-03-20 | army"}
HEAD = "id | date | author | statement | likelihood_term | horizon | resolved\n"
TWO = (
    HEAD
    + """a | 2031-03-01 | Desk | It falls. | likely | 2031-03-10 | true
    b | 2031-03-01 | Review | It holds. | unlikely | 2031-03-10 | false
    c | 2031-03-01 | Review | It waits. | could | | open
    d | 2031-03-01 | Gate | It rains. | likely | 2031-03-12 | open
    e | 2031-03-01 | Gate | It snows. | | 2031-03-30 | open"""
)


def ten(resolved: str) -> str:
    return HEAD + "\n".join(
        f"a{n} | 2031-03-01 | Desk | It falls. | almost certain | 2031-03-10 | {resolved}" for n in range(10)
    )


def page(composed: Compose, view: View, rows: str) -> Any:
    return view(composed(**BASE, assessments=rows), "assessments.md")


def test_what_is_scored_is_said_and_why_the_others_are_not(composed: Compose, view: View, said: Said) -> None:
    found = page(composed, view, TWO)
    assert said(found.summary) == "Five assessments: one right, one wrong, one expired and two open."
    assert [said(sentence) for sentence in found.scores] == [
        "Three have a word of likelihood that ICD 203 lists; one is worded in another way, for which no range is "
        "assumed; one has no such word at all.",
        "Two of five are scored. The others: one has neither a word that ICD 203 lists nor a horizon; one has a "
        "horizon and no word that ICD 203 lists; one has both and no outcome.",
        # (0.105625 + (0.325 - 1)²) / 2; both things happened, so that always saying so would have been perfect
        "Brier score of the two: 0.28, on a scale from 0 (best) to 1 (worst); over the ends of the words’ ranges "
        "0.17 to 0.42.",
        "A tossed coin gets 0.25. Whoever had always named the share of the things that happened, which is known only "
        "afterwards, would have got 0.00. See how scores are worked out.",
        "Two scored forecasts show no calibration: a chart is drawn from 10 on.",
    ]
    assert [heading for heading, _rows in found.groups] == ["Right", "Wrong", "Expired", "Open"]
    assert found.authors.rows == (
        ("Desk", 1, 1, 0, 0, 0, 1, "0.11", "0.04–0.20"),
        ("Review", 2, 0, 1, 0, 1, 1, "0.46", "0.30–0.64"),
        ("Gate", 2, 0, 0, 1, 1, 0, None, None),
    )


def test_where_nothing_can_be_scored_it_says_so(composed: Compose, view: View, said: Said) -> None:
    found = page(composed, view, HEAD + "a | 2031-03-01 | Desk | It falls. | could | | true")
    assert [said(sentence) for sentence in found.scores] == [
        "One is worded in another way, for which no range is assumed.",
        "It is not scored: one has neither a word that ICD 203 lists nor a horizon.",
    ]
    assert found.calibration is None


def test_a_chart_is_drawn_from_ten_scored_forecasts_on(composed: Compose, view: View) -> None:
    assert page(composed, view, ten("true").rsplit("\n", 1)[0]).calibration is None
    chart = page(composed, view, ten("true")).calibration
    assert chart.title == "What happened does not rule out the one word of likelihood that was used"
    assert chart.alt == "Things that happened: almost certain (95–99 %): 10 of 10."
    assert chart.table.rows[-1] == ("almost certain", "95–99 %", 10, 10, 100, "72–100 %")
    assert chart.table.rows[0] == ("almost no chance", "1–5 %", 0, None, None, None)


def test_a_word_whose_range_the_interval_misses_is_counted(composed: Compose, view: View) -> None:
    chart = page(composed, view, ten("false")).calibration
    assert chart.title == "What happened lies outside the range of the one word of likelihood that was used"


# --- days ------------------------------------------------------------------------------------------------


def markdown(site: Site, path: str) -> str:
    (leaf,) = [leaf for leaf in site.leaves if leaf.path == path]
    made = leaf.make()
    assert not list(charts_of(made.view))
    return str(render(made, {}, Lines(site)))


OUTCOME = (
    "id | date | statement | resolved | resolution_date | resolution_note\n"
    "a | 2031-03-01 | It falls. | true | 2031-03-20 | It fell in a day."
)


def test_a_day_tells_how_its_forecasts_turned_out_only_in_a_closed_box(composed: Compose) -> None:
    text = markdown(composed(**BASE, assessments=OUTCOME), "dates/2031-03-01.md")
    before, box = text.split('<details class="fm-hindsight" data-search-exclude markdown="1">')
    inside, after = box.split("</details>", 1)
    assert inside.startswith("<summary>How it turned out</summary>")
    assert "**right**, [20 Mar 2031](../dates/2031-03-20.md): It fell in a day." in inside
    for elsewhere in (before, after):
        assert "It fell in a day" not in elsewhere
        assert "right" not in elsewhere
    assert "It falls." in before


def test_a_day_without_forecasts_has_no_box(composed: Compose) -> None:
    text = markdown(composed(**BASE, assessments=OUTCOME), "dates/2031-03-20.md")
    assert "fm-hindsight" not in text
    assert "It fell in a day" in text


@pytest.mark.parametrize(("last", "state"), [("2031-03-10", "open"), ("2031-03-11", "expired")])
def test_a_new_day_renews_the_day_whose_forecast_expires_with_it(
    composed: Compose, last: str, state: str
) -> None:
    rows = "id | date | statement | horizon\na | 2031-03-01 | It falls. | 2031-03-10"

    def day(until: str) -> tuple[str, str]:
        events = f"date | actor\n2031-03-01 | army\n2031-03-02 | army\n{until} | navy"
        site = composed(actors="id\narmy\nnavy", events=events, assessments=rows)
        (leaf,) = [leaf for leaf in site.leaves if leaf.path == "dates/2031-03-01.md"]
        return leaf.fingerprint, markdown(site, leaf.path)

    (known, _), (found, text) = day("2031-03-09"), day(last)
    assert f"**{state}**" in text
    assert (known == found) == (state == "open")
