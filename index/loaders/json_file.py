"""A JSON file in; its articles out: one object, a list of them, or {"articles": [...]}."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.loaders import json_lines
from index.loaders.reading import LARGEST_FILE, Unreadable, read_text, shown
from index.loaders.record import article
from index.records import Article, Skipped


def load(path: Path) -> Iterator[Article | Skipped]:
    """The articles of the file; an item of a list that cannot be taken in is a Skipped.

    Raises Unreadable where the file is not JSON; OSError where the system refuses it.
    """
    parsed = json_lines.parse_json(read_text(path, limit=LARGEST_FILE))
    if isinstance(parsed, dict) and isinstance(parsed.get("articles"), list):
        parsed = parsed["articles"]
    if isinstance(parsed, dict):
        yield article(parsed, path=path)
        return
    if not isinstance(parsed, list):
        raise Unreadable('neither an object, nor a list of them, nor {"articles": [...]}')
    for number, item in enumerate(parsed, start=1):
        try:
            yield json_lines.article_of(item, path=path)
        except Unreadable as reason:
            yield Skipped(source=f"{shown(path)}, article {number}", reason=str(reason))
