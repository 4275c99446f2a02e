"""Where each thing stands: a page, or an anchor on one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.compose import sources
from generator.compose.plan import Plan


class Addresses(Mapping[tuple[str, str], str]):
    """(kind, id) → "path" or "path#anchor" of all that pages lead to.

    Those of events and sources are worded when they are asked for: a site may have hundreds of thousands, and a page
    names few.
    """

    def __init__(self, planned: Plan) -> None:
        self._few = dict(_few(planned))
        self._event = planned.book.event
        self._part = {
            event.id: slug
            for cut in planned.by_day.values()
            for (slug, _), rows in cut.rest
            for event in rows
        }
        self._source = {
            source.id: path for path, _name, rows in sources.placed(planned.by_source) for source in rows
        }

    def part(self, event: str) -> str:
        """Which page of its day shows an event, as its address has it; "" for the first."""
        return self._part.get(event, "")

    def __getitem__(self, key: tuple[str, str]) -> str:
        kind, id = key
        if kind == "event":
            part = self._part.get(id, "")
            return f"dates/{self._event[id].date.isoformat()}{part and f'/{part}'}.md#e-{id}"
        if kind == "source":
            return f"{self._source[id]}#src-{id}"
        return self._few[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._few
        yield from (("event", id) for id in self._event)
        yield from (("source", id) for id in self._source)

    def __len__(self) -> int:
        return len(self._few) + len(self._event) + len(self._source)


def _few(planned: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    """Of all but events and sources."""
    book = planned.book
    for path in planned.paths():
        yield ("page", path), path
        yield ("page", path.removesuffix(".md")), path
    for id in book.actors:
        yield ("actor", id), f"actors/{id}.md"
    for id in book.places:
        yield ("place", id), f"places/{id}.md"
    for day in planned.by_day:
        yield ("date", day.isoformat()), f"dates/{day.isoformat()}.md"
    for row in book.support:
        yield ("support", row.id), f"support.md#r-{row.id}"
    for meeting in book.meetings:
        yield ("meeting", meeting.id), f"dates/{meeting.date.isoformat()}.md#m-{meeting.id}"
    for assessment in book.assessments:
        yield ("assessment", assessment.id), f"assessments.md#a-{assessment.id}"
    yield from planned.record.addresses()
