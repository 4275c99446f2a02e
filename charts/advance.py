"""Distance along an axis of advance: kilometres from the origin against the date, with the towns named on the
scale.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts import days, form, guides, lettering, ready, theme
from generator.language import gettext as _

HEIGHT = 400
LONG = 90  # days: over more than these a line has points only where it bends
DAY = pd.Timedelta(days=1)
_LINE = 16.0  # px between the middles of two labels


def distance(
    rows: Sequence[form.Row],
    places: Sequence[tuple[str, float]],
    fastest: Sequence[form.Row],
    origin: str,
    title: str,
    subtitle: str,
    until: str | pd.Timestamp,
    silent: Sequence[days.Span] = (),
) -> form.Spec | None:
    """Spec of the distance chart; None where no row has a number.

    rows: actor (label), color (CSS), date, end (the day after the last), km (front at the end of each of these days;
    None = no data). The time axis runs from the first row, with a number or not, to `until`. A line breaks at None,
    and where days are missing: more than the usual step from one day of an actor to its next. places: name and km
    along the axis, origin first. fastest: label ("153 km in a day"), date (its end), from_km, to_km; at most one
    row per actor is sensible. `origin` names km 0.
    `silent`: spans without any report (the end is the day after the last), left blank; days within them are not drawn.
    """
    known = _known(rows, silent)
    if not known:
        return None
    first, last = _axis(rows, pd.Timestamp(until))
    towns = _in_order(places)
    high = max(*(row["km"] for row in known), *(km for _name, km in towns), 1.0)
    names = [lettering.shorten(name, 190, theme.SIZE) for name, _km in towns]
    left = min(250.0, max([lettering.width(name, theme.SIZE) for name in names] + [40]) + 56)
    right = _right(known)
    plot = form.Plot(form.WIDTH - left - right, HEIGHT, (left, 34, right, 46), first, last, 0, high)
    below, dates = guides.date_axis(plot)
    lines, said = _towns(plot, names, [km for _name, km in towns], origin)
    runs = _runs(known, daily=True) if (last - first).days < LONG else _thinned(_runs(known, daily=False))
    fast, note = _fastest(plot, fastest, known)
    leaders, ends = _ends(plot, known)
    return form.fill(
        ready.form("advance"),
        plot,
        {
            "rules": [*lines, *below],
            # A point is a day: a line breaks from the one before a silence to the one after it.
            "silence": form.silence(plot, [(start - DAY, end) for start, end in silent]),
            "front": runs,
            "dots": _dots(runs),
            "fast": fast,
            "leaders": leaders,
            "labels": [*said, *dates, *note, *ends],
        },
        title,
        subtitle,
    )


def _known(rows: Sequence[form.Row], silent: Sequence[days.Span]) -> list[form.Row]:
    """Rows with a number, cut where all is silent."""
    return [
        {**row, "date": start, "end": end}
        for row in rows
        if row["km"] is not None
        for start, end in days.outside(row["date"], row["end"], silent)
    ]


def _axis(rows: Sequence[form.Row], until: pd.Timestamp) -> days.Span:
    """The first and the last day of the time axis, which are never the same."""
    first, last = min(row["date"] for row in rows), max(until, *(row["end"] - DAY for row in rows))
    return (first if first < last else last - DAY), last


def _in_order(places: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Places along the axis, from its origin on; of two of one name the first."""
    named = dict(reversed(places))
    return sorted({name: named[name] for name, _km in places}.items(), key=lambda town: town[1])


def _towns(
    plot: form.Plot, names: list[str], kms: list[float], origin: str
) -> tuple[list[form.Row], list[form.Text]]:
    """A hairline per town across the plot, its name and km from `origin` at the left; minor ones give way where room
    runs out.
    """
    kept = list(range(len(names)))
    while len(kept) > 2 and len(kept) * _LINE * 1.3 > plot.height:
        # origin and goal stay; the one that stands closest to its neighbours goes
        inner = range(1, len(kept) - 1)
        closest = min(inner, key=lambda i: (kms[kept[i + 1]] - kms[kept[i - 1]], i))
        del kept[closest]
    true = [plot.y(kms[i]) for i in kept]
    set_at = lettering.spread(true, _LINE, 0, plot.height)
    lines, said = [], []
    for index, y, label_y in zip(kept, true, set_at, strict=True):
        lines.append(form.rule(0, y, plot.width, y, "faint" if kms[index] == 0 else "grid"))
        lines.append(form.rule(-12, label_y, 0, y, "grid"))
        said.append(form.words(-46, label_y, names[index], "right"))
        said.append(form.words(-15, label_y, f"{kms[index]:.0f}", "right", "muted"))
    said.append(form.words(-plot.margin[0], -22, _("km from {origin}", origin=origin), color="muted"))
    return lines, said


def _by_actor(known: Sequence[form.Row]) -> dict[str, list[form.Row]]:
    """The rows of each actor in the order of time."""
    found: dict[str, list[form.Row]] = {}
    for row in known:
        found.setdefault(row["actor"], []).append(row)
    return {actor: sorted(rows, key=lambda row: row["date"]) for actor, rows in found.items()}


