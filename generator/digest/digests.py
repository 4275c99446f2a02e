"""The page of a day → its digests."""

from __future__ import annotations

from generator.digest.day import day_of
from generator.digest.mail import mail
from generator.digest.message import message
from generator.forms import digest_path
from generator.lines import Lines
from generator.pages import Page
from generator.views.dates import DateView


def digests(page: Page, lines: Lines) -> dict[str, bytes]:
    """The mail and the message of a day by their paths inside `content/`; nothing for other pages."""
    view = page.view
    if not isinstance(view, DateView):
        return {}
    day, facts = day_of(page, view, lines), lines.site.facts
    return {
        digest_path(view.day, "html"): mail(day, facts).encode(),
        digest_path(view.day, "txt"): message(day, facts).encode(),
    }
