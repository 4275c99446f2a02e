"""All files of the data in one ZIP file, whose bytes follow from theirs: each is packed, and kept, when it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from generator.archive import UNIX, Packed, archive, deflated, piece, stored, taken

_PACKED = (".parquet",)


@dataclass(frozen=True)
class Item:
    """A file as the ZIP file holds it; `digest`: the SHA-256 (hex) of the file itself."""

    digest: str
    file: Packed

    def __bytes__(self) -> bytes:
        return piece(self.digest, self.file)

    @classmethod
    def of(cls, stored: bytes) -> Item:
        """What `bytes` gave; its file is a view of that."""
        return cls(*taken(stored))


def item(path: str, data: bytes) -> Item:
    """A file by its name and its bytes."""
    packed = stored(data) if path.endswith(_PACKED) else deflated(data)
    return Item(hashlib.sha256(data).hexdigest(), packed)


def bundle(folder: str, files: Mapping[str, Item]) -> bytes:
    """A ZIP file that unpacks into one `folder`; `files`: by their path inside."""
    return archive(((f"{folder}/{path}", files[path].file) for path in sorted(files)), UNIX)
