"""What the files beside the tables are for, in words: the page of the data and the ZIP file say the same."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language import later

OTHERS: Mapping[str, str] = {
    "datapackage.json": later(
        "Every table described for programs, with types, codes and references: a Data Package (version 2)."
    ),
    "events.geojson": later("Events whose place has a position, as points for a map (GeoJSON)."),
    "control.geojson": later(
        "Who holds each place at the end of the data, of those that change hands in the tables and have a "
        "position (GeoJSON)."
    ),
    "CITATION.cff": later("How to cite the data, for programs and reference managers (Citation File Format)."),
}
DAYS = later("The same as control.geojson at the end of earlier days.")
READING = later(
    "Files are UTF-8, comma-separated, with one header row and ISO dates. Lists inside a cell are separated by a "
    "vertical bar. An empty cell means “not known” or “does not apply”, never zero."
)
PARQUET = later("In the Parquet files each column has its type, lists are lists, and an empty cell is null.")
