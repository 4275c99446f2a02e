"""Where the other forms of a page lie, and the line at its end that leads to them."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup

from generator.language import gettext as _
from generator.pages import Facts, Page
from generator.phrases import phrase
from generator.views.dates import DateView

LITE, DIGESTS, BOOK = "lite", "digests", "report.epub"
_FED = re.compile(r"dates/[0-9-]+\.md|actors/[^/]+\.md|changes\.md")


def fed(path: str) -> bool:
    """Whether a feed may be gathered of the page at `path`: of days, of an actor, or of the changes."""
    return bool(_FED.fullmatch(path))


def lite_path(path: str, part: int = 1) -> str:
    """Where the plain page of the page at `path` lies inside `content/`, or a further part of it.

    Ids have no dots, so that a part is never taken for another page.
    """
    name = path.removesuffix(".md")
    return f"{LITE}/{name}.html" if part == 1 else f"{LITE}/{name}.{part}.html"


def digest_path(day: date, ending: str) -> str:
    """Where the digest of a day lies inside `content/`; `ending`: html or txt."""
    return f"{DIGESTS}/{day.isoformat()}.{ending}"


def forms(page: Page, facts: Facts) -> str:
    """Markdown of the line that leads to the other forms, for a page one folder deep; "" where there are none."""
    lines = []
    if isinstance(page.view, DateView) and "digests" in facts.forms:
        mail = _link(digest_path(page.view.day, "html"), _("as mail"))
        message = _link(digest_path(page.view.day, "txt"), _("as message"))
        lines.append(phrase(_("Share this day: {mail}, {message}"), {"mail": mail, "message": message}))
    if "lite" in facts.forms:
        lines.append(_link(lite_path(page.path), _("This page for slow lines")))
    if "epub" in facts.forms:
        lines.append(_link(BOOK, _("The whole report as a book (EPUB)")))
    if not lines:
        return ""
    return f'<div class="fm-forms" data-search-exclude markdown="1">\n\n{" · ".join(lines)}\n\n</div>\n'


def _link(path: str, words: str) -> Markup:
    return Markup("[{}](../{})").format(words, path)
