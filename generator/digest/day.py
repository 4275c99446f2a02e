"""What a day's digests say: the same rows as its page, as plain text, each with how sure it is and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import language, words
from generator.blocks import Part, Prose, Ref, Sentence
from generator.endnotes import origins
from generator.language import gettext as _
from generator.language import ngettext
from generator.lines import Lines
from generator.markdown import spoken
from generator.pages import Page
from generator.provisional import provisional
from generator.records import Assessment, Change, Meeting, Source, Support
from generator.render import level
from generator.revisions import Revision
from generator.schema import label
from generator.views.dates import DateView


@dataclass(frozen=True)
class Item:
    """`text`: one sentence or more. `facts`: what qualifies it, how sure it is among them. `target`: where its row
    stands, as path in `content/` with an anchor; `way`: the words that lead there.
    """

    text: str
    facts: tuple[str, ...]
    sources: tuple[Source, ...]
    target: str
    way: str


@dataclass(frozen=True)
class Section:
    """Items under a heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Day:
    """`path`: of the day's page; `counts`: its dateline; `quiet`: what is said where there is no section."""

    path: str
    title: str
    counts: str
    sections: tuple[Section, ...]
    quiet: str


def day_of(page: Page, view: DateView, lines: Lines) -> Day:
    """The digest of the day of `page`."""
    told = _Told(page.path, lines)
    support = [row for step in view.steps for row in step.rows] + list(view.withdrawals)
    sections = (
        Section(_("In brief"), tuple(map(told.takeaway, view.takeaways))),
        Section(_("Changes of control"), (*map(told.change, view.changes), *map(told.area, view.areas))),
        Section(_("Outside support"), tuple(map(told.support, support))),
        Section(_("Meetings"), tuple(map(told.meeting, view.meetings))),
        Section(_("Assessments made on this day"), tuple(map(told.forecast, view.made))),
        Section(_("Assessments resolved on this day"), tuple(map(told.outcome, view.resolved))),
        Section(_("Retracted events"), tuple(told.retracted(row) for _id, row in view.retracted)),
    )
    quiet = _("No change of control, support, meeting or forecast is dated to this day.")
    return Day(page.path, page.title, view.counts, tuple(each for each in sections if each.items), quiet)


class _Told:
    """Rows as items, for the digest of one page."""

    def __init__(self, path: str, lines: Lines) -> None:
        self._path, self._lines, self._site = path, lines, lines.site

    def takeaway(self, sentence: Sentence) -> Item:
        text = "".join(map(_part, sentence.parts))
        # One that tells of a single row bears what stands beside it; only those of support name one.
        row = sentence.rows
        mark = self._site.marks.get((row.kind, row.id)) if row else None
        mark = mark or provisional(sentence, self._site)
        return self._item(text, (mark.text,) if mark else (), sentence.sources, row, counted=False)

    def change(self, row: Change) -> Item:
        return self._passed(row, _("{place}: {pair}", place=self._place(row.place), pair=self._pair(row)))

    def area(self, row: Change) -> Item:
        many = words.count(row.settlements or 1, "{n} settlement or site", "{n} settlements or sites")
        parts = {"place": self._place(row.place), "settlements": many, "pair": self._pair(row)}
        return self._passed(row, _("{place}: {settlements}, {pair}", **parts))

    def _passed(self, row: Change, text: str) -> Item:
        sure, note = _(row.confidence), _prose(row.note)
        # Some notes begin by saying how sure the row is.
        facts = (note,) if note.partition(";")[0] == sure else (sure, note)
        return self._item(text, (*facts, self._mark(row)), row.sources, Ref("event", row.event, ""))

    def _pair(self, row: Change) -> str:
        return words.pair(self._actor(row.from_actor), self._actor(row.to_actor))

    def _place(self, id: str) -> str:
        return _name(self._site.places[id].called) if id else ""

    def support(self, row: Support) -> Item:
        pair = words.pair(self._actor(row.backer), self._actor(row.recipient))
        status = label("support", "status", row.status)
        condition = _("Condition: {condition}", condition=_prose(row.condition)) if row.condition else ""
        facts = (
            pair,
            label("support", "category", row.category),
            status + _(", level {level}", level=level(row.level)),
            _(row.confidence),
            self._mark(row),
            condition,
        )
        return self._item(_prose(row.summary), facts, row.sources, Ref("support", row.id, ""))

    def meeting(self, row: Meeting) -> Item:
        outcome = _prose(row.outcome) if row.outcome else _("not known")
        text = _("{purpose}. Outcome: {outcome}.", purpose=_prose(row.purpose), outcome=outcome)
        place = self._place(row.place)
        who = _(", ").join(self._actor(id) for id in row.participants)
        return self._item(text, (place, who, self._mark(row)), row.sources, Ref("meeting", row.id, ""))

    def forecast(self, row: Assessment) -> Item:
        facts = [_name(row.author)]
        if row.likelihood_term:
            facts.append(_("worded “{term}”", term=row.likelihood_term))
        if row.horizon:
            facts.append(_("to be judged by {day}", day=words.table_date(row.horizon)))
        facts.append(self._mark(row))
        return self._item(_prose(row.statement), facts, row.sources, Ref("assessment", row.id, ""))

    def outcome(self, row: Assessment) -> Item:
        said = _("{author}, {day}", author=_name(row.author), day=words.table_date(row.date))
        became = label("assessments", "resolved", row.resolved)
        facts = (said, became, _prose(row.resolution_note), self._mark(row))
        return self._item(_prose(row.statement), facts, row.sources, Ref("assessment", row.id, ""))

    def retracted(self, row: Revision) -> Item:
        """That an event is gone, for those who were sent it; not its words."""
        text = _("An event of this day was retracted in edition {number}.", number=str(row.edition))
        facts = (_("Reason: {reason}", reason=_prose(row.reason)),)
        return self._item(text, facts, (), Ref(*row.ref, _("the change")))

    def _mark(self, row: Change | Support | Meeting | Assessment) -> str:
        """That an edition has changed the row, and whether that is provisional."""
        ref = self._site.mark(row)
        return ref.text if ref else ""

    def _item(
        self, text: str, facts: Iterable[str], sources: Iterable[str], row: Ref | None, counted: bool = True
    ) -> Item:
        """`counted`: whether it is one row, of which is told where its sources have fewer origins than they are."""
        target = self._lines.target(row).removeprefix("../") if row else ""
        found = tuple(self._site.sources[id] for id in dict.fromkeys(sources))
        target = f"{self._path}{target}" if target.startswith("#") else target
        way = row.text if row and row.text else _("the row")
        few = origins(len(found), len({source.root for source in found})) if counted else ""
        return Item(text, tuple(filter(None, (*facts, few))), found, target or self._path, way)

    def _actor(self, id: str) -> str:
        return _name(self._site.actors[id].short_name) if id else _("no known holder")


def publishers(item: Item, most: int) -> str:
    """Who says so, each once: "AP, Reuters and 3 more"."""
    names = list(dict.fromkeys(source.publisher for source in item.sources))
    told = _(", ").join(map(_name, names[:most]))
    if (more := len(names) - most) <= 0:
        return told
    return ngettext("{names} and {n} more", "{names} and {n} more", more, names=told, n=words.figures(more))


def _part(part: Part) -> str:
    if isinstance(part, Ref):
        return _name(part.text)
    return _prose(part.text) if isinstance(part, Prose) else part


def _name(text: str) -> str:
    return language.isolated(text)


def _prose(text: str) -> str:
    return language.isolated(spoken(text)) if text else ""
