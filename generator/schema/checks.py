"""The table of what was found when the addresses of the sources were asked for."""

from __future__ import annotations

from generator.schema.column import Code, Column, Table

RESULTS = (
    Code("live", "live", "The page answered."),
    Code("gone", "not found", "The server answered that there is no such page (404 or 410)."),
    Code(
        "failed",
        "no answer",
        "No server answered in time, or the answer was an error of the server.",
    ),
    Code(
        "unclear",
        "unclear",
        "The server did not let a program in, asks programs to stay away (robots.txt), or sent it round in "
        "circles or to a home page: readers may find the page there.",
    ),
)

SOURCE_CHECKS = Table(
    "source_checks",
    "Checks of sources",
    "What was found when the address of each source was last asked for; frontmark sources check writes it. It is "
    "bookkeeping and no part of an edition.",
    False,
    ("source",),
    (
        Column("source", "slug", "The source that was checked.", True, references="sources"),
        Column("date", "date", "Day of the check.", required=True),
        Column("result", "string", "What was found.", required=True, codes=RESULTS),
        Column(
            "status",
            "integer",
            "The last status of HTTP that a server answered with; empty if none answered.",
            minimum=100,
            maximum=599,
        ),
        Column("final_url", "url", "Where the address led, if elsewhere than it says."),
        Column("fault", "string", "What went wrong, in a few words."),
        Column(
            "archived_url",
            "url",
            "Address of an archived copy, where the table of sources names none.",
            optional=True,
        ),
    ),
)
