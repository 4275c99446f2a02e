"""Every table of a site: its columns, types, vocabularies and meanings, declared once.

The check, the data dictionary, the methodology page and `datapackage.json` all read this. The types:

- string: one line of text; prose: a sentence that may hold inline Markdown;
- slug: lower-case letters, digits and hyphens (an id names a page or an anchor);
- date: a day as YYYY-MM-DD; integer, number: plain digits, a point before the decimals; url: http or https;
- list: values separated by a vertical bar.
"""

from __future__ import annotations

from generator.schema.column import TYPES, Code, Column, Table
from generator.schema.registers import ACTORS, AXES, PLACES, SOURCES
from generator.schema.reports import ASSESSMENTS, CONTROL, EVENTS, MEETINGS, SUPPORT

__all__ = ["TABLES", "TYPES", "Code", "Column", "Table", "label", "table"]

TABLES: tuple[Table, ...] = (
    SOURCES,
    ACTORS,
    PLACES,
    EVENTS,
    CONTROL,
    AXES,
    SUPPORT,
    MEETINGS,
    ASSESSMENTS,
)


def table(name: str) -> Table:
    """The table of that name. Raises KeyError when there is none."""
    for each in TABLES:
        if each.name == name:
            return each
    raise KeyError(f"no table {name!r}")


def label(table_name: str, column: str, code: str) -> str:
    """How a page words `code`; a code that is not in the schema (a site's own side, "") is its own label."""
    for each in table(table_name).column(column).codes:
        if each.code == code:
            return each.label
    return code
