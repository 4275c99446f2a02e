"""Support levels: strips and steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts import support

NONE = float("nan")
COLUMNS = ["series", "order", "date", "actual", "announced", "stale", "ended"]
ROWS = pd.DataFrame(
    [
        ("Iran → Assad government", 1, "2024-12-02", 2, NONE, False, False),
        ("Iran → Assad government", 1, "2024-12-03", 2, 4, False, False),
        ("Iran → Assad government", 1, "2024-12-04", 2, 4, True, False),
        ("Iran → Assad government", 1, "2024-12-05", NONE, NONE, False, True),
        ("Russia → Assad government", 0, "2024-12-03", 3, NONE, False, False),
        ("Silent → nobody", 2, "2024-12-03", NONE, NONE, False, False),
    ],
    columns=COLUMNS,
)


def test_cells_frames_and_crosses() -> None:
    spec = support.levels(ROWS, "t", "s", "2024-12-06")
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
    words = said(parse(support.levels(ROWS, "t", "s", "2024-12-06")))
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
    words = said(parse(support.levels(ROWS.head(1), "t", "s", "2024-12-02")))
    assert not {"announced beyond what was given", "not renewed lately", "general withdrawal"} & set(words)


def test_zero_is_a_frame_on_paper_and_not_the_same_as_no_report() -> None:
    zero = pd.DataFrame([("A → B", 0, "2024-12-02", 0, NONE, False, False)], columns=COLUMNS)
    spec = support.levels(zero, "t", "s", "2024-12-03")
    assert spec is not None
    assert [(c["fill"], c["stroke"]) for c in spec["datasets"]["cells"]] == [
        ("var(--fm-level-0)", "var(--fm-border)")
    ]


def test_400_days_are_joined_into_spans(parse: Callable[..., Any]) -> None:
    dates = pd.date_range("2023-01-01", periods=400)
    long = pd.DataFrame(
        {"series": "A long name → " * 9, "order": 0, "date": dates, "actual": 3.0, "announced": NONE}
    )
    spec = support.levels(long.assign(stale=False, ended=False), "t", "s", dates[-1])
    assert spec is not None
    assert len(spec["datasets"]["cells"]) == 1
    assert parse(spec).get("width") == "720"


def test_no_word_no_chart() -> None:
    assert support.levels(ROWS.iloc[:0], "t", "s", "2024-12-06") is None
    assert support.levels(ROWS.tail(1), "t", "s", "2024-12-06") is None


STEPS = pd.DataFrame(
    [
        ("Troops", "2024-12-02", NONE, 3, False),
        ("Troops", "2024-12-03", 0, 4, False),
        ("Air power", "2024-12-02", 3, NONE, False),
        ("Air power", "2024-12-03", 2, NONE, True),
        ("Silent", "2024-12-03", NONE, NONE, False),
    ],
    columns=["category", "date", "actual", "announced", "stale"],
)


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
    assert "Silent" not in words


def test_steps_of_one_row_and_of_none(parse: Callable[..., Any]) -> None:
    assert parse(support.one(STEPS.head(1), "t", "s")) is not None
    assert support.one(STEPS.iloc[:0], "t", "s") is None
    assert support.one(STEPS.tail(1), "t", "s") is None


def test_a_silence_is_left_blank_and_support_that_ended_is_crossed_once() -> None:
    days = pd.date_range("2024-12-01", periods=5)
    rows = pd.DataFrame(
        {
            "series": "A → B",
            "order": 0,
            "date": days,
            "actual": 0,
            "announced": None,
            "stale": False,
            "ended": True,
        }
    )
    silent = [(pd.Timestamp("2024-12-03"), pd.Timestamp("2024-12-04"))]
    spec = support.levels(rows, "t", "s", "2024-12-05", silent)
    given = support.levels(rows.assign(actual=2, ended=False), "t", "s", "2024-12-05", silent)
    assert spec is not None
    assert given is not None
    assert len(spec["datasets"]["silence"]) == 1
    assert (
        len([row for row in spec["datasets"]["crosses"] if row["width"] == 1.8]) == 2
    )  # one cross of two lines
    starts = [cell["start"] for cell in given["datasets"]["cells"]]
    assert starts == ["2024-12-01", "2024-12-02", "2024-12-04", "2024-12-05"]
