"""A message in (RFC 5322: a newsletter, or a page saved as MHTML); its article out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from index.clean import clean, clean_line
from index.links import web_address
from index.loaders.forwarded import forwarded_in, without_mark
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
_ABOVE = "the article is the message that this one passes on: what is written above it is left out"
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
        attached, above = _attached(message), ""
        if attached is not None:
            with_inside = list(_texts(message, "text/plain"))
            above = "\n".join(
                with_inside[: len(with_inside) - len([*_texts(attached, "text/plain")])]
            )
            message = attached
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
        text, is_plain = _written(plain, pages)
    except IndexError:
        raise Unreadable("this message holds no text") from None
    except ValueError as error:
        raise Unreadable(f"the HTML of this message cannot be read: {error}") from None
    fields["title"], is_marked = without_mark(fields["title"])
    passed_on = forwarded_in(text, is_marked=is_marked)
    if passed_on is not None:
        fields |= passed_on.fields
        text, above = clean(passed_on.text), above or passed_on.above
    yield article({**fields, "text": unwrap(text) if is_plain else text}, source=source)
    if above:
        yield Skipped(source=source.shown, reason=_ABOVE)


def _written(plain: list[str], pages: list[str]) -> tuple[str, bool]:
    """The plain words (True); those of the page where they only say that it is one, or are cut."""
    text = "\n".join(plain[0].splitlines()) if plain else ""
    if text and not pages:
        return text, True
    shown = text_of_html(pages[0])
    is_plain = len(text) >= _WHOLE * len(shown)
    return (text if is_plain else shown), is_plain


def _attached(message: EmailMessage) -> EmailMessage | None:
    """The one message that this one passes on as a file; None where there is none, or several."""
    found = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    inside = found[0].get_payload() if len(found) == 1 else None
    first = inside[0] if isinstance(inside, list) and inside else None
    return first if isinstance(first, EmailMessage) else None


class _Message(EmailMessage):
    """A message; the package makes one for each of its parts."""


def _fields(message: EmailMessage) -> dict[str, str]:
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
