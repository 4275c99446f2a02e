"""`datapackage.json`: the tables described for programs, from the schema.

Profile: Data Package v2 (https://datapackage.org/profiles/2.0/datapackage.json). It is the first in which a cell may be
a list; in v1 ours would be mere text. Readers of v1 take v2 as well, but for lists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.dataset.about import About
from generator.dataset.bundle import Item
from generator.language import gettext as _
from generator.schema import Column, Table, table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {"date": "date", "integer": "integer", "number": "number", "list": "list"}


def descriptor(about: About, files: Mapping[str, Item]) -> bytes:
    """The package of the CSV files `files` by the path of each; it is called as its table, and lies beside."""
    licence = about.licence
    told: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "homepage": about.homepage,
        "version": about.version,
        "created": f"{about.edition[1].isoformat()}T00:00:00Z" if about.edition else "",
        "licenses": [{"name": licence.id, "title": licence.title, "path": licence.url}],
        "sources": [{"title": _(table("sources").meaning), "path": "sources.csv"}],
        "resources": [
            _resource(table(PurePosixPath(path).stem), item, about) for path, item in files.items()
        ],
    }
    kept = {name: value for name, value in told.items() if value}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(of: Table, item: Item, about: About) -> dict[str, Any]:
    return {
        "name": of.name,
        "type": "table",
        "path": f"{of.name}.csv",
        "title": _(of.title),
        "description": _(of.meaning),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": item.file.size,
        "hash": f"sha256:{item.digest}",
        "schema": _schema(of, about),
    }


def _schema(of: Table, about: About) -> dict[str, Any]:
    # A list cannot be a foreign key; its meaning says which ids it holds. Tables without rows are not in the package.
    keys = [
        {"fields": [column.name], "reference": _reference(column, of)}
        for column in of.columns
        if column.references in about.tables and column.type != "list"
    ]
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(column, of, about) for column in of.columns],
        "missingValues": [""],
        "primaryKey": list(of.key),
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def _reference(column: Column, of: Table) -> dict[str, Any]:
    """Of a table to itself: without its name."""
    where = {} if column.references == of.name else {"resource": column.references}
    return {**where, "fields": ["id"]}


def _field(column: Column, of: Table, about: About) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "title": column.name,
        "description": _(column.meaning),
    }
    if column.type == "url":
        field["format"] = "uri"
    if column.type == "list":
        field |= {"delimiter": "|", "itemType": "string"}
        barred = _("Values are separated by a vertical bar.")
        ids = _("Each is an id of {table}.", table=column.references) if column.references else ""
        field["description"] = " ".join(filter(None, (field["description"], barred, ids)))
    constraints = _constraints(column, of, about)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column, of: Table, about: About) -> dict[str, Any]:
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    whole = column.type == "integer"
    found: dict[str, Any] = {
        name: int(value) if whole else value for name, value in bounds.items() if value is not None
    }
    if column.required:
        found["required"] = True
    if (column.name,) == of.key:
        found["unique"] = True
    codes = [*(code.code for code in column.codes), *(about.sides if column.open else ())]
    if codes and column.type != "list":
        found["enum"] = list(map(int, codes)) if whole else list(dict.fromkeys(codes))
    elif column.pattern and column.type != "list":
        found["pattern"] = column.pattern
    elif column.type == "slug":
        found["pattern"] = "[a-z0-9]+(-[a-z0-9]+)*"
    return found
