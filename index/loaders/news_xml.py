"""A news item in XML in, NewsML-G2 or NITF; its articles out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.record import article
from index.loaders.source import Source, Unreadable, read_bytes
from index.records import Article, Skipped

_BLOCKS = {"p", "hl1", "hl2", "h1", "h2", "h3", "h4", "li", "tr", "blockquote", "div", "br"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_TEXT = {"media", "head", "script", "style", "figure", "aside"}


def load(source: Source) -> Iterator[Article | Skipped]:
    """The articles of the file: an item alone, or those of a news message.

    Raises Unreadable where it is not XML, is of another kind, or declares entities, which could be
    made to grow without end; OSError where the system refuses it.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    data = read_bytes(source, limit=LARGEST_ARTICLE)
    try:
        root = fromstring(data)
    except DefusedXmlException:
        raise Unreadable("this XML declares entities, which are not read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"this is not XML, or it is damaged: {error}") from None
    items = list(_items(root))
    if not items:
        raise Unreadable(
            f"this XML is `{_name(root)}`; NewsML-G2 and NITF are read, and feeds and sitemaps by "
            "their addresses"
        )
    for number, item in enumerate(items, start=1):
        try:
            yield article(_fields(item), source=source, one_of_many=len(items) > 1)
        except (Unreadable, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            reason = "its elements are nested too deeply to be read" if deep else str(error)
            yield Skipped(source=f"{source.shown}, item {number}", reason=reason)


def _items(root: Element) -> Iterator[Element]:
    """The outermost items: one of NewsML-G2 may have its words in NITF, and is one article."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _name(element) in {"newsItem", "nitf"}:
            yield element
        else:
            waiting += reversed(element)


def _fields(item: Element) -> dict[str, object]:
    newsml = _name(item) == "newsItem"
    body = _first(item, "body.content", "body", "inlineData")
    return {
        "id": item.get("guid") if newsml else None,
        "title": _said(item, "headline", "hl1", "title"),
        "text": "" if body is None else "".join(_words(body)),
        "publisher": _publisher(item),
        "authors": _authors(item),
        "published": _published(item),
        "url": _address(item),
        "language": _language(item, body),
    }


def _words(element: Element) -> Iterator[str]:
    """The words below an element, its blocks apart."""
    if _name(element) in _NOT_TEXT:
        return
    apart = "\n\n" if _name(element) in _BLOCKS else ""
    yield apart
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _words(child)
        yield " ".join((child.tail or "").split("\n"))
    yield apart


def _publisher(item: Element) -> str | None:
    for name in ("infoSource", "provider", "creditline", "distributor"):
        found = _first(item, name)
        if found is not None:
            return _said(found, "name") or _line(found) or found.get("literal")
    return next((said for data in _all(item, "pubdata") if (said := data.get("name"))), None)


def _authors(item: Element) -> list[str]:
    byline = _said(item, "by", "byline", "byttl")
    names = (
        [byline]
        if byline
        else [said for creator in _all(item, "creator") if (said := _said(creator, "name"))]
    )
    return [name.removeprefix("By ") for name in names]


def _published(item: Element) -> str | None:
    issued = _first(item, "date.issue")
    if issued is not None:
        return issued.get("norm")
    return _said(item, "firstCreated", "contentCreated", "versionCreated")


def _address(item: Element) -> str | None:
    for element in _all(item, "link", "pubdata"):
        address = element.get("href") or element.get("ex-ref") or ""
        if address.startswith("http"):
            return address
    return None


def _language(item: Element, body: Element | None) -> str | None:
    """The language of the content; what stands at an item is that of the notes on it as well."""
    content = _first(item, "language")
    if content is not None and (tag := content.get("tag")):
        return tag
    stated = (element.get(_LANGUAGE) for element in (body, item) if element is not None)
    return next(filter(None, stated), None)


def _said(item: Element, *names: str) -> str | None:
    """The words of the first element of these names that has any."""
    return next((line for found in _all(item, *names) if (line := _line(found))), None)


def _line(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(item: Element, *names: str) -> Element | None:
    return next(_all(item, *names), None)


def _all(item: Element, *names: str) -> Iterator[Element]:
    """The elements of the first name, then those of the second, and so on."""
    for name in names:
        yield from (element for element in item.iter() if _name(element) == name)


def _name(element: Element) -> str:
    """Its name without namespace; "" of a comment, whose tag is no name."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
