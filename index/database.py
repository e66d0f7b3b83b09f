"""One SQLite file, opened, shared between threads, read and changed, its errors explained.

Reading and writing may go on at once (WAL). A change is a transaction: a crash leaves the old state
or the new one. This is the only file that imports sqlite3.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeVar

from index.errors import StoreTooNew, StoreUnavailable, no_store
from index.store_files import RECORD, VECTORS, Held, with_suffix
from index.words import stemmed

Connection = sqlite3.Connection
Row = tuple[Any, ...]
Record = TypeVar("Record")

APPLICATION_ID = 0x42594C4E  # "BYLN", so that another program's database is not taken for ours
SECONDS_TO_WAIT = 60
"""How long a writer waits for another one to finish."""
SECONDS_BETWEEN_TRIES = 0.01
LONGEST_REASON = 200
"""Characters of what SQLite says."""


class Database:
    """A database file. Safe to use from several threads and processes.

    `schemas` make the tables of a new one, one after the other; to one of format n, the n-th and
    those before it were applied, and the rest is applied on opening. Raises StoreUnavailable,
    StoreTooNew on opening, and StoreUnavailable from every method.
    """

    def __init__(self, path: Path, *, schemas: Sequence[str], create: bool) -> None:
        self.path = path
        # Connections that no thread is using. One for each thread would pile up under a server
        # that starts a thread now and then and lets it go.
        self._idle: list[Connection] = []
        self._closed = False
        try:
            exists = path.exists() and not (path.is_file() and _is_blank(path))
            if create and not exists:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not exists:
                raise no_store(str(path.parent))
        except OSError as error:
            raise StoreUnavailable(
                f"the store at {path.parent} cannot be opened ({error.strerror}): name a folder "
                "that you may use with --store"
            ) from error
        self._held = Held(path)
        # Once: a folder that may no longer be written to is still written to by connections that
        # were there before, and none may then be told that nothing changes.
        self._address = _address(path)
        self._prepare(schemas)

    def close(self) -> None:
        """Closes the connections, those in use as soon as they are given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or none. Other writers wait."""
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Everything that is read is of one moment, whatever others write meanwhile."""
        with self.connected() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection that no other thread is using; its errors become StoreUnavailable."""
        try:
            connection = self._idle.pop() if self._idle else self._connect()
            try:
                yield connection
            finally:
                self._idle.append(connection)
                if self._closed:
                    self.close()
        except sqlite3.Error as error:
            raise StoreUnavailable(_explanation(self.path, error)) from error
        except UnicodeDecodeError as error:
            # SQLite puts words of the schema into its messages, whatever a damaged page made of it.
            raise StoreUnavailable(_damaged(self.path, error)) from error

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with self.connected() as connection:
            return connection.execute(statement, values).fetchall()

    def records(
        self, record: Callable[[Row], Record], statement: str, values: Sequence[object] = ()
    ) -> list[Record]:
        """All rows of a query, each turned into a record."""
        rows = self.rows(statement, values)
        try:
            return [record(row) for row in rows]
        except (ValueError, TypeError) as error:
            # SQLite keeps no checksums: a flipped bit inside a value shows only here.
            raise StoreUnavailable(_damaged(self.path, error)) from error

    def _connect(self) -> Connection:
        if self._closed:
            raise StoreUnavailable(f"the store at {self.path.parent} was closed: open it again")
        connection = sqlite3.connect(
            self._address,
            uri=True,
            timeout=SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
        # The view that the full-text table is made from calls it.
        connection.create_function("stemmed", 1, stemmed, deterministic=True)
        # A power failure must not take back what was reported as stored.
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _prepare(self, schemas: Sequence[str]) -> None:
        with self.connected() as connection:
            if _is_empty(connection):
                _write_ahead(connection)
                with self.writing() as writer:
                    # Another process may have been quicker while this one waited.
                    if _is_empty(writer):
                        writer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                        _apply(writer, schemas)
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreUnavailable(
                    f"{self.path} is another program's database: name another store"
                )
            if _format(connection) < len(schemas):
                with self.writing() as writer:
                    _apply(writer, schemas)
            found = _format(connection)
        if found > len(schemas):
            raise StoreTooNew(
                f"the store at {self.path.parent} was written by a newer Byline "
                f"(format {found}, this one reads up to {len(schemas)}): update Byline"
            )


def _format(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(connection: Connection, schemas: Sequence[str]) -> None:
    """Brings a database to the newest format."""
    for schema in schemas[_format(connection) :]:
        for statement in schema.split(";\n"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {max(len(schemas), _format(connection))}")


def _write_ahead(connection: Connection) -> None:
    """Switches a new database to WAL.

    Where another program does so at the same moment, SQLite fails at once, whatever its timeout:
    it holds a lock already, for which the other may be waiting.
    """
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


def _is_empty(connection: Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def _is_blank(path: Path) -> bool:
    """Whether the file has no bytes: another process is just making it, or was killed doing so.

    Raises StoreUnavailable where it had some: SQLite would take it for a new one, and throw away
    its log.
    """
    if path.stat().st_size:
        return False
    beside = (path.with_name(VECTORS), path.with_name(RECORD), with_suffix(path, "-wal"))
    traces = [file.name for file in beside if file.exists()]
    if traces and not path.stat().st_size:  # nobody has made it meanwhile
        raise StoreUnavailable(
            f"{path} is damaged: it is empty, but by {traces[0]} beside it articles were stored; "
            f"restore it from a copy, or remove {path.parent} and add the articles again"
        )
    return not traces


def _address(path: Path) -> str:
    """The SQLite URI of a database file, also where nothing may be written beside it."""
    address = path.absolute().as_uri()
    if not path.exists() or os.access(path.parent, os.W_OK):
        return address
    log = path.with_name(f"{path.name}-wal")
    unfinished = log.exists() and log.stat().st_size > 0
    return address + ("?mode=ro" if unfinished else "?immutable=1")


def _explanation(path: Path, error: sqlite3.Error) -> str:
    """What happened to which store, and what can be done about it."""
    # Errors of the Python module itself carry no name.
    name = getattr(error, "sqlite_errorname", "")
    folder = path.parent
    if name.startswith("SQLITE_FULL"):
        return f"the disk that holds {folder} is full: make room, then add again"
    if name.startswith("SQLITE_IOERR"):
        return f"the disk that holds {folder} is full or failing ({error}): make room or replace it"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return (
            f"the store at {folder} cannot be opened or written ({error}): use --store with a "
            "folder that you may write to"
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"the store at {folder} is being written by another program: try again"
    return _damaged(path, error)


def _damaged(path: Path, error: Exception) -> str:
    # SQLite quotes what it cannot read, however long and with its line breaks.
    said = shorten(str(error), LONGEST_REASON, placeholder=" …")
    return (
        f"{path} is damaged or not a Byline store ({said}): restore it from a copy, or remove it "
        "and add the articles again"
    )
