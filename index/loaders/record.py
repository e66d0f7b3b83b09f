"""The fields of one article, as a file gives them, in; an `Article`, checked and cleaned, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from index.clean import clean, clean_line
from index.dates import parse_date
from index.identity import derived_id, same_address
from index.language import stated_language
from index.links import web_address
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.source import Source, Unreadable
from index.records import Article

FIELDS = ("id", "title", "text", "url", "publisher", "authors", "published", "language")
"""What Byline calls the fields of an article in a file."""

_LONGEST_ID = 200


def article(fields: Mapping[str, object], *, source: Source, one_of_many: bool = False) -> Article:
    """The article that the `FIELDS` among `fields` describe.

    Only `text` is required; null and an empty string are as good as absent, save for an id. What is
    absent is None, and so are an address that no page may link to, a date that does not name one
    day for sure, and a language that is not given by its code. Without an id one is derived, from
    the address or else from the `source` (and, where the file holds many, from what the row says).
    An article that was fetched on its own has the address it was fetched from where it names no
    other; its headline, which may change from one reading to the next, is left out of its id.

    Raises Unreadable where a field has the wrong type, the id cannot be used, or there is no text.
    """
    text = clean(_string(fields, "text") or "")
    if not text:
        raise Unreadable("the text is empty")
    if len(text) > LARGEST_ARTICLE:
        raise Unreadable(f"the text is longer than {LARGEST_ARTICLE:,} characters: split it")
    title = _line(fields, "title")
    url = web_address(_line(fields, "url"))
    fetched = None if one_of_many else source.fetched
    if fetched:
        url = url or fetched.url
    publisher = _line(fields, "publisher")
    published = parse_date(_line(fields, "published") or "")
    return Article(
        id=_given_id(fields)
        or derived_id(
            name=source.name.stem if fetched or not title else title,
            origin=_origin(
                url=url,
                source=source,
                row=(title, publisher, published) if title else (text,),
                one_of_many=one_of_many,
            ),
        ),
        text=text,
        title=title,
        url=url,
        publisher=publisher,
        authors=_authors(fields),
        published=published,
        retrieved=source.fetched.retrieved if source.fetched else None,
        language=stated_language(fields.get("language")),
    )


def _origin(*, url: str | None, source: Source, row: Iterable[object], one_of_many: bool) -> str:
    if url:
        return same_address(url)
    return "\n".join([source.origin, *map(str, row)]) if one_of_many else source.origin


def listed(names: Iterable[str]) -> str:
    """The first ten names, each cut off where it is long, fit for one line."""
    return ", ".join(clean_line(name)[:40] for name in islice(names, 10)) or "none"


def _string(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise Unreadable(f"`{name}` is {_kind(value)}, and a string is needed")


def _line(fields: Mapping[str, object], name: str) -> str | None:
    return clean_line(_string(fields, name) or "") or None


def _given_id(fields: Mapping[str, object]) -> str | None:
    value = fields.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(f"`id` is {_kind(value)}, and a string or a whole number is needed")
    given = str(value)
    if not given.strip() or len(given) > _LONGEST_ID or not given.isprintable():
        raise Unreadable(f"`id` needs 1 to {_LONGEST_ID} characters, none of them unprintable")
    return given


def _authors(fields: Mapping[str, object]) -> tuple[str, ...]:
    value = fields.get("authors")
    names = re.split("[;\n]", value) if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unreadable("`authors` needs to be a string or a list of strings")
    return tuple(cleaned for name in names if (cleaned := clean_line(name)))


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return next((kind for type_, kind in kinds.items() if isinstance(value, type_)), "an object")
