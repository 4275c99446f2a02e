"""One backer's support by category: panels of steps that share days and levels; called as `support.one`."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import altair as alt
import pandas as pd

from charts import days, form, guides, lettering, spans, theme
from generator import words as worded
from generator.language import gettext as _

_PANEL, _STEP = 72, 13  # px: from panel to panel, and one level within


@functools.cache
def _steps() -> form.Spec:
    data = alt.Chart(alt.NamedData("areas"))
    areas = data.mark_area().encode(
        x=form.day("date"),
        y=form.value("top"),
        y2="base:Q",
        fill=form.css_color(alt.Fill, "fill"),
        detail="run:N",
    )
    edges = (
        alt.Chart(alt.NamedData("edges"))
        .mark_line(
            strokeWidth=alt.ExprRef("datum.width"),
            strokeJoin="miter",
        )
        .encode(
            x=form.day("date"),
            y=form.value("top"),
            stroke=form.css_color(alt.Stroke, "color"),
            strokeDash=alt.StrokeDash("dash:N")
            .scale(domain=["solid", "dashed"], range=[[1, 0], [4, 2]])
            .legend(None),
            detail="run:N",
        )
    )
    return form.assemble(
        form.rules(), form.boxes("silence"), areas, edges, form.boxes("swatches"), form.labels()
    )


def one(rows: pd.DataFrame, title: str, subtitle: str, silent: Sequence[days.Span] = ()) -> form.Spec | None:
    """Spec of one backer's support by category, a panel of steps for each; None where no row says anything.

    rows: category (label), date (ISO text or datetime64), actual and announced (0–4 or NaN), stale (bool).
    Panels stand in the order of the rows and share days and levels. Filled: given (hatched where stale).
    Dashed: announced. `silent`: spans without any report (the end is the day after the last), left blank; rows within
    them are not drawn.
    """
    rows = rows.assign(date=pd.to_datetime(rows["date"]))
    said = rows[rows["actual"].notna() | rows["announced"].notna()]
    if said.empty:
        return None
    categories = said["category"].drop_duplicates().tolist()
    names = [lettering.shorten(str(name), 150, theme.SIZE, True) for name in categories]
    left = max(lettering.width(name, theme.SIZE, True) for name in names) + 34
    first, last = rows["date"].min(), rows["date"].max() + spans.DAY
    count = len(categories)
    entries = _key(said)
    top = guides.key_height(entries, form.WIDTH) + 14
    plot = form.Plot(
        form.WIDTH - left - 130, count * _PANEL, (left, top, 130, 44), first, last, 0, count * _PANEL / _STEP
    )
    swatches, words, _height = guides.key(entries, form.WIDTH, -left, -top)
    lines, dates = guides.date_axis(plot, centred=plot.width / (last - first).days / 2)
    areas: list[form.Row] = []
    edges: list[form.Row] = []
    for number, (category, name) in enumerate(zip(categories, names, strict=True)):
        base = (count - number - 1) * _PANEL / _STEP + 0.35
        frame = said[said["category"] == category].assign(ended=False)
        drawn = len(edges)
        _panel(spans.spans(days.outside(frame, silent)), base, f"{number}", areas, edges)
        for edge in edges[drawn:]:
            edge["category"] = str(category)
        for level in (0, 2, 4):
            y = plot.y(base + level)
            lines.append(form.rule(0, y, plot.width, y, "grid" if level else "faint"))
            words.append(form.words(-8, y, str(level), "right", "muted", theme.SMALL))
        words.append(form.words(-28, plot.y(base + 2), name, "right", weight=700))
        words += _last_words(plot, frame, base)
    return form.fill(
        _steps(),
        plot,
        {
            "rules": lines,
            "silence": form.silence(plot, silent),
            "areas": areas,
            "edges": edges,
            "swatches": swatches,
            "labels": [*words, *dates],
        },
        title,
        subtitle,
    )


def _key(said: pd.DataFrame) -> list[guides.Entry]:
    """The levels that were given, in words, then the signs that occur."""
    found = sorted({min(4, max(0, int(level))) for level in said["actual"].dropna()} - {0})
    entries = [guides.Entry(spans.worded(level), theme.var(f"level-{level}")) for level in found]
    if said["stale"].astype(bool).any():
        entries.append(guides.Entry(_("not renewed lately"), f"hatch:{theme.var('level-3')}"))
    if (said["announced"].fillna(0) > said["actual"].fillna(0)).any():
        entries.append(
            guides.Entry(_("announced beyond what was given"), "transparent", theme.var("announced"), (4, 2))
        )
    return entries


def _panel(
    found: list[spans.Span], base: float, name: str, areas: list[form.Row], edges: list[form.Row]
) -> None:
    """Adds a panel's steps: a span is flat, and joins the next by a vertical where no day is missing between
    them.
    """
    for kind, color, width in (("actual", theme.var("ink"), 1.6), ("announced", theme.var("announced"), 1.8)):
        run, end = 0, None
        for span in found:
            level = span.announced if kind == "announced" else span.actual
            if level is None or (kind == "announced" and not span.more):
                continue
            run += span.start != end
            end = span.end
            for date in (span.start, span.end):
                edges.append(
                    {
                        "date": days.iso(date),
                        "top": base + level,
                        "color": color,
                        "width": width,
                        "dash": "dashed" if kind == "announced" else "solid",
                        "run": f"{name}{kind}{run}",
                    }
                )
                if kind == "actual" and level:
                    fill = theme.var(f"level-{level}")
                    areas.append(
                        {
                            "date": days.iso(date),
                            "top": base + level,
                            "base": base,
                            "run": f"{name}-{run}-{level}-{span.stale}",
                            "fill": f"hatch:{fill}" if span.stale else fill,
                        }
                    )


def _last_words(plot: form.Plot, frame: pd.DataFrame, base: float) -> list[form.Text]:
    """What the last row says, to the right: the level given in words, and what was announced beyond it."""
    last = frame.sort_values("date", kind="stable").iloc[-1]
    given = None if pd.isna(last["actual"]) else int(last["actual"])
    over = last["date"] + spans.DAY < plot.last
    until = _("until {day}", day=worded.short_date(last["date"])) if over else ""
    lines = []
    if not pd.isna(last["announced"]) and int(last["announced"]) > (given or 0):
        lines.append((_("{level}? announced", level=str(int(last["announced"]))), "announced"))
    if given is not None:
        lines.append((spans.worded(given), "muted" if last["stale"] or over else "ink"))
    if until:
        lines.append((until, "muted"))
    y = plot.y(base + 2) - 8 * (len(lines) - 1)
    return [
        form.words(plot.width + 10, y + 16 * number, text, color=color, size=theme.SMALL)
        for number, (text, color) in enumerate(lines)
    ]
