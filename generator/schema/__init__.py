"""Every table of a site: its columns, types, vocabularies and meanings, declared once.

The check, the data dictionary, the methodology page and `datapackage.json` all read this. The types:

- string: one line of text; prose: a sentence that may hold inline Markdown;
- slug: lower-case letters, digits and hyphens (an id names a page or an anchor);
- date: a day as YYYY-MM-DD; integer, number: plain digits, a point before the decimals; url: http or https;
- list: values separated by a vertical bar.
"""

from __future__ import annotations

from functools import lru_cache

from generator import words
from generator.language import gettext as _
from generator.schema.checks import SOURCE_CHECKS
from generator.schema.column import TYPES, Code, Column, Table
from generator.schema.editions import CHANGES, EDITIONS
from generator.schema.registers import ACTORS, AXES, PLACES, SOURCES
from generator.schema.reports import ASSESSMENTS, CONTROL, EVENTS, MEETINGS, SUPPORT

__all__ = [
    "CHANGES",
    "EDITIONS",
    "FACTS",
    "LEDGER",
    "SOURCE_CHECKS",
    "TABLES",
    "TYPES",
    "Code",
    "Column",
    "Table",
    "counted",
    "label",
    "table",
]

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
    EDITIONS,
    CHANGES,
    SOURCE_CHECKS,
)
LEDGER: tuple[Table, ...] = (EDITIONS, CHANGES)
"""The tables that record what became of the others."""
FACTS: tuple[Table, ...] = tuple(table for table in TABLES if table not in (*LEDGER, SOURCE_CHECKS))
"""The tables whose states are editions: the others keep record of them."""


def table(name: str) -> Table:
    """The table of that name. Raises KeyError when there is none."""
    for each in TABLES:
        if each.name == name:
            return each
    raise KeyError(f"no table {name!r}")


def label(table_name: str, column: str, code: str) -> str:
    """How a page words `code`; a code that is not in the schema (a site's own side, "") is its own label."""
    found = _code(table_name, column, code)
    return _(found.label) if found else code


def counted(table_name: str, column: str, code: str, n: int) -> str:
    """So many of what `code` stands for: "two clashes". Raises KeyError for a code that is not in the schema."""
    found = _code(table_name, column, code)
    if not found:
        raise KeyError(f"{table_name}.{column} has no code {code!r}")
    return words.count(n, f"{{n}} {found.label}", f"{{n}} {found.many}")


@lru_cache(maxsize=1 << 10)  # asked for each event of each chart
def _code(table_name: str, column: str, code: str) -> Code | None:
    return next((each for each in table(table_name).column(column).codes if each.code == code), None)
