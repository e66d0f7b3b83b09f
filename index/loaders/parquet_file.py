"""A Parquet file in; a row of fields for each of its rows out, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from index.loaders.reading import LARGEST_FILE
from index.loaders.record import FIELDS
from index.loaders.shapes import recognised
from index.loaders.source import Source, Unreadable, seekable
from index.loaders.table import FieldNames, Row, our_name
from index.records import Skipped

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS_AT_A_TIME = 64

LARGEST_GROUP = 1_000_000_000
"""Bytes of the text of one row group once it is decompressed; one is read as a whole."""


def rows(source: Source, names: FieldNames, /) -> Iterator[Row | Skipped]:
    """The rows of the file; dates become text as in other files.

    Raises Unreadable where it is no Parquet, lacks one of `names` or a text, or pyarrow is not
    installed; OSError where the system refuses the file.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise Unreadable("Parquet needs pyarrow: pip install 'byline[parquet]'") from None
    try:
        with seekable(source, limit=LARGEST_FILE) as file, ParquetFile(file) as table:
            columns = _columns(table, names)
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=columns):
                for fields in batch.to_pylist():
                    number += 1
                    yield Row(
                        fields={name: _plain(value) for name, value in fields.items()},
                        place=f"{source.shown}, row {number}",
                    )
    except (ArrowException, OSError) as error:
        raise Unreadable(f"this is no Parquet file, or a damaged one: {error}") from None


def _columns(table: ParquetFile, names: FieldNames) -> list[str]:
    """The columns that are wanted of those there are; the others are not even decompressed."""
    present: list[str] = table.schema_arrow.names
    names.require(present)
    known = recognised(dict.fromkeys(present)) is not None
    if not known and ("text" in names.names or not names.has_text(dict.fromkeys(present))):
        FieldNames({"text": names.names.get("text", "text")}).require(present)
    for number in range(table.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > LARGEST_GROUP:
            raise Unreadable(f"a row group has more than {LARGEST_GROUP:,} bytes: split the file")
    roots = {name.partition(".")[0] for name in names.names.values()}
    wanted = {*FIELDS, *names.names.values(), *roots}
    return [name for name in present if known or name in wanted or our_name(name)]


def _plain(value: object) -> object:
    """A value as JSON would have it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
