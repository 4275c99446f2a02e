"""What a rule finds: a fault in a cell of a table, before it is given its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Fault:
    """`row` counts from 0 in the table's frame."""

    table: str
    row: int
    column: str
    message: str


def rows(mask: pd.Series) -> Iterator[int]:
    """The positions at which the mask is true; missing answers count as false."""
    return map(int, np.flatnonzero(mask.fillna(False).to_numpy(dtype=bool)))
