"""The index of a site, in pieces that a reader's browser loads as needed: `search.js` in the theme reads them.

Each page has an entry, made from its article alone: a card, which is published as it is, and its words. From the words
of all pages `pieces` makes the lists of pages by word, cut so that a query loads few of them. Nothing is numbered:
a page is known by its address, so that a new page changes no other's entry.
"""

from generator.search.entry import Entry, card_path, entry
from generator.search.pieces import pieces

__all__ = ["Entry", "card_path", "entry", "pieces"]
