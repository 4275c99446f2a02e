"""Support levels: strips and steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import support
from charts.spans import DAY, Span, Strip


def span(
    day: str,
    actual: int | None,
    announced: int | None = None,
    stale: bool = False,
    ended: bool = False,
    days: int = 1,
) -> Span:
    start = pd.Timestamp(day)
    return Span(start, start + days * DAY, actual, announced, stale, ended)


IRAN = Strip(
    "Iran → Assad government",
    [
        span("2024-12-02", 2),
        span("2024-12-03", 2, 4),
        span("2024-12-04", 2, 4, stale=True),
        span("2024-12-05", None, ended=True),
    ],
)
SILENT = Strip("Silent → nobody", [span("2024-12-03", None)])
STRIPS = [Strip("Russia → Assad government", [span("2024-12-03", 3)]), IRAN, SILENT]


def test_cells_frames_and_crosses() -> None:
    spec = support.levels(STRIPS, "t", "s", "2024-12-06")
    assert spec is not None
    data = spec["datasets"]
    cells = [(cell["start"], cell["level"], cell["fill"]) for cell in data["cells"]]
    assert cells == [
        ("2024-12-03", 3, "var(--fm-level-3)"),
        ("2024-12-02", 2, "var(--fm-level-2)"),
        ("2024-12-03", 2, "var(--fm-level-2)"),
        ("2024-12-04", 2, "hatch:var(--fm-level-2)"),
    ]
    assert len(data["frames"]) == 1, "one frame around the two days"
    assert len(data["crosses"]) == 3, "two strokes of a cross and the line after it"
    assert spec["layer"][2]["encoding"]["x"]["scale"]["domain"] == [1733097600000.0, 1733529600000.0]


def test_strips_say_their_digits_and_what_the_signs_mean(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(support.levels(STRIPS, "t", "s", "2024-12-06")))
    assert words.index("Russia → Assad government") < words.index("Iran → Assad government")
    assert (words.count("2"), words.count("4?"), "Silent → nobody" in words) == (
        3 + 1,
        1,
        False,
    )  # 3 cells, 2 Dec
    assert {"0 none", "4 large-scale combat", "announced beyond what was given", "general withdrawal"} <= set(
        words
    )


def test_signs_that_do_not_occur_have_no_key(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(support.levels([Strip("Iran", IRAN.spans[:1])], "t", "s", "2024-12-02")))
    assert not {"announced beyond what was given", "not renewed lately", "general withdrawal"} & set(words)


def test_zero_is_a_frame_on_paper_and_not_the_same_as_no_report() -> None:
    spec = support.levels([Strip("A → B", [span("2024-12-02", 0)])], "t", "s", "2024-12-03")
    assert spec is not None
    assert [(c["fill"], c["stroke"]) for c in spec["datasets"]["cells"]] == [
        ("var(--fm-level-0)", "var(--fm-border)")
    ]


def test_400_days_are_joined_into_spans(parse: Callable[..., Any]) -> None:
    dates = pd.date_range("2023-01-01", periods=400)
    long = Strip("A long name → " * 9, [span(f"{date:%Y-%m-%d}", 3) for date in dates])
    spec = support.levels([long], "t", "s", dates[-1])
    assert spec is not None
    assert len(spec["datasets"]["cells"]) == 1
    assert parse(spec).get("width") == "720"


def test_no_word_no_chart() -> None:
    assert support.levels([], "t", "s", "2024-12-06") is None
    assert support.levels([SILENT], "t", "s", "2024-12-06") is None


TROOPS = Strip("Troops", [span("2024-12-02", None, 3), span("2024-12-03", 0, 4)])
STEPS = [
    TROOPS,
    Strip("Air power", [span("2024-12-02", 3), span("2024-12-03", 2, stale=True)]),
    SILENT,
]


def test_steps_are_flat_within_a_span_and_share_one_scale() -> None:
    spec = support.one(STEPS, "t", "s")
    assert spec is not None
    solid = [
        row for row in spec["datasets"]["edges"] if row["dash"] == "solid" and row["run"].startswith("1")
    ]
    base = solid[0]["top"] - 3
    assert [(row["date"], round(row["top"] - base, 6)) for row in solid] == [
        ("2024-12-02", 3),
        ("2024-12-03", 3),
        ("2024-12-03", 2),
        ("2024-12-04", 2),
    ]
    assert {row["fill"] for row in spec["datasets"]["areas"]} == {
        "var(--fm-level-3)",
        "hatch:var(--fm-level-2)",
    }
    assert {row["top"] - row["base"] for row in spec["datasets"]["areas"]} <= {2, 3}


def test_steps_are_named_and_their_last_level_is_said(
    parse: Callable[..., Any], said: Callable[[Any], list[str]]
) -> None:
    words = said(parse(support.one(STEPS, "t", "s")))
    assert {"Troops", "Air power", "4? announced", "0 none", "2 indirect, material"} <= set(words)
    assert SILENT.name not in words


def test_steps_of_one_row_and_of_none(parse: Callable[..., Any]) -> None:
    assert parse(support.one([Strip("Troops", TROOPS.spans[:1])], "t", "s")) is not None
    assert support.one([], "t", "s") is None
    assert support.one([SILENT], "t", "s") is None


def test_a_silence_is_left_blank_and_support_that_ended_is_crossed_once() -> None:
    silent = [(pd.Timestamp("2024-12-03"), pd.Timestamp("2024-12-04"))]
    spec = support.levels(
        [Strip("A → B", [span("2024-12-01", 0, ended=True, days=5)])], "t", "s", "2024-12-05", silent
    )
    given = support.levels([Strip("A → B", [span("2024-12-01", 2, days=5)])], "t", "s", "2024-12-05", silent)
    assert spec is not None
    assert given is not None
    assert len(spec["datasets"]["silence"]) == 1
    assert (
        len([row for row in spec["datasets"]["crosses"] if row["width"] == 1.8]) == 2
    )  # one cross of two lines
    starts = [cell["start"] for cell in given["datasets"]["cells"]]
    assert starts == ["2024-12-01", "2024-12-02", "2024-12-04", "2024-12-05"]
