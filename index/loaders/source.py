"""Something to read in: what it is called, what tells it from all others, and its bytes, out."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from index.store_files import is_held, is_of_store


class Unreadable(Exception):
    """A source, or an item of it, that cannot be taken in. `str(error)` is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How a source came over the network: from where, when, and the encoding that was named."""

    url: str
    retrieved: datetime
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, a member of an archive, or what an address answered.

    `shown` is what a report calls it, fit to be printed and sent; the suffix of `name` says how it
    is read. `origin` tells it from all others and is the same on every reading. `open` gives its
    bytes from the first one on, and raises Unreadable or OSError.
    """

    shown: str
    name: PurePath
    origin: str
    open: Callable[[], io.BufferedReader]
    fetched: Fetched | None = None


def local_file(path: Path) -> Source:
    """The source that a path names."""
    try:
        origin = str(path.resolve())
    except (OSError, RuntimeError, ValueError):
        origin = str(path)  # a name that leads nowhere: opening it says why
    return Source(shown=shown(path), name=path, origin=origin, open=lambda: _open(path))


def shown(path: Path) -> str:
    """The path as it can be printed, stored and sent, also where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def read_bytes(source: Source, *, limit: int) -> bytes:
    """All bytes of a source of at most `limit`. Raises Unreadable where it has more, or none."""
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"the file is larger than {limit:,} bytes: split it")
    if not data:
        raise Unreadable("the file is empty")
    return data


@contextmanager
def seekable(source: Source, *, limit: int) -> Iterator[io.BufferedIOBase]:
    """The bytes of a source in any order: from its file, or from memory where it is a stream."""
    with source.open() as file:
        yield file if file.seekable() else io.BytesIO(read_bytes(source, limit=limit))


def _open(path: Path) -> io.BufferedReader:
    """Opens a regular file; reading a pipe or a device could wait for ever."""
    try:
        status = path.stat()
    except ValueError:
        raise Unreadable("this cannot be the name of a file") from None
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("this is not a regular file but a device or a pipe")
    if is_of_store(path) or is_held(status):
        raise Unreadable("this file belongs to a Byline store: it is no article")
    return path.open("rb")


def refusal(error: OSError) -> str:
    """The reason to give where the system refuses a file."""
    return f"it cannot be read: {error.strerror or error}"
