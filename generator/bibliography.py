"""A source in words: who published what and when, its copy, its grade, and whether it was found when last checked."""

from __future__ import annotations

from markupsafe import Markup

from generator import markdown, words
from generator.language import gettext as _
from generator.phrases import named, phrase
from generator.records import Source
from generator.schema import label


def source(row: Source, checked: bool = True) -> Markup:
    """Publisher, title as a link, date, archived copy; its grade; `checked`: and whether its address led nowhere."""
    lost = _lost(row) if checked else Markup("")
    return Markup(" ").join(said for said in (_cited(row), _graded(row), lost) if said)


def _graded(row: Source) -> Markup:
    if not row.reliability:
        return Markup("")
    meaning = label("sources", "reliability", row.reliability)
    return phrase(_("Graded {grade}: {meaning}."), {"grade": row.reliability, "meaning": meaning})


def _lost(row: Source) -> Markup:
    """That its address led nowhere when it was last checked."""
    if not row.lost or not row.checked:
        return Markup("")
    template = (
        _("Not found when checked on {day}.") if row.lost == "gone" else _("No answer when checked on {day}.")
    )
    said = phrase(template, {"day": words.long_date(row.checked)})
    return Markup(f'<span class="fm-gone">{said}</span>')


def _cited(row: Source) -> Markup:
    title = phrase(_("“{title}”"), {"title": named(row.title)})
    linked = markdown.outside(row.url, title) if row.url else title
    parts = {
        "publisher": named(row.publisher),
        "title": linked,
        "day": words.long_date(row.published) if row.published else _("no date shown"),
    }
    if not row.archived_url:
        return phrase(_("{publisher}, {title}, {day}."), parts)
    copy = markdown.outside(row.archived_url, markdown.text_run(_("archived copy")))
    return phrase(_("{publisher}, {title}, {day} ({copy})."), {**parts, "copy": copy})
