"""The sources of a sentence that sums many rows: its endnotes, or where they are too many to read, their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator import words
from generator.blocks import Ref, Sentence
from generator.language import gettext as _

MOST = 100
"""More endnotes under one sentence than this tell a reader nothing, and weigh on the page."""


def resting(sentence: Sentence, sources: Iterable[str]) -> Sentence:
    """`sentence` with `sources` as its endnotes; of more than MOST it gives the number, and leads to their list."""
    distinct = tuple(dict.fromkeys(sources))
    if len(distinct) <= MOST:
        return replace(sentence, sources=distinct)
    told = Sentence.of(
        _(" From {list}."),
        list=Ref("page", "sources.md", words.count(len(distinct), "{n} source", "{n} sources")),
    )
    return replace(sentence, parts=(*sentence.parts, *told.parts))
