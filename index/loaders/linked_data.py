"""The tree of a web page in; the objects of schema.org in it (JSON-LD) out, faults forgiven.

Pages write it by hand and by template: inside a comment or CDATA, with a semicolon behind it, with
quotation marks that are not escaped. What an object refers to by its `@id` is looked up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from lxml.html import HtmlElement

from index.clean import clean_line
from index.loaders.names import authors_of

_SCRIPTS = (
    "//script[contains(translate(@type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', "
    "'abcdefghijklmnopqrstuvwxyz'), 'application/ld+json')]"
)
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)\s*(?:\*/)?"
    r"|(?://|/\*)?\s*(?:\]\]|--)>\s*(?:\*/)?\s*$"
)
_LARGEST_REPAIRED = 200_000
"""Characters of broken JSON that is mended; a page states little of itself in more."""
_DEEPEST = 8
_OTHERS = frozenset(
    "liveBlogUpdate comment citation mentions isBasedOn relatedLink isPartOf review about".split()
)
"""What an article refers to that is not itself."""

Item = Mapping[str, object]


class LinkedData:
    """The objects of a page, the outermost first, and those that they refer to."""

    def __init__(self, page: HtmlElement) -> None:
        self.items: list[Item] = []
        for script in page.xpath(_SCRIPTS):
            parsed = parsed_leniently("".join(script.itertext()))
            self.items += _objects(parsed, depth=0)
        self._named: dict[str, Item] = {}
        for item in self.items:
            key = item.get("@id")
            if isinstance(key, str) and len(item) > len(self._named.get(key, {})):
                self._named[key] = item

    def resolved(self, value: object) -> object:
        """A value, or the object that it only refers to; of a list, each."""
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self._named.get(value["@id"], value)
        return value

    def names(self, value: object) -> list[str]:
        """The names of people or organisations; an address is none."""
        names = (clean_line(unescape(name)) for name in authors_of(self.resolved(value)))
        return [name for name in names if name and "://" not in name]

    def name(self, value: object) -> str | None:
        """The name of one organisation, in which an "and" is a part of it."""
        found = self.resolved(value)
        found = found[0] if isinstance(found, list) and found else found
        return text_at(found if isinstance(found, dict) else {"name": found}, "name")


def text_at(item: Item, *keys: str) -> str | None:
    """The first string at one of these keys, in which many pages leave the entities of HTML."""
    for key in keys:
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id") or value.get("url")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (line := clean_line(unescape(value))):
            return line
    return None


def parsed_leniently(script: str) -> object:
    """The JSON in a script; None where there is none that can be read."""
    text = _WRAPPING.sub("", script).strip()
    begin = re.search(r"[\[{]", text)
    if begin is None:
        return None
    text = text[begin.start() :]
    try:
        parsed, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return _repaired(text)
    following = text[end:].strip().lstrip(",;").strip()
    if following.startswith(("{", "[")):  # several objects, one behind the other
        return [parsed, parsed_leniently(following)] if len(following) < len(text) else parsed
    result: object = parsed
    return result


def _repaired(text: str) -> object:
    from json_repair import loads  # here, because few pages need it

    if len(text) > _LARGEST_REPAIRED:
        return None
    try:
        repaired: object = loads(text, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError):
        return None
    return repaired


def _objects(value: object, *, depth: int) -> Iterator[Item]:
    """The objects of a document and those in them, the outer before the inner."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth=depth + 1)
    elif isinstance(value, dict):
        yield value
        inside: Iterable[object] = [inner for key, inner in value.items() if key not in _OTHERS]
        for inner in inside:
            if isinstance(inner, dict | list):
                yield from _objects(inner, depth=depth + 1)
