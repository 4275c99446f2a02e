"""What `data.md` shows of the files that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.dataset.about import About
from generator.dataset.meanings import DAYS_IN, FOLDER, OTHERS, PARQUET, READING, ZIP
from generator.language import gettext as _
from generator.tables import Tables
from generator.views.reference import DataView, Download, TableFiles


def view(tables: Tables, about: About, sizes: Mapping[str, int]) -> DataView:
    """The files of `sizes` (path inside `content/` → bytes) with what each is for."""

    def download(path: str) -> Iterator[Download]:
        if path in sizes:
            yield Download(path, sizes[path])

    def sheets(table: str) -> tuple[Download, ...]:
        return tuple(file for kind in ("csv", "parquet") for file in download(f"{FOLDER}/{table}.{kind}"))

    return DataView(
        tables=tuple(
            TableFiles(
                table.name,
                _(table.title),
                len(frame),
                sheets(table.name),
                _parts(tables.files.get(table.name, ())),
            )
            for table, frame in tables
        ),
        reading=f"{_(READING)} {_(PARQUET)}" if sizes else _(READING),
        whole=next(download(ZIP), None),
        others=tuple(
            (file, _(meaning)) for name, meaning in OTHERS.items() for file in download(f"{FOLDER}/{name}")
        ),
        days=tuple(
            (Download(path, size), date.fromisoformat(path.removeprefix(DAYS_IN).removesuffix(".geojson")))
            for path, size in sorted(sizes.items())
            if path.startswith(DAYS_IN)
        ),
        licence=about.licence,
        citation=about.citation(),
    )


def _parts(files: Iterable[str]) -> tuple[str, ...]:
    """Paths inside `data/`: a table is one file there, or a folder of them."""
    return tuple(file.split("/data/", 1)[-1] for file in files)
