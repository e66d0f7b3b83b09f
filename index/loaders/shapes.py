"""A row of a known service or format in; the same under Byline's names, and its release, out.

What is recognised: ninjs (IPTC's JSON, 1.x to 3.x), JSON Feed, schema.org as an object, and what
NewsAPI, the Guardian, Webz.io, Event Registry, news-please (CC-NEWS), GDELT and the set "All the
news" export. A row of no known shape is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from index.loaders.names import name_of_object, organisation
from index.loaders.release import USABLE, Release, released
from index.loaders.source import Unreadable

Fields = Mapping[str, object]

_DEEPEST = 4
"""How deep a list of articles may lie in what a service answers."""


class Known(NamedTuple):
    """The fields of an article, and its release."""

    fields: dict[str, object]
    release: Release = USABLE


class Shape(NamedTuple):
    """The fields that tell a row of a kind, and what reads it."""

    told_by: frozenset[str]
    read: Callable[[Fields], Known]


def recognised(row: Fields) -> Known | None:
    """The row under Byline's names where its shape is known, else None.

    Raises Unreadable where that shape holds no text.
    """
    present = set(row)
    lowered = {_plain_key(key) for key in row}
    if "uri" in lowered and lowered & _OF_NINJS:
        return _ninjs({_plain_key(key): value for key, value in row.items()})
    for shape in _SHAPES:
        if shape.told_by <= present:
            return shape.read(row)
    return None


def rows_in(answer: object, *, has_text: Callable[[Fields], bool]) -> list[object] | None:
    """The list of articles in what a service answers, wherever it lies; None where there is none.

    It is the first list, the outermost first, in which an object has a text or is of a known shape.
    """
    level = [answer]
    for _ in range(_DEEPEST):
        for value in level:
            if isinstance(value, list):
                objects = [unwrapped(item) for item in value if isinstance(item, Mapping)]
                if any(has_text(item) or _is_known(item) for item in objects):
                    return [unwrapped(i) if isinstance(i, Mapping) else i for i in value]
        level = [
            inside for value in level if isinstance(value, Mapping) for inside in value.values()
        ]
    return None


def unwrapped(item: Fields) -> Fields:
    """What a search engine holds of a document, without what it says of the hit."""
    inside = item.get("_source")
    return inside if isinstance(inside, Mapping) else item


def looked_up(row: Fields, name: str) -> tuple[bool, object]:
    """Whether there is a field, and what it holds; `source.name` is one inside another."""
    if name in row:
        return True, row[name]
    found: object = row
    for part in name.split("."):
        if isinstance(found, list) and found and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        elif isinstance(found, Mapping) and part in found:
            found = found[part]
        else:
            return False, None
    return True, found


def _is_known(item: Fields) -> bool:
    try:
        return recognised(item) is not None
    except Unreadable:
        return True


def _at(row: Fields, *names: str) -> object:
    """What the first of these fields holds that holds anything."""
    found = (looked_up(row, name)[1] for name in names)
    return next((value for value in found if value not in (None, "", [], {})), None)


def _plain_key(key: str) -> str:
    """Ninjs changed from `body_html` to `bodyhtml` and `bodyHtml`; a key is the same in all."""
    return key.replace("_", "").lower()


_OF_NINJS = frozenset(
    "versioncreated pubstatus headlines bodies bodyhtml bodytext bodyxhtml contentcreated".split()
)


def _ninjs(row: Fields) -> Known:
    html = _at(row, "bodyhtml", "bodyxhtml")
    text = _body(row.get("bodies")) or html or _at(row, "bodytext")
    authors = [
        name
        for key in ("authors", "creators", "infosources")
        for item in _objects(row.get(key))
        if key != "infosources" or "author" in str(item.get("role", ""))
        for name in name_of_object(item)
    ]
    signals = [str(signal) for signal in _listed(row.get("signals"))]
    return Known(
        {
            "id": row.get("uri"),
            "title": _best(row.get("headlines")) or row.get("headline") or row.get("title"),
            "text": text if text is not None else "",
            "authors": _at(row, "byline", "by") or authors,
            "publisher": _publisher_of_ninjs(row),
            "published": _at(row, "versioncreated", "contentcreated", "firstcreated"),
            "url": _at(row, "url") or _rendition(row),
            "language": row.get("language"),
        },
        released(
            status=str(row.get("pubstatus") or ""),
            notes=[str(note) for note in _listed(row.get("ednote"))],
            corrects=any("correction" in signal for signal in signals),
            edition=row.get("version"),
            revised=str(row.get("versioncreated") or ""),
            embargo=str(_at(row, "embargoed", "embargoeduntil") or ""),
        ),
    )


def _publisher_of_ninjs(row: Fields) -> object:
    for item in _objects(row.get("infosources")):
        if "author" not in str(item.get("role", "")) and (name := organisation(item)):
            return name
    return _at(row, "copyrightholder", "provider.name", "provider", "source", "servicename")


def _rendition(row: Fields) -> object:
    """Its address on the web: of what has `uri` for its name alone there is none."""
    uri = str(row.get("uri") or "")
    return uri if uri.startswith(("http://", "https://")) else None


def _body(bodies: object) -> object:
    """The longest of several forms of one text, HTML first, as it has the paragraphs."""
    found = [item for item in _objects(bodies) if item.get("value")]
    found.sort(key=lambda item: "html" in str(item.get("contenttype") or item.get("contentType")))
    main = [item for item in found if str(item.get("role", "main")) in {"main", "body", "None"}]
    return (main or found)[-1]["value"] if found else None


def _best(headlines: object) -> object:
    found = [item for item in _objects(headlines) if item.get("value")]
    main = [item for item in found if item.get("role") in (None, "main", "headline")]
    return (main or found)[0]["value"] if found else None


def _json_feed(row: Fields) -> Known:
    return Known(
        {
            "id": row.get("id"),
            "title": row.get("title"),
            "text": _at(row, "content_html", "content_text") or "",
            "authors": _at(row, "authors", "author"),
            "published": row.get("date_published"),
            "url": _at(row, "url", "external_url"),
            "language": row.get("language"),
        },
        released(revised=str(row.get("date_modified") or "")),
    )


def _schema_org(row: Fields) -> Known:
    return Known(
        {
            "title": _at(row, "headline", "name"),
            "text": row.get("articleBody"),
            "authors": row.get("author"),
            "publisher": _at(row, "publisher.name", "publisher"),
            "published": row.get("datePublished"),
            "url": _at(row, "url", "mainEntityOfPage.@id", "mainEntityOfPage"),
            "language": row.get("inLanguage"),
        },
        schema_release(row),
    )


def schema_release(row: Fields) -> Release:
    """What an object of schema.org says of its release: correction, version, date of change."""
    notes = [
        str(_at(note, "text", "description", "name") or "")
        if isinstance(note, Mapping)
        else str(note)
        for note in _listed(row.get("correction"))
    ]
    status = next((str(each) for each in _listed(row.get("creativeWorkStatus"))), "")
    return released(
        status=status,
        notes=notes,
        corrects=any(notes),
        edition=row.get("version"),
        revised=str(row.get("dateModified") or ""),
    )


def _newsapi(row: Fields) -> Known:
    publisher = _at(row, "source.name")
    return Known(
        {
            "title": str(row.get("title") or "").removesuffix(f" - {publisher}"),
            "text": row.get("content"),
            "authors": row.get("author"),
            "publisher": publisher,
            "published": row.get("publishedAt"),
            "url": row.get("url"),
        }
    )


def _guardian(row: Fields) -> Known:
    return Known(
        {
            "id": row.get("id"),
            "title": _at(row, "webTitle", "fields.headline"),
            "text": _at(row, "fields.body", "fields.bodyText") or "",
            "authors": _at(row, "fields.byline"),
            "publisher": _at(row, "fields.publication") or "The Guardian",
            "published": row.get("webPublicationDate"),
            "url": row.get("webUrl"),
            "language": _at(row, "fields.lang"),
        },
        released(revised=str(_at(row, "fields.lastModified") or "")),
    )


def _webz(row: Fields) -> Known:
    return Known(
        {
            "id": row.get("uuid"),
            "title": _at(row, "title", "thread.title"),
            "text": row.get("text"),
            "authors": row.get("author"),
            "publisher": _at(row, "thread.site_full", "thread.site"),
            "published": row.get("published"),
            "url": row.get("url"),
            "language": _language(row.get("language")),
        }
    )


def _event_registry(row: Fields) -> Known:
    return Known(
        {
            "id": row.get("uri"),
            "title": row.get("title"),
            "text": row.get("body"),
            "authors": row.get("authors"),
            "publisher": _at(row, "source.title", "source.uri"),
            "published": _at(row, "dateTimePub", "dateTime", "date"),
            "url": row.get("url"),
            "language": _language(row.get("lang")),
        }
    )


def _news_please(row: Fields) -> Known:
    return Known(
        {
            "title": row.get("title"),
            "text": row.get("maintext"),
            "authors": row.get("authors"),
            "publisher": row.get("source_domain"),
            "published": row.get("date_publish"),
            "url": row.get("url"),
            "language": row.get("language"),
        }
    )


def _all_the_news(row: Fields) -> Known:
    return Known(
        {
            "id": row.get("id"),
            "title": row.get("title"),
            "text": row.get("content"),
            "authors": row.get("author"),
            "publisher": row.get("publication"),
            "published": row.get("date"),
            "url": row.get("url"),
        }
    )


def _gdelt(_row: Fields) -> Known:
    raise Unreadable(
        "GDELT lists addresses and headlines without texts: add the addresses themselves"
    )


_SHAPES = (
    Shape(frozenset({"webTitle", "webUrl", "webPublicationDate"}), _guardian),
    Shape(frozenset({"source", "publishedAt", "content", "url"}), _newsapi),
    Shape(frozenset({"thread", "uuid", "text"}), _webz),
    Shape(frozenset({"uri", "body", "source", "dateTime"}), _event_registry),
    Shape(frozenset({"maintext", "date_publish", "source_domain"}), _news_please),
    Shape(frozenset({"publication", "author", "date", "content"}), _all_the_news),
    Shape(frozenset({"seendate", "domain", "url"}), _gdelt),
    Shape(frozenset({"articleBody", "headline"}), _schema_org),
    Shape(frozenset({"content_html", "id"}), _json_feed),
    Shape(frozenset({"content_text", "id"}), _json_feed),
)

_LANGUAGES = {
    "english": "en",
    "eng": "en",
    "german": "de",
    "deu": "de",
    "french": "fr",
    "fra": "fr",
    "spanish": "es",
    "spa": "es",
    "italian": "it",
    "ita": "it",
    "portuguese": "pt",
    "por": "pt",
}


def _language(said: object) -> object:
    """The code of a language that is named, or given by three letters."""
    return _LANGUAGES.get(str(said).lower(), said)


def _listed(value: object) -> list[object]:
    """A value, or the values of a list; none of nothing."""
    if value in (None, "", {}):
        return []
    return value if isinstance(value, list) else [value]


def _objects(value: object) -> Iterator[Mapping[object, object]]:
    return (item for item in _listed(value) if isinstance(item, Mapping))
