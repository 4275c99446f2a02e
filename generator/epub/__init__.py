"""The whole report as one EPUB 3.3, for readers without a line: a chapter for each page, of its plain article.

Written by ourselves: the one library that is kept up, EbookLib, has a licence that would bind those who publish.
"""

from generator.epub.book import PIECE, Book
from generator.epub.chapter import Chapter, chapter

__all__ = ("PIECE", "Book", "Chapter", "chapter")
