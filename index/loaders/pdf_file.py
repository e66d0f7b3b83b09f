"""A PDF file in; one article out: the text of its pages, and what it states of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from index.clean import clean
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.record import article
from index.loaders.source import Source, Unreadable, read_bytes
from index.records import Article

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_PDF = 50_000_000
"""Bytes."""

MOST_PAGES = 1_000

_OF_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What pypdf lets through of damaged files beside the errors that it declares."""

_FULL = 0.85
"""Of the characters of the widest line: letters differ in width, so that full lines have fewer."""

_BROKEN = re.compile(r"[a-zß-öø-ÿ]-$")


def load(source: Source) -> Iterator[Article]:
    """The one article of the file. Raises Unreadable, and OSError where the system refuses it.

    Its pages follow one another as paragraphs. Lines that the width of the page broke are joined,
    and so are words that were broken with a hyphen between small letters. The title and the author
    are what the document says they are. It has no date: the one that a PDF carries is that of the
    file, not of the article.
    """
    from pypdf import PdfReader  # here, because only a PDF needs it
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of is told as a reason
    data = read_bytes(source, limit=LARGEST_PDF)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is encrypted: save it without a password and add that")
        text = _text(reader)
        said = reader.metadata
        fields = {
            "title": said and said.title,
            "authors": said and said.author,
            "text": text,
        }
    except DependencyError:
        raise Unreadable("it is encrypted: save it without a password and add that") from None
    except (PyPdfError, *_OF_DAMAGE) as error:
        raise Unreadable(f"this is no PDF file, or a damaged one: {error}") from None
    except (RecursionError, MemoryError):
        raise Unreadable("this PDF is built so that it cannot be read") from None
    if not text:
        raise Unreadable("it holds pictures of pages and no text: run text recognition on it first")
    yield article(fields, source=source)


def _text(reader: PdfReader) -> str:
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(f"it has more than {MOST_PAGES:,} pages: split it")
    pages: list[str] = []
    letters = 0
    for page in reader.pages:
        pages.append(_paragraphs(clean(page.extract_text())))
        letters += len(pages[-1])
        if letters > LARGEST_ARTICLE:
            raise Unreadable(f"its text is longer than {LARGEST_ARTICLE:,} characters: split it")
    return "\n\n".join(filter(None, pages))


def _paragraphs(page: str) -> str:
    """The page with its lines joined, save where the next word would have fitted on the line."""
    lines = page.split("\n")
    width = max(map(len, lines))
    text = lines[0]
    for line, following in pairwise(lines):
        room = _FULL * width - len(line) - 1
        if not line or not following or len(following.partition(" ")[0]) <= room:
            text += f"\n\n{following}"
        elif _BROKEN.search(line) and following[0].islower():
            text = text[:-1] + following
        else:
            text += f" {following}"
    return clean(text)
