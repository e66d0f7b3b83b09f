"""A file compressed with gzip in; the one file in it out, read as a stream."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import replace

from index.loaders.bounded import BoundedStream
from index.loaders.source import Source, Unreadable

_MAGIC = b"\x1f\x8b"


def members(source: Source) -> Iterator[Source]:
    """The file in it; what it is follows from its name without `.gz`."""
    yield replace(source, name=source.name.with_suffix(""), open=lambda: _open(source))


def _open(source: Source) -> io.BufferedReader:
    file = source.open()
    if (start := file.peek(2)[:2]) and start != _MAGIC:
        file.close()
        raise Unreadable("its name says that it is compressed with gzip, and it is not")
    unpacked = gzip.GzipFile(fileobj=file)
    stream = BoundedStream(unpacked, compressed=file.tell, closing=(file,))
    return io.BufferedReader(stream)
