"""Colours: one per actor, apart for the colour-blind, strong enough on both papers."""

from __future__ import annotations

import itertools
import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB
SIMULATED = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
VALUES = {name: (light, dark) for name, light, dark in theme.palette()}
SIDES = {name for name in VALUES if re.search(r"-\d[bc]?$", name) and not name.startswith(("level", "sign"))}
BASES = ["regime-0", "opposition-0", "sdf-0", "isis-0", "external-neutral-0", "extra-0-0", "extra-1-0"]


def linear(color: str) -> list[float]:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(color: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(color: str, eye: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as an eye of that kind sees it."""
    rgb = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(color), strict=True))))
        for row in SIMULATED[eye]
    ]
    x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047
    y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]
    z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", sorted(SIMULATED))
@pytest.mark.parametrize("scheme", [0, 1])
def test_base_hues_stay_apart(eye: str, scheme: int) -> None:
    for one, other in itertools.combinations(BASES, 2):
        apart = math.dist(lab(VALUES[one][scheme], eye), lab(VALUES[other][scheme], eye))
        assert apart > 14, (one, other, apart)


@pytest.mark.parametrize("eye", sorted(SIMULATED))
@pytest.mark.parametrize("scheme", [0, 1])
def test_every_tone_of_a_warring_side_stays_apart_from_the_other_sides(eye: str, scheme: int) -> None:
    tones = [
        (side, f"{side}-{n}{s}")
        for side in ("opposition", "regime", "sdf")
        for n in range(3)
        for s in ("", "b", "c")
    ]
    for (side, one), (other_side, other) in itertools.combinations(tones, 2):
        if side != other_side:
            apart = math.dist(lab(VALUES[one][scheme], eye), lab(VALUES[other][scheme], eye))
            assert apart > 6, (one, other, apart)


@pytest.mark.parametrize("scheme", [0, 1])
def test_marks_reach_three_to_one_and_words_four_and_a_half(scheme: int) -> None:
    paper = VALUES["paper"][scheme]
    marks = SIDES | {"mark", "faint", "announced", *(f"sign-{n}" for n in range(5))}
    assert {name for name in marks if contrast(VALUES[name][scheme], paper) < 3} == set()
    words = {"ink", "muted", "announced"}
    grounds = ("paper", "land", "land-around", "water")
    pairs = {(word, ground) for word in words for ground in grounds}
    assert {p for p in pairs if contrast(VALUES[p[0]][scheme], VALUES[p[1]][scheme]) < 4.5} == set()
    for level in range(5):
        assert contrast(VALUES[f"level-ink-{level}"][scheme], VALUES[f"level-{level}"][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
def test_support_ramp_is_one_way_and_starts_at_paper(scheme: int) -> None:
    ramp = [luminance(VALUES[f"level-{level}"][scheme]) for level in range(5)]
    assert ramp == sorted(ramp, reverse=scheme == 0)
    assert VALUES["level-0"] == VALUES["paper"]


def test_css_declares_each_variable_in_both_palettes() -> None:
    light, dark, printed = theme.css().splitlines()[:3]
    assert light.startswith(':root,[data-md-color-scheme="default"]{--fm-sans:system-ui')
    assert dark.startswith('[data-md-color-scheme="slate"]{--fm-paper:#17191c;')
    for name, (bright, dim) in VALUES.items():
        assert light.count(f"--fm-{name}:{bright};") == 1
        assert dark.count(f"--fm-{name}:{dim};") == 1
        assert printed.count(f"--fm-{name}:{bright};") == 1


def table(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["id", "side", "parent", "color"])


def test_colors_follow_side_order_and_parent() -> None:
    found = theme.colors(
        table(
            ("government", "regime", "", ""),
            ("army", "regime", "government", ""),
            ("command", "opposition", "", ""),
            ("hts", "opposition", "command", ""),
            ("legion", "opposition", "hts", ""),
            ("sna", "opposition", "", ""),
            ("turkey", "opposition-backer", "", ""),
            ("own", "opposition", "", "#abc"),
            ("bad", "opposition", "", 'red" onload="x'),
            ("loyal", "somewhere", "", ""),
            ("other", "elsewhere", "", ""),
            ("loyal-2", "somewhere", "loyal", ""),
        )
    )
    assert found == {
        "government": "var(--fm-regime-0)",
        "army": "var(--fm-regime-0b)",
        "command": "var(--fm-opposition-0)",
        "hts": "var(--fm-opposition-0b)",
        "legion": "var(--fm-opposition-0c)",
        "sna": "var(--fm-opposition-1)",
        "turkey": "var(--fm-opposition-backer-0)",
        "own": "#abc",
        "bad": "var(--fm-opposition-3)",
        "loyal": "var(--fm-extra-0-0)",
        "other": "var(--fm-extra-1-0)",
        "loyal-2": "var(--fm-extra-0-0b)",
    }


def test_colors_need_no_color_column_and_survive_cycles_and_no_rows() -> None:
    cycle = pd.DataFrame({"id": ["a", "b"], "side": ["x", "x"], "parent": ["b", "a"]})
    assert set(theme.colors(cycle)) == {"a", "b"}
    assert theme.colors(cycle.iloc[:0]) == {}


ACTORS = st.lists(
    st.tuples(st.sampled_from(["regime", "opposition", "x", "y", ""]), st.integers(0, 30)),
    min_size=1,
    max_size=30,
)


@given(ACTORS, st.integers(0, 30))
def test_a_row_added_at_the_end_recolours_nobody(drawn: list[tuple[str, int]], keep: int) -> None:
    rows = [(f"a{n}", side, f"a{up}" if up < n else "", "") for n, (side, up) in enumerate(drawn)]
    whole = theme.colors(table(*rows))
    part = theme.colors(table(*rows[:keep]))
    assert part == {name: whole[name] for name in part}
    assert {color.removeprefix("var(--fm-").removesuffix(")") for color in whole.values()} <= set(VALUES)
