"""The chapters of all pages → the book."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from generator import language, words
from generator.archive import archive, deflated, stored
from generator.assets import text_of
from generator.epub.chapter import STYLE, Chapter, document, file_of
from generator.forms import BOOK
from generator.language import gettext as _
from generator.pages import SECTIONS, Facts, Site

PIECE = "epub/"
"""How the name of a chapter's piece begins; the path of its page follows."""
_ROOM = "EPUB"
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    f'<rootfile full-path="{_ROOM}/package.opf" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n</container>\n"
)
# What a reader who cannot see, or does not want surprises, is told of the book before it is opened.
_ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
)

Tree = Sequence[tuple[str, Sequence[str]]]


class Book:
    """The book of one site: which pages are its chapters in which order, and what it says of itself."""

    def __init__(self, site: Site) -> None:
        self.facts = site.facts
        self.tree = tuple(_tree([leaf.path for leaf in site.leaves]))
        self.paths = tuple(path for section, below in self.tree for path in (section, *below))

    @property
    def key(self) -> str:
        """All that it is made from beside its chapters."""
        facts = self.facts
        told = (facts.site_name, facts.site_url, facts.first, facts.last, facts.edition, facts.edition_date)
        return json.dumps([BOOK, language.current().code, *map(str, told)])

    def make(self, pieces: Sequence[bytes]) -> Mapping[str, bytes]:
        """The file of the book; `pieces`: those of its chapters, in the order of `paths`."""
        chapters = dict(zip(self.paths, map(Chapter.of, pieces), strict=True))
        title = _title(self.facts)
        files = (
            ("mimetype", stored(b"application/epub+zip")),
            ("META-INF/container.xml", deflated(_CONTAINER.encode())),
            (f"{_ROOM}/package.opf", deflated(self._package().encode())),
            (f"{_ROOM}/nav.xhtml", deflated(self._contents(chapters).encode())),
            (f"{_ROOM}/{STYLE}", deflated(text_of("book.css").encode())),
            (f"{_ROOM}/title.xhtml", deflated(document(self.facts.site_name, title, STYLE).encode())),
            *((f"{_ROOM}/{file_of(path)}", chapter.file) for path, chapter in chapters.items()),
        )
        return {BOOK: archive(files)}

    def _package(self) -> str:
        facts, of = self.facts, language.current()
        changed = max(facts.last, facts.edition_date or facts.last)
        known = uuid.uuid5(uuid.NAMESPACE_URL, facts.site_url or f"frontmark:{facts.site_name}")
        files = ["title.xhtml", *map(file_of, self.paths)]
        items = "".join(
            f'<item id="c{at}" href="{file}" media-type="application/xhtml+xml"/>\n'
            for at, file in enumerate(files)
        )
        refs = "".join(f'<itemref idref="c{at}"/>\n' for at in range(len(files)))
        direction = "rtl" if of.rtl else "ltr"
        access = "".join(f'<meta property="{name}">{value}</meta>\n' for name, value in _ACCESS)
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
            f'unique-identifier="id" xml:lang="{of.code}" dir="{direction}">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<dc:identifier id="id">urn:uuid:{known}</dc:identifier>\n'
            f"<dc:title>{escape(facts.site_name)}</dc:title>\n<dc:language>{of.code}</dc:language>\n"
            f"<dc:publisher>{escape(facts.site_name)}</dc:publisher>\n<dc:date>{changed.isoformat()}</dc:date>\n"
            f'<meta property="dcterms:modified">{changed.isoformat()}T00:00:00Z</meta>\n{access}</metadata>\n'
            '<manifest>\n<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
            f'<item id="style" href="{STYLE}" media-type="text/css"/>\n{items}</manifest>\n'
            f'<spine page-progression-direction="{direction}">\n{refs}</spine>\n</package>\n'
        )

    def _contents(self, chapters: Mapping[str, Chapter]) -> str:
        def entry(path: str, below: str = "") -> str:
            title = escape(chapters[path].title)
            return f'<li><a href="{file_of(path)}">{title}</a>{below}</li>\n'

        entries = ""
        for section, paths in self.tree:
            inner = "".join(map(entry, paths))
            entries += entry(section, f"\n<ol>\n{inner}</ol>\n" if inner else "")
        name = _("Contents")
        body = f'<nav epub:type="toc" id="toc">\n<h1>{name}</h1>\n<ol>\n{entries}</ol>\n</nav>'
        return document(name, body, STYLE)


def _tree(paths: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The pages by section, in the order of a reader: sections as the navigation has them, days from the first on."""
    order = {path: at for at, (_name, path) in enumerate(SECTIONS)}
    heads = [path for path in paths if "/" not in path or path in order]
    below: dict[str, list[str]] = {
        path: [] for path in sorted(heads, key=lambda path: order.get(path, len(order)))
    }
    for path in paths:
        if path not in below:
            folder = path.partition("/")[0]
            owner = next(name for name in (f"{folder}/index.md", f"{folder}.md") if name in below)
            below[owner].append(path)
    for section in below:
        days = section == "dates/index.md"
        yield section, sorted(below[section], key=_by_day) if days else below[section]


def _by_day(path: str) -> tuple[str, int, str]:
    """A day before the pages on which it goes on, of these the second before the tenth."""
    return path[: len("dates/2024-12-06")], len(path), path


def _title(facts: Facts) -> str:
    """The body of the first page: whose book it is, of when, and where a newer one is."""
    lines = [_("Data until {day}", day=words.long_date(facts.last))]
    if facts.edition and facts.edition_date:
        told = {"n": str(facts.edition), "day": words.long_date(facts.edition_date)}
        lines.append(_("Edition {n}, {day}", **told))
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    if facts.site_url:
        address = escape(facts.site_url)
        newest = escape(_("The newest version, with the charts, is at {address}"))
        link = f'<a href="{address}">{address}</a>'
        body += f"<p>{newest.replace('{address}', link)}</p>\n"
    return f"<h1>{escape(facts.site_name)}</h1>\n{body}"
