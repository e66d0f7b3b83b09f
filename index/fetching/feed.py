"""An RSS or Atom feed in; the pages that it links to out, in its order."""

from __future__ import annotations

from dataclasses import dataclass

from index.links import linked
from index.loaders.feed_file import parsed, updated
from index.loaders.source import Unreadable


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
    feed = parsed(data)
    links = [
        Link(
            url=linked(entry["link"], at=url),
            stamp=updated(entry),
            published=entry.get("published", ""),
        )
        for entry in feed.entries
        if entry.get("link")
    ]
    if not links:
        raise Unreadable("this feed names no page, or is damaged")
    return links
