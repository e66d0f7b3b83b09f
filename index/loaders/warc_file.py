"""A web archive in (WARC, ISO 28500); the pages that were fetched into it out, one at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from index.clean import clean_line
from index.dates import parse_time
from index.loaders.html_page import LARGEST_PAGE
from index.loaders.source import Fetched, Source, Unreadable
from index.records import Skipped

MOST_RECORDS = 1_000_000
"""Records that are looked at in one archive; a page is one of some fifty."""

_NO_ARCHIVE = "this is no WARC file, or it is damaged from its first page on"
_DAMAGED = "the archive is damaged from here on: the pages before are kept"
_NO_PAGES = "this archive holds no page: only answers that are HTML and were found (200) are read"
_PAGES = {"text/html", "application/xhtml+xml"}


def members(source: Source) -> Iterator[Source | Skipped]:
    """The pages of the archive; pictures, programs and answers without a page are passed over.

    Raises Unreadable where it is no archive, or damaged from here on; OSError where the system
    refuses it.
    """
    from warcio.archiveiterator import ArchiveIterator  # here, because only an archive needs it
    from warcio.exceptions import ArchiveLoadFailed

    with source.open() as file:
        records = ArchiveIterator(file, no_record_parse=False)
        has_pages = False
        for _ in range(MOST_RECORDS):
            try:
                record = next(records, None)
                if record is None and not has_pages and file.tell():
                    raise Unreadable(_NO_PAGES)
                if record is None:
                    return
                page = _page(record, source=source)
            except (
                ArchiveLoadFailed,
                EOFError,
                ValueError,
                OverflowError,
                LookupError,
                AttributeError,
            ):
                raise Unreadable(_DAMAGED if has_pages else _NO_ARCHIVE) from None
            if page is not None:
                has_pages = True
                yield page
    reason = f"only the first {MOST_RECORDS:,} records of this archive are read: split it"
    yield Skipped(source=source.shown, reason=reason)


def _page(record: Any, *, source: Source) -> Source | Skipped | None:  # noqa: ANN401 - untyped
    """The page of a record; None where it holds none."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    if kind.strip().lower() not in _PAGES or not url.startswith(("http://", "https://")):
        return None
    place = f"{source.shown}, {clean_line(url)}"
    data = record.content_stream().read(LARGEST_PAGE + 1)
    # What is compressed may have an end that is not read.
    if getattr(record.raw_stream, "limit", 0) > 0 and not headers.get_header("Content-Encoding"):
        reason = "the archive is damaged here, or the page is too large: its end is missing"
        return Skipped(source=place, reason=reason)
    retrieved = parse_time(record.rec_headers.get_header("WARC-Date") or "")
    if retrieved is None:
        return Skipped(source=place, reason="the archive does not say when it was fetched")
    name, _, charset = parameters.strip().partition("=")
    path = PurePosixPath(urlsplit(url).path)
    return Source(
        shown=place,
        name=PurePosixPath(f"{path.stem or 'page'}.html"),
        origin=url,
        open=lambda: io.BufferedReader(io.BytesIO(data)),
        fetched=Fetched(
            url=url,
            retrieved=retrieved,
            charset=charset.strip("\"' ") if name.lower() == "charset" else None,
        ),
    )
