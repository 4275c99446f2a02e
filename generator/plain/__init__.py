"""The article of a page as plain, self-contained markup, for readers and programs that take nothing else.

No script, no drawing, no style: a chart is its title, what it says in words, its table where that is small, and a
link to the drawn one. Feeds, the pages for slow lines, mails and the EPUB are built on it.
"""

from generator.plain.article import Plain, plain
from generator.plain.fit import Address, Target, as_html, fit, html_of, tree, way

__all__ = ("Address", "Plain", "Target", "as_html", "fit", "html_of", "plain", "tree", "way")
