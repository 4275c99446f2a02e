"""A file's bytes → its text, or the problem that keeps it from being read."""

from __future__ import annotations

import re
from pathlib import Path

from generator.problems import Problem
from generator.settings import Settings

_BREAK = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


def name(settings: Settings, path: Path) -> str:
    """`path` as problems name it; bytes in a file name that are no UTF-8 are escaped."""
    return settings.relative(path).encode("utf-8", "backslashreplace").decode("utf-8")


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a UTF-8 file without its byte order mark, line breaks as they are."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(file, 0, "", f"cannot be read: {error.strerror}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(file, 1, "", f"expected UTF-8, got the byte 0x{data[0]:02x} (UTF-16?); {_REMEDY}")
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{data[error.start]:02x}"
        return Problem(file, _line(data, error.start), "", f"expected UTF-8, got {found}; {_REMEDY}")
    if "\0" in text:
        more = data.count(0) - 1
        found = "a NUL byte" + (f" (and {more} more)" if more else "")
        return Problem(file, _line(data, data.index(0)), "", f"expected text, got {found}; {_REMEDY}")
    return text


_REMEDY = "save the file as UTF-8 text"


def _line(data: bytes, position: int) -> int:
    return len(_BREAK.findall(data, 0, position)) + 1
