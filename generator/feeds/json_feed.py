"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), its entries whole, as HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator.feeds.entry import Addresses, Entry, Feed
from generator.pages import Facts
from generator.plain import as_html


def json_feed(feed: Feed, entries: Sequence[Entry], facts: Facts, author: str) -> bytes:
    """The text of the feed; `entries`: the newest first. A site without an address has no addresses to give."""
    at = Addresses(feed, facts)
    told: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if facts.site_url:
        told |= {"home_page_url": at.of(feed.page), "feed_url": at.of(feed.path("json"))}
    told |= {
        "language": feed.language,
        "authors": [{"name": author}],
        "items": [_item(entry, at, facts) for entry in entries],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, at: Addresses, facts: Facts) -> dict[str, Any]:
    return {
        "id": at.id(entry.page, entry.anchor),
        **({"url": at.of(entry.page, entry.anchor)} if facts.site_url else {}),
        "title": entry.title,
        **({"summary": entry.summary} if entry.summary else {}),
        "content_html": as_html(at.fitted(entry)),
        "date_published": f"{entry.day.isoformat()}T00:00:00Z",
        "date_modified": f"{max(entry.day, entry.updated).isoformat()}T00:00:00Z",
    }
