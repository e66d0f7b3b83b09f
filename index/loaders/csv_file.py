"""A CSV file in, its first row naming the fields; a row of fields for each further one out."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from index.loaders.reading import LARGEST_ARTICLE, read_lines
from index.loaders.source import Source, Unreadable
from index.loaders.table import FieldNames, Row
from index.records import Skipped


def rows(source: Source, names: FieldNames, /) -> Iterator[Row | Skipped]:
    """The rows of the file; one that cannot be read is a Skipped, an empty one nothing.

    Rows are read one at a time, and called by the line on which they end. A name is found in lower
    case as well as it is written. Raises Unreadable where the first row names no field that is the
    text, or not all of `names`; OSError where the system refuses the file.
    """
    csv.field_size_limit(LARGEST_ARTICLE)  # of the csv module: its own is less than a long article
    lines = csv.reader(_lines(source), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(lines, None)
            if cells is None:
                return
            if header is None:
                header = _header(cells, names)
            elif any(cells):
                fields = _fields(header, cells)
                yield Row(fields=fields, place=f"{source.shown}:{lines.line_num}")
        except (csv.Error, Unreadable) as reason:
            if header is None:
                raise Unreadable(str(reason)) from None
            yield Skipped(source=f"{source.shown}:{lines.line_num}", reason=str(reason))


def _header(cells: list[str], names: FieldNames) -> list[str]:
    header = [cell.strip() for cell in cells]
    names.require(header)
    if "text" not in {name.lower() for name in header} | set(names.names):
        raise Unreadable(
            "the first row must name the fields, and one of them must be `text` "
            "(or be named with --map text=NAME)"
        )
    return header


def _fields(header: list[str], cells: list[str]) -> dict[str, object]:
    if len(cells) != len(header):
        raise Unreadable(f"the row has {len(cells)} fields and the first row {len(header)}")
    values: list[object] = [cell or None for cell in cells]
    lowered = [name.lower() for name in header]
    return dict(zip(lowered, values, strict=True)) | dict(zip(header, values, strict=True))


def _lines(source: Source) -> Iterator[str]:
    for line in read_lines(source):
        if isinstance(line, Unreadable):
            raise line
        yield line
