"""One table as CSV and as Parquet: every column of the schema, in its order, each with its type."""

from __future__ import annotations

import csv
import io

import pandas as pd

from generator.dataset.columns import columns, texts
from generator.language import gettext as _
from generator.schema import Column, Table


def as_csv(table: Table, frame: pd.DataFrame) -> bytes:
    """UTF-8 without a byte order mark, line feeds, quotes where needed; one file, however many the table lies in."""
    found = columns(table, frame)
    cells = [texts(column, found[column.name]) for column in table.columns]
    out = io.BytesIO()  # not a StringIO, which holds four bytes for each character
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found)
    writer.writerows(zip(*cells, strict=True))
    text.flush()
    return out.getvalue()


def as_parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """Days as date32, whole numbers as int64, numbers as double, lists as lists of strings, an empty cell as null;
    the meaning of each column stands in its metadata.
    """
    import pyarrow as pa  # imported late, as most builds have no table to write anew
    from pyarrow import parquet

    types = {
        "date": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "list": pa.list_(pa.string()),
    }

    def field(column: Column) -> pa.Field:
        told = {"description": _(column.meaning)}
        type_ = types.get(column.type, pa.string())
        return pa.field(column.name, type_, nullable=not column.required, metadata=told)

    schema = pa.schema(
        [field(column) for column in table.columns], metadata={"description": _(table.meaning)}
    )
    arrays = [
        pa.array(cells, each.type) for cells, each in zip(columns(table, frame).values(), schema, strict=True)
    ]
    out = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())
