"""All files of the data in one ZIP file, whose bytes follow from theirs: each is packed, and kept, when it is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from generator.archive import UNIX, Packed, archive, deflated, stored

_PACKED = (".parquet",)


@dataclass(frozen=True)
class Item:
    """A file as the ZIP file holds it; `digest`: the SHA-256 (hex) of the file itself."""

    file: Packed
    digest: str

    def __bytes__(self) -> bytes:
        head = json.dumps([self.digest, *self.file[1:]])
        return head.encode() + b"\n" + self.file.data

    @classmethod
    def of(cls, stored: bytes) -> Item:
        """What `bytes` gave; its file is a view of that."""
        at = stored.index(b"\n")
        digest, *numbers = json.loads(stored[:at])
        return cls(Packed(memoryview(stored)[at + 1 :], *numbers), digest)


def item(path: str, data: bytes) -> Item:
    """A file by its name and its bytes."""
    packed = stored(data) if path.endswith(_PACKED) else deflated(data)
    return Item(packed, hashlib.sha256(data).hexdigest())


def bundle(folder: str, files: Mapping[str, Item]) -> bytes:
    """A ZIP file that unpacks into one `folder`; `files`: by their path inside."""
    return archive(((f"{folder}/{path}", files[path].file) for path in sorted(files)), UNIX)
