"""Files → a ZIP archive of the same bytes each time, of data that were deflated before."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DAY = 0x21  # 1 January 1980, the first day that ZIP knows: no clock reaches an output


class Packed(NamedTuple):
    """A file's bytes as they stand in an archive; `crc` and `size` are those of the file itself."""

    data: bytes | memoryview
    crc: int
    size: int
    method: int = _DEFLATED


class Origin(NamedTuple):
    """What an archive says of its files beside their bytes: the system they are of, flags, attributes in that."""

    system: int
    flags: int
    attributes: int


BARE = Origin(0, 0x800, 0)
"""Files of no system; names in UTF-8."""
UNIX = Origin(3 << 8, 0, 0o644 << 16)
"""Files that all may read once they are unpacked; names in ASCII."""


def deflated(data: bytes) -> Packed:
    """The bytes of a file, made smaller."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(squeeze.compress(data) + squeeze.flush(), zlib.crc32(data), len(data))


def stored(data: bytes) -> Packed:
    """The bytes of a file as they are."""
    return Packed(data, zlib.crc32(data), len(data), _STORED)


def piece(told: str, file: Packed) -> bytes:
    """What is `told` of a file, and the file as it stands in an archive, for `taken`."""
    return json.dumps([told, *file[1:]], ensure_ascii=False).encode() + b"\n" + file.data


def taken(stored: bytes) -> tuple[str, Packed]:
    """What `piece` was given; the file's bytes are a view of those stored."""
    at = stored.index(b"\n")
    told, *numbers = json.loads(stored[:at])
    return told, Packed(memoryview(stored)[at + 1 :], *numbers)


def archive(files: Iterable[tuple[str, Packed]], origin: Origin = BARE) -> bytes:
    """The archive of files by name, in their order; at most 65,535 files and 4 GiB, as ZIP without its extension.

    Raises struct.error beyond that.
    """
    # Joined once: the book of ten thousand pages has 80 MB, of which each copy would count.
    parts: list[bytes | memoryview] = []
    listing, at, count = bytearray(), 0, 0
    for name, packed in files:
        named = name.encode()
        head = (origin.flags, packed.method, 0, _DAY, packed.crc, len(packed.data), packed.size, len(named))
        made = (b"PK\x01\x02", _VERSION | origin.system, _VERSION)
        listing += _CENTRAL.pack(*made, *head, 0, 0, 0, 0, origin.attributes, at) + named
        parts += (_LOCAL.pack(b"PK\x03\x04", _VERSION, *head, 0), named, packed.data)
        at += sum(map(len, parts[-3:]))
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), at, 0)
    return b"".join((*parts, listing, end))
