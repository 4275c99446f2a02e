"""The feeds of a site: of its days, of each actor, of its changes; gathered from the plain articles of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from generator import language
from generator.feeds.atom import atom
from generator.feeds.entry import NEWEST, Entry, Feed
from generator.feeds.json_feed import json_feed
from generator.language import gettext as _
from generator.pages import Facts, Site
from generator.plain import Plain
from generator.remake import Gathering

_HEADING = re.compile(r"^<h1[^>]*>.*?</h1>\n", re.DOTALL)
_EVENTS = re.compile(r'^<h2 id="events">.*?</h2>\n(.*?)(?=^<h2 |\Z)', re.DOTALL | re.MULTILINE)
_DAY = re.compile(
    r'^<h3 id="([^"]+)"><a href="dates/(\d{4}-\d\d-\d\d)\.md">(.*?)</a></h3>\n(.*?)(?=^<h3 |\Z)',
    re.DOTALL | re.MULTILINE,
)
_SOURCE = re.compile(r'^<li id="s(\d+)">(.*?)(?: <a href="#c[^>]*>↩</a>)* *</li>$', re.MULTILINE)
_SPAN = re.compile(r'href="#s(\d+)">\d+</a>–<a [^>]*href="#s(\d+)"')
_DAY_PAGE = re.compile(r"dates/(\d{4}-\d\d-\d\d)\.md")

_Key = TypeVar("_Key")
Of = Mapping[date, date]
"""A day → when its entry last changed, where that is later."""
_EDITION = re.compile(r'^<h2 id="(edition-(\d+))">(.*?)</h2>\n(.*?)(?=^<h2 |\Z)', re.DOTALL | re.MULTILINE)
_CHANGES = "changes.md"


def feeds(site: Site, author: str) -> Iterator[Gathering]:
    """Every feed of the site."""
    facts = site.facts
    days = sorted((leaf.path for leaf in site.leaves if _DAY_PAGE.fullmatch(leaf.path)), reverse=True)[
        :NEWEST
    ]
    if days:
        updated = {_day(path): site.updated.get(path, _day(path)) for path in days}
        yield _gathering(
            _feed("days", facts.site_name, "dates/index.md"), days, _of_days, updated, facts, author
        )
    if site.editions and ("page", _CHANGES) in site.addresses:
        title = _("{site}: {subject}", site=facts.site_name, subject=_("Changes"))
        feed = _feed("changes", title, _CHANGES)
        yield _gathering(feed, [_CHANGES], _of_changes, site.editions, facts, author)
    for id, actor in site.actors.items():
        path = f"actors/{id}.md"
        if path in site.named:
            title = _("{site}: {subject}", site=facts.site_name, subject=actor.name)
            feed = _feed(f"actors/{id}", title, path)
            yield _gathering(feed, [path], _of_actor, site.named[path], facts, author)


def _feed(name: str, title: str, page: str) -> Feed:
    spoken = language.current()
    return Feed(name, title, page, spoken.code, spoken.rtl)


def _gathering(
    feed: Feed,
    pages: Sequence[str],
    entries: Callable[[Sequence[Plain], Mapping[_Key, date]], Iterable[Entry]],
    updated: Mapping[_Key, date],
    facts: Facts,
    author: str,
) -> Gathering:
    def make(pieces: list[bytes]) -> dict[str, bytes]:
        found = list(entries([Plain.of(piece) for piece in pieces], updated))[:NEWEST]
        if not found:
            return {}
        return {
            feed.path("xml"): atom(feed, found, facts, author),
            feed.path("json"): json_feed(feed, found, facts, author),
        }

    told = (feed, list(updated.items()), author, facts.site_name, facts.site_url, facts.directory_urls)
    return Gathering(repr(told), tuple(pages), make)


def _of_days(pages: Sequence[Plain], updated: Of) -> Iterator[Entry]:
    """The report of each day, without its heading, which is the title of the entry."""
    for page in pages:
        day, body = _day(page.path), _HEADING.sub("", page.body, count=1)
        yield Entry(page.path, "", page.title, page.description, day, updated.get(day, day), body)


def _of_actor(pages: Sequence[Plain], updated: Of) -> Iterator[Entry]:
    """The events of each day that name the actor, as its page lists them, with their sources."""
    for page in pages:
        if not (listed := _EVENTS.search(page.body)):
            return
        heading = _("Sources cited")
        sources = {int(number): text for number, text in _SOURCE.findall(page.body)}
        for anchor, text, title, events in _DAY.findall(listed[1]):
            day = date.fromisoformat(text)
            notes = "\n".join(f'<li value="{n}">{sources[n]}</li>' for n in _cited(events) if n in sources)
            body = f"{events}<h3>{heading}</h3>\n<ol>\n{notes}\n</ol>\n" if notes else events
            named = _("{actor}, {day}", actor=page.title, day=title)
            yield Entry(page.path, anchor, named, "", day, updated.get(day, day), body)


def _of_changes(pages: Sequence[Plain], days: Mapping[int, date]) -> Iterator[Entry]:
    """What each edition brought, as far as the page of changes tells of it; days: that of each edition."""
    for page in pages:
        for anchor, number, title, body in _EDITION.findall(page.body):
            day = days[int(number)]
            yield Entry(page.path, anchor, title, "", day, day, body)


def _cited(events: str) -> list[int]:
    """The numbers of the sources that events name; "1–4" names four."""
    found = set(map(int, re.findall(r'href="#s(\d+)"', events)))
    for first, last in _SPAN.findall(events):
        found |= set(range(int(first), int(last)))
    return sorted(found)


def _day(path: str) -> date:
    found = _DAY_PAGE.fullmatch(path)
    assert found, path
    return date.fromisoformat(found[1])
