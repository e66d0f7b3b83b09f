"""The catalogue of a store on LanceDB: sorted there, counted here by narrow columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
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
from index.lance.rows import IS_ARTICLE, IS_NEWEST, now_shown, stems_of
from index.lance.table import KEY, LanceTable, Values, among, text
from index.words import folded

_SORTING: dict[Order, list[tuple[str, bool]]] = {
    "newest": [("published", False), ("article_id", True)],
    "oldest": [("published", True), ("article_id", True)],
    "publisher": [("publisher_key", True), ("published", False), ("article_id", True)],
    "headline": [("title_key", True), ("article_id", True)],
}
_ENTRY = ("article_id", "version", "title", "publisher", "published", "language", "status", "text")
MOST_BEGUN = 500
"""Stems that begin as a half typed word does."""
MOST_FOUND = 20_000
"""Passages with a word, among whose articles a list is cut."""


class LanceCatalogue:
    """See `Catalogue`. Raises StoreUnavailable from every method."""

    def __init__(self, table: LanceTable, stems: LanceTable) -> None:
        self._table = table
        self._stems = stems

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
        parts = [_listed()]
        if publisher:
            parts.append(f"publisher_key = {text(publisher.casefold())}")
        if since:
            parts.append(f"published >= {text(since.isoformat())}")
        if until:
            parts.append(f"published <= {text(until.isoformat())}")
        parts += [
            among("article_id", sorted(self._having(part))) for part in re.findall(r"\w+", words)
        ]
        condition = " AND ".join(parts)
        rows = self._table.rows(condition, _ENTRY, order=_SORTING[order], limit=limit, skip=skip)
        return Listing(entries=self._entries(rows), total=self._table.count(condition))

    def _having(self, part: str) -> set[str]:
        """The articles with a word that begins so.

        One that is half typed has no stem yet, and one that is whole may be longer than its own.
        """
        ways = {folded(part), *stems_of(part)}
        stems = sorted(ways)
        if len(part) >= SHORTEST_BEGINNING:
            begun = " OR ".join(f"{KEY} LIKE {text(way + '%')}" for way in sorted(ways))
            stems = [row[KEY] for row in self._stems.rows(begun, [KEY], limit=MOST_BEGUN)]
        found = self._table.with_words(stems, "article_id", limit=MOST_FOUND)
        return {article_id for article_id, _ in found}

    def months(self) -> list[MonthCount]:
        """See `Catalogue.months`."""
        rows = self._table.rows(_listed(), ["published"])
        counted = Counter(row["published"] and row["published"][:7] for row in rows)
        return [
            MonthCount(month=month, articles=counted[month])
            for month in sorted(counted, key=lambda month: (month is None, month or ""))
        ]

    def publishers(self) -> list[PublisherCount]:
        """See `Catalogue.publishers`."""
        rows = self._table.rows(
            f"{_listed()} AND publisher IS NOT NULL", ["publisher", "publisher_key"]
        )
        counted = Counter(row["publisher_key"] for row in rows)
        names: dict[str, str] = {}
        for row in rows:
            key = row["publisher_key"]
            names[key] = min(row["publisher"], names.get(key, row["publisher"]))
        return [
            PublisherCount(name=names[key], articles=counted[key])
            for key in sorted(counted, key=lambda key: (-counted[key], key))
        ]

    def days(self) -> tuple[date, date] | None:
        """See `Catalogue.days`."""
        dated = f"{_listed()} AND published IS NOT NULL"
        ends = [
            self._table.rows(dated, ["published"], order=[("published", ascending)], limit=1)
            for ascending in (True, False)
        ]
        if not ends[0]:
            return None
        first, last = (date.fromisoformat(row["published"]) for [row] in ends)
        return first, last

    def shared(self, *, limit: int) -> list[Shared]:
        """See `Catalogue.shared`."""
        rows = self._table.rows(
            f"{_listed()} AND story IS NOT NULL AND publisher IS NOT NULL",
            ["story", "publisher_key", "published"],
        )
        told: dict[int, set[str]] = {}
        latest: dict[int, str] = {}
        for row in rows:
            story = row["story"]
            told.setdefault(story, set()).add(row["publisher_key"])
            latest[story] = max(row["published"] or "", latest.get(story, ""))
        several = sorted(story for story, names in told.items() if len(names) > 1)
        several.sort(key=latest.__getitem__, reverse=True)
        return [self._shared(story) for story in several[:limit]]

    def _shared(self, story: int) -> Shared:
        rows = self._table.rows(
            f"{_listed()} AND story = {int(story)}", _ENTRY, order=_SORTING["oldest"]
        )
        names = dict.fromkeys(row["publisher"] for row in rows if row["publisher"])
        return Shared(entry=self._entries(rows[:1])[0], publishers=tuple(names))

    def versions(self, article_id: str) -> list[int]:
        """See `Catalogue.versions`."""
        rows = self._table.rows(
            f"{IS_ARTICLE} AND article_id = {text(article_id)}",
            ["version", "current", "edition", "revised"],
        )
        in_order = sorted(
            rows,
            key=lambda row: (
                row["current"],
                row["edition"] or 0,
                row["revised"] or "",
                row["version"],
            ),
        )
        return [row["version"] for row in in_order]

    def changed(self) -> frozenset[str]:
        """See `Catalogue.changed`."""
        rows = self._table.rows(f"{IS_ARTICLE} AND version > 1", ["article_id"])
        return frozenset(row["article_id"] for row in rows)

    def _entries(self, rows: Sequence[Values]) -> tuple[Entry, ...]:
        ids = [row["article_id"] for row in rows]
        every = self._table.rows(f"{IS_ARTICLE} AND {among('article_id', ids)}", ["article_id"])
        versions = Counter(row["article_id"] for row in every)
        return tuple(
            Entry(
                id=row["article_id"],
                version=row["version"],
                versions=versions[row["article_id"]],
                title=row["title"],
                publisher=row["publisher"],
                published=row["published"] and date.fromisoformat(row["published"]),
                language=row["language"],
                status=row["status"],
                beginning=" ".join(row["text"][:BEGINNING].split()),
            )
            for row in rows
        )


def _listed() -> str:
    return f"{IS_NEWEST} AND {now_shown()}"
