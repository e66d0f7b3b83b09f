"""A saved or fetched web page in; the one article on it out, and what is missing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.identity import derived_id
from index.loaders import mail
from index.loaders.reading import decode
from index.loaders.record import article
from index.loaders.release import Release
from index.loaders.source import Source, Unreadable, read_bytes
from index.records import Article, Skipped

if TYPE_CHECKING:
    from index.loaders.live_page import Entry

LARGEST_PAGE = 10_000_000
"""Bytes of a page. The longest live reports have three million, most of them program code."""

MOST_ELEMENTS = 20_000
"""Elements of a page. A story has one to five thousand, and time grows faster than their number."""

_CHARSET = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
_LATIN = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}


def load(source: Source) -> Iterator[Article | Skipped]:
    """The one article of the page. Raises Unreadable, and OSError where the system refuses it.

    A page that a browser saved with all its pictures in one file (MHTML) is read as well.
    """
    data = read_bytes(source, limit=LARGEST_PAGE)
    if mail.is_message(data):
        yield from mail.articles(data, source=source)
    else:
        yield from page_articles(decode_page(data, charset=charset_of(source)), source=source)


def page_articles(
    markup: str, *, source: Source, saved_from: str | None = None
) -> Iterator[Article | Skipped]:
    """The one article of a page, and what is missing of it. Raises Unreadable.

    Missing stays missing: a date, an author or a publisher is taken only from where the page
    states it. `saved_from` is the address that it has where it names none itself.
    """
    # Only a page needs them, and they take a while to import.
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    from index.loaders.html_body import body
    from index.loaders.html_head import stated
    from index.loaders.live_page import entries_of
    from index.loaders.spanning_cells import spread_cells

    address = source.fetched.url if source.fetched else None
    try:
        page = document_fromstring(markup)
        if sum(1 for _ in islice(page.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
            raise Unreadable(
                f"this page has more than {MOST_ELEMENTS:,} elements: save its text as .txt and "
                "add that"
            )
        spread_cells(page)
        head = stated(page, address=address or saved_from)
        entries = entries_of(page, day=head.published)
        found = body(page, title=head.title, authors=head.authors)
    except (ParserError, RecursionError, ValueError) as error:
        raise Unreadable(f"this page cannot be read as HTML: {error}") from None
    if not found.text and not entries and head.release.status == "usable":
        raise Unreadable("no article was found on this page: save its text as .txt and add that")
    url = head.url or saved_from
    fields = {
        "title": head.title,
        "text": found.text,
        "authors": list(head.authors),
        "published": head.published,
        "publisher": head.publisher,
        "url": url if _may_name(url, address=address) else None,
        "language": head.language,
    }
    if entries:
        yield from _told_by_the_hour(entries, fields, source=source, release=head.release)
        return
    notes = [*filter(None, [head.release.note]), *found.notes]
    release = replace(
        head.release,
        note="\n".join(dict.fromkeys(notes)) or None,
        # What was just fetched is the newest, whatever the page says of its last change.
        revised=None if source.fetched else head.release.revised,
    )
    yield article(fields, source=source, release=release)
    if found.is_cut:
        yield Skipped(
            source=source.shown,
            reason="only the beginning of this story is on the page, the rest is for subscribers: "
            "what is there is kept",
        )


def _told_by_the_hour(
    entries: Sequence[Entry], fields: Mapping[str, object], *, source: Source, release: Release
) -> Iterator[Article]:
    """Each entry of a live report as an article of its own, of its own day."""
    address = fields["url"] or (source.fetched.url if source.fetched else None)
    for entry in entries:
        title = f"{fields['title']}: {entry.title}" if entry.title else fields["title"]
        told = {
            **fields,
            "title": title,
            "text": entry.text,
            "published": entry.published,
            "url": f"{address}#{entry.name}" if address else None,
            "id": derived_id(
                name=str(fields["title"] or source.name.stem),
                origin=f"{address or source.origin}\n{entry.name}",
            ),
        }
        own = Release(status=release.status, embargo=release.embargo)
        yield article(told, source=source, one_of_many=True, release=own)


def charset_of(source: Source) -> str | None:
    """The encoding that the server named, if any."""
    return source.fetched.charset if source.fetched else None


def decode_page(data: bytes, *, charset: str | None) -> str:
    """The text in the encoding that is stated, where it is one and fits; else in any that does."""
    stated = _CHARSET.search(data, 0, _HEAD)
    for name in (charset, stated and stated[1].decode("ascii")):
        try:
            if name:
                # As browsers do: what says Latin-1 has the curly quotation marks of Windows-1252.
                return data.decode("cp1252" if name.lower() in _LATIN else name)
        except (LookupError, UnicodeError):
            continue
    return decode(data)


def _may_name(url: str | None, *, address: str | None) -> bool:
    """Whether a page may call itself by this address.

    A saved one has no other. A fetched one must not pass for a story of another site, so that no
    one can replace that story in the library or sign with its address.
    """
    return address is None or _site(url) == _site(address)


def _site(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|amp|m)\.", "", host)