def _runs(known: Sequence[form.Row], daily: bool) -> list[form.Row]:
    """The points of lines, with the run each belongs to: a new one per actor and after a gap. Of each row all its days,
    or (`daily` False) the first and the last alone.
    """
    found: list[form.Row] = []
    lines = [
        [(row["date"].toordinal(), row["end"].toordinal() - 1, row) for row in rows]
        for rows in _by_actor(known).values()
    ]
    usual, run = _usual(lines), 0
    for line in lines:
        before = None
        for first, last, row in line:
            run += before is None or first - before > usual
            before = last
            found += [
                {
                    "date": date.fromordinal(day).isoformat(),
                    "km": row["km"],
                    "ground": 0,
                    "actor": row["actor"],
                    "key": row["actor"],
                    "color": row["color"],
                    "run": run,
                }
                for day in (range(first, last + 1) if daily else sorted({first, last}))
            ]
    return found


def _usual(lines: Sequence[Sequence[tuple[int, int, form.Row]]]) -> int:
    """The least number of days from one day of a line to its next."""
    if any(first < last for line in lines for first, last, _row in line):
        return 1
    steps = (after[0] - before[1] for line in lines for before, after in itertools.pairwise(line))
    return min((step for step in steps if step > 0), default=0)


def _thinned(runs: list[form.Row]) -> list[form.Row]:
    """Without what lies inside a level stretch of a run: the line is the same without it."""
    kept = []
    for _run, group in itertools.groupby(runs, key=lambda row: row["run"]):
        rows = list(group)
        ends = {0, len(rows) - 1}
        kept += [
            row
            for number, row in enumerate(rows)
            if number in ends or not rows[number - 1]["km"] == row["km"] == rows[number + 1]["km"]
        ]
    return kept


def _dots(runs: list[form.Row]) -> list[form.Row]:
    """A dot at every day the front moved, and on runs of one day, which make no line: the points of `runs` themselves,
    so that what is told of one is told of the other.
    """
    found = []
    for _run, group in itertools.groupby(runs, key=lambda row: row["run"]):
        rows = list(group)
        moved = [row for before, row in itertools.pairwise(rows) if row["km"] != before["km"]]
        found += rows if len(rows) == 1 else [rows[0], *moved] if len(moved) < 40 else rows[-1:]
    return found


def _right(known: Sequence[form.Row]) -> float:
    longest = max(
        lettering.width(lettering.shorten(actor, 130, theme.SIZE, True), theme.SIZE, True)
        for actor in {row["actor"] for row in known}
    )
    return max(70.0, longest + 24)


def _ends(plot: form.Plot, known: Sequence[form.Row]) -> tuple[list[form.Row], list[form.Text]]:
    """Each line's name and last km to the right of the plot, moved apart where they meet."""
    last = [rows[-1] for rows in sorted(_by_actor(known).values(), key=lambda rows: rows[0]["date"])]
    at = [plot.y(row["km"]) for row in last]
    set_at = lettering.spread(at, 34, 0, plot.height)
    leaders, said = [], []
    for row, y, label_y in zip(last, at, set_at, strict=True):
        x = plot.x(row["end"] - DAY)
        if abs(y - label_y) > 2 or x < plot.width - 1:
            leaders.append(form.rule(x + 6, y, plot.width + 8, label_y, row["color"], 1, (1, 2)))
        name = lettering.shorten(row["actor"], 130, theme.SIZE, True)
        leaders.append(
            form.rule(plot.width + 12, label_y - 7, plot.width + 12, label_y + 23, row["color"], 4)
        )
        key = row["actor"]
        said.append(form.words(plot.width + 20, label_y, name, weight=700, key=key))
        said[-1]["legend"] = True
        km = _("{km} km", km=f"{row['km']:.0f}")
        said.append(form.words(plot.width + 20, label_y + 16, km, color="muted"))
    return leaders, said


def _fastest(
    plot: form.Plot, fastest: Sequence[form.Row], known: Sequence[form.Row]
) -> tuple[list[form.Row], list[form.Text]]:
    """The steepest stretch drawn heavier, with its words where the line has left room: above, to its left."""
    rows: list[form.Row] = []
    said: list[form.Text] = []
    for number, row in enumerate(fastest):
        day = row["date"]
        there = (
            front for front in known if front["date"] <= day < front["end"] and front["km"] == row["to_km"]
        )
        match = next(there, {"color": theme.var("ink"), "actor": ""})
        color, key = match["color"], match["actor"]
        before = max(day - DAY, plot.first)
        for when, km in ((before, row["from_km"]), (day, row["to_km"])):
            rows.append({"date": days.iso(when), "km": float(km), "color": color, "run": number, "key": key})
        text = lettering.shorten(row["label"], 200, 15, True)
        middle = (plot.x(before) + plot.x(day)) / 2
        y = plot.y((float(row["from_km"]) + float(row["to_km"])) / 2)
        fits = middle - 16 > lettering.width(text, 15, True)
        at, align = (middle - 16, "right") if fits else (middle + 16, "left")
        said.append(form.words(at, y, text, align, weight=700, size=15, halo=4, key=key))
    return rows, said
