"""The record of what was committed, kept outside the database: what was reported and is missing.

SQLite reads its log up to the first damaged page and passes over the rest without a word, also over
what was committed and reported long before. This record says how far the store had come, so that
such a loss is noticed: the numbers of passages and removals only ever grow.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

LENGTH = 256
"""Bytes, always the same, so that they are written over in one piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """How far which store had come; `lost` is how many changes are known to be missing of it."""

    store: str
    passages: int
    removals: int
    lost: int = 0

    def missing(self, *, passages: int, removals: int) -> int:
        """How many of its changes a store that reaches this far does not have."""
        behind = max(self.passages - passages, 0) + max(self.removals - removals, 0)
        return max(self.lost, behind)


class DamagedRecord(Exception):
    """The record is there and cannot be read."""


def read(path: Path) -> Committed | None:
    """The record; None where there is none. Raises DamagedRecord."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedRecord from error
    return _parsed(content)


@contextmanager
def writable(path: Path) -> Iterator[int]:
    """The descriptor of the record, to be written to; made where there is none. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def write(descriptor: int, record: Committed, *, seen: Committed | None) -> None:
    """Writes the record and sees it onto the disk. Raises OSError.

    `seen` is what stood there while the store was locked for the change. Where another process has
    written since, the further of the two is kept: it was committed later.
    """
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # until it is closed
    found = _readable(os.pread(descriptor, LENGTH, 0))
    if found is not None and found != seen and found.store == record.store:
        record = Committed(
            store=record.store,
            passages=max(record.passages, found.passages),
            removals=max(record.removals, found.removals),
            lost=max(record.lost, found.lost),
        )
    content = json.dumps(asdict(record)).encode()
    line = b"%08x %s" % (zlib.crc32(content), content)
    os.pwrite(descriptor, line.ljust(LENGTH - 1) + b"\n", 0)
    os.fdatasync(descriptor)


def _readable(content: bytes) -> Committed | None:
    try:
        return _parsed(content)
    except DamagedRecord:
        return None


def _parsed(content: bytes) -> Committed | None:
    if not content:
        return None  # another process has just made the file
    checksum, _, line = content.strip().partition(b" ")
    if checksum != b"%08x" % zlib.crc32(line):
        raise DamagedRecord
    return Committed(**json.loads(line))
