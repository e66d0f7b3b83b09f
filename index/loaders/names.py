"""A byline as a source gives it in, words or objects; the names of the authors out."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from html import unescape

from index.clean import clean_line

_BY = re.compile(r"(?:(?:written|reported|words|story|report)\s+)?by\b:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*[;\n|]\s*|\s(?:and|und|et|&)\s+(?=[^\W\d_a-z])")
_PERSON = re.compile(r"[^\W\d_][^\d,;]*\s[^\d,;]*[^\W\d_]\.?")
_LIST = re.compile(r"\s*\[.*\]\s*", re.DOTALL)
_ROLE = re.compile(
    r".*\b(?:editor|correspondent|reporter|writer|columnist|critic|producer|photographer|staff|"
    r"bureau|desk|analyst|contributor|chief)s?",
    re.IGNORECASE,
)
NO_VALUE = re.compile(r"(?:nan|nat|none|null|n/?a|unknown|-+)", re.IGNORECASE)
"""What programs write in a field for nothing."""

_MOST = 10_000
"""Characters of a byline that are read."""


def people(byline: str) -> list[str]:
    """The names in a byline such as "By Ann Lee and Tom Osei", without what they are.

    A comma parts names of two words, and no others: "Lee, Ann" is one.
    """
    names: list[str] = []
    lines = "\n".join(map(clean_line, unescape(byline[:_MOST]).splitlines()))
    for part in _AND.split(_BY.sub("", lines, count=1)):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        pieces = [p for p in pieces if not _ROLE.fullmatch(p)] if len(pieces) > 1 else pieces
        several = len(pieces) > 1 and all(map(_PERSON.fullmatch, pieces))
        names += pieces if several else [", ".join(pieces)]
    return [name for name in names if name]


def authors_of(value: object) -> tuple[str, ...]:
    """The names in what a field of authors holds; empty where it holds none.

    A string, a list written as a string ("['Ann Lee']"), an object with a name or its parts, or a
    list of these.
    """
    return tuple(dict.fromkeys(name for name in _names(value) if not NO_VALUE.fullmatch(name)))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        parsed = _parsed(value)
        return people(value) if parsed is None else _names(parsed)
    if isinstance(value, list | tuple):
        return [name for item in value for name in _names(item)]
    if isinstance(value, Mapping):
        return name_of_object(value)
    return []


def name_of_object(value: Mapping[object, object]) -> list[str]:
    """The name that an object such as schema.org's `Person` gives; of a list of names, all."""
    for key in ("name", "displayName", "display_name", "fullName", "full_name", "title"):
        if value.get(key):
            return _names(value[key])
    parts = [
        next((str(value[key]) for key in keys if isinstance(value.get(key), str)), "")
        for keys in (
            ("givenName", "given_name", "first_name", "firstName", "firstname", "first"),
            ("familyName", "family_name", "last_name", "lastName", "lastname", "last"),
        )
    ]
    name = clean_line(" ".join(filter(None, parts)))
    return [name] if name else []


def organisation(value: object) -> str | None:
    """The one name of an organisation, in which an "and" is a part; None where it has none."""
    found = value.get("name") if isinstance(value, Mapping) else value
    return clean_line(found) or None if isinstance(found, str) else None


def _parsed(value: str) -> object | None:
    """The list that a string is the writing of, in Python or JSON; None where it is a name."""
    if len(value) > _MOST or not _LIST.fullmatch(value):
        return None
    try:
        parsed: object = ast.literal_eval(value.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return parsed
