"""The tree of a web page in; what it states about its article out. What it does not is None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

from lxml.html import HtmlElement

from index.clean import clean_line
from index.loaders.dates_shown import CHANGED, day_in_line, day_of
from index.loaders.linked_data import Item, LinkedData, text_at
from index.loaders.markup import text_of
from index.loaders.names import people
from index.loaders.release import Release
from index.loaders.shapes import schema_release

_ARTICLE_KINDS = re.compile(r"Article|(?<!Job)Posting|^Report$|Review$|CreativeWork$")
_PERSON_META = (
    "//meta[@name='author' or @name='Author' or @property='author' or @name='byl' "
    "or @name='parsely-author' or @name='sailthru.author' or @name='dc.creator' "
    "or @name='DC.creator']/@content"
)
_SHOWN_AUTHORS = (
    "//*[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[@itemprop='author']",
    "//*[contains(@class, 'byline') or contains(@class, 'author')][starts-with("
    "normalize-space(.), 'By ') or starts-with(normalize-space(.), 'BY ')]",
)
_MOST_AUTHORS = 6
_LONGEST_BYLINE = 120
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
_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)$")
_DAY_OF_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)(?=/|$)")
_SHOWS_DATE = (
    "self::time or contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'pub')"
)
_LONGEST_DATE = 60
_COMPARED = 100
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
    release: Release


def stated(page: HtmlElement, *, address: str | None) -> Stated:
    """Reads schema.org (JSON-LD), Open Graph and the older `meta` names, in this order of trust.

    The headline is the `h1` where the head says much the same, because it is what a reader sees,
    or where the head says nothing and there is one alone.
    `address` is where the page was fetched from: it makes a relative link whole.
    """
    data = LinkedData(page)
    url = _canonical(page, address=address)
    article = _described(page, data, url=url or address)
    publisher = data.name(article.get("publisher")) or _first(
        page,
        "//meta[@property='og:site_name']/@content",
        "//meta[@name='application-name']/@content",
    )
    title = _title(page, article, publisher=publisher)
    return Stated(
        title=title,
        authors=_authors(page, article, data, title=title),
        published=_published(page, article, title=title, url=url or address),
        publisher=publisher,
        url=url,
        language=_first(page, "/html/@lang", "/html/@*[name()='xml:lang']")
        or text_at(article, "inLanguage"),
        release=_release(page, article),
    )


def _described(page: HtmlElement, data: LinkedData, *, url: str | None) -> Item:
    """The object of JSON-LD that describes the article of this page; empty where there is none.

    Of several the one whose headline, address or text is the page's; one of another headline and
    another address is of another story.
    """
    candidates = [item for item in data.items if _is_article(item)]
    words = [_words(clean_line(each.text_content())) for each in page.xpath("//h1 | //head/title")]
    shown = clean_line(page.text_content()) if len(candidates) > 1 else ""
    best: Item = {}
    most = -1
    for item in candidates:
        headline, address = _words(text_at(item, "headline") or ""), _address_of(item)
        same_headline = any(2 * len(headline & other) > len(headline) for other in words)
        same_address = bool(url and address) and same_page(address, url or "")
        text = clean_line(text_at(item, "articleBody") or "")[:_COMPARED]
        score = 2 * same_headline + 2 * same_address + bool(text and text in shown)
        contradicts = bool(headline and any(words)) and not same_headline
        other_page = bool(url and address) and not same_address
        if score > most and not (contradicts and other_page):
            best, most = item, score
    return best


def _is_article(item: Item) -> bool:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_KINDS.search(kind) for kind in kinds)


def _address_of(item: Item) -> str:
    said = text_at(item, "url", "mainEntityOfPage", "@id") or ""
    return said if "://" in said else ""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page, whatever the scheme and what follows the path."""

    def bare(url: str) -> str:
        return re.sub(r"^https?://(?:www\.|m\.|amp\.)?|[?#].*$|/+$", "", url.lower())

    return bare(one).rstrip("/") == bare(other).rstrip("/")


def _release(page: HtmlElement, article: Item) -> Release:
    """What is said of corrections and versions; the change of a page with no JSON-LD by `meta`."""
    modified = text_at(article, "dateModified") or _first(
        page,
        "//meta[@property='article:modified_time' or @property='og:updated_time']/@content",
        "//meta[@itemprop='dateModified']/@content",
    )
    return schema_release({**article, "dateModified": modified or ""})


