"""Templates as Jinja has compiled them, out of the store: each process of each build would else compile them anew."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.store import Store


class Bytecode(BytecodeCache):
    """Compiled templates in the store; one that is not there, or damaged, is compiled and put there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with what is kept of the template whose name and source it names."""
        if (kept := self._store.get("template", _key(bucket))) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled. Raises StoreError."""
        self._store.put("template", _key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
