"""A CSV file in, its first row naming the fields; a row of fields for each further one out.

Cells are parted by commas, or by semicolons, tabs or bars where these part the names, or as a first
line says ("sep=;", which spreadsheets write).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from index.loaders.reading import LARGEST_ARTICLE, read_lines
from index.loaders.record import FIELDS
from index.loaders.shapes import recognised
from index.loaders.source import Source, Unreadable
from index.loaders.table import FieldNames, Row, our_name
from index.records import Skipped

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 100
"""Lines, by which it is judged how a quotation mark inside a cell is written."""
_SAID = re.compile(r"""\ufeff?["']?sep=([^\r\n"'])["']?\s*$""", re.IGNORECASE)
_ESCAPED = re.compile(r"""[\s("]\\"\w|\w[.,!?]?\\"\s""")


def rows(source: Source, names: FieldNames, /) -> Iterator[Row | Skipped]:
    """The rows of the file; one that cannot be read is a Skipped, an empty one nothing.

    Rows are read one at a time, and called by the line on which they end. A name is found in lower
    case as well as it is written. Raises Unreadable where the first row names no field that is the
    text, or not all of `names`; OSError where the system refuses the file.
    """
    csv.field_size_limit(LARGEST_ARTICLE)  # of the csv module: its own is less than a long article
    given = read_lines(source)
    head = list(islice(given, _LOOKED_AT))
    said = _SAID.match(head[0]) if head and isinstance(head[0], str) else None
    head = head[1:] if said else head
    texts = [line for line in head if isinstance(line, str)]
    lines = csv.reader(
        _unescaped(chain(head, given), escapes=any(map(_ESCAPED.search, texts))),
        strict=True,
        delimiter=said[1] if said else _delimiter(texts[0] if texts else "", names),
    )
    before = 1 if said else 0
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
                yield Row(fields=fields, place=f"{source.shown}:{before + lines.line_num}")
        except (csv.Error, Unreadable) as reason:
            if header is None:
                raise Unreadable(str(reason)) from None
            place = f"{source.shown}:{before + lines.line_num}"
            yield Skipped(source=place, reason=str(reason))


def _header(cells: list[str], names: FieldNames) -> list[str]:
    header = [cell.strip() for cell in cells]
    names.require(header)
    known = recognised(dict.fromkeys(header)) is not None
    if not known and "text" not in {name.lower() for name in header} | set(names.names):
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


def _delimiter(header: str, names: FieldNames) -> str:
    """What parts the names of the first row: whatever leaves the most of them that are known."""
    wanted = {*FIELDS, *names.names.values()}

    def parted(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        named = {cell.strip() for cell in cells} | {cell.strip().lower() for cell in cells}
        return len(wanted & named) + sum(our_name(cell) is not None for cell in cells), len(cells)

    try:
        return max(_DELIMITERS, key=parted)
    except csv.Error:
        return _DELIMITERS[0]


def _unescaped(lines: Iterable[str | Unreadable], *, escapes: bool) -> Iterator[str]:
    r"""The lines with each \" doubled, in a file that writes a quotation mark so."""
    for line in lines:
        if isinstance(line, Unreadable):
            raise line
        yield line.replace('\\"', '""') if escapes else line
