"""Two built sites → what a reader of the one would find otherwise in the other; nothing is changed.

It looks at the pages as published, not at the tables: a row that no page shows makes no difference here.
"""

from generator.compare import report
from generator.compare.difference import Change, Comparison, Difference, compare
from generator.compare.site import Facts, NoSiteError, Page, Site, open_site

__all__ = [
    "Change",
    "Comparison",
    "Difference",
    "Facts",
    "NoSiteError",
    "Page",
    "Site",
    "compare",
    "open_site",
    "report",
]
