"""Kilometres along an axis: the haversine, gaps, and the places of the real axes."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.measure import Measures, distance
from generator.tables import Tables

Measured = Callable[..., Measures]

DEGREE = math.pi * 6371.0088 / 180  # one degree along a meridian or the equator, 111.195 km

PLACES = "id|lat|lon\no|0|0\np|0|1\nq|0|3\nr|1|3"
AXES = "id|places\nline|o p q r"


def test_great_circle_of_known_arcs() -> None:
    lat1, lon1, lat2, lon2 = (
        np.array(part, float) for part in ([0, 0, 90], [0, 0, 0], [0, 1, -90], [180, 0, 0])
    )
    assert distance.great_circle(lat1, lon1, lat2, lon2) == pytest.approx(
        [180 * DEGREE, DEGREE, 180 * DEGREE]
    )


def test_chainage_is_the_sum_of_the_legs(measured: Measured) -> None:
    frame = measured(axes=AXES, places=PLACES).chainage
    assert list(frame["place"]) == ["o", "p", "q", "r"]
    assert list(frame["km"]) == pytest.approx([0, DEGREE, 3 * DEGREE, 4 * DEGREE])


def test_a_place_without_coordinates_is_passed_over(measured: Measured) -> None:
    frame = measured(axes=AXES, places="id|lat|lon\no|0|0\np||\nq|0|3\nr|1|3").chainage
    assert list(frame["place"]) == ["o", "q", "r"]
    assert list(frame["km"]) == pytest.approx([0, 3 * DEGREE, 4 * DEGREE])


def test_fronts_jump_fall_back_and_leave_gaps(measured: Measured) -> None:
    measures = measured(
        axes=AXES,
        places=PLACES,
        events="id|date\nx|2024-01-01\ny|2024-01-08",
        control="""place|date|from_actor|to_actor
                   p|2024-01-02|army|rebels
                   r|2024-01-03|army|rebels
                   r|2024-01-05|rebels|wing
                   p|2024-01-06|rebels|wing
                   o|2024-01-08|guests|rebels""",
    )
    fronts = measures.fronts[measures.fronts["actor"] == "rebels"]
    assert list(fronts["date"].dt.day) == [2, 3, 4, 5, 8]
    assert list(fronts["place"]) == ["p", "r", "r", "p", "o"]
    assert list(fronts["km"]) == pytest.approx([DEGREE, 4 * DEGREE, 4 * DEGREE, DEGREE, 0])
    assert list(fronts["pace"]) == pytest.approx(
        [math.nan, 3 * DEGREE, 0, -3 * DEGREE, math.nan], nan_ok=True
    )
    # The army and the guests held places on the line but gained none there.
    assert set(measures.fronts["actor"]) == {"rebels", "wing"}
    best = measures.fastest
    assert list(best["actor"]) == ["rebels"]
    assert best[["from_km", "to_km", "pace"]].to_numpy()[0] == pytest.approx([DEGREE, 4 * DEGREE, 3 * DEGREE])
    assert list(best["date"]) == [pd.Timestamp("2024-01-03")]


def test_without_axes_there_are_no_fronts(measured: Measured) -> None:
    measures = measured(places=PLACES, control="place|date|from_actor|to_actor\np|2024-01-02|army|rebels")
    assert list(measures.fronts.columns) == ["axis", "actor", "date", "km", "place", "pace"]
    assert len(measures.chainage) == len(measures.fronts) == len(measures.fastest) == 0


def test_the_road_to_damascus(syria: Tables, syria_measures: Measures) -> None:
    frame = syria_measures.chainage
    m5 = frame[frame["axis"] == "m5-north"].set_index("place")["km"].round(1)
    assert (m5["aleppo"], m5["hama"], m5["damascus"]) == (0.0, 133.6, 319.3)
    assert list(frame["axis"].unique()) == list(syria.axes["id"])


def test_the_advance_on_the_m5(syria_measures: Measures) -> None:
    frame = syria_measures.fronts
    m5 = frame[(frame["axis"] == "m5-north") & (frame["actor"] == "fateh-mubin-operations-room")]
    assert list(zip(m5["date"].dt.strftime("%m-%d"), m5["place"], m5["km"].round(1), strict=True)) == [
        ("11-29", "saraqib", 47.8),
        ("11-30", "morek", 105.7),
        ("12-01", "morek", 105.7),
        ("12-02", "morek", 105.7),
        ("12-03", "morek", 105.7),
        ("12-04", "morek", 105.7),
        ("12-05", "hama", 133.6),
        ("12-06", "talbiseh", 166.2),
        ("12-07", "talbiseh", 166.2),
        ("12-08", "damascus", 319.3),
        *((f"12-{day:02}", "damascus", 319.3) for day in range(9, 16)),
    ]
