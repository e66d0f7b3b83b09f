"""An address in; the articles of its page, or of the pages its feed or sitemap names, out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.dates import parse_date
from index.fetching.feed import Link, feed_links
from index.fetching.fetcher import LARGEST_ANSWER, Answer, Fetcher
from index.fetching.sitemap import sitemap_links
from index.identity import same_address
from index.loaders import ARCHIVES, LOADERS, TABLES, gzip_file, load_source
from index.loaders.source import Fetched, Source, Unreadable, read_bytes
from index.loaders.table import AS_NAMED, FieldNames
from index.records import Article, Skipped

MOST_PAGES = 200
"""Pages that are read of one feed or sitemap at a time; the pause alone makes them some minutes."""

MOST_SITEMAPS = 20
"""Sitemaps that are read of one index."""

_ROOT = re.compile(
    # What may stand before the first element; atomic, so that a hostile start takes no long time.
    r"(?>[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+"
    r"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_FEEDS = {"rss", "feed", "RDF"}
_SITEMAPS = {"urlset", "sitemapindex"}
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
_UNTOLD = {"", "text/plain", "application/octet-stream", "application/gzip", "application/x-gzip"}
"""Kinds that say too little: the suffix of the address says more, if it has one."""


class Addresses:
    """Loads addresses, one page at a time.

    It remembers what it has read of feeds and sitemaps. Loaded again, they give the pages that are
    new, those whose date of change is another one, and those that could not be read before.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._read: dict[str, str] = {}

    def load(self, url: str, *, names: FieldNames = AS_NAMED) -> Iterator[Article | Skipped]:
        """The articles that an address leads to; what cannot be read is a Skipped."""
        try:
            answer = _unpacked(self._fetcher.fetch(url))
            root = _root(answer.data)
            if root in _FEEDS:
                yield from self._pages(url, feed_links(answer.data, url=answer.url))
            elif root in _SITEMAPS:
                yield from self._sitemap(url, sitemap_links(answer.data, url=answer.url), root=root)
            else:
                yield from load_source(_source(answer), names=names)
        except Unreadable as reason:
            yield Skipped(source=url, reason=str(reason))

    def _sitemap(self, url: str, links: list[Link], *, root: str) -> Iterator[Article | Skipped]:
        if root == "urlset":
            yield from self._pages(url, links)
            return
        pages: list[Link] = []
        for number, inner in enumerate(links):
            if number == MOST_SITEMAPS or len(pages) >= MOST_PAGES:
                reason = f"only the newest {number} of its {len(links):,} sitemaps were read"
                yield Skipped(source=url, reason=f"{reason}: add others by their addresses")
                break
            try:
                answer = _unpacked(self._fetcher.fetch(inner.url))
                if _root(answer.data) != "urlset":
                    raise Unreadable("this is no sitemap, though an index of sitemaps names it")
                pages += sitemap_links(answer.data, url=answer.url)
            except Unreadable as reason:
                yield Skipped(source=inner.url, reason=str(reason))
        yield from self._pages(url, pages)

    def _pages(self, url: str, links: list[Link]) -> Iterator[Article | Skipped]:
        named: dict[str, Link] = {}
        for link in links:
            named.setdefault(same_address(link.url), link)
        different = list(named.values())
        for link in different[:MOST_PAGES]:
            if self._read.get(link.url) != link.stamp:
                yield from self._page(link)
        if len(different) > MOST_PAGES:
            reason = f"it names more than {MOST_PAGES} pages, and the first {MOST_PAGES} were read"
            yield Skipped(source=url, reason=f"{reason}: add others by their addresses")

    def _page(self, link: Link) -> Iterator[Article | Skipped]:
        """The article of a page, dated by the list that names it where it has no date itself."""
        try:
            answer = self._fetcher.fetch(link.url)
            if _root(answer.data) in _FEEDS | _SITEMAPS:
                raise Unreadable(
                    "a feed or sitemap named by another is not followed: add it itself"
                )
            for loaded in load_source(_source(answer)):
                if isinstance(loaded, Article):
                    self._read[link.url] = link.stamp
                    published = loaded.published or parse_date(link.published)
                    yield replace(loaded, published=published)
                else:
                    yield loaded
        except Unreadable as reason:
            yield Skipped(source=link.url, reason=str(reason))


def _root(data: bytes) -> str:
    """The name of the first element, without its prefix; "" where there is none."""
    match = _ROOT.match(data[:10_000].replace(b"\0", b"").decode("utf-8", errors="replace"))
    return match[1] if match else ""


def _unpacked(answer: Answer) -> Answer:
    """The answer; a sitemap that is a gzip file, as many are, is unpacked."""
    if not answer.data.startswith(b"\x1f\x8b") or ".xml" not in urlsplit(answer.url).path:
        return answer
    (member,) = gzip_file.members(_source(answer))
    return replace(answer, data=read_bytes(member, limit=LARGEST_ANSWER))


def _source(answer: Answer) -> Source:
    """The answer as a source. Raises Unreadable where it is of no kind that is read."""
    name = PurePosixPath(unquote(urlsplit(answer.url).path).rstrip("/") or "/")
    suffix = name.suffix.lower()
    if answer.kind in _SUFFIXES:
        suffix = _SUFFIXES[answer.kind]
    elif answer.kind not in _UNTOLD:
        raise Unreadable(f"it is {answer.kind[:40]}, which is not read")
    elif suffix not in {*LOADERS, *TABLES, *ARCHIVES}:
        suffix = ".txt"
    stem = name.stem if name.suffix else name.name
    return Source(
        shown=answer.url,
        name=PurePosixPath(f"{stem or urlsplit(answer.url).hostname}{suffix}"),
        origin=answer.url,
        open=lambda: io.BufferedReader(io.BytesIO(answer.data)),
        fetched=Fetched(url=answer.url, retrieved=answer.retrieved, charset=answer.charset),
    )
