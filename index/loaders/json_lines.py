"""A JSON lines file in; a row for each line out, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from index.loaders.reading import read_lines
from index.loaders.source import Source, Unreadable
from index.loaders.table import FieldNames, Row
from index.records import Skipped


def rows(source: Source, _names: FieldNames, /) -> Iterator[Row | Skipped]:
    """The rows of the file; a line that is none is a Skipped, an empty one nothing.

    Raises Unreadable where no more can be read; OSError where the system refuses the file.
    """
    for number, line in enumerate(read_lines(source), start=1):
        if isinstance(line, str) and not line.strip():
            continue
        place = f"{source.shown}:{number}"
        try:
            if isinstance(line, Unreadable):
                raise line
            yield Row(fields=fields_of(parse_json(line.rstrip())), place=place)
        except Unreadable as reason:
            yield Skipped(source=place, reason=str(reason))


def fields_of(item: object) -> dict[str, object]:
    """The fields of one object of many. Raises Unreadable where it is none."""
    if not isinstance(item, dict):
        raise Unreadable('not an object with the fields of an article, such as {"text": "…"}')
    return item


def parse_json(text: str) -> object:
    """The value that `text` is the JSON of. Raises Unreadable, saying where it is broken."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        place = f"{line}character {error.colno}"
        raise Unreadable(f"broken JSON: {error.msg} ({place})") from None
    except RecursionError:
        raise Unreadable("JSON whose lists and objects lie too deep in one another") from None
    except ValueError as error:
        raise Unreadable(f"JSON that cannot be read: {error}") from None
    return parsed
