"""Events over time: a lane per kind of event, dots sized by how many; claimed hollow, disputed dashed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from charts import confidence, days, form, guides, lettering, ready, theme
from generator import language
from generator.language import gettext as _

_LANE = 44  # px
_GAP = 2.0  # px between dots of one day
_LEAST = 0.3  # px of radius per square root of n: less would make dots of few events all the same
Clusters = dict[str, dict[pd.Timestamp, dict[str, tuple[float, str]]]]
"""Lane → start of a period → confidence → how many events, and their colour."""


def events(
    rows: Sequence[form.Row],
    title: str,
    subtitle: str,
    span: days.Span | None = None,
    silent: Sequence[days.Span] = (),
) -> form.Spec | None:
    """Spec of the timeline; None where there are no rows.

    `silent`: spans without any report (the end is the day after the last), left blank.

    `span`: first and last day of the axis, by default those of the rows.

    rows: date, lane (label), confidence (`confirmed`, `claimed`, `disputed`), n (events); `color` (CSS) may be
    there, else a neutral tone. Lanes stand in the order of the rows. Rows are added up by period, see
    `days.roomy`, and the axis says so. Area is n, one scale for the whole chart.
    """
    if not rows:
        return None
    dates = {row["date"] for row in rows}
    begin, end = span or (min(dates), max(dates))
    unit = days.roomy(begin, end)
    first, last = days.start(begin, unit), days.after(end, unit)
    clusters = _clusters(rows, {date: days.start(date, unit) for date in dates})
    names = [lettering.shorten(lane, 170, theme.SIZE) for lane in clusters]
    left = max(lettering.width(name, theme.SIZE) for name in names) + 16
    entries = _key(rows)
    top = guides.key_height(entries, form.WIDTH) + 26
    plot = form.Plot(form.WIDTH - left - 52, _LANE * len(names), (left, top, 52, 44), first, last)
    swatches, words = guides.key(entries, form.WIDTH, -left, -top)
    lines, dated = guides.date_axis(plot, centred=_wide(plot, unit) / 2)
    dots = _dots(plot, clusters, names, unit, lines, words)
    words += _notes(plot, unit)
    return form.fill(
        ready.form("timeline"),
        plot,
        {
            "rules": lines,
            "silence": form.silence(plot, silent),
            "dots": dots,
            "swatches": swatches,
            "labels": [*words, *dated],
        },
        title,
        subtitle,
    )


def _notes(plot: form.Plot, unit: days.Period) -> list[form.Text]:
    """What the numbers at the right are, and what a dot stands for."""
    per = days.by_grain(
        unit,
        _("one dot = a day’s events; area shows how many"),
        _("one dot = a week’s events; area shows how many"),
        _("one dot = a month’s events; area shows how many"),
        _("one dot = a quarter’s events; area shows how many"),
    )
    left, top, *_rest = plot.margin
    return [
        form.words(plot.width + 46, -6, _("total"), "right", "muted", theme.SMALL),
        form.words(form.WIDTH - left, -top + 10, per, "right", "muted", theme.SMALL),
    ]


def _wide(plot: form.Plot, unit: days.Period) -> float:
    """px of the first period."""
    return plot.x(days.after(plot.first, unit)) - plot.x(plot.first)


def _dots(
    plot: form.Plot,
    clusters: Clusters,
    names: Sequence[str],
    unit: days.Period,
    lines: list[form.Row],
    words: list[form.Text],
) -> list[form.Row]:
    """The dots of each lane; adds its line, its name and its total."""
    wide = _wide(plot, unit)
    scale = _scale(clusters, wide)
    middles = {
        begin: (plot.x(begin) + plot.x(days.after(begin, unit))) / 2
        for begin in dict.fromkeys(begin for of_lane in clusters.values() for begin in of_lane)
    }
    dots: list[form.Row] = []
    for number, (lane, name) in enumerate(zip(clusters, names, strict=True)):
        y = number * _LANE + _LANE / 2
        lines.append(form.rule(0, y, plot.width, y))
        total = int(sum(n for sizes in clusters[lane].values() for n, _color in sizes.values()))
        words.append(form.words(-14, y, name, "right"))
        words.append(form.words(plot.width + 46, y, language.figures(f"{total:,}"), "right", weight=600))
        of_lane: list[form.Row] = []
        for begin, sizes in clusters[lane].items():
            before = len(of_lane)
            _cluster(sizes, middles[begin], y, wide, scale, of_lane, words)
            for dot in of_lane[before:]:
                dot |= {"date": days.iso(begin), "lane": lane}
        dots += sorted(of_lane, key=lambda dot: confidence.order(dot["confidence"]))  # alike beside alike
    return dots


def _key(rows: Sequence[form.Row]) -> list[guides.Entry]:
    """The confidences that occur."""
    there = {row["confidence"] for row in rows}
    found = [kind for kind in confidence.KINDS if kind in there]
    return [
        guides.Entry(_(kind), *confidence.dot(theme.var("mark"), kind), "dot", key=kind) for kind in found
    ]


def _clusters(rows: Sequence[form.Row], starts: Mapping[pd.Timestamp, pd.Timestamp]) -> Clusters:
    """The rows added up: what stands at each period of each lane, lanes and periods in the order of the rows.

    starts: the first day of the period of each day.
    """
    found: Clusters = {}
    for row in rows:
        sizes = found.setdefault(row["lane"], {}).setdefault(starts[row["date"]], {})
        before, color = sizes.get(row["confidence"], (0.0, row.get("color", theme.var("mark"))))
        sizes[row["confidence"]] = (before + float(row["n"]), color)
    return found


def _scale(clusters: Clusters, wide: float) -> float:
    """px of radius per square root of n, so that every day's dots fit: in a row, else upright in the lane."""
    fits, most = math.inf, 0.0
    for sizes in (sizes for of_lane in clusters.values() for sizes in of_lane.values()):
        roots = [math.sqrt(n) for n, _color in sizes.values()]
        gaps, total, largest = _GAP * (len(roots) - 1), sum(roots), max(roots)
        in_row = (wide - 2 - gaps) / (2 * total)
        upright = min((_LANE - 4 - gaps) / (2 * total), wide / 2 / largest)
        fits, most = min(fits, max(in_row, upright)), max(most, largest)
    return min(max(fits, _LEAST), (_LANE / 2 - 3) / most, 5.0)


