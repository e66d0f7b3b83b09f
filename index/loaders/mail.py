"""A message in (RFC 5322: a newsletter, or a page saved as MHTML); its article out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from index.clean import clean_line
from index.links import web_address
from index.loaders.markup import text_of_html
from index.loaders.reading import decode
from index.loaders.record import article
from index.loaders.source import Source, Unreadable, read_bytes
from index.loaders.wrapping import unwrap
from index.records import Article, Skipped

LARGEST_MESSAGE = 50_000_000
"""Bytes. A page saved with its pictures has some millions."""

_BEGINNING = 4096
_HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_OF_MESSAGE = re.compile(rb"(?im)^(?:MIME-Version:|Content-Type:\s*multipart/)")
_WHOLE = 0.6
"""The share of the page's letters that the plain words of a message have at least, if whole."""
_SAVED_FROM = ("Snapshot-Content-Location", "Content-Location")


def load(source: Source) -> Iterator[Article | Skipped]:
    """The one article of a message. Raises Unreadable, and OSError where the system refuses it."""
    yield from articles(read_bytes(source, limit=LARGEST_MESSAGE), source=source)


def is_message(data: bytes) -> bool:
    """Whether a file is a message, whatever its name says."""
    header = _HEADER.match(data[:_BEGINNING].lstrip())
    return header is not None and _OF_MESSAGE.search(header[0]) is not None


def articles(data: bytes, *, source: Source) -> Iterator[Article | Skipped]:
    """The article of a message: of a saved page that of the page, else what was written."""
    from index.loaders.html_page import page_articles

    try:
        message = BytesParser(_Message, policy=policy.default).parsebytes(data.lstrip())
        saved_from = _saved_from(message)
        pages = list(_texts(message, "text/html"))
        plain = list(_texts(message, "text/plain"))
        fields = _fields(message)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        # What the package lets through of damaged headers beside its own defects.
        raise Unreadable(f"this message is damaged: {error!r}") from None
    if saved_from is not None and pages:
        yield from page_articles(pages[0], source=source, saved_from=saved_from or None)
        return
    try:
        text = _written(plain, pages)
    except IndexError:
        raise Unreadable("this message holds no text") from None
    except ValueError as error:
        raise Unreadable(f"the HTML of this message cannot be read: {error}") from None
    yield article({**fields, "text": text}, source=source)


def _written(plain: list[str], pages: list[str]) -> str:
    """The plain words; those of the page where they only say that there is one, or break off."""
    text = unwrap("\n".join(plain[0].splitlines())) if plain else ""
    if text and not pages:
        return text
    shown = text_of_html(pages[0])
    return text if len(text) >= _WHOLE * len(shown) else shown


class _Message(EmailMessage):
    """A message; the package makes one for each of its parts."""


def _fields(message: EmailMessage) -> dict[str, object]:
    """The headline is the subject, the publisher whoever sent it; its id is the message's own."""
    name, address = parseaddr(str(message.get("From", "")))
    return {
        "title": str(message.get("Subject", "")),
        "publisher": name or address,
        "published": _day(message),
        "language": str(message.get("Content-Language", "")),
    }


def _day(message: EmailMessage) -> str:
    try:
        return str(message.get("Date", ""))
    except OverflowError:  # of a year that no calendar has
        return ""


def _saved_from(message: EmailMessage) -> str | None:
    """Where a saved page is from; "" where that cannot be told; None of what is no saved page."""
    for name in _SAVED_FROM:
        if name in message:
            return web_address(clean_line(str(message[name]))) or ""
    is_saved = message.get_content_type() == "multipart/related" and not message.get("To")
    return "" if is_saved else None


def _texts(message: EmailMessage, kind: str) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() == kind and not part.is_attachment():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                yield _decoded(payload, part.get_content_charset())


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(payload)
