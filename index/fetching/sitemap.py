"""A sitemap in; the pages or the further sitemaps that it names out, the newest first."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from index.fetching.feed import Link
from index.links import linked
from index.loaders.source import Unreadable

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
    return sorted(links, key=lambda link: link.stamp or link.published, reverse=True)


def _links(data: bytes) -> Iterator[Link]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    said: dict[str, str] = {}
    try:
        for _, element in iterparse(io.BytesIO(data), forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
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
