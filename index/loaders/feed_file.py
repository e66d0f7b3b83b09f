"""A saved feed in (RSS, Atom); the articles that it holds whole out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.links import web_address
from index.loaders.markup import plain
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.record import article_and_oddities
from index.loaders.release import released
from index.loaders.source import Source, Unreadable, read_bytes
from index.records import Article, Skipped

MOST_ENTRIES = 1_000
"""Entries that are read of one feed, the first; feedparser takes half a second for a thousand."""

SHORTEST_STORY = 400
"""Characters of a description; one that is shorter only announces the story."""

_LONGEST_FOOTER = 2_000
_FOOTER = re.compile(
    r"(?:<p[^<>]*>)?\s*The post\s(?:(?!</p>).){1,1000}?\b(?:first appeared|appeared first) on\b"
    r"(?:(?!</p>).){1,500}(?:</p>)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress writes below each story of a feed."""

_NEEDED = {"published": "day", "url": "address"}
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")


def load(source: Source) -> Iterator[Article | Skipped]:
    """The articles of a feed. Raises Unreadable, and OSError where the system refuses the file.

    An entry that only announces a story is told: its page can be added by its address. One without
    a day or an address is kept, and told.
    """
    feed = parsed(read_bytes(source, limit=LARGEST_ARTICLE))
    if not feed.entries:
        raise Unreadable("this feed holds no entry, or is damaged")
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{source.shown}, entry {number}"
        try:
            fields = _fields(entry, feed.feed)
            yield from article_and_oddities(
                fields,
                source=source,
                place=place,
                one_of_many=True,
                release=released(revised=updated(entry)),
            )
            missing = [told for name, told in _NEEDED.items() if not fields[name]]
            if missing:
                reason = f"the feed gives it no {' and no '.join(missing)}: it is kept without"
                yield Skipped(source=place, reason=reason)
        except Unreadable as reason:
            yield Skipped(source=place, reason=str(reason))


def parsed(data: bytes) -> Any:  # noqa: ANN401 - feedparser has no types
    """The feed.

    Raises Unreadable where it is damaged, or declares entities, which could be made to grow.
    """
    import feedparser  # here, because only a feed needs it

    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise Unreadable("this feed declares entities, which are not read")
    data = _shortened(data)
    try:
        return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except ValueError:  # a white space in the address of a namespace
        raise Unreadable("this feed is damaged: it names its parts in a way that is none") from None


def _shortened(data: bytes) -> bytes:
    """The feed without what is between its first thousand entries and its end."""
    ends = [end.end() for end in _ENTRY_END.finditer(data)]
    if len(ends) <= MOST_ENTRIES:
        return data
    return data[: ends[MOST_ENTRIES - 1]] + data[ends[-1] :]


def updated(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    """When an entry was changed; "" where it does not say so."""
    # Asked for without looking first, feedparser gives the other date, with a warning.
    return str(entry["updated"]) if "updated" in entry else ""


def _fields(entry: Any, feed: Any) -> dict[str, object]:  # noqa: ANN401 - feedparser has no types
    # What feedparser names is there, but may be None: of a damaged entry it knows no words.
    whole = [words for content in entry.get("content") or () if (words := content.get("value"))]
    text = _without_footer(max(whole, key=len, default=""))
    summary = _without_footer(entry.get("summary") or "")
    link = web_address(entry.get("link") or "")
    if not text and (len(_plain(summary)) >= SHORTEST_STORY or not link):
        text = summary  # short as it is, there is no page to be read in its place
    if not text and link:
        raise Unreadable(f"the feed only announces this story: add its address ({link})")
    return {
        "id": None if link else entry.get("id"),
        "title": entry.get("title"),
        "text": text,
        "url": link,
        "authors": [*map(_name, entry.get("authors") or ())] or entry.get("author"),
        "published": entry.get("published") or updated(entry),
        "publisher": (entry.get("source") or {}).get("title") or feed.get("title"),
        "language": feed.get("language"),
    }


def _without_footer(words: str) -> str:
    return words[:-_LONGEST_FOOTER] + _FOOTER.sub("", words[-_LONGEST_FOOTER:])


def _name(author: Any) -> str:  # noqa: ANN401 - feedparser has no types
    """The name of "news@courier.press (Anna Reed)", of which feedparser keeps "s (Anna Reed"."""
    return str(author.get("name") or "").rpartition("(")[2].strip(" )")


def _plain(summary: str) -> str:
    try:
        return plain(summary)
    except ValueError as error:
        raise Unreadable(f"its HTML cannot be read: {error}") from None