def _cluster(
    sizes: dict[str, tuple[float, str]],
    x: float,
    y: float,
    wide: float,
    scale: float,
    dots: list[form.Row],
    words: list[form.Text],
) -> None:
    """Adds one lane's dots of one period (confidence → number, colour): side by side, or one above the other where
    days are narrow.
    """
    order = [
        kind for kind in (*confidence.KINDS, *sorted(set(sizes) - set(confidence.KINDS))) if kind in sizes
    ]
    radius = {kind: max(scale * math.sqrt(sizes[kind][0]), 1.6) for kind in order}
    length = sum(2 * r for r in radius.values()) + _GAP * (len(order) - 1)
    upright = length > wide
    at = -length / 2
    for kind in order:
        n, color = sizes[kind]
        r = radius[kind]
        center = (x, y + at + r) if upright else (x + at + r, y)
        at += 2 * r + _GAP
        fill, stroke, dash = confidence.dot(color, kind)
        dash = (1.6, 1.4) if dash and r < 5 else dash
        dots.append(
            {
                "px": round(center[0], 1),
                "py": round(center[1], 1),
                "size": round(math.pi * (r - 0.8) ** 2, 1),
                "fill": fill,
                "stroke": stroke,
                "dash": list(dash),
                "n": n,
                "confidence": kind,
                "key": kind,
            }
        )
        if r >= 8 and lettering.width(f"{n:g}", theme.SMALL, True) <= wide:
            ink = "paper" if kind == "confirmed" else "ink"
            words.append(form.words(*center, f"{n:g}", "center", ink, theme.SMALL, 600, key=kind))
