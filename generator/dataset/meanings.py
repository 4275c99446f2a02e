"""Where the files of the data lie and what they are for, in words: the page and the ZIP file say the same."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language import later

FOLDER = "downloads"
"""Where the files lie inside `content/`."""
ZIP = f"{FOLDER}/data.zip"
DAYS_IN = f"{FOLDER}/control/"

OTHERS: Mapping[str, str] = {
    "datapackage.json": later(
        "Every table described for programs, with types, codes and references: a Data Package (version 2)."
    ),
    "events.geojson": later("Events whose place has a position, as points for a map (GeoJSON)."),
    "control.geojson": later(
        "Who holds each place at the end of the data, of those that change hands in the tables and have a "
        "position (GeoJSON)."
    ),
    "CITATION.cff": later(
        "How to cite the data, for programs and reference managers (Citation File Format)."
    ),
}
DAYS = later("The same as control.geojson, each at the end of the day that it is named after.")
READING = later(
    "Files are UTF-8, comma-separated, with one header row and ISO dates. Lists inside a cell are separated by a "
    "vertical bar. An empty cell means “not known” or “does not apply”, never zero."
)
PARQUET = later("In the Parquet files each column has its type, lists are lists, and an empty cell is null.")
