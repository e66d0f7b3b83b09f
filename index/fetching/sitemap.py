"""A sitemap in; the pages or the further sitemaps that it names out, the newest first."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from index.dates import parse_date, parse_time
from index.fetching.feed import Link
from index.links import linked
from index.loaders.source import Unreadable

_OF_A_PICTURE = re.compile(r"image|video", re.IGNORECASE)
MOST_LINKS = 50_000
"""Addresses in one sitemap; more are against the protocol (sitemaps.org)."""


def sitemap_links(data: bytes, *, url: str) -> list[Link]:
    """The links of a sitemap, or of an index of sitemaps, found at `url`.

    Those with a later `lastmod` come first, those without one last and in their order. Raises
    Unreadable where it is no sitemap, or has a document type, which none needs.
    """
    links = [
        Link(linked(link.url, at=url), stamp=link.stamp, published=link.published)
        for link in islice(_links(data), MOST_LINKS)
    ]
    if not links:
        raise Unreadable("this sitemap names no page")
    return sorted(links, key=_time, reverse=True)


def _time(link: Link) -> datetime:
    """When a page was changed, in UTC; the beginning of time where that is not told."""
    for said in (link.stamp, link.published):
        if time := parse_time(said):
            return time
        if day := parse_date(said):
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)


def _links(data: bytes) -> Iterator[Link]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    said: dict[str, str] = {}
    try:
        for _, element in iterparse(io.BytesIO(data), forbid_dtd=True):
            space, _, name = element.tag.rpartition("}")
            if _OF_A_PICTURE.search(space):
                continue  # where a picture or a film of the page lies
            if name in {"url", "sitemap"}:
                if said.get("loc"):
                    published = said.get("publication_date", "")
                    yield Link(said["loc"], stamp=said.get("lastmod", ""), published=published)
                said = {}
                element.clear()
            else:
                said.setdefault(name, (element.text or "").strip())
    except (ParseError, DefusedXmlException) as error:
        raise Unreadable(f"this sitemap cannot be read: {error!r}") from None
