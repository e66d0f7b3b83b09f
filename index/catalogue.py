"""The catalogue of a library: its articles without their texts, a page at a time.

A list of thousands is sorted and cut in the database, so that no text is read to show a headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from index.database import Database, Row
from index.records import Status
from index.rows import EMBARGOED
from index.words import folded, stem

Order = Literal["newest", "oldest", "publisher", "headline"]
ORDERS: tuple[Order, ...] = get_args(Order)

_SORTING: dict[Order, str] = {
    "newest": "published IS NULL, published DESC, id",
    "oldest": "published IS NULL, published, id",
    "publisher": "publisher_key IS NULL, publisher_key, published DESC, id",
    "headline": "title IS NULL, title COLLATE NOCASE, id",
}
_BEGINNING = 120
_LISTED = f"current AND ({EMBARGOED}) IS NOT TRUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as a list shows it. `beginning` is the first words of its text.

    `version` is the newest one's number, `versions` how many there are.
    """

    id: str
    version: int
    versions: int
    title: str | None
    publisher: str | None
    published: date | None
    language: str | None
    status: Status
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list, and how many entries there are on all pages."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """How many articles were published in a month, "2024-03"; None counts those without a date."""

    month: str | None
    articles: int


class Catalogue:
    """The newest versions in one database. Raises StoreUnavailable from every method."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, *, words: str = "", order: Order = "newest", skip: int = 0, limit: int = 25
    ) -> Listing:
        """The articles whose headline or publisher has all the words, or words that begin so."""
        condition, values = _having(words)
        [(total,)] = self._database.rows(
            f"SELECT count(*) FROM articles a WHERE {_LISTED} AND {condition}", values
        )
        entries = self._database.records(
            _entry,
            f"SELECT id, version, title, publisher, published, language, status, "
            "(SELECT count(*) FROM articles other WHERE other.id = articles.id), "
            f"substr(text, 1, {_BEGINNING}) "
            f"FROM articles WHERE rowid IN (SELECT rowid FROM articles a WHERE {_LISTED} "
            f"AND {condition} ORDER BY {_SORTING[order]} LIMIT ? OFFSET ?) "
            f"ORDER BY {_SORTING[order]}",
            [*values, limit, skip],
        )
        return Listing(entries=tuple(entries), total=int(total))

    def months(self) -> list[MonthCount]:
        """How many articles each month has, the earliest first; those without a date come last."""
        return self._database.records(
            lambda row: MonthCount(month=row[0], articles=int(row[1])),
            f"SELECT substr(published, 1, 7) AS month, count(*) FROM articles a WHERE {_LISTED} "
            "GROUP BY month ORDER BY month IS NULL, month",
        )

    def versions(self, article_id: str) -> list[int]:
        """The versions that are kept of an article, the newest last; empty where there is none.

        They are numbered as they came, which need not be how they followed one another.
        """
        rows = self._database.rows(
            "SELECT version FROM articles WHERE id = ? "
            "ORDER BY current, ifnull(edition, 0), ifnull(revised, ''), version",
            [article_id],
        )
        return [int(row[0]) for row in rows]

    def changed(self) -> frozenset[str]:
        """The articles of which there are several versions."""
        rows = self._database.rows("SELECT id FROM articles GROUP BY id HAVING count(*) > 1")
        return frozenset(str(row[0]) for row in rows)


def _having(words: str) -> tuple[str, list[object]]:
    """The condition that headline and publisher hold all the words, each as it begins."""
    parts = re.findall(r"\w+", words)
    if not parts:
        return "1", []
    # A word that is half typed has no stem yet, and one that is whole may be longer than its own.
    begun = [{folded(part), stem(part)} for part in parts]
    phrase = " AND ".join(
        "(" + " OR ".join(f'"{word}"*' for word in sorted(ways)) + ")" for ways in begun
    )
    return (
        "id IN (SELECT p.article_id FROM words JOIN passages p ON p.id = words.rowid "
        "WHERE words MATCH ?)",
        [f"{{title publisher}} : ({phrase})"],
    )


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
