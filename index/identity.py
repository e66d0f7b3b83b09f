"""What is known of an article in; an id for it out: readable, and the same on every reading."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_LONGEST_SLUG = 40


def derived_id(*, name: str, origin: str) -> str:
    """A slug of `name` and 8 hexadecimal digits of the SHA-256 of `origin`.

    `name` is the headline or the file's name; `origin` is what tells this article from all others.
    """
    return f"{_slug(name)}-{_digest(origin)}"


def is_derived(article_id: str, *, origin: str) -> bool:
    """Whether an id may have been derived from this origin, under whatever name."""
    return article_id.endswith(f"-{_digest(origin)}")


def _digest(origin: str) -> str:
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def same_address(url: str) -> str:
    """The address in the form that links to one article share.

    Scheme and host are in lower case; the fragment and the utm_ parameters, which say where a
    reader came from, are left out. An address that cannot be parsed is returned as it is.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not key.lower().startswith("utm_")
    ]
    query = urlencode(kept) if "utm_" in parts.query.lower() else parts.query
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def _slug(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_name.replace("'", ""))
    slug = "-".join(words)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "article"