def _title(page: HtmlElement, article: Item, *, publisher: str | None) -> str | None:
    said = [
        text_at(article, "headline"),
        _first(page, "//meta[@property='og:title']/@content"),
        _first(page, "//head/title/text()", "//title/text()"),
    ]
    claims = [_without_site(claim, publisher) for claim in said if claim]
    headings = [clean_line(text_of(heading)) for heading in page.xpath("//h1")]
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


def _authors(
    page: HtmlElement, article: Item, data: LinkedData, *, title: str | None
) -> tuple[str, ...]:
    """Who wrote it: of the first place that names somebody."""
    names = data.names(article.get("author")) or data.names(article.get("creator"))
    if not names:
        names = [name for line in page.xpath(_PERSON_META) for name in people(line)]
    if not names:
        names = _authors_shown(page, title)
    return tuple(dict.fromkeys(name for name in names if "://" not in name))


def _authors_shown(page: HtmlElement, title: str | None) -> list[str]:
    """Whom the page marks as author, in the article that has the headline."""
    headline = _headline(page, title)
    home = headline.xpath("ancestor::article[1]") if headline is not None else []
    for path in _SHOWN_AUTHORS:
        marked = page.xpath(path)
        inside = {outer for each in marked for outer in each.iterancestors()}
        found = [
            each
            for each in marked
            if each not in inside and each.xpath("ancestor::article[1]") == home
        ]
        lines = [clean_line(text_of(each) or each.get("content") or "") for each in found]
        names = [name for line in lines if len(line) <= _LONGEST_BYLINE for name in people(line)]
        if names and len(set(names)) <= _MOST_AUTHORS:
            return names
    return []


def _published(
    page: HtmlElement, article: Item, *, title: str | None, url: str | None
) -> str | None:
    """The day of publication, of the first place that names one.

    Places are the head, then the address, then what is shown below the headline. An evening in
    America is the next day in UTC, in which many heads are: the day that is shown is right then.
    """
    said = [text_at(article, "datePublished"), *map(clean_line, _dates(page))]
    stated = next((text for text in said if text and day_of(text)), None)
    shown = [day for day in (_day_of_address(url or ""), _day_shown(page, title)) if day]
    day = day_of(stated) if stated else None
    if stated and day and _UTC.search(stated) and day - timedelta(days=1) in shown:
        day -= timedelta(days=1)
    return str(day or shown[0]) if day or shown else None


def _day_of_address(url: str) -> date | None:
    """The day in an address such as https://courier.example/2025/01/31/harbour."""
    numbers = _DAY_OF_ADDRESS.search(url)
    return day_of("-".join(numbers.groups())) if numbers else None


def _headline(page: HtmlElement, title: str | None) -> HtmlElement | None:
    headlines = (h1 for h1 in page.xpath("//h1") if clean_line(text_of(h1)) == title)
    return next(headlines, None)


def _day_shown(page: HtmlElement, title: str | None) -> date | None:
    """The first day that is shown as a date between the headline and the first paragraph."""
    headline = _headline(page, title)
    if headline is None:
        return None
    for element in headline.xpath(f"following::*[self::p or {_SHOWS_DATE}]"):
        text = clean_line(element.text_content())
        if len(text) > _LONGEST_DATE:
            if element.tag == "p":
                return None
        elif element.get("itemprop") == "datePublished" or not (
            CHANGED.match(text) or CHANGED.search(_before(element))
        ):
            stamp = element.get("datetime") if element.tag == "time" else None
            if day := day_in_line(text) or (day_of(stamp) if stamp else None):
                return day
    return None


def _before(element: HtmlElement) -> str:
    """What stands just before an element, such as "Updated:"."""
    previous = element.getprevious()
    parent = element.getparent()
    if previous is None:
        told = parent.text if parent is not None else None
    else:
        told = previous.tail or text_of(previous)
    return clean_line(told or "")[-20:]


def _dates(page: HtmlElement) -> Iterator[str]:
    for path in _DATES:
        for name in _DATE_NAMES if "{name}" in path else [""]:
            # The first alone: others are those of the stories that the page links to.
            yield from page.xpath(path.format(name=name))[:1]


def _canonical(page: HtmlElement, *, address: str | None) -> str | None:
    link = _first(page, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    try:
        return urljoin(address or "", link) if link else None
    except ValueError:
        return None


def _first(page: HtmlElement, *paths: str) -> str | None:
    found: Iterable[str] = (text for path in paths for text in page.xpath(path)[:1])
    return next((cleaned for text in found if (cleaned := clean_line(text))), None)
