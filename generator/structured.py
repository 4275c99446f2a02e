"""What a page is and tells, as JSON-LD in the words of schema.org: for search engines and other programs.

Built of the page's own rows alone, so that it changes with them and with nothing else.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from generator import language, markdown, words
from generator.language import gettext as _
from generator.pages import Page, Site
from generator.records import Event
from generator.schema import label
from generator.views.dates import DateView
from generator.views.home import HomeView
from generator.views.reference import DataView

_TAG = re.compile(r"<[^>]+>")
CONTEXT = "https://schema.org"


def structured(page: Page, site: Site) -> dict[str, Any]:
    """The JSON-LD of a page; nothing for pages that are neither the report of a day nor about all the data.

    An address stands in it only where the site has one.
    """
    if isinstance(page.view, DateView):
        return {"@context": CONTEXT, **_report(page, page.view, site)}
    if isinstance(page.view, DataView | HomeView):
        return {"@context": CONTEXT, **_dataset(page, site)}
    return {}


def as_script(told: dict[str, Any]) -> str:
    """JSON in one line that no script element can end early: ASCII, `<`, `>` and `&` by their numbers."""
    text = json.dumps(told, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _report(page: Page, view: DateView, site: Site) -> dict[str, Any]:
    """The report of a day. When it was published no row says; which day it covers does."""
    events = [event for group in view.events for event in group.rows]
    told: dict[str, Any] = {
        "@type": "Report",
        "headline": page.title,
        "description": page.description,
        "temporalCoverage": view.day.isoformat(),
        "inLanguage": language.current().code,
        "isPartOf": {"@type": "WebSite", "name": site.facts.site_name, **_at(site, "index.md")},
        "about": list(_events(events, site)),
        **_at(site, page.path),
    }
    return {name: value for name, value in told.items() if value}


def _events(events: list[Event], site: Site) -> Iterator[dict[str, Any]]:
    """Each event that has a place with a position; its description says what it was and how sure that is."""
    for event in events:
        place = site.places.get(event.place)
        if not place or place.lat is None or place.lon is None:
            continue
        geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
        page, _sign, anchor = site.addresses["event", event.id].partition("#")
        facts = [label("events", "type", event.type), _(event.confidence)]
        if mark := site.mark(event):
            facts.append(mark.text)
        told: dict[str, Any] = {
            "@type": "Event",
            "name": plain(event.summary),
            "description": words.joined(facts),
            "startDate": event.date.isoformat(),
            "location": {"@type": "Place", "name": place.called, "geo": geo},
            **_at(site, page, anchor),
        }
        yield told | ({"endDate": event.date_end.isoformat()} if event.date_end else {})


def _dataset(page: Page, site: Site) -> dict[str, Any]:
    facts = site.facts
    told: dict[str, Any] = {
        "@type": "Dataset",
        "name": facts.site_name,
        "description": page.description,
        "temporalCoverage": f"{facts.first.isoformat()}/{facts.last.isoformat()}",
        "inLanguage": language.current().code,
        "isAccessibleForFree": True,
        **_at(site, "data.md"),
    }
    if facts.edition and facts.edition_date:
        told |= {"version": str(facts.edition), "dateModified": facts.edition_date.isoformat()}
    if isinstance(page.view, DataView):
        told["license"] = page.view.licence.url
        if facts.site_url:
            told["distribution"] = list(_distribution(page.view, facts.site_url))
    return told


def _distribution(view: DataView, site_url: str) -> Iterator[dict[str, Any]]:
    files = [file for table in view.tables for file in table.files]
    for file in (*([view.whole] if view.whole else ()), *files):
        kind = _MEDIA.get(file.name.rpartition(".")[2])
        address = f"{site_url.rstrip('/')}/{file.path}"
        if kind:
            yield {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": address,
                "encodingFormat": kind,
                "contentSize": f"{file.size} B",
            }


_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "zip": "application/zip"}


def _at(site: Site, path: str, anchor: str = "") -> dict[str, str]:
    if not site.facts.site_url:
        return {}
    address = site.facts.address(path)
    return {"url": f"{address}#{anchor}" if anchor else address}


def plain(prose: str) -> str:
    """A sentence of the data without its marks."""
    return html.unescape(_TAG.sub("", markdown.prose(prose)))
