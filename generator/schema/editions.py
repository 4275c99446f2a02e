"""The tables of the record: which states of the tables were published, and what led from each to the next."""

from __future__ import annotations

from generator.schema import vocabulary
from generator.schema.column import Column, Table

EDITIONS = Table(
    "editions",
    "Editions",
    "Each state in which the other tables were published: one row per edition.",
    False,
    ("number",),
    (
        Column("number", "integer", "Number of the edition, from 1 on, without a gap.", True, minimum=1),
        Column("date", "date", "Day on which the edition was recorded.", required=True),
        Column(
            "tables",
            "list",
            "Each table with the SHA-256 of its file, as events:3a7b…; of a table in a folder, that of the lines "
            "which sha256sum prints for its files, in the order of their names.",
            required=True,
            pattern="[a-z]+:[0-9a-f]{64}",
            form="a table and its SHA-256, as events:3a7b…",
        ),
        Column("note", "prose", "What the edition brought, in one sentence.", required=True),
    ),
)

CHANGES = Table(
    "changes",
    "Changes",
    "What led from each edition to the next: one row per changed cell and per row that was added, removed or "
    "moved. Read backwards they give every edition again, to the byte.",
    False,
    ("edition", "table", "id", "column"),
    (
        Column("edition", "integer", "The edition that brought the change.", required=True, minimum=2),
        Column("table", "string", "The table that was changed.", required=True),
        Column(
            "id",
            "string",
            "The row that was changed, by its id; in control by event|place. Empty where the files of the table "
            "changed and no row.",
        ),
        Column("column", "string", "The column of the cell that was changed; empty for a whole row."),
        Column("kind", "string", "What was done.", required=True, codes=vocabulary.KINDS_OF_CHANGE),
        Column(
            "old",
            "string",
            "The cell as it was; of a removed row its cells, and of a table its files with their columns, as JSON. "
            "Empty if there was nothing.",
        ),
        Column(
            "new",
            "string",
            "The cell as it is since; empty if there is nothing, and for whole rows and tables.",
        ),
        Column(
            "after",
            "string",
            "Of a removed or a moved row: the row after which it stood until then, by its id; empty if it stood "
            "first.",
        ),
        Column("reason", "prose", "Why it was changed.", required=True),
        Column(
            "guard",
            "list",
            "The rules that asked for an approval of the change; empty if none did.",
            codes=vocabulary.RULES_OF_GUARD,
        ),
        Column("approved_by", "string", "Who approved the change, where a rule asked for it."),
    ),
)
