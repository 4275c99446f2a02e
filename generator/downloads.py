"""The files of each chart: `charts/<name>.svg`, `.csv` and `.json`, at addresses that stay.

The name is that of the page and that of the chart on it, see `stem`. The SVG shows itself, the CSV is the table
under the chart, the JSON is the Vega-Lite spec with its rows, which the live chart loads too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from charts.draw import Drawing
from charts.standalone import standalone, with_colors
from generator import words
from generator.blocks import Cell, Chart, DataTable, Ref, charts_of
from generator.excerpt import led
from generator.language import gettext as _
from generator.lines import Lines
from generator.pages import Facts, Page

FOLDER = "charts"
_NAMED = ("actor", "place")  # what a table calls by its name has its id in a column of its own


def downloads(page: Page, drawings: Mapping[str, Drawing], lines: Lines) -> dict[str, str]:
    """The text of the files of each chart of `page` by their path inside `content/`; `drawings`: by chart name."""
    files: dict[str, str] = {}
    source = source_line(page, lines.site.facts)
    for chart in charts_of(page.view):
        base, drawing = f"{FOLDER}/{stem(page.path, chart.name)}", drawings[chart.name]
        files[f"{base}.svg"] = standalone(drawing, chart.title, chart.subtitle, source)
        files[f"{base}.csv"] = table_csv(chart.table)
        files[f"{base}.json"] = _spec(chart, drawing, source, lines)
    return files


def stem(path: str, chart: str) -> str:
    """The name of a chart's files by the path of its page and its own name; of no other chart is it the same.

    The page's path without `.md`: `index` alone is `home`, in a folder it is the folder; a day is its date
    alone; `/` becomes `-`. Then `-` and the chart's name: `home-pace`, `dates-timeline`, `2024-12-06-map`,
    `actors-iran-timeline`. A chart named after its page says so once: `support`, `support-iran-hezbollah`.
    Ids have single hyphens, and charts of a pair a double one where it is needed (`figures.support.of_pair`):
    with three after a page whose own name could be read as that of such a chart, no two names are the same.
    """
    page = _page_name(path)
    if chart == page or chart.startswith(f"{page}-"):
        return chart
    return f"{page}{'---' if '-support-' in page else '-'}{chart}"


def _page_name(path: str) -> str:
    parts = path.removesuffix(".md").split("/")
    if parts[-1] == "index":
        parts = parts[:-1] or ["home"]
    if parts[0] == "dates" and len(parts) > 1:
        parts = parts[1:]
    return "-".join(parts)


def source_line(page: Page, facts: Facts) -> str:
    """Whose chart it is, and until when its data go: on the page of a day until that day."""
    return _("{site}, data until {day}", site=facts.site_name, day=words.long_date(page.until or facts.last))


def table_csv(table: DataTable) -> str:
    """A table as CSV: days as ISO dates, other rows by their id, actors and places by name and by id."""
    heads: list[str] = []
    columns: list[list[str]] = []
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.head)
    for head, column in zip(map(str.strip, table.head), cells, strict=True):
        heads.append(head)
        columns.append([_told(cell) for cell in column])
        if any(isinstance(cell, Ref) and cell.kind in _NAMED for cell in column):
            heads.append(f"{head} id")
            columns.append([cell.id if isinstance(cell, Ref) else "" for cell in column])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _told(cell: Cell) -> str:
    if isinstance(cell, Ref):
        return cell.text if cell.kind in _NAMED else cell.id
    return "" if cell is None else str(cell)


def _spec(chart: Chart, drawing: Drawing, source: str, lines: Lines) -> str:
    """The spec as it was drawn, with its rows; colours follow a page's palette, and are light ones elsewhere."""
    links = led(chart, drawing.spec, lines)
    about = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": source,
        **{key: value for key, value in drawing.spec["usermeta"].items() if key == "days"},
        **({"links": links} if links else {}),
    }
    layers = [_bounded(layer) for layer in drawing.spec["layer"]]
    spec = {**drawing.spec, "layer": layers, "description": chart.alt, "usermeta": about}
    return with_colors(json.dumps(spec, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _bounded(layer: dict[str, Any]) -> dict[str, Any]:
    """The layer with its days' domain as an expression: of a list Vega-Lite warns on the reader's console, taking
    that of a bar's end for another one.
    """
    encoding = layer["encoding"]
    scale = encoding.get("x", {}).get("scale") or {}
    if "domain" not in scale:
        return layer
    first, last = scale["domain"]
    scale = {**scale, "domain": {"expr": f"[{first:.0f}, {last:.0f}]"}}
    return {**layer, "encoding": {**encoding, "x": {**encoding["x"], "scale": scale}}}
