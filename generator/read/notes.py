"""The analysts' notes: Markdown files that appear on the page of the same path."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.problems import ContentError, Problem
from generator.read.text import name, read_text
from generator.remedy import quoted
from generator.settings import Settings


@dataclass(frozen=True)
class Note:
    """`page`: path of the page it belongs to, such as "dates/2024-12-06"; `file`: where the text stands."""

    page: str
    file: str
    text: str


def read_notes(settings: Settings) -> tuple[Note, ...]:
    """Every note under `content/notes`, by file name. Raises ContentError with every fault in them."""
    notes, problems = collect_notes(settings)
    if problems:
        raise ContentError(problems)
    return notes


def collect_notes(settings: Settings) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """The notes that are fit to be shown, and the problems of the others; raises nothing."""
    folder = settings.content / "notes"
    notes: list[Note] = []
    problems: list[Problem] = []
    for path in sorted(path for path in folder.rglob("*.md") if path.is_file() and path.name[0] != "."):
        note = _read(path, folder, settings)
        if isinstance(note, Problem):
            problems.append(note)
            continue
        faults = tuple(faults_of(note))
        problems.extend(faults)
        if not faults:
            notes.append(note)
    return tuple(notes), tuple(problems)


def _read(path: Path, folder: Path, settings: Settings) -> Note | Problem:
    file = name(settings, path)
    text = read_text(path, file)
    if isinstance(text, Problem):
        return text
    if not text.strip():
        return Problem(file, 0, "", "the note is empty; write it or delete the file")
    page = path.relative_to(folder).with_suffix("").as_posix()
    return Note(page, file, text.replace("\r\n", "\n").replace("\r", "\n"))


# What Python-Markdown takes for markup need not be what CommonMark does, so these rules look at the bare
# text: they refuse a little more than either would run, and nothing a report needs.
_LINES = (
    (
        re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)"),
        "raw HTML is not allowed in a note; write Markdown, and &lt; for the sign <",
    ),
    (
        re.compile(r"\{(?!\s*\})[^{}\n]*\}|\{[{%#]"),
        "an attribute list or template in {braces} is not allowed in a note; leave the braces out",
    ),
    (
        re.compile(r"-+8<-+"),
        "a snippet include (--8<--) is not allowed in a note; write its text here",
    ),
)
_TARGET = re.compile(r"\]\s*+(?:\(|:)\s*+<?\s*+([^\s)>][^)>\n]*)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_RUNS = frozenset({"javascript", "vbscript", "data", "file", "blob"})
_ALLOWED = frozenset({"http", "https", "mailto"})
_LINK = "expected a link with http, https or mailto or a relative one"


def faults_of(note: Note) -> Iterator[Problem]:
    """What a note may not hold: raw HTML, attribute lists, includes, links that run code or leave unseen."""
    found = set(_links(note))
    links = {problem.line for problem in found}
    for number, line in enumerate(note.text.split("\n"), start=1):
        found.update(Problem(note.file, number, "", text) for rule, text in _LINES if rule.search(line))
        for target in _TARGET.findall(line):
            if _scheme(target) in _RUNS and number not in links:
                found.add(Problem(note.file, number, "", f"{_LINK}, got {quoted(target.strip())}"))
    yield from sorted(found)


def _every_link(url: str) -> bool:
    """In place of the parser's own rule, which would drop a link that runs code without a word."""
    return bool(url)


_PARSER = MarkdownIt("commonmark")
_PARSER.validateLink = _every_link  # type: ignore[method-assign]


def _links(note: Note) -> Iterator[Problem]:
    for block in _PARSER.parse(note.text):
        line = block.map[0] + 1 if block.map else 0
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "link_open":
                target = str(token.attrs["href"])
                if not _is_allowed(target):
                    yield Problem(note.file, line, "", f"{_LINK}, got {quoted(target)}")
            elif token.type == "image" and (_scheme(str(token.attrs["src"])) or _is_rooted(token)):
                found = quoted(str(token.attrs["src"]))
                yield Problem(
                    note.file, line, "", f"expected an image of this site, by a relative path, got {found}"
                )


def _is_allowed(target: str) -> bool:
    scheme = _scheme(target)
    return scheme in _ALLOWED if scheme else not target.startswith(("/", "\\"))


def _is_rooted(token: Token) -> bool:
    return str(token.attrs["src"]).startswith(("/", "\\"))


def _scheme(target: str) -> str:
    """The scheme a browser would see: entities resolved, white space and control characters dropped."""
    bare = re.sub(r"[\x00-\x20\x7f\\]", "", html.unescape(target))
    found = _SCHEME.match(bare)
    return found.group(1).lower() if found else ""
