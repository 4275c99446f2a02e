"""kept: files of the site that are neither pages nor static are the store's, as long as those are whole."""

from __future__ import annotations

from pathlib import Path

from generator.kept import Kept
from generator.store import Store


def opened(folder: Path) -> tuple[Kept, Store]:
    store = Store(folder / "store", "stamp")
    return Kept(store, {}, folder / "content"), store


def test_a_shared_file_is_a_link_to_the_stores(tmp_path: Path) -> None:
    kept, store = opened(tmp_path)
    name = kept.share(b"card", tmp_path / "one")
    assert opened(tmp_path)[0].share(b"card", tmp_path / "two") == name
    place = tmp_path / "store" / store.object(name)
    assert (tmp_path / "one").read_bytes() == b"card"
    assert (tmp_path / "one").samefile(place)
    assert (tmp_path / "two").samefile(place)


def test_a_damaged_file_is_shared_no_more(tmp_path: Path) -> None:
    kept, store = opened(tmp_path)
    place = tmp_path / "store" / store.object(kept.share(b"card", tmp_path / "one"))
    place.write_bytes(b"bard")
    opened(tmp_path)[0].share(b"card", tmp_path / "two")
    assert (tmp_path / "two").read_bytes() == b"card"
    assert (tmp_path / "two").samefile(place)


def test_the_later_of_two_files_at_one_place_stays(tmp_path: Path) -> None:
    kept, _ = opened(tmp_path)
    kept.share(b"one", tmp_path / "card")
    kept.share(b"two", tmp_path / "card")
    assert (tmp_path / "card").read_bytes() == b"two"


def test_what_another_process_shared_outlives_the_sweep(tmp_path: Path) -> None:
    shared = opened(tmp_path)[0].share(b"card", tmp_path / "one")
    gone = opened(tmp_path)[0].share(b"gone", tmp_path / "two")
    kept, store = opened(tmp_path)
    kept.note_shared({"search/pages/one.json": shared})
    store.sweep()
    assert kept.hashes == {"search/pages/one.json": shared}
    assert [(tmp_path / "store" / store.object(name)).exists() for name in (shared, gone)] == [True, False]
