"""A JSON lines file in; an article for each line out, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from index.loaders.reading import Unreadable, read_lines, shown
from index.loaders.record import article
from index.records import Article, Skipped


def load(path: Path) -> Iterator[Article | Skipped]:
    """The articles of the file; a line that cannot be taken in is a Skipped, an empty one nothing.

    Raises Unreadable where no more can be read; OSError where the system refuses the file.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if isinstance(line, str) and not line.strip():
            continue
        try:
            if isinstance(line, Unreadable):
                raise line
            yield article_of(parse_json(line.rstrip()), path=path)
        except Unreadable as reason:
            yield Skipped(source=f"{shown(path)}:{number}", reason=str(reason))


def article_of(item: object, *, path: Path) -> Article:
    """The article that one object of many describes. Raises Unreadable where it is none."""
    if not isinstance(item, dict):
        raise Unreadable('not an object with the fields of an article, such as {"text": "…"}')
    return article(item, path=path, one_of_many=True)


def parse_json(text: str) -> object:
    """The value that `text` is the JSON of. Raises Unreadable, saying where it is broken."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        place = f"{line}character {error.colno}"
        raise Unreadable(f"broken JSON: {error.msg} ({place})") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"JSON that cannot be read: {error}") from None
    return parsed
