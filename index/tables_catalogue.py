"""The catalogue of an embedded store: sorted and cut in its database."""

from __future__ import annotations

import re
from datetime import date

from index.catalogue import (
    BEGINNING,
    SHORTEST_BEGINNING,
    Entry,
    Listing,
    MonthCount,
    Order,
    PublisherCount,
    Shared,
)
from index.database import Database, Row
from index.rows import EMBARGOED, findable
from index.words import folded, stem

_SORTING: dict[Order, str] = {
    "newest": "published IS NULL, published DESC, id",
    "oldest": "published IS NULL, published, id",
    "publisher": "publisher_key IS NULL, publisher_key, published DESC, id",
    "headline": "title IS NULL, title COLLATE NOCASE, id",
}
_ENTRIES = (
    "SELECT id, version, title, publisher, published, language, status, "
    "(SELECT count(*) FROM articles other WHERE other.id = articles.id), "
    f"substr(text, 1, {BEGINNING})"
)
_LISTED = f"current AND ({EMBARGOED}) IS NOT TRUE"


class TablesCatalogue:
    """See `Catalogue`. Raises StoreUnavailable from every method."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(  # noqa: PLR0913 - each is what a reader chooses
        self,
        *,
        words: str = "",
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        order: Order = "newest",
        skip: int = 0,
        limit: int = 25,
    ) -> Listing:
        """See `Catalogue.page`."""
        condition, values = _having(words)
        for clause, value in (
            ("publisher_key = ?", publisher and findable(publisher).casefold()),
            ("published >= ?", since and since.isoformat()),
            ("published <= ?", until and until.isoformat()),
        ):
            if value:
                condition, values = f"{condition} AND {clause}", [*values, value]
        [(total,)] = self._database.rows(
            f"SELECT count(*) FROM articles a WHERE {_LISTED} AND {condition}", values
        )
        entries = self._database.records(
            _entry,
            f"{_ENTRIES} FROM articles WHERE rowid IN (SELECT rowid FROM articles a "
            f"WHERE {_LISTED} AND {condition} ORDER BY {_SORTING[order]} LIMIT ? OFFSET ?) "
            f"ORDER BY {_SORTING[order]}",
            [*values, limit, skip],
        )
        return Listing(entries=tuple(entries), total=int(total))

    def months(self) -> list[MonthCount]:
        """See `Catalogue.months`."""
        return self._database.records(
            lambda row: MonthCount(month=row[0], articles=int(row[1])),
            f"SELECT substr(published, 1, 7) AS month, count(*) FROM articles a WHERE {_LISTED} "
            "GROUP BY month ORDER BY month IS NULL, month",
        )

    def publishers(self) -> list[PublisherCount]:
        """See `Catalogue.publishers`."""
        return self._database.records(
            lambda row: PublisherCount(name=row[0], articles=int(row[1])),
            f"SELECT min(publisher), count(*) AS articles FROM articles a WHERE {_LISTED} "
            "AND publisher IS NOT NULL GROUP BY publisher_key "
            "ORDER BY articles DESC, publisher_key",
        )

    def days(self) -> tuple[date, date] | None:
        """See `Catalogue.days`."""
        [(first, last)] = self._database.rows(
            f"SELECT min(published), max(published) FROM articles a WHERE {_LISTED}"
        )
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def shared(self, *, limit: int) -> list[Shared]:
        """See `Catalogue.shared`."""
        stories = self._database.rows(
            "SELECT story FROM stories JOIN articles a ON a.id = stories.article_id "
            f"WHERE {_LISTED} AND story IS NOT NULL AND publisher IS NOT NULL GROUP BY story "
            "HAVING count(DISTINCT publisher_key) > 1 ORDER BY max(published) DESC, story LIMIT ?",
            [limit],
        )
        return [self._shared(int(story)) for (story,) in stories]

    def _shared(self, story: int) -> Shared:
        told = self._database.records(
            _entry,
            f"{_ENTRIES} FROM articles WHERE rowid IN (SELECT a.rowid FROM articles a "
            f"JOIN stories ON stories.article_id = a.id WHERE {_LISTED} AND story = ?) "
            f"ORDER BY {_SORTING['oldest']}",
            [story],
        )
        names = dict.fromkeys(entry.publisher for entry in told if entry.publisher)
        return Shared(entry=told[0], publishers=tuple(names))

    def versions(self, article_id: str) -> list[int]:
        """See `Catalogue.versions`."""
        rows = self._database.rows(
            "SELECT version FROM articles WHERE id = ? "
            "ORDER BY current, ifnull(edition, 0), ifnull(revised, ''), version",
            [findable(article_id)],
        )
        return [int(row[0]) for row in rows]

    def changed(self) -> frozenset[str]:
        """See `Catalogue.changed`."""
        rows = self._database.rows("SELECT id FROM articles GROUP BY id HAVING count(*) > 1")
        return frozenset(str(row[0]) for row in rows)


def _having(words: str) -> tuple[str, list[object]]:
    """The condition that an article holds all the words, each as it begins, wherever it stands."""
    parts = re.findall(r"\w+", words)
    if not parts:
        return "1", []
    held = (
        "id IN (SELECT p.article_id FROM words JOIN passages p ON p.id = words.rowid "
        "WHERE words MATCH ?)"
    )
    matches: list[object] = [f"{{title publisher body}} : ({_begun(part)})" for part in parts]
    return " AND ".join([held] * len(parts)), matches


def _begun(part: str) -> str:
    """A word that is half typed has no stem yet, and one that is whole may be longer than its own.

    Of one or two letters alone much too much begins so.
    """
    ways = sorted({folded(part), stem(part)})
    begins = "*" if len(part) >= SHORTEST_BEGINNING else ""
    return " OR ".join(f'"{way}"{begins}' for way in ways)


def _entry(row: Row) -> Entry:
    return Entry(
        id=row[0],
        version=int(row[1]),
        title=row[2],
        publisher=row[3],
        published=row[4] and date.fromisoformat(row[4]),
        language=row[5],
        status=row[6],
        versions=int(row[7]),
        beginning=" ".join(row[8].split()),
    )
