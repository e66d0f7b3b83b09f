"""The tree of a web page in; what it states about its article out. What it does not is None."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from urllib.parse import urljoin

from lxml.html import HtmlElement

from index.clean import clean_line
from index.dates import parse_date

_ARTICLE_KINDS = re.compile(r"Article|Posting|Report|Review|CreativeWork$")
_DATES = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')="
    "'{name}']/@content",
    "//time[@pubdate]/@datetime",
    "//time[contains(@class, 'publish')]/@datetime",
)
_DATE_NAMES = (
    *(
        "article:published_time",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
    ),
    *("dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "sailthru.date"),
    *("parsely-pub-date", "article.published", "datepublished", "cxenseparse:recs:publishtime"),
)
_FIRST_YEAR = 1600
"""Before it there were no newspapers; 0001-01-01 is what a program writes for "not known"."""

_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)$")
_DAY_OF_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)(?=/|$)")
_SHOWS_DATE = (
    "self::time or contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'pub')"
)
_LONGEST_DATE = 60
_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a page says of its article; None, or empty, where it does not."""

    title: str | None
    authors: tuple[str, ...]
    published: str | None
    publisher: str | None
    url: str | None
    language: str | None


def stated(page: HtmlElement, *, address: str | None) -> Stated:
    """Reads schema.org (JSON-LD), Open Graph and the older `meta` names, in this order of trust.

    The headline is the `h1` where the head says much the same, because it is what a reader sees,
    or where the head says nothing and there is one alone.
    `address` is where the page was fetched from: it makes a relative link whole.
    """
    article = _described(page)
    url = _canonical(page, address=address)
    publisher = _name(article.get("publisher")) or _first(
        page,
        "//meta[@property='og:site_name']/@content",
        "//meta[@name='application-name']/@content",
    )
    title = _title(page, article, publisher=publisher)
    return Stated(
        title=title,
        authors=_authors(page, article),
        published=_published(page, article, title=title, url=url or address),
        publisher=publisher,
        url=url,
        language=_first(page, "/html/@lang", "/html/@*[name()='xml:lang']")
        or _text(article.get("inLanguage")),
    )


def _described(page: HtmlElement) -> dict[str, object]:
    """The first object of JSON-LD that describes an article; empty where there is none."""
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            parsed = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue  # what is broken states nothing; the other places may
        for item in _objects(parsed):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_KINDS.search(kind) for kind in kinds):
                return item
    return {}


def _objects(parsed: object) -> Iterator[dict[str, object]]:
    """The objects of a document: one, a list of them, or those of a `@graph`."""
    for item in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                (node for node in graph if isinstance(node, dict))
                if isinstance(graph, list)
                else ()
            )


def _title(page: HtmlElement, article: dict[str, object], *, publisher: str | None) -> str | None:
    said = [
        _text(article.get("headline")),
        _first(page, "//meta[@property='og:title']/@content"),
        _first(page, "//head/title/text()", "//title/text()"),
    ]
    claims = [_without_site(claim, publisher) for claim in said if claim]
    headings = [clean_line(heading.text_content()) for heading in page.xpath("//h1")]
    headings = [heading for heading in headings if heading]
    for heading in headings:
        if any(_much_the_same(heading, claim) for claim in claims):
            return heading
    return claims[0] if claims else headings[0] if len(headings) == 1 else None


def _without_site(title: str, publisher: str | None) -> str:
    """The title without "| The Courier" behind it, where that is the name of the publisher."""
    *before, last = _SEPARATOR.split(title)
    name, site = _letters(last), _letters(publisher or "")
    if before and name and site and (name in site or site in name):
        return title[: title.rindex(last)].rstrip(" |–—·»-")
    return title


def _much_the_same(heading: str, claim: str) -> bool:
    """Whether most words of both are the same."""
    first, second = _words(heading), _words(claim)
    return 2 * len(first & second) > max(len(first), len(second))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.lower()))


def _authors(page: HtmlElement, article: dict[str, object]) -> tuple[str, ...]:
    said = article.get("author")
    names = [_name(author) for author in (said if isinstance(said, list) else [said])]
    if not any(names):
        names = [
            clean_line(name)
            for name in page.xpath(
                "//meta[@name='author' or @name='Author' or @property='author' "
                "or @name='parsely-author' or @name='sailthru.author']/@content"
            )
        ]
    people = [name.removeprefix("By ") for name in names if name and "://" not in name]
    return tuple(dict.fromkeys(people))


def _published(
    page: HtmlElement, article: dict[str, object], *, title: str | None, url: str | None
) -> str | None:
    """The day of publication, of the first place that names one.

    Places are the head, then the address, then what is shown below the headline. An evening in
    America is the next day in UTC, in which many heads are: the day that is shown is right then.
    """
    said = [_text(article.get("datePublished")), *map(clean_line, _dates(page))]
    stated = next((text for text in said if text and _day(text)), None)
    shown = [day for day in (_day_of_address(url or ""), _day_shown(page, title)) if day]
    day = _day(stated) if stated else None
    if stated and day and _UTC.search(stated) and day - timedelta(days=1) in shown:
        day -= timedelta(days=1)
    return str(day or shown[0]) if day or shown else None


def _day_of_address(url: str) -> date | None:
    """The day in an address such as https://courier.example/2025/01/31/harbour."""
    numbers = _DAY_OF_ADDRESS.search(url)
    return _day("-".join(numbers.groups())) if numbers else None


def _day_shown(page: HtmlElement, title: str | None) -> date | None:
    """The first day that is shown as a date between the headline and the first paragraph."""
    headlines = (h1 for h1 in page.xpath("//h1") if clean_line(h1.text_content()) == title)
    headline = next(headlines, None)
    if headline is None:
        return None
    for element in headline.xpath(f"following::*[self::p or {_SHOWS_DATE}]"):
        text = clean_line(element.text_content())
        if len(text) > _LONGEST_DATE:
            if element.tag == "p":
                return None
        elif day := _day(text):
            return day
    return None


def _dates(page: HtmlElement) -> Iterator[str]:
    for path in _DATES:
        for name in _DATE_NAMES if "{name}" in path else [""]:
            # The first alone: others are those of the stories that the page links to.
            yield from page.xpath(path.format(name=name))[:1]


def _day(text: str) -> date | None:
    day = parse_date(text)
    return day if day is not None and day.year >= _FIRST_YEAR else None


def _canonical(page: HtmlElement, *, address: str | None) -> str | None:
    link = _first(page, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    try:
        return urljoin(address or "", link) if link else None
    except ValueError:
        return None


def _first(page: HtmlElement, *paths: str) -> str | None:
    found: Iterable[str] = (text for path in paths for text in page.xpath(path)[:1])
    return next((cleaned for text in found if (cleaned := clean_line(text))), None)


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: object) -> str | None:
    """A string of JSON-LD, in which many pages leave the entities of HTML."""
    return clean_line(unescape(value)) or None if isinstance(value, str) else None
