"""Sentences, references and records as Markdown; each event's line is made once and reused by every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from generator import bibliography, markdown, words
from generator.blocks import Cell, DataTable, Part, Prose, Ref, Sentence
from generator.endnotes import Endnotes, endnote, resting
from generator.entry import Words
from generator.language import gettext as _
from generator.language import later, ngettext
from generator.pages import Site
from generator.phrases import named, phrase, prose
from generator.plain.fit import Ways
from generator.provisional import provisional
from generator.records import (
    Actor,
    Assessment,
    Change,
    Event,
    Meeting,
    Place,
    Source,
    SourceCheck,
    Support,
)
from generator.revisions import Revision
from generator.schema import label

ICONS = {"confirmed": "●", "claimed": "○", "disputed": "◌"}
ARROWS = {
    later("gaining"): "▲",
    later("rising"): "▲",
    later("losing"): "▼",
    later("falling"): "▼",
    later("holding"): "■",
    later("steady"): "■",
    later("contested"): "◆",
}
_MOST = 1 << 15  # lines of a kind that are kept: those of a year with fifty events a day, and more
_K = TypeVar("_K")
_V = TypeVar("_V")


def confidence(code: str) -> Markup:
    """The word with its sign, never a colour alone."""
    return Markup(f'<span class="fm-conf fm-{code}">{ICONS[code]} {_(code)}</span>')


def _known(known: dict[_K, _V], key: _K, make: Callable[[], _V]) -> _V:
    """What was made for `key`. Of many the oldest goes: each process of a crew has all this once more."""
    if key not in known:
        if len(known) >= _MOST:
            del known[next(iter(known))]
        known[key] = make()
    return known[key]


class Lines:
    """Formats what one site's pages share. `up` in links is written for a page one folder deep; see `at_depth`."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._links: dict[tuple[str, str, str], Markup] = {}
        self._events: dict[str, Words] = {}
        self._sources: dict[str, Words] = {}
        self._ways: dict[tuple[str, str], Ways] = {}

    def mark(self, row: Event | Change | Support | Meeting | Assessment) -> Markup:
        """That an edition has changed the row, leading to the change; nothing for one that none has."""
        return self._marked(self.site.mark(row))

    def provisional(self, sentence: Sentence) -> Markup:
        """How many of the rows that a sentence counts are provisional, leading to the change; nothing where none is."""
        return self._marked(provisional(sentence, self.site))

    def _marked(self, ref: Ref | None) -> Markup:
        if not ref:
            return Markup("")
        return Markup(f'<span class="fm-mark" data-search-exclude>{self.link(ref)}</span>')

    def change(self, row: Revision) -> Markup:
        """The change of a row on the page of its edition."""
        return self.link(Ref(*row.ref, _("the change")))

    def link(self, ref: Ref) -> Markup:
        """A link to what `ref` names, or its words where it has no page."""
        key = (ref.kind, ref.id, ref.text)
        return self._links.get(key) or _known(self._links, key, lambda: self._link(ref))

    def _link(self, ref: Ref) -> Markup:
        name = named(ref.text)
        target = self.target(ref)
        return Markup(f"[{name}]({target})") if target else name

    def target(self, ref: Ref) -> str:
        """Where `ref` leads from a page one folder deep; "" where it has no page."""
        if ref.kind == "here":
            return f"#{ref.id}"
        id, _, anchor = ref.id.partition("#")
        address = self.site.addresses.get((ref.kind, id))
        return f"../{address}#{anchor}" if address and anchor else f"../{address}" if address else ""

    def actor(self, id: str) -> Markup:
        """An actor by its short name, linked."""
        if not id:
            return markdown.text_run(_("no known holder"))
        return self.link(Ref("actor", id, self.site.actors[id].short_name))

    def place(self, id: str) -> Markup:
        """A place by its name, linked."""
        return (
            self.link(Ref("place", id, self.site.places[id].called)) if id in self.site.places else Markup("")
        )

    def also(self, place: Place) -> Markup:
        """A place's name in the other script."""
        other = named(place.also)
        return other if "<" in other else Markup(f'<span dir="ltr">{other}</span>')

    def day(self, day: date | None) -> Markup:
        """A day as "6 Dec 2024", linked to its page where it has one."""
        return self.link(Ref("date", day.isoformat(), words.table_date(day))) if day else Markup("")

    def actors(self, ids: Iterable[str]) -> Markup:
        """Several actors, each linked."""
        return _row_of(self.actor(id) for id in ids)

    def actor_name(self, actor: Actor) -> Markup:
        """An actor by its full name, linked."""
        return self.link(Ref("actor", actor.id, actor.name))

    def links(self, refs: Iterable[Ref]) -> Markup:
        """Several links in a row."""
        return _row_of(self.link(ref) for ref in refs)

    def names(self, names: Iterable[str]) -> Markup:
        """Several names in a row."""
        return _row_of(named(name) for name in names)

    def row_of(self, change: Change) -> Ref:
        """The event of a change of control."""
        return Ref("event", change.event, _("event"))

    def assessment(self, row: Assessment) -> Ref:
        """An assessment with its outcome."""
        return Ref("assessment", row.id, _("what became of it"))

    def ways(self, form: str, folder: str) -> Ways:
        """The links that pages of a form in this folder have in common."""
        return _known(self._ways, (form, folder), lambda: Ways(_MOST))

    def source(self, row: Source) -> Words:
        """A source as the endnotes of all pages have it."""
        return _known(self._sources, row.id, lambda: endnote(row))

    def listed(self, row: Source) -> Markup:
        """A source where its check is told beside it, see `bibliography`."""
        return bibliography.source(row, checked=False)

    def check(self, check: SourceCheck) -> Markup:
        """What the last check of a source found: the day, the result, and what a server answered."""
        parts = {
            "day": words.table_date(check.date),
            "result": label("source_checks", "result", check.result),
            "fault": named(check.fault or ""),
        }
        if check.fault:
            return phrase(_("checked on {day}: {result} ({fault})"), parts)
        return phrase(_("checked on {day}: {result}"), parts)

    def sentence(self, sentence: Sentence) -> Markup:
        """Words escaped, references linked; sources and rows are the template's to place."""
        first, *rest = [self._part(part) for part in sentence.parts]
        return Markup("".join([markdown.line_start(first), *rest]))

    def _part(self, part: Part) -> Markup:
        if isinstance(part, Ref):
            return self.link(part)
        return prose(part.text) if isinstance(part, Prose) else markdown.text_run(part)

    def events(self, rows: Iterable[Event], notes: Endnotes) -> Markup:
        """A list of events, each with its sources as the page numbers them: most of a site is such lists."""
        return notes.listed([notes.row(f"e-{row.id}", self.event(row), row.sources) for row in rows])

    def event(self, event: Event) -> Words:
        """One event: its anchor, its sentence, and who, where and how sure. Sources follow as citations."""
        return _known(self._events, event.id, lambda: self._event(event))

    def _event(self, event: Event) -> Words:
        kind = markdown.attribute(label("events", "type", event.type))
        edition = self.site.added.get(event.id)
        since = f' data-edition="{edition}"' if edition else ""
        rests = resting(self.site.sources, event.sources, event.credibility)
        return Words(
            prose(event.summary),
            self._facts(event),
            f'<span id="e-{event.id}" data-type="{event.type}" data-name="{kind}"{since}></span>',
            f"{rests} ",
            self.event_link(event),
        )

    def _facts(self, event: Event) -> list[str]:
        who = self.actor(event.actor) if event.actor else Markup("")
        if event.target:
            pair = self.parties if event.type == "armed_incident" else self.pair
            who = (
                pair(event.actor, event.target)
                if event.actor
                else phrase(_(" → {taker}"), {"taker": self.actor(event.target)})
            )
        others = (
            phrase(_("with {actors}"), {"actors": self.actors(event.other_actors)})
            if event.other_actors
            else ""
        )
        when = label("events", "date_precision", "approx") if event.date_precision == "approx" else ""
        if event.date_end and event.date_end != event.date:
            when = words.span(event.date, event.date_end)
        parts = (
            self.place(event.place),
            who,
            others,
            when,
            _deaths(event),
            confidence(event.confidence),
            self.mark(event),
        )
        return [str(part) for part in parts if part]

    def event_link(self, event: Event) -> Markup:
        """The address of an event on the page of its day: it stands when lists elsewhere are cut anew."""
        address = self._link(Ref("event", event.id, _("Link to this event")))
        return Markup(f'<span class="fm-link" data-search-exclude>{address}</span>')

    def pair(self, giver: str, taker: str) -> Markup:
        """Who gives to whom, who acts on whom, or whom a place passed to."""
        return phrase(_("{giver} → {taker}"), {"giver": self.actor(giver), "taker": self.actor(taker)})

    def parties(self, one: str, other: str) -> Markup:
        """The two sides of an event of which nobody says who acted on whom."""
        return phrase(_("{one} – {other}"), {"one": self.actor(one), "other": self.actor(other)})

    def cell(self, value: Cell) -> Markup:
        """A cell of a data table."""
        if isinstance(value, Ref):
            return self.link(value)
        if isinstance(value, int | float):
            return Markup(words.figures(value, 0 if isinstance(value, int) else 1).replace("-", "−"))
        return Markup("–") if value is None else named(str(value))

    def table(self, table: DataTable) -> Markup:
        """A pipe table; columns that hold only numbers are set right."""
        numeric = [
            any(isinstance(row[i], int | float) for row in table.rows)
            and all(row[i] is None or isinstance(row[i], int | float) for row in table.rows)
            for i in range(len(table.head))
        ]
        lines = [
            _row(markdown.text(head) for head in table.head),
            _row(Markup("---:" if right else "---") for right in numeric),
            *(_row(map(self.cell, row)) for row in table.rows),
        ]
        return Markup("\n".join(lines))


def _row(cells: Iterable[Markup]) -> str:
    return f"| {' | '.join(cells)} |"


def _deaths(event: Event) -> Markup:
    best, low, high = event.fatalities_best, event.fatalities_low, event.fatalities_high
    if low is not None and high is not None and low != high:
        bounds = {"low": words.figures(low), "high": words.figures(high)}
        if best is None:
            return Markup(
                ngettext("{low}–{high} deaths reported", "{low}–{high} deaths reported", high, **bounds)
            )
        told = words.count(best, "{n} death reported", "{n} deaths reported")
        return Markup(_("{deaths} ({low}–{high})", deaths=told, **bounds))
    if best is not None:
        return Markup(words.count(best, "{n} death reported", "{n} deaths reported"))
    if low is None and high is None:
        return Markup("")
    if low == high:
        return Markup(words.count(low or 0, "{n} death reported", "{n} deaths reported"))
    if low is None:
        return Markup(words.count(high or 0, "at most {n} death reported", "at most {n} deaths reported"))
    return Markup(words.count(low, "at least {n} death reported", "at least {n} deaths reported"))


def _row_of(items: Iterable[Markup]) -> Markup:
    return Markup(_(", ").join(items))
