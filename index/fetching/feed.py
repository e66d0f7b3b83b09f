"""An RSS or Atom feed in; the pages that it links to out, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.links import linked
from index.loaders.source import Unreadable

MOST_ENTRIES = 1_000
"""Entries that are read of one feed, the first; feedparser takes half a second for a thousand."""

_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a list names. `stamp` changes when the page does, where the list says so."""

    url: str
    stamp: str = ""
    published: str = ""


def feed_links(data: bytes, *, url: str) -> list[Link]:
    """The links of the feed that was found at `url`; an entry without one is passed over.

    Raises Unreadable where it is no feed or declares entities, which could be made to grow without
    end and no feed needs.
    """
    import feedparser  # here, because only a feed needs it

    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise Unreadable("this feed declares entities, which are not read")
    feed = feedparser.parse(_shortened(data), sanitize_html=False, resolve_relative_uris=False)
    links = [
        Link(
            url=linked(entry["link"], at=url),
            # Asked for without looking first, feedparser gives the other date, with a warning.
            stamp=entry["updated"] if "updated" in entry else "",  # noqa: SIM401
            published=entry.get("published", ""),
        )
        for entry in feed.entries
        if entry.get("link")
    ]
    if not links:
        raise Unreadable("this feed names no page, or is damaged")
    return links


def _shortened(data: bytes) -> bytes:
    """The feed without what is between its first thousand entries and its end."""
    ends = [end.end() for end in _ENTRY_END.finditer(data)]
    if len(ends) <= MOST_ENTRIES:
        return data
    return data[: ends[MOST_ENTRIES - 1]] + data[ends[-1] :]
