"""Articles and passages in, rows of the one table out; and back; and filters, as conditions.

Articles, passages and settings are rows of one table, because its commits are what is atomic: an
article and its passages come and go together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b

from index.digest import digest_of
from index.editions import Edition
from index.errors import StoreUnavailable
from index.identity import same_address
from index.lance.table import KEY, NUMBER, TEXT, VECTOR, YES_OR_NO, Kinds, Values, among, text
from index.records import Article, Filters, Passage, Span
from index.rows import in_utc, stored_time
from index.store import NewPassage
from index.words import PART, stemmed

COLUMNS: Kinds = {
    "kind": TEXT,
    "article_id": TEXT,
    "version": NUMBER,
    "current": YES_OR_NO,
    "title": TEXT,
    "title_key": TEXT,
    "url": TEXT,
    "address": TEXT,
    "publisher": TEXT,
    "publisher_key": TEXT,
    "authors": TEXT,
    "published": TEXT,
    "retrieved": TEXT,
    "text": TEXT,
    "digest": TEXT,
    "language": TEXT,
    "status": TEXT,
    "note": TEXT,
    "edition": NUMBER,
    "revised": TEXT,
    "embargo": TEXT,
    "story": NUMBER,
    "number": NUMBER,
    "start": NUMBER,
    "end": NUMBER,
    "sentences": TEXT,
    "words": TEXT,
}
LOOKED_UP = ("article_id", "number", "address", "story", "publisher_key", "published")
WHOLE = (KEY, *COLUMNS)
IS_ARTICLE = "kind = 'article'"
IS_NEWEST = f"{IS_ARTICLE} AND current"
IS_PASSAGE = "kind = 'passage'"
PASSAGE = ("number", "article_id", "start", "end", "text", "sentences")

_SEPARATOR = "\x1f"
"""No id holds it: it is not printable."""


def article_key(article_id: str, version: int) -> str:
    """What tells a version of an article from all other rows."""
    return _SEPARATOR.join(("article", article_id, str(version)))


def setting_key(name: str) -> str:
    """What tells a setting from all other rows."""
    return _SEPARATOR.join(("setting", name))


def number_of(*parts: str) -> int:
    """A number of 63 bits that these parts alone have, on whatever machine it is worked out."""
    hashed = blake2b(_SEPARATOR.join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(hashed) >> 1


def article_row(article: Article, *, digest: str, version: int, current: bool) -> Values:
    """The row of one version of an article."""
    return {
        KEY: article_key(article.id, version),
        "kind": "article",
        "article_id": article.id,
        "version": version,
        "current": current,
        "title": article.title,
        "title_key": article.title and article.title.casefold(),
        "url": article.url,
        "address": article.url and same_address(article.url),
        "publisher": article.publisher,
        "publisher_key": article.publisher and article.publisher.casefold(),
        "authors": json.dumps(article.authors),
        "published": article.published and article.published.isoformat(),
        "retrieved": article.retrieved and article.retrieved.isoformat(),
        "text": article.text,
        "digest": digest,
        "language": article.language,
        "status": article.status,
        "note": article.note,
        "edition": article.edition,
        "revised": stored_time(article.revised),
        "embargo": stored_time(article.embargo),
        "story": None,
    }


def passage_rows(article: Article, digest: str, passages: Sequence[NewPassage]) -> list[Values]:
    """The rows of the passages of an article's newest version.

    A passage's words are stems, as one column: BM25 then knows how often each stands in all
    that is known of the passage. The title stands twice, as what counts twice.
    """
    published = article.published
    day = f"{published.day} {published:%B %Y}" if published else None
    beside = " ".join(filter(None, (article.title, article.title, article.publisher, day)))
    rows = []
    for passage in passages:
        start, end = passage.sentences[0].start, passage.sentences[-1].end
        body = article.text[start:end]
        number = number_of(article.id, digest, str(start), str(end))
        rows.append(
            {
                KEY: _SEPARATOR.join(("passage", str(number))),
                "kind": "passage",
                "article_id": article.id,
                "publisher_key": article.publisher and article.publisher.casefold(),
                "published": published and published.isoformat(),
                "embargo": stored_time(article.embargo),
                "number": number,
                "start": start,
                "end": end,
                "text": body,
                "sentences": json.dumps(passage.sentences),
                "words": " ".join(stems_of(f"{beside} {body}")),
                VECTOR: passage.vector,
            }
        )
    return rows


def stems_of(words: str) -> list[str]:
    """The stems of the words of a text, in order."""
    return PART.findall(stemmed(words) or "")


def article_of(row: Values) -> Article:
    """The article that a row holds, as it is there."""
    return Article(
        id=row["article_id"],
        version=row["version"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"] and date.fromisoformat(row["published"]),
        retrieved=row["retrieved"] and datetime.fromisoformat(row["retrieved"]),
        text=row["text"],
        language=row["language"],
        story=row["story"],
        status=row["status"],
        note=row["note"],
        edition=row["edition"],
        revised=row["revised"] and in_utc(row["revised"]),
        embargo=row["embargo"] and in_utc(row["embargo"]),
    )


def whole_article_of(row: Values) -> Article:
    """The article that a row holds, held against its digest. Raises StoreUnavailable."""
    article = article_of(row)
    if digest_of(article) != row["digest"]:
        raise StoreUnavailable(
            f"the article {article.id!r} (version {article.version}) is no longer what was stored, "
            "so nothing of it is shown: `byline remove` it and add it again"
        )
    return article


def edition_in(row: Values) -> Edition:
    """The edition that an article's row is of."""
    revised = row["revised"] and in_utc(row["revised"])
    return Edition(row["edition"], revised, row["status"])


def passage_of(row: Values) -> Passage:
    """The passage that a row holds."""
    return Passage(
        id=row["number"],
        article_id=row["article_id"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        sentences=tuple(Span(*pair) for pair in json.loads(row["sentences"])),
    )


def now_shown() -> str:
    """The condition that a row is under no embargo, at this moment."""
    return f"(embargo IS NULL OR embargo <= {text(stored_time(datetime.now(UTC)) or '')})"


def condition_of(filters: Filters) -> str:
    """The condition that holds for the rows of what the filters let through; it may be empty."""
    parts = []
    if filters.publishers:
        names = sorted(name.casefold() for name in filters.publishers)
        parts.append(among("publisher_key", names))
    if filters.since:
        parts.append(f"published >= {text(filters.since.isoformat())}")
    if filters.until:
        parts.append(f"published <= {text(filters.until.isoformat())}")
    if filters.known_by:
        known_by = text(filters.known_by.isoformat())
        parts.append(f"(published IS NULL OR published <= {known_by})")
    if filters.articles:
        parts.append(among("article_id", sorted(filters.articles)))
    return " AND ".join(parts)
