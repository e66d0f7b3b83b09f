"""The files of a store: what they are called, and which of them this process has open.

SQLite keeps other programs away by locks that belong to a process and a file. A process that opens
such a file once more and closes it has let go of all of them, whoever took them; another program
then takes away the log that this one writes to, and what was stored is lost. Nothing else may
therefore open these files, under whatever name they are reached.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from weakref import WeakSet

DATABASE = "byline.sqlite"
VECTORS = "vectors.faiss"
RECORD = "byline.committed"

_LOGS = ("-wal", "-shm", "-journal")


class Held:
    """A database file that is open for as long as this object is kept."""

    def __init__(self, database: Path) -> None:
        # The working directory may change.
        absolute = database.absolute()
        self.files = (absolute, *(with_suffix(absolute, suffix) for suffix in _LOGS))
        with _lock:
            _held.add(self)


_held: WeakSet[Held] = WeakSet()
_lock = threading.Lock()


def with_suffix(database: Path, suffix: str) -> Path:
    """What SQLite calls a file that it keeps beside a database: its log has the suffix "-wal"."""
    return database.with_name(database.name + suffix)


def is_held(status: os.stat_result) -> bool:
    """Whether this is a file of a store that is open here, by device and number, not by name."""
    with _lock:
        files = [file for held in _held for file in held.files]
    return (status.st_dev, status.st_ino) in map(_identity, files)


def holds_store(folder: Path) -> bool:
    """Whether a store lies in this folder."""
    return os.path.lexists(folder / DATABASE)


def is_of_store(path: Path) -> bool:
    """Whether a file is one of a store's own, by its name and by what lies beside it."""
    return path.name.startswith((DATABASE, VECTORS, RECORD)) and holds_store(path.parent)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
