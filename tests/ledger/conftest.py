"""States of tables by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from generator.ledger.sheet import Part, Sheet
from generator.schema import table

Rows = tuple[Mapping[str, str], ...]
State = Callable[..., dict[str, Sheet]]


@pytest.fixture(scope="session")
def tables() -> State:
    """A state of the tables that are named, each in one file, from rows of the cells that are not empty."""

    def made(**rows_of: Rows) -> dict[str, Sheet]:
        found = {}
        for name, rows in rows_of.items():
            owner = table(name)
            columns = tuple(column.name for column in owner.columns)
            cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
            keys = tuple("|".join(row[column] for column in owner.key) for row in rows)
            found[name] = Sheet(columns, (Part(f"{name}.csv", columns, len(rows)),), keys, cells)
        return found

    return made
