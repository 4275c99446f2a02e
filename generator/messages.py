"""Every message of the code, the templates and the schema; run as a module it brings the catalogues up to date.

`python -m generator.messages` adds what is new to each `locales/*/LC_MESSAGES/frontmark.po`, untranslated, and
drops what is said no longer. `python -m generator.messages fr` begins a catalogue.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.language import LOCALES

ROOT = Path(__file__).parent.parent
_METHODS = [
    ("generator/**.py", "python"),
    ("charts/**.py", "python"),
    ("generator/templates/**.jinja", "jinja2.ext:babel_extract"),
    ("generator/theme/**.html", "jinja2.ext:babel_extract"),
]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "later": None,
    "heading": None,
    "ngettext": (1, 2),
    "count": (2, 3),
    "opening": (2, 3),
    "tally": (2, 3),
    "noun": (2, 3),
}
"""What says a message, and which of its arguments are one."""
_OPTIONS = {"**.jinja": {"silent": "false"}, "**.html": {"silent": "false"}}

Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str]]:
    """Each message (or its forms for one and for many) and the file that says it."""
    for part in ("generator", "charts"):
        found = extract_from_dir(
            ROOT / part,
            method_map=[(pattern.removeprefix(f"{part}/"), method) for pattern, method in _METHODS],
            options_map=_OPTIONS,
            keywords=KEYWORDS,
        )
        for file, _line, message, _comments, _context in found:
            yield (message if isinstance(message, str) else (message[0], message[1])), f"{part}/{file}"
    yield from _declared()


def _declared() -> Iterator[tuple[Message, str]]:
    """What the schema and the measures declare as data."""
    from generator.measure import FORMULAS
    from generator.schema import TABLES, TYPES

    for name, formula in FORMULAS.items():
        yield from ((text, "generator/measure/__init__.py") for text in (name, formula))
    schema = "generator/schema/__init__.py"
    for table in TABLES:
        yield from ((text, schema) for text in (table.title, table.meaning))
        for column in table.columns:
            yield column.meaning, schema
            for code in column.codes:
                yield from ((text, schema) for text in (code.label, code.meaning))
                if column.name == "type":
                    yield code.many, schema
                    yield (f"{{n}} {code.label}", f"{{n}} {code.many}"), schema
    yield from ((name, schema) for name in TYPES)


def template() -> Catalog:
    """All messages, untranslated."""
    catalogue = Catalog(project="Frontmark", fuzzy=False)
    for message, file in messages():
        if message:
            catalogue.add(message, locations=[(file, 0)])
    return catalogue


def file_of(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALES / code / "LC_MESSAGES" / "frontmark.po"


def read(code: str) -> Catalog:
    """The catalogue of a language. Raises FileNotFoundError when there is none, PoFileError when it is no such file."""
    with file_of(code).open("rb") as stream:
        return read_po(stream, locale=code, abort_invalid=True)


def text(catalogue: Catalog) -> bytes:
    """A catalogue as it is saved: no dates and no line numbers, which would change with every edit elsewhere."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def update(code: str) -> None:
    """Bring the catalogue of a language up to date, or begin it."""
    file = file_of(code)
    catalogue = read(code) if file.exists() else Catalog(locale=code, fuzzy=False)
    catalogue.update(template(), no_fuzzy_matching=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text(catalogue))


def main(codes: Sequence[str]) -> None:
    """Every catalogue there is, and those of `codes`."""
    for code in sorted({*codes, *(path.name for path in LOCALES.iterdir() if path.is_dir())}):
        update(code)


if __name__ == "__main__":
    main(sys.argv[1:])
