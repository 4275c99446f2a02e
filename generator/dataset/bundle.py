"""All files of the data in one ZIP file, whose bytes follow from theirs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP knows; the time of a build would make each file another one."""
_PACKED = (".parquet",)


def bundle(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A ZIP file that unpacks into one `folder`; `files`: path inside → bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, wherever it is made
            stored = path.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path], compresslevel=6)
    return out.getvalue()
