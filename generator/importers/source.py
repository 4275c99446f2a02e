"""The file of a source as rows that know their line: CSV, plain, gzipped or zipped."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.problems import ContentError, Problem


@contextmanager
def opened(path: Path) -> Iterator[csv.reader]:  # type: ignore[valid-type]
    """A CSV reader over `path`: .csv, .csv.gz, or a .zip that holds one CSV file.

    Raises ContentError, with one line, for a file that cannot be read as that.
    """
    csv.field_size_limit(1 << 24)  # texts of source articles are longer than Python's limit
    try:
        with _stream(path) as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
            yield csv.reader(text, strict=True)
    except UnicodeDecodeError as error:
        raise _failed(path, f"expected UTF-8, got byte {error.object[error.start]:#04x}") from error
    except csv.Error as error:
        raise _failed(path, f"cannot be read as CSV: {error}; download it anew") from error
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise _failed(path, f"cannot be read: {said}") from error


def _stream(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    if path.suffix.lower() == ".zip":
        archive = zipfile.ZipFile(path)
        listed = (name for name in archive.namelist() if not name.startswith("__MACOSX/"))
        inside = [name for name in listed if name.lower().endswith(".csv")]
        if len(inside) != 1:
            raise _failed(
                path, f"expected one CSV file in the archive, got {len(inside)}; unpack the one meant"
            )
        return archive.open(inside[0])
    return path.open("rb")


def rows(reader: Iterator[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Each record that is not blank, with the line on which it begins: a quoted cell may run over several."""
    begins = 1
    for record in reader:
        if any(record):
            yield begins, record
        begins = reader.line_num + 1  # type: ignore[attr-defined]


def _failed(path: Path, message: str) -> ContentError:
    return ContentError([Problem(path.name, 0, "", message)])
