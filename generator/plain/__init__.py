"""The article of a page as plain, self-contained markup, for readers and programs that take nothing else.

No script, no drawing, no style: a chart is its title, what it says in words, its table where that is small, and a
link to the drawn one. Feeds, the pages for slow lines, mails and the EPUB are built on it.
"""

from generator.plain.article import Plain, plain
from generator.plain.fit import STRICT, Address, Fitting, Target, as_html, common, fit, html_of, tree, way
from generator.plain.listed import HELD, fitted_entry

__all__ = (
    "HELD",
    "STRICT",
    "Address",
    "Fitting",
    "Plain",
    "Target",
    "as_html",
    "common",
    "fit",
    "fitted_entry",
    "html_of",
    "plain",
    "tree",
    "way",
)
