"""The tables as they were in an earlier edition."""

from __future__ import annotations

from generator.ledger.compare import BrokenLedgerError, back
from generator.ledger.entries import Ledger
from generator.ledger.sheet import State, digests


def rewind(now: State, ledger: Ledger, number: int) -> State:
    """The state that was edition `number`; `now` is that of the last.

    Raises KeyError when there is no such edition, and BrokenLedgerError when the ledger does not lead there: every
    table of the result has the hash that the edition names.
    """
    if not 1 <= number <= len(ledger.editions):
        raise KeyError(number)
    state = now
    for last in range(len(ledger.editions), number, -1):
        state = back(state, ledger.of(last))
    found, named = digests(state), dict(ledger.editions[number - 1].tables)
    if found != named:
        other = sorted({name for name in {*found, *named} if found.get(name) != named.get(name)})
        raise BrokenLedgerError(f"{', '.join(other)}: not the bytes that edition {number} had")
    return state
