"""A file in; its text, whole or line by line, out: in any encoding, and never more than is sane."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO, AnyStr

from charset_normalizer import from_bytes

from index.loaders.source import Source, Unreadable, read_bytes

LARGEST_ARTICLE = 5_000_000
"""Bytes of a file that is one article, and characters of an article's text. A long novel has a
million; far beyond that it is a mistake, and would hold up all others."""

LARGEST_FILE = 200_000_000
"""Bytes of a file of many articles that has to be read as a whole."""

_MOST_NUL = 3
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(source: Source, *, limit: int) -> str:
    """The text of a file of at most `limit` bytes.

    Raises Unreadable where the file is larger, is empty, or holds no text; OSError where the
    system refuses it.
    """
    return decode(read_bytes(source, limit=limit))


def read_lines(source: Source) -> Iterator[str | Unreadable]:
    """The lines of a file with their ends, one after the other.

    In place of a line that is too long or is not text stands the reason. Raises Unreadable where
    nothing more can be read; OSError where the system refuses the file.
    """
    with source.open() as file:
        if file.peek(2)[:2] in _BYTE_ORDER_MARKS:
            with io.TextIOWrapper(file, encoding="utf-16", newline="\n") as text:
                try:
                    yield from _bounded_lines(text, end="\n")
                except UnicodeDecodeError:
                    raise Unreadable("the file is damaged: it is not all UTF-16") from None
        else:
            for line in _bounded_lines(file, end=b"\n"):
                yield line if isinstance(line, Unreadable) else _decoded(line)


def decode(data: bytes) -> str:
    """The text that `data` encodes.

    UTF-8, or UTF-16 with a byte order mark; else what charset-normalizer takes it for, western
    European (Windows-1252, the superset of Latin-1 that has curly quotation marks) before others
    that share most of its letters. A few damaged bytes in UTF-8 become U+FFFD.

    Raises Unreadable where it is no text. A stray NUL byte in a text is left out.
    """
    if data[:2] in _BYTE_ORDER_MARKS:
        return _strictly(data, "utf-16")
    if b"\0" in data:
        data = _without_nul(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="replace")
    damaged = text.count("\ufffd")
    if sum(letter > "\x7f" for letter in text) > 2 * damaged:
        return text
    match = from_bytes(data, cp_isolation=["cp1252"]).best() or from_bytes(data).best()
    if match is None:
        raise Unreadable("this is a binary file, or text in an unknown encoding: save it as UTF-8")
    return _strictly(data, match.encoding)


def _without_nul(data: bytes) -> bytes:
    """A text in UTF-8 without NUL bytes. Raises Unreadable of what has many, or is no such text."""
    rest = data.replace(b"\0", b"")
    is_text = b"\0\0" not in data and len(data) - len(rest) <= max(_MOST_NUL, len(data) // 1000)
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError:
        is_text = False
    if not is_text or _CONTROLS.search(rest):
        raise Unreadable("this is a binary file, not text")
    return rest


def _decoded(line: bytes) -> str | Unreadable:
    try:
        return decode(line)
    except Unreadable as reason:
        return reason


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"the file is damaged: it is not all {encoding.upper()}") from None


def _bounded_lines(file: IO[AnyStr], *, end: AnyStr) -> Iterator[AnyStr | Unreadable]:
    while line := file.readline(LARGEST_ARTICLE):
        if len(line) < LARGEST_ARTICLE or line.endswith(end):
            yield line
            continue
        while (rest := file.readline(LARGEST_ARTICLE)) and not rest.endswith(end):
            pass
        yield Unreadable(f"the line is longer than {LARGEST_ARTICLE:,} characters: split it")
