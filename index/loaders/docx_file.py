"""A Word document in; its articles out: one, or those of an export of a press archive."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from index.loaders.source import Source, Unreadable, seekable
from index.loaders.text import articles_of
from index.records import Article, Skipped

_OF_DAMAGE = (
    *(ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError),
    *(RecursionError, RuntimeError, SyntaxError, TypeError, ValueError, zlib.error),
)
"""What python-docx and the standard library let through of damaged documents."""

LARGEST_DOCUMENT = 50_000_000
"""Bytes, also once it is unpacked."""


def load(source: Source) -> Iterator[Article | Skipped]:
    """The articles of the document. Raises Unreadable, and OSError where the system refuses it."""
    yield from articles_of(_text(source), source=source)


def _text(source: Source) -> str:
    """Its paragraphs apart, and the rows of its tables on lines, in their order."""
    from docx import Document  # here, because only such a document needs it
    from docx.table import Table

    try:
        with seekable(source, limit=LARGEST_DOCUMENT) as file:
            with ZipFile(file) as archive:
                if sum(member.file_size for member in archive.infolist()) > LARGEST_DOCUMENT:
                    raise Unreadable(
                        f"it unpacks to more than {LARGEST_DOCUMENT:,} bytes: split it"
                    )
            file.seek(0)
            document = Document(file)  # type: ignore[arg-type] # any stream of bytes is read
            blocks = [
                "\n".join("\t".join(cell.text for cell in row.cells) for row in block.rows)
                if isinstance(block, Table)
                else block.text
                for block in document.iter_inner_content()
            ]
    except _OF_DAMAGE as error:
        raise Unreadable(f"this is no Word document, or a damaged one: {error}") from None
    return "\n\n".join(blocks)
