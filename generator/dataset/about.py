"""What a site's data say of themselves as a whole: name, edition, licence, and who is to be cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.language import gettext as _
from generator.licence import LICENCES, Licence
from generator.measure import Measures
from generator.settings import Settings
from generator.tables import Tables
from generator.words import long_date


@dataclass(frozen=True)
class About:
    """`name`: for programs; `edition`: the last one with its day, where editions are kept; `last`: the last day of the
    data; `tables`: those that have rows; `sides`: codes of sides that the site names itself.
    """

    name: str
    title: str
    description: str
    author: str
    homepage: str
    licence: Licence
    edition: tuple[int, date] | None
    last: date
    tables: tuple[str, ...]
    sides: tuple[str, ...]

    @property
    def version(self) -> str:
        """The number of the edition; without one the last day of the data."""
        return str(self.edition[0]) if self.edition else self.last.isoformat()

    def citation(self) -> str:
        """How to cite the data, in one line."""
        until = _("data until {day}", day=long_date(self.last))
        edition = f"{worded}, " if (worded := self.of_edition()) else ""
        line = f"{self.author}. {self.title}" if self.author != self.title else self.title
        where = f" {self.homepage}" if self.homepage else ""
        return f"{line}, {edition}{until}. {self.licence.short}.{where}"

    def of_edition(self) -> str:
        """ "edition 2 of 16 December 2024", or "" where no editions are kept."""
        if not self.edition:
            return ""
        number, day = self.edition
        return _("edition {n} of {day}", n=str(number), day=long_date(day))


def about(tables: Tables, measures: Measures, settings: Settings) -> About:
    """Of checked `tables`."""
    edition = None
    if len(tables.editions):
        row = tables.editions.iloc[-1]
        edition = (int(row["number"]), row["date"].date())
    return About(
        name=re.sub(r"[^a-z0-9]+", "-", settings.site_name.lower()).strip("-") or "report",
        title=settings.site_name,
        description=settings.site_description,
        author=settings.site_author or settings.site_name,
        homepage=settings.site_url,
        licence=LICENCES[settings.licence],
        edition=edition,
        last=measures.last.date(),
        tables=tuple(sorted(tables.present)),
        sides=tuple(settings.sides),
    )
