"""Addresses that sources give, as they may be shown and linked to."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_CREDENTIALS = re.compile(r"(?<=://)[^/?#\s]*@")


def web_address(url: str | None) -> str | None:
    """The address where a page may safely link to it, else None.

    Never `javascript:` or a file, nor one with a user's name or password in it: those are nobody
    else's to see, and the name may be made to look like another site's.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and parts.netloc and "@" not in parts.netloc
    return url if is_web else None


def without_credentials(text: str) -> str:
    """A text with an address in it, without the user's name and password of that address."""
    return _CREDENTIALS.sub("", text)


def linked(link: str, *, at: str) -> str:
    """The whole address of a link that stands at an address; the link where it cannot be one.

    Whoever made the page, feed or answer with the link in it may have written anything.
    """
    try:
        return urljoin(at, link)
    except ValueError:
        return link
