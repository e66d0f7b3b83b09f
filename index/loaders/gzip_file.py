"""A file compressed with gzip in; the one file in it out, read as a stream."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import replace

from index.loaders.bounded import BoundedStream
from index.loaders.source import Source


def members(source: Source) -> Iterator[Source]:
    """The file in it; what it is follows from its name without `.gz`."""
    yield replace(source, name=source.name.with_suffix(""), open=lambda: _open(source))


def _open(source: Source) -> io.BufferedReader:
    file = source.open()
    unpacked = gzip.GzipFile(fileobj=file)
    stream = BoundedStream(unpacked, compressed=file.tell, closing=(file,))
    return io.BufferedReader(stream)
