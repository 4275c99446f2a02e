"""Numbers in the notes of days against what the tables have of that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.check.numbers import NUMBER, value
from generator.problems import WARNING, Problem
from generator.read import Note
from generator.remedy import quoted
from generator.tables import Tables

# A number is taken at its word where the sentence leaves no doubt what it counts, or where it links to the list of
# what it counts: [18 places](#changes-of-control), [two meetings](2024-12-06.md#meetings).
_HANDS = re.compile(rf"\b{NUMBER}\s+places?\s+changed\s+hands\b", re.IGNORECASE)
_LINK = re.compile(
    rf"\[(?P<words>[^\]\[]*?\b{NUMBER}\b[^\]\[]*)\]\((?:(?:\.\./)*(?:dates/)?(?P<day>\d{{4}}-\d{{2}}-\d{{2}})(?:\.md|/)?)?"
    r"#(?P<list>changes-of-control|events|meetings)\)",
    re.IGNORECASE,
)
_OF_DAY = re.compile(r"dates/(\d{4}-\d{2}-\d{2})")
_CALLED = {
    "changes-of-control": ("change of control", "changes of control"),
    "events": ("event", "events"),
    "meetings": ("meeting", "meetings"),
}


def noted(tables: Tables, notes: Iterable[Note]) -> list[Problem]:
    """Warnings about numbers in notes that the tables do not bear out, each with its file and line."""
    counted = _counts(tables)
    return sorted(problem for note in notes for problem in _of_note(note, counted))


def _counts(tables: Tables) -> Mapping[str, Mapping[str, int]]:
    """Of each list that a day page has: day → number of its rows."""
    places = tables.control.loc[tables.control["scope"] == "place", "date"]
    lists = {
        "changes-of-control": places,
        "events": tables.events["date"],
        "meetings": tables.meetings["date"],
    }
    return {name: days.dt.strftime("%Y-%m-%d").value_counts().to_dict() for name, days in lists.items()}


def _of_note(note: Note, counted: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    of_day = _OF_DAY.fullmatch(note.page)
    own = of_day[1] if of_day else ""
    for number, line in enumerate(note.text.split("\n"), start=1):
        found = [
            (each["n"], each["words"], each["day"] or own, each["list"].lower())
            for each in _LINK.finditer(line)
        ]
        bare = _LINK.sub("", line)
        found += [(each["n"], each.group(), own, "changes-of-control") for each in _HANDS.finditer(bare)]
        for said, words, day, name in found:
            if day and len(re.findall(rf"\b{NUMBER}\b", words, re.IGNORECASE)) == 1:
                there = counted[name].get(day, 0)
                if there != value(said):
                    message = f"says {quoted(words)}, and {day} has {there} {_CALLED[name][there != 1]}"
                    yield Problem(note.file, number, "", message, WARNING)
