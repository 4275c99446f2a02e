"""A chart as a page shows it: caption, picture, and below it its table, its files and how to cite it.

All of it works without scripts but the buttons, which stay unseen until a script shows them; their place is kept,
so that nothing moves.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from markupsafe import Markup, escape

from charts.draw import Drawing
from generator import markdown, words
from generator.blocks import Cell, Chart, DataTable, Ref
from generator.citation import citation
from generator.downloads import FOLDER, stem
from generator.excerpt import excerpt, left_out
from generator.language import gettext as _
from generator.lines import Lines
from generator.pages import Page
from generator.views.home import HomeView
from generator.views.places import MapDays, PlacesView

LONG = 90
"""A chart over more days than that can be zoomed."""


def _explore() -> str:
    said = {
        "busy": _("Loading …"),
        "close": _("Still chart"),
        "failed": _("Could not be loaded"),
        "hint": _(
            "Arrow keys go from mark to mark, Enter opens the rows, Escape brings back the still chart."
        ),
    }
    marks = " ".join(f'data-{name}="{markdown.attribute(text)}"' for name, text in said.items())
    explore = _("Explore")
    return f'<button type="button" class="fm-explore" {marks}>{explore}</button>'


def _zoom() -> str:
    return "".join(
        f'<button type="button" class="fm-zoom" data-zoom="{how}" aria-label="{name}">{sign}</button>'
        for how, name, sign in (
            ("in", _("Zoom in on the days"), "+"),
            ("out", _("Zoom out"), "−"),
            ("earlier", _("Earlier days"), "‹"),
            ("later", _("Later days"), "›"),
        )
    )


def exhibit(page: Page, chart: Chart, drawing: Drawing, lines: Lines) -> Markup:
    """Figure, and the line of tools below it."""
    days = _days(page, chart)
    more = _slider(days, chart.table) if days else ""
    size = kept = ""
    if days:
        # Whatever day is shown, the map stays at its place: known before the slider below is there.
        kept = ' class="fm-kept"'
        highest = max(drawing.height, *(height for day, height in days))
        # For the script of the slider: an inline style would need a laxer content policy.
        size = f' data-ratio="{drawing.width:g}/{highest:g}"'
    title = markdown.attribute(chart.title)
    figure = (
        f'<figure class="fm-figure" id="chart-{chart.name}" data-chart="{chart.name}" data-search-exclude>'
        f"<figcaption{kept}><strong>{title}</strong> <span>{markdown.attribute(chart.subtitle)}</span></figcaption>"
        f'<div class="fm-frame" tabindex="0" role="group" aria-label="{title}">'
        f'<div class="fm-stage"{size}>{drawing.svg}</div></div>{more}</figure>'
    )
    links = _day_links(days, lines) if days else ""
    return Markup(f"{figure}\n\n{links}{_tools(page, chart, drawing, lines)}\n")


def _days(page: Page, chart: Chart) -> MapDays:
    """The days over which a map can be moved; none for other charts, or where there is but one."""
    if chart.name != "map" or not isinstance(page.view, HomeView | PlacesView):
        return ()
    return page.view.map_days if len(page.view.map_days) > 1 else ()


def _tools(page: Page, chart: Chart, drawing: Drawing, lines: Lines) -> str:
    title = markdown.attribute(chart.title)
    name = stem(page.path, chart.name)
    files = " ".join(f"[{kind.upper()}](../{FOLDER}/{name}.{kind})" for kind in ("csv", "svg", "json"))
    table = excerpt(chart)
    rest = left_out(chart, table, Markup("[{}](../{}/{}.csv)").format(_("CSV file"), FOLDER, name))
    noted = rest and f'<p class="fm-rest" markdown="span">{rest}</p>\n\n'
    first, last = (date.fromisoformat(day) for day in drawing.spec["usermeta"]["days"])
    explore = (
        _explore() if any("tip" in row for rows in drawing.spec["datasets"].values() for row in rows) else ""
    )
    zoom = _zoom() if explore and (last - first).days > LONG else ""
    named = Markup('<span class="fm-unseen">: {}</span>').format(title)
    data, quote = _("Data"), _("Cite")
    return (
        f'<div class="fm-tools" data-search-exclude markdown="1">\n\n'
        f'<details class="fm-data" markdown="1"><summary>{data}{named}</summary>\n\n'
        f"{lines.table(table)}\n\n{noted}</details>\n\n"
        f'<p class="fm-files" markdown="span">{files} <button type="button" class="fm-png">PNG</button></p>\n\n'
        f'<details class="fm-quote" markdown="1"><summary>{quote}{named}</summary>\n\n'
        f"{citation(page, chart, lines.site.facts)}\n\n</details>\n\n"
        f'<p class="fm-actions">{zoom}{explore}</p>\n\n</div>\n'
    )


def _day_links(days: MapDays, lines: Lines) -> str:
    """Every day of the slider as a link: what there is without a script, and where the slider finds its days."""
    links = " · ".join(lines.day(day) for day, height in days)
    each = _("The map of each day")
    return (
        f'<details class="fm-daylinks" data-search-exclude markdown="1"><summary>{each}</summary>\n\n'
        f"{links}\n\n</details>\n\n"
    )


def _slider(days: MapDays, table: DataTable) -> str:
    """The controls, and the same facts as the map in words."""
    last = len(days) - 1
    day = words.table_date(days[-1][0])
    play, pause, step, label = _("Play"), _("Pause"), _("Next day"), _("Day of the map")
    return (
        f'<div class="fm-slider"><button type="button" class="fm-play" data-pause="{pause}" data-step="{step}">{play}'
        f'</button><label><span class="fm-unseen">{label}</span><input type="range" min="0" max="{last}" '
        f'step="1" value="{last}" autocomplete="off" aria-valuetext="{day}"></label>'
        f"<output>{day}</output></div>{_facts(table)}"
    )


def _facts(table: DataTable) -> str:
    """Who holds how many places, and what changed hands on the day; the script fills it anew for another day."""
    held = Counter(_said(row[1]) for row in table.rows)
    holders = "".join(f"<li>{escape(name)} {n}</li>" for name, n in held.most_common())
    moved = "".join(
        f"<li>{escape(_moved(*map(_said, (place, before, holder, sure))))}</li>"
        for place, holder, sure, before in table.rows
        if sure
    )
    none = _("No change of control of a named place was reported on this day.")
    name, many, changed = _("The map in words"), _("Places held"), _("Changed hands on the day")
    return (
        f'<div class="fm-facts" tabindex="0" role="group" aria-label="{name}" data-none="{none}">'
        f'<p>{many}</p><ul class="fm-held">{holders}</ul><p>{changed}</p>'
        f'<ul class="fm-moved">{moved or f"<li>{none}</li>"}</ul></div>'
    )


def _moved(place: str, before: str, holder: str, sure: str) -> str:
    return _(
        "{place}: {change} ({confidence})", place=place, change=words.pair(before, holder), confidence=sure
    )


def _said(cell: Cell) -> str:
    return cell.text if isinstance(cell, Ref) else "" if cell is None else str(cell)
