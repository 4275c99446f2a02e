"""One backer's support by category: panels of steps that share days and levels; called as `support.one`."""

from __future__ import annotations

from collections.abc import Sequence

from charts import days, form, guides, lettering, ready, spans, theme
from generator import words as worded
from generator.language import gettext as _

_PANEL, _STEP = 72, 13  # px: from panel to panel, and one level within


def one(
    strips: Sequence[spans.Strip], title: str, subtitle: str, silent: Sequence[days.Span] = ()
) -> form.Spec | None:
    """Spec of one backer's support by category, a panel of steps for each strip; None where no span says anything.

    Panels stand in the order in which they first say something, and share days and levels. Filled: given (hatched where
    stale). Dashed: announced. `silent`: spans without any report (the end is the day after the last), left blank; what
    lies within them is not drawn.
    """
    said = sorted(spans.telling(strips), key=lambda strip: strip.spans[0].start)
    if not said:
        return None
    names = [lettering.shorten(strip.name, 150, theme.SIZE, True) for strip in said]
    left = max(lettering.width(name, theme.SIZE, True) for name in names) + 34
    every = [span for strip in strips for span in strip.spans]
    first, last = min(span.start for span in every), max(span.end for span in every)
    count = len(said)
    entries = _key(said)
    top = guides.key_height(entries, form.WIDTH) + 14
    plot = form.Plot(
        form.WIDTH - left - 130, count * _PANEL, (left, top, 130, 44), first, last, 0, count * _PANEL / _STEP
    )
    swatches, words = guides.key(entries, form.WIDTH, -left, -top)
    lines, dates = guides.date_axis(plot, centred=plot.width / (last - first).days / 2)
    areas: list[form.Row] = []
    edges: list[form.Row] = []
    for number, ((category, told), name) in enumerate(zip(said, names, strict=True)):
        base = (count - number - 1) * _PANEL / _STEP + 0.35
        drawn = len(edges)
        _panel(spans.drawn(told, silent), base, f"{number}", areas, edges)
        for edge in edges[drawn:]:
            edge["category"] = category
        _scale(plot, base, lines, words)
        words.append(form.words(-28, plot.y(base + 2), name, "right", weight=700))
        words += _last_words(plot, told[-1], base)
    return form.fill(
        ready.form("steps"),
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


def _scale(plot: form.Plot, base: float, lines: list[form.Row], words: list[form.Text]) -> None:
    """Add the levels of the panel that begins at `base`: every second one, from none on."""
    for level in (0, 2, 4):
        y = plot.y(base + level)
        lines.append(form.rule(0, y, plot.width, y, "grid" if level else "faint"))
        words.append(form.words(-8, y, str(level), "right", "muted", theme.SMALL))


def _key(said: Sequence[spans.Strip]) -> list[guides.Entry]:
    """The levels that were given, in words, then the signs that occur."""
    found = sorted({span.actual for strip in said for span in strip.spans if span.actual})
    entries = [guides.Entry(spans.worded(level), theme.var(f"level-{level}")) for level in found]
    more, stale, _ended = spans.signs(said)
    if stale:
        entries.append(guides.Entry(_("not renewed lately"), f"hatch:{theme.var('level-3')}"))
    if more:
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


def _last_words(plot: form.Plot, last: spans.Span, base: float) -> list[form.Text]:
    """What the last span says, to the right: the level given in words, and what was announced beyond it."""
    over = last.end < plot.last
    until = _("until {day}", day=worded.short_date(last.end - spans.DAY)) if over else ""
    lines = []
    if last.more:
        lines.append((_("{level}? announced", level=str(last.announced)), "announced"))
    if last.actual is not None:
        lines.append((spans.worded(last.actual), "muted" if last.stale or over else "ink"))
    if until:
        lines.append((until, "muted"))
    y = plot.y(base + 2) - 8 * (len(lines) - 1)
    return [
        form.words(plot.width + 10, y + 16 * number, text, color=color, size=theme.SMALL)
        for number, (text, color) in enumerate(lines)
    ]
