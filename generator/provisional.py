"""What a computed sentence counts that is provisional: a rule caught it, and no later edition has stood by it."""

from __future__ import annotations

from dataclasses import replace

from generator import words
from generator.blocks import Ref, Sentence
from generator.language import gettext as _
from generator.language import ngettext
from generator.pages import Site
from generator.records import ledger_keys


def provisional(sentence: Sentence, site: Site) -> Ref | None:
    """How many of the rows that `sentence` counts are provisional, leading to the change of the one, to the edition
    where there are more; None where no row is.
    """
    keys = [
        next((key for key in ledger_keys(row) if key in site.provisional), None) for row in sentence.counted
    ]
    found = [key for key in keys if key]
    if not found:
        return None
    if len(keys) == 1:
        return replace(site.marks[found[0]], text=_("provisional"))
    n = len(found)
    told = ngettext("{n} of the rows provisional", "{n} of the rows provisional", n, n=words.number(n))
    if n == 1:
        return replace(site.marks[found[0]], text=told)
    return Ref("page", f"changes/{site.facts.edition}", told)
