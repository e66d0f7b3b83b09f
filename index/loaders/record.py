"""The fields of one article, as a file gives them, in; an `Article`, checked and cleaned, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from index.clean import clean, clean_line
from index.dates import parse_stamp, possible_dates
from index.identity import derived_id, same_address
from index.language import stated_language
from index.links import web_address
from index.loaders.markup import plain
from index.loaders.names import NO_VALUE, authors_of, organisation
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.release import USABLE, Release
from index.loaders.source import Source, Unreadable
from index.records import Article, Skipped

FIELDS = ("id", "title", "text", "url", "publisher", "authors", "published", "language")
"""What Byline calls the fields of an article in a file."""

_LONGEST_ID = 200
_WHOLE = re.compile(r"^(\d+)\.0$")
_REMOVED = re.compile(r"\[(?:removed|deleted)\]", re.IGNORECASE)
_LONGEST_MARK = 40
_DOTS = re.compile(r"\s*(?:…|\.{2,})?\s*$")
_CUT = re.compile(r"\[\+?(?P<left>\d[\d,]* (?:more )?char(?:acter)?s)\]\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?=\s|$)")


def article(
    fields: Mapping[str, object],
    *,
    source: Source,
    one_of_many: bool = False,
    release: Release = USABLE,
) -> Article:
    """The article that the `FIELDS` among `fields` describe.

    Only `text` is required, and of a withdrawn article not even that; null and an empty string are
    as good as absent. What is absent is None, and so are an address that no page may link to, a
    date that does not name one day for sure, and a language that is not given by its code. Without
    an id one is derived, from the address or else from the `source` (and, where the file holds
    many, from what the row says). An article that was fetched on its own has the address it was
    fetched from where it names no other; its headline, which may change from one reading to the
    next, is left out of its id.

    Raises Unreadable where there is no text, or what should be one is none.
    """
    return _read(fields, source=source, one_of_many=one_of_many, release=release)[0]


def article_and_oddities(
    fields: Mapping[str, object],
    *,
    source: Source,
    place: str,
    one_of_many: bool = False,
    release: Release = USABLE,
) -> Iterator[Article | Skipped]:
    """The same article, and then what of its fields was left out, as each cannot be what it should.

    `place` is what a report calls it.
    """
    read, odd = _read(fields, source=source, one_of_many=one_of_many, release=release)
    yield read
    for reason in odd:
        yield Skipped(source=place, reason=f"{reason}: left out, the article is kept")


def _read(
    fields: Mapping[str, object], *, source: Source, one_of_many: bool, release: Release
) -> tuple[Article, list[str]]:
    text, odd = _text(fields.get("text"))
    if not text and release.status == "usable":
        raise Unreadable("the text is empty")
    if len(text) > LARGEST_ARTICLE:
        raise Unreadable(f"the text is longer than {LARGEST_ARTICLE:,} characters: split it")
    lines = {name: _line(fields, name, odd) for name in ("title", "url", "publisher")}
    title = clean_line(plain(lines["title"] or "")) or None
    url = web_address(lines["url"])
    fetched = None if one_of_many else source.fetched
    if fetched:
        url = url or fetched.url
    publisher = clean_line(plain(lines["publisher"] or "")) or None
    published = _day(fields.get("published"), odd)
    read = Article(
        id=_given_id(fields, odd)
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
        authors=_authors(fields.get("authors"), odd),
        published=published,
        retrieved=source.fetched.retrieved if source.fetched else None,
        language=stated_language(fields.get("language")),
        status=release.status,
        note=release.note,
        edition=release.edition,
        revised=release.revised,
        embargo=release.embargo,
    )
    return read, odd


def _text(value: object) -> tuple[str, list[str]]:
    """The text, without what a service put in its place or behind it; and what was left out."""
    if value is not None and not isinstance(value, str):
        raise Unreadable(f"`text` is {_kind(value)}, and a string is needed")
    try:
        text = clean(plain(value or ""))
    except ValueError as error:
        raise Unreadable(f"`text` is HTML that cannot be read: {error}") from None
    if _REMOVED.fullmatch(text):
        raise Unreadable("the service that lists this story has removed it: it has no text")
    last = text[-_LONGEST_MARK:]
    cut = _CUT.search(last)
    if cut is None:
        return text, []
    whole = _DOTS.sub("", text[: len(text) - len(last) + cut.start()])
    ends = [end.end() for end in _SENTENCE_END.finditer(whole)]
    return (whole[: ends[-1]] if ends else whole).strip(), [
        f"the text was cut before it came here ({cut['left']}): the unfinished end of it is"
    ]


def _origin(*, url: str | None, source: Source, row: Iterable[object], one_of_many: bool) -> str:
    if url:
        return same_address(url)
    return "\n".join([source.origin, *map(str, row)]) if one_of_many else source.origin


def listed(names: Iterable[str]) -> str:
    """The first ten names, each cut off where it is long, fit for one line."""
    return ", ".join(clean_line(name)[:40] for name in islice(names, 10)) or "none"


def _line(fields: Mapping[str, object], name: str, odd: list[str]) -> str | None:
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping) and (named := organisation(value)):
        return named
    if value is not None and not isinstance(value, str):
        odd.append(f"`{name}` is {_kind(value)}, and a string is needed")
        return None
    return clean_line(value or "") or None


def _given_id(fields: Mapping[str, object], odd: list[str]) -> str | None:
    value = fields.get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of numbers with a gap in it comes as floats
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        odd.append(f"`id` is {_kind(value)}, and a string or a whole number is needed")
        return None
    given = _WHOLE.sub(r"\1", str(value))
    if not given.strip() or len(given) > _LONGEST_ID or not given.isprintable():
        odd.append(f"`id` needs 1 to {_LONGEST_ID} characters, none of them unprintable")
        return None
    return given


def _day(value: object, odd: list[str]) -> date | None:
    if value is None or isinstance(value, str):
        text = clean_line(value or "")
        days = possible_dates(text)
        day = days[0] if len(days) == 1 else parse_stamp(text)
        if day is None and text and not NO_VALUE.fullmatch(text):
            could_be = " or ".join(map(str, days)) or "no day"
            odd.append(f"`published` is “{text[:_LONGEST_MARK]}”, which names {could_be}")
        return day
    day = parse_stamp(value)
    if day is None:
        odd.append(f"`published` is {_kind(value)} that names no day")
    return day


def _authors(value: object, odd: list[str]) -> tuple[str, ...]:
    names = authors_of(value)
    if not names and value not in (None, "", [], ()) and not isinstance(value, str):
        odd.append(f"`authors` is {_kind(value)} without a name")
    return tuple(cleaned for name in names if (cleaned := clean_line(name)))


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return next((kind for type_, kind in kinds.items() if isinstance(value, type_)), "an object")
