"""Rows of the tables in, articles and passages out; and filters in, the SQL for them out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from index.database import Row
from index.digest import digest_of
from index.errors import StoreUnavailable
from index.records import Article, Filters, Passage, Span

ARTICLES = (
    "SELECT id, version, title, url, publisher, authors, published, retrieved, text, language, "
    "(SELECT story FROM stories WHERE article_id = a.id), digest, "
    "status, note, edition, revised, embargo FROM articles a"
)
EMBARGOED = "a.embargo > strftime('%Y-%m-%dT%H:%M:%S', 'now')"
"""SQL that holds for an article, in a query that calls their table `a`, before its hour."""
ANSWERS = f"a.status = 'usable' AND ({EMBARGOED}) IS NOT TRUE"
"""SQL that holds for an article that may answer: neither withdrawn nor under an embargo."""
PASSAGES = (
    # substr counts code points as Python does; only the passage's words travel.
    'SELECT p.id, p.article_id, p.start, p."end", p.sentences, '
    'substr(a.text, p.start + 1, p."end" - p.start) '
    f"FROM passages p JOIN articles a ON a.id = p.article_id AND a.current AND {ANSWERS}"
)


def condition_of(filters: Filters) -> tuple[str, list[object]]:
    """SQL that holds for the articles let through, in a query that calls their table `a`."""
    parts: list[str] = [ANSWERS]
    values: list[object] = []
    if filters.publishers:
        parts.append("a.publisher_key IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(name.casefold() for name in filters.publishers)))
    if filters.since:
        parts.append("a.published >= ?")
        values.append(filters.since.isoformat())
    if filters.until:
        parts.append("a.published <= ?")
        values.append(filters.until.isoformat())
    if filters.known_by:
        parts.append("(a.published IS NULL OR a.published <= ?)")
        values.append(filters.known_by.isoformat())
    if filters.articles:
        parts.append("a.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(filters.articles)))
    return " AND ".join(parts), values


def passage_of(row: Row) -> Passage:
    """The passage that a row of `PASSAGES` holds."""
    return Passage(
        id=row[0],
        article_id=row[1],
        start=row[2],
        end=row[3],
        text=row[5],
        sentences=tuple(Span(*pair) for pair in json.loads(row[4])),
    )


def whole_article_of(row: Row) -> Article:
    """The article that a row of `ARTICLES` holds, held against its digest.

    SQLite keeps no checksums: a bit that flipped on the disk would be quoted as the article's
    words. Raises StoreUnavailable where the article is not what was stored.
    """
    article = article_of(row)
    if digest_of(article) != row[11]:
        raise StoreUnavailable(
            f"the article {article.id!r} (version {article.version}) is no longer what was stored, "
            "so nothing of it is shown: `byline remove` it and add it again, and see to the disk; "
            "`byline doctor` looks at all articles"
        )
    return article


def is_whole(row: Row) -> bool:
    """Whether the article that a row of `ARTICLES` holds is what was stored."""
    try:
        return digest_of(article_of(row)) == str(row[11])
    except (ValueError, TypeError):
        return False  # what is there is not even an article


def article_of(row: Row) -> Article:
    """The article that a row of `ARTICLES` holds, as it is there."""
    return Article(
        id=row[0],
        version=row[1],
        title=row[2],
        url=row[3],
        publisher=row[4],
        authors=tuple(json.loads(row[5])),
        published=row[6] and date.fromisoformat(row[6]),
        retrieved=row[7] and datetime.fromisoformat(row[7]),
        text=row[8],
        language=row[9],
        story=row[10],
        status=row[12],
        note=row[13],
        edition=row[14],
        revised=row[15] and in_utc(row[15]),
        embargo=row[16] and in_utc(row[16]),
    )


def stored_time(time: datetime | None) -> str | None:
    """A time as the tables hold it: in UTC, to the second."""
    if time is None:
        return None
    return time.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()


def in_utc(text: str) -> datetime:
    """The time that the tables hold so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def findable(text: str) -> str:
    """The text itself, or, where no encoding can hold it, a NUL: neither is in anything stored."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "\0"
    return text
