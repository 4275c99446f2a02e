"""Licences that a site can publish its data under, by their SPDX identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """`id`: its SPDX identifier; `short`: as a citation names it; `url`: its text."""

    id: str
    short: str
    title: str
    url: str


_CC = "https://creativecommons.org/licenses/{}/4.0/"
LICENCES: Mapping[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence("CC-BY-4.0", "CC BY 4.0", "Creative Commons Attribution 4.0", _CC.format("by")),
        Licence(
            "CC-BY-SA-4.0",
            "CC BY-SA 4.0",
            "Creative Commons Attribution-ShareAlike 4.0",
            _CC.format("by-sa"),
        ),
        Licence(
            "CC-BY-NC-4.0",
            "CC BY-NC 4.0",
            "Creative Commons Attribution-NonCommercial 4.0",
            _CC.format("by-nc"),
        ),
        Licence(
            "CC0-1.0",
            "CC0 1.0",
            "Creative Commons Zero 1.0",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        Licence(
            "ODbL-1.0",
            "ODbL 1.0",
            "Open Database License 1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
    )
}
"""Titles are names, the same in every language; the source of identifiers and addresses is the SPDX License List."""
