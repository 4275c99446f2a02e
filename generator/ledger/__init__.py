"""Editions and changes: one comparison of two states of the tables, kept beside them, enough to go back to each."""

from __future__ import annotations

from generator.ledger.compare import BrokenLedgerError, back, compare
from generator.ledger.entries import Edition, Entry, Ledger, ledger, provisional
from generator.ledger.faults import unrecorded
from generator.ledger.kinds import KINDS, told
from generator.ledger.rewind import rewind

__all__ = [
    "KINDS",
    "BrokenLedgerError",
    "Edition",
    "Entry",
    "Ledger",
    "back",
    "compare",
    "ledger",
    "provisional",
    "rewind",
    "told",
    "unrecorded",
]
