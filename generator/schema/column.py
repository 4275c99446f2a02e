"""What a declaration of a table is made of."""

from __future__ import annotations

from dataclasses import dataclass

TYPES = ("string", "prose", "date", "integer", "number", "url", "list", "slug")


@dataclass(frozen=True)
class Code:
    """One value of a vocabulary: `label` is how a page words it, `meaning` what a coder needs to know."""

    code: str
    label: str
    meaning: str
    plural: str = ""

    @property
    def many(self) -> str:
        """What many of it are called in English: "captures", "clashes", or its own `plural`."""
        return self.plural or self.label + ("es" if self.label.endswith(("s", "sh", "ch", "x")) else "s")


@dataclass(frozen=True)
class Column:
    """One column. A `required` cell may not be empty; an `optional` column may be absent altogether.

    `references`: the table whose ids the cells name. `codes`: the vocabulary, which a site may extend where
    it is `open` (`extra.frontmark.sides` in `mkdocs.yml`). `pattern`: a regular expression that the whole
    cell matches, and `form` the same in words. `beside`: the list whose order this one follows, value by value.
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    optional: bool = False
    codes: tuple[Code, ...] = ()
    references: str = ""
    minimum: float | None = None
    maximum: float | None = None
    open: bool = False
    pattern: str = ""
    form: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Table:
    """One table. `required`: no site does without it. `key`: the columns that tell its rows apart."""

    name: str
    title: str
    meaning: str
    required: bool
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")


def identity(meaning: str) -> Column:
    """The column `id` of a table whose rows have names of their own."""
    return Column("id", "slug", meaning, required=True)
