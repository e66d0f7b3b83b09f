"""A CSV file in, its first row naming the fields; an article for each further row out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from index.loaders.reading import LARGEST_ARTICLE, Unreadable, read_lines, shown
from index.loaders.record import article
from index.records import Article, Skipped


def load(path: Path) -> Iterator[Article | Skipped]:
    """The articles of the file; a row that cannot be taken in is a Skipped, an empty one nothing.

    Rows are read one at a time; the source of a Skipped names the line on which the row ends.
    Raises Unreadable where no row names a field `text`; OSError where the system refuses the file.
    """
    csv.field_size_limit(LARGEST_ARTICLE)  # of the csv module: its own is less than a long article
    rows = csv.reader(_lines(path), strict=True)
    names: list[str] | None = None
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            if names is None:
                names = _names(row)
            elif any(row):
                yield _article(names, row, path=path)
        except (csv.Error, Unreadable) as reason:
            if names is None:
                raise Unreadable(str(reason)) from None
            yield Skipped(source=f"{shown(path)}:{rows.line_num}", reason=str(reason))


def _names(row: list[str]) -> list[str]:
    names = [name.strip().lower() for name in row]
    if "text" not in names:
        raise Unreadable("the first row must name the fields, and one of them must be `text`")
    return names


def _article(names: list[str], row: list[str], *, path: Path) -> Article:
    if len(row) != len(names):
        raise Unreadable(f"the row has {len(row)} fields and the first row {len(names)}")
    fields = {name: value for name, value in zip(names, row, strict=True) if value}
    return article(fields, path=path, one_of_many=True)


def _lines(path: Path) -> Iterator[str]:
    for line in read_lines(path):
        if isinstance(line, Unreadable):
            raise line
        yield line
