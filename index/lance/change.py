"""Articles that come and go in one step, and the rows of their versions, in; the new rows out."""

from __future__ import annotations

from collections.abc import Sequence

from index.editions import edition_of, is_outdated
from index.embed import Vectors
from index.errors import UnknownArticle
from index.lance.rows import article_row, edition_in, passage_rows
from index.lance.table import KEY, VECTOR, Values
from index.records import Article
from index.standing import Standing, is_known
from index.store import NewArticle


class Change:
    """What one step makes of articles, given the rows of all their versions that are there."""

    def __init__(self, rows: Sequence[Values]) -> None:
        self._versions: dict[str, list[Values]] = {}
        self._stories: dict[str, int | None] = {}
        self._passages: dict[str, list[Values]] = {}
        self._changed: dict[str, Values] = {}
        self._replaced: dict[str, None] = {}
        self.noted = False
        for row in rows:
            self._versions.setdefault(row["article_id"], []).append(row)
            if row["current"]:
                self._stories[row["article_id"]] = row["story"]

    def take(self, new: NewArticle) -> int | None:
        """Takes an article in; gives the version that it is, None where it is there."""
        article, digest = new.article, new.digest
        versions = self._versions.setdefault(article.id, [])
        if is_known_among(article, digest, versions):
            return None
        newest = next((row for row in versions if row["current"]), None)
        if newest is not None and newest["digest"] == digest:
            self._note(newest, article)
            return None
        is_newest = newest is None or not is_outdated(edition_of(article), by=edition_in(newest))
        version = 1 + max((row["version"] for row in versions), default=0)
        row = article_row(article, digest=digest, version=version, current=is_newest)
        if is_newest:
            if newest is not None:
                newest["current"] = False
                newest["story"] = None
                self._changed[newest[KEY]] = newest
            usable = article.status == "usable"
            self._passages[article.id] = (
                passage_rows(article, digest, new.passages) if usable else []
            )
            self._replaced[article.id] = None
        versions.append(row)
        self._changed[row[KEY]] = row
        return version

    def _note(self, newest: Values, article: Article) -> None:
        """Notes that the newest version came again as a later edition."""
        again = article_row(article, digest=newest["digest"], version=0, current=True)
        for name in ("edition", "revised"):
            if again[name] is not None:
                newest[name] = again[name]
        self._changed[newest[KEY]] = newest
        self.noted = True

    def remove(self, article_id: str) -> None:
        """Takes an article out with all its versions. Raises UnknownArticle."""
        if article_id not in self._versions:
            raise UnknownArticle(article_id)
        self._replaced[article_id] = None

    def replaced(self) -> list[str]:
        """The articles whose passages so far go."""
        return list(self._replaced)

    def stories_left(self) -> list[int]:
        """The groups of copies that lose an article as it was."""
        stories = {self._stories[name] for name in self._replaced if name in self._stories}
        return sorted(story for story in stories if story is not None)

    def entering(self) -> list[Values]:
        """The rows of the newest versions that come in and may answer."""
        return [
            row
            for name in self._passages
            for row in self._versions[name]
            if row["current"] and row["status"] == "usable"
        ]

    def told_by_vectors(self) -> dict[str, list[Vectors]]:
        """Vectors of the articles that enter, by which those like them are found: two of each."""
        return {
            name: [rows[place][VECTOR] for place in sorted({0, len(rows) // 2})]
            for name, rows in self._passages.items()
            if rows
        }

    def passages(self) -> list[Values]:
        """The rows of all passages that come in."""
        return [row for rows in self._passages.values() for row in rows]

    def rows(self) -> list[Values]:
        """All rows that come in or are others than before."""
        return [*self._changed.values(), *self.passages()]


def is_known_among(article: Article, digest: str, versions: Sequence[Values]) -> bool:
    """Whether nothing is new in an article of which these versions are there."""
    newest = next((row for row in versions if row["current"]), None)
    standing = Standing(newest["digest"], edition_in(newest)) if newest else None
    return is_known(
        article,
        digest,
        standing=standing,
        is_kept=lambda: any(row["digest"] == digest for row in versions),
    )
