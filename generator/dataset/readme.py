"""What lies beside the tables in the ZIP file, for a person who opens it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.dataset.about import About
from generator.dataset.meanings import DAYS, OTHERS, PARQUET, READING
from generator.language import gettext as _
from generator.schema import table
from generator.words import capital, figures, long_date


def readme(about: About, rows: Mapping[str, int], files: Collection[str]) -> bytes:
    """`README.md`: what each file holds, how to read it, the licence, how to cite. rows: of each table."""
    return ("\n".join(_lines(about, rows, files)) + "\n").encode()


def licence(about: About) -> bytes:
    """`LICENSE.txt`: which licence it is and where its text stands."""
    return f"{about.licence.title} ({about.licence.id})\n{about.licence.url}\n".encode()


def _lines(about: About, rows: Mapping[str, int], files: Collection[str]) -> Iterator[str]:
    until = _("Data until {day}", day=long_date(about.last))
    files_heading, licence_heading = _("Files"), _("Licence and citation")
    edition = f"{capital(about.of_edition())}. " if about.edition else ""
    yield from (f"# {about.title}", "")
    if about.description:
        yield from (about.description, "")
    yield from (f"{edition}{until}.", "", f"## {files_heading}", "")
    for name, count in rows.items():
        held = _("{meaning} Rows: {n}.", meaning=_(table(name).meaning), n=figures(count))
        yield f"- `{name}.csv`, `{name}.parquet`: {held}"
    for path, meaning in OTHERS.items():
        if path in files:
            yield f"- `{path}`: {_(meaning)}"
    if any(path.startswith("control/") for path in files):
        yield f"- `control/`: {_(DAYS)}"
    yield from ("", _(READING), "", _(PARQUET), "", f"## {licence_heading}", "")
    yield from (f"{about.licence.title}: {about.licence.url}", "", f"> {about.citation()}")
