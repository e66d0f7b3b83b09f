"""A news item in XML in, NewsML-G2 or NITF, or a feed with whole texts; its articles out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError

from index.loaders import feed_file
from index.loaders.markup import name_of, plain, text_of
from index.loaders.names import people
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.record import article
from index.loaders.release import Release, killing, released
from index.loaders.source import Source, Unreadable, read_bytes
from index.loaders.wrapping import unwrap
from index.records import Article, Skipped

_FEEDS = {"rss", "feed", "rdf"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_OTHER_STORY = re.compile(
    r"(?:irel:)?(?:seealso|dependson|haspart|partof|previousversion|translat\w*|isrelated\w*|"
    r"associatedwith|derivedfrom)",
    re.IGNORECASE,
)
_CREDITED = ("infosource", "provider", "creditline", "distributor", "copyrightholder")
_CORRECTION = re.compile(r"(?:sig:)?(?:correction|corrected|corr)", re.IGNORECASE)


def load(source: Source) -> Iterator[Article | Skipped]:
    """The articles of the file: an item alone, or those of a news message.

    Raises Unreadable where it is not XML, is of another kind, or declares entities, which could be
    made to grow without end; OSError where the system refuses it.
    """
    root = parse(read_bytes(source, limit=LARGEST_ARTICLE))
    if name_of(root) in _FEEDS:
        yield from feed_file.load(source)
        return
    items = list(_items(root))
    if not items:
        raise Unreadable(
            f"this XML is `{root.tag.rpartition('}')[2]}`; NewsML-G2, NITF and feeds with whole "
            "texts are read, and other feeds and sitemaps by their addresses"
        )
    for number, item in enumerate(items, start=1):
        try:
            fields = _fields(item)
            yield article(
                fields, source=source, one_of_many=len(items) > 1, release=_release(item, fields)
            )
        except (Unreadable, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            reason = "its elements are nested too deeply to be read" if deep else str(error)
            yield Skipped(source=f"{source.shown}, item {number}", reason=reason)


def parse(data: bytes) -> Element:
    """The root of an XML document, in which the named entities of HTML are read as well."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(_NAMED_ENTITY.sub(_numbered, data))
    except DefusedXmlException:
        raise Unreadable("this XML declares entities, which are not read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"this is not XML, or it is damaged: {error}") from None
    return root


def _numbered(entity: re.Match[bytes]) -> bytes:
    """A named entity of HTML by its number: a DTD would have to be fetched to know the names."""
    letters = html5.get(f"{entity[1].decode()};") if entity[1] not in _OF_XML else None
    return entity[0] if letters is None else "".join(f"&#{ord(each)};" for each in letters).encode()


def _items(root: Element) -> Iterator[Element]:
    """The outermost items: one of NewsML-G2 may have its words in NITF, and is one article."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element) in {"newsitem", "nitf"}:
            yield element
        else:
            waiting += reversed(element)


def _fields(item: Element) -> dict[str, object]:
    newsml = name_of(item) == "newsitem"
    body = _body(item)
    title = _said(item, "headline", "hl1", "title")
    return {
        "id": item.get("guid") if newsml else _document_id(item),
        "title": title,
        "text": "" if body is None else _without_headline(_text(body), title),
        "publisher": _publisher(item),
        "authors": _authors(item),
        "published": _published(item),
        "url": _address(item),
        "language": _language(item, body),
    }


def _body(item: Element) -> Element | None:
    """What holds the story; a note to editors has content of its own."""
    noted = {id(inside) for note in _all(item, "note") for inside in note.iter()}
    bodies = _all(item, "body.content", "body", "inlinedata")
    return next((body for body in bodies if id(body) not in noted), None)


def _text(body: Element) -> str:
    if name_of(body) != "inlinedata" or len(body):
        return text_of(body, wire=True)
    words = body.text or ""
    if "html" in (body.get("contenttype") or ""):
        return plain(words)
    return unwrap("\n".join(line.strip() for line in words.strip().split("\n")))


def _without_headline(text: str, title: str | None) -> str:
    """The text; a headline that stands at its top once more is no sentence of it."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and title and " ".join(first.split()) == title else text


def _document_id(item: Element) -> str | None:
    """The document's id, or else the key under which a story is updated through the day."""
    for name, said in (("doc-id", "id-string"), ("du-key", "key")):
        for element in _all(item, name):
            if given := (element.get(said) or "").strip():
                registry = (element.get("regsrc") or "").strip()
                return f"{registry}:{given}" if registry else given
    return None


def _release(item: Element, fields: Mapping[str, object]) -> Release:
    document = _first(item, "docdata")
    status = _attribute(item, "pubstatus", "qcode", "uri", "literal")
    signals = [
        signal.get("qcode") or signal.get("literal") or _line(signal)
        for signal in _all(item, "signal")
    ]
    notes = [_line(note) for note in _all(item, "ednote")]
    messages = list(_all(item, "ed-msg"))
    notes += [message.get("info") or _line(message) for message in messages]
    dead = killing(str(fields["title"] or ""), str(fields["text"]))
    if dead:
        notes.append(dead)
    kinds = [message.get("msg-type") or "" for message in messages]
    if not status and document is not None:
        status = document.get("management-status") or ""
    killed = next((kind for kind in (*kinds, *signals) if _is_kill(kind)), "")
    if dead and not killed:
        killed = "kill"
    if not status or "usable" in status:
        # Without an hour an embargo holds until another version lifts it.
        endless = [each for each in _all(item, "embargoed") if not _line(each)]
        status = "withheld" if endless else status
    return released(
        status=killed or status,
        notes=notes,
        corrects=any(map(_CORRECTION.match, (*signals, *kinds))),
        edition=item.get("version")
        if name_of(item) == "newsitem"
        else _attribute(item, "du-key", "version", "generation"),
        revised=_said(item, "versioncreated") or _norm(item, "date.issue") or "",
        embargo=_said(item, "embargoed") or _norm(item, "date.release") or "",
    )


def _is_kill(kind: str) -> bool:
    return bool(re.match(r"(?:sig:)?(?:kill|cancel|withdraw|takedown)", kind, re.IGNORECASE))


def _publisher(item: Element) -> str | None:
    """The first that is named of those the item is credited to."""
    for found in _all(item, *_CREDITED):
        name = _said(found, "name") or _line(found) or (found.get("literal") or "").strip()
        if name:
            return name
    return next((said for data in _all(item, "pubdata") if (said := data.get("name"))), None)


def _authors(item: Element) -> list[str]:
    """Who a byline names, without what they are: that stands in an element of its own."""
    for name in ("by", "byline"):
        for byline in _all(item, name):
            named = [line for person in _all(byline, "person") if (line := _line(person))]
            if found := named or people(_without(byline, "byttl")):
                return found
    return [said for creator in _all(item, "creator") if (said := _said(creator, "name"))]


def _without(element: Element, name: str) -> str:
    """The words of an element without those of one kind in it; these part what they stand in."""
    inside = (" \n " if name_of(child) == name else _without(child, name) for child in element)
    tails = (child.tail or "" for child in element)
    words = "".join(a + b for a, b in zip(inside, tails, strict=True))
    return " ".join(f"{element.text or ''}{words}".split())


def _published(item: Element) -> str | None:
    """The day of this version, which is not that of the first."""
    if name_of(item) == "newsitem" and (
        said := _said(item, "versioncreated", "contentmodified", "firstcreated", "contentcreated")
    ):
        return said
    return (
        _norm(item, "date.issue")
        or _attribute(item, "pubdata", "date.publication")
        or _norm(item, "story.date")
        or _said(item, "story.date")
        or _norm(item, "date.release")
    )


def _norm(item: Element, name: str) -> str | None:
    return _attribute(item, name, "norm") or None


def _attribute(item: Element, name: str, *attributes: str) -> str:
    """The first of these attributes that an element of this name has; "" where none has."""
    for element in _all(item, name):
        for attribute in attributes:
            if said := (element.get(attribute) or "").strip():
                return said
    return ""


def _address(item: Element) -> str | None:
    """The address of this story, not that of one it is linked to."""
    for element in _all(item, "link", "pubdata"):
        address = element.get("href") or element.get("ex-ref") or ""
        relation = element.get("rel") or ""
        if address.startswith("http") and not _OTHER_STORY.match(relation):
            return address
    return None


def _language(item: Element, body: Element | None) -> str | None:
    """The language of the content; what stands at an item is that of the notes on it as well."""
    content = _first(item, "language")
    if content is not None and (tag := content.get("tag")):
        return tag
    stated = (element.get(_LANGUAGE) for element in (body, item) if element is not None)
    return next(filter(None, stated), None) or item.get("baselang")


def _said(item: Element, *names: str) -> str | None:
    """The words of the first element of these names that has any."""
    return next((line for found in _all(item, *names) if (line := _line(found))), None)


def _line(element: Element) -> str:
    """The words of an element on one line; those of two elements in it are apart."""
    return " ".join(text_of(element).split())


def _first(item: Element, *names: str) -> Element | None:
    return next(_all(item, *names), None)


def _all(item: Element, *names: str) -> Iterator[Element]:
    """The elements of the first name, then those of the second, and so on."""
    elements: Iterable[Element] = list(item.iter())
    for name in names:
        yield from (element for element in elements if name_of(element) == name)
