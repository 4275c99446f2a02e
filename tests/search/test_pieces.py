"""The files that search reads: every word in one piece, the same bytes whatever came before."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.pieces import INDEX, path, pieces

CONFIG = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": {}}


def index(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[INDEX])["config"]["frontmark"]
    return found


def lines(files: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines of each piece by its name; "he." is the piece of the term "he" alone."""
    return {name: files[path(name)].decode().split("\n") for name in index(files)["pieces"]}


def test_a_list_holds_the_pages_of_a_folder_with_their_weights() -> None:
    words = {
        "dates/2024-12-06/": "n1 2024-12-06\nw7 hezbollah",
        "dates/2024-12-04/": "w3 hezbollah",
        "actors/hezbollah/": "n1 hezbollah\nwz hezbollah",
        "": "w1 hezbollah",
        "about/": "w2 hezbollah",
    }
    found = lines(pieces(words, CONFIG))
    assert found["=h"] == ["=hezbollah\tactors/\thezbollah/1"]
    assert found["h"] == [
        "hezbollah\t\t1",
        "hezbollah\tabout/\t2",
        "hezbollah\tactors/\thezbollah/z",
        "hezbollah\tdates/\t2024-12-04/3 2024-12-06/7",
    ]


def test_the_index_says_what_material_asks_for_and_which_pieces_there_are() -> None:
    said = json.loads(pieces({"a/": "w1 word"}, CONFIG)[INDEX])
    assert said["docs"] == []
    assert {key: said["config"][key] for key in CONFIG} == CONFIG
    assert said["config"]["frontmark"]["pages"] == 1
    assert said["config"]["frontmark"]["pieces"] == ["w"]


def large(seed: int = 1) -> dict[str, str]:
    """3,000 pages over few words: too many for one piece."""
    rng = random.Random(seed)
    vocabulary = ["he", "hello", "help", "hey", "hymn", "zeal", "حلب"]
    return {
        f"places/{n:04}/": "w5 " + " ".join(sorted(rng.sample(vocabulary, 5)))
        for n in rng.sample(range(9000), 3000)
    }


def test_a_piece_that_would_be_large_is_cut_by_the_next_letter() -> None:
    files = pieces(large(), CONFIG)
    assert set(index(files)["pieces"]) == {"he.", "hel", "hey", "hy", "z", "ح"}
    assert {path for path in files if path != INDEX} == {path(name) for name in index(files)["pieces"]}
    for name, found in lines(files).items():
        words = {line.split("\t")[0] for line in found}
        assert words == {name[:-1]} if name.endswith(".") else all(word.startswith(name) for word in words)


def test_the_order_in_which_pages_come_makes_no_difference() -> None:
    words = large()
    turned = dict(reversed(words.items()))
    assert pieces(words, CONFIG) == pieces(turned, CONFIG)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"(dates/|places/)?[a-z0-9]{1,3}/", fullmatch=True),
        st.sets(st.text("abحé0", min_size=1, max_size=6), min_size=1),
    )
)
def test_every_word_of_every_page_stands_in_one_piece(pages: dict[str, set[str]]) -> None:
    files = pieces({url: "w4 " + " ".join(sorted(said)) for url, said in pages.items()}, CONFIG)
    found = [
        (term, folder + page[:-1])
        for of_piece in lines(files).values()
        for term, folder, postings in (line.split("\t") for line in of_piece)
        for page in postings.split(" ")
    ]
    assert sorted(found) == sorted((term, url) for url, said in pages.items() for term in said)


def test_names_of_files_are_told_apart_by_every_file_system() -> None:
    names = ["a", "=a", "a.", "ab", "ح", "ϝ", "é", "con", "_", "2024-"]
    made = [path(name) for name in names]
    assert len({name.lower() for name in made}) == len(names)
    assert all(name.isascii() and name == name.lower() for name in made)


def test_a_site_without_pages_has_an_index_without_pieces() -> None:
    files = pieces({}, CONFIG)
    assert list(files) == [INDEX]
    assert index(files)["pieces"] == []
