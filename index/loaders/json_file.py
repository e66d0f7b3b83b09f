"""A JSON file in; its rows out: one object, a list of them, or a list anywhere in an object."""

from __future__ import annotations

from collections.abc import Iterator

from index.loaders.json_lines import fields_of, parse_json
from index.loaders.reading import LARGEST_FILE, read_text
from index.loaders.shapes import recognised, rows_in
from index.loaders.source import Source, Unreadable
from index.loaders.table import FieldNames, Row
from index.records import Skipped


def rows(source: Source, names: FieldNames, /) -> Iterator[Row | Skipped]:
    """The rows of the file; an item of a list that is none is a Skipped.

    Raises Unreadable where the file is not JSON; OSError where the system refuses it.
    """
    parsed = parse_json(read_text(source, limit=LARGEST_FILE))
    publisher = None
    if isinstance(parsed, dict) and not names.has_text(parsed) and recognised(parsed) is None:
        if str(parsed.get("version", "")).startswith("https://jsonfeed.org/"):
            publisher = parsed.get("title")
        inside = rows_in(parsed, has_text=names.has_text)
        parsed = parsed.get("articles", parsed) if inside is None else inside
    if isinstance(parsed, dict):
        yield Row(fields=parsed, place=source.shown, alone=True)
        return
    if not isinstance(parsed, list):
        raise Unreadable('neither an object, nor a list of them, nor {"articles": [...]}')
    for number, item in enumerate(parsed, start=1):
        place = f"{source.shown}, article {number}"
        try:
            fields = fields_of(item)
            yield Row(
                fields={"publisher": publisher, **fields} if publisher else fields, place=place
            )
        except Unreadable as reason:
            yield Skipped(source=place, reason=str(reason))
