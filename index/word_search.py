"""Words in, the passages with the highest BM25 out, from the full-text table of the store."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from index.database import Database, Row
from index.records import Filters
from index.rows import EMBARGOED, condition_of, findable
from index.words import stemmed

SCORED = 40_000
"""Places of words in passages that one search scores at most (README.md, "A large store")."""
TRIED = 8
"""Times as many passages as are wanted are found first, and a filter is tried on these alone."""


class WordSearch:
    """The full-text table of one store, to be searched. Raises StoreUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self, words: Sequence[str], *, limit: int, weights: Sequence[float], filters: Filters
    ) -> list[tuple[int, float]]:
        """The best (passage id, BM25) for any of the words, best first; higher is better.

        `weights` are those of title, publisher, published and body (Robertson & Zaragoza 2009,
        as SQLite computes it, k1 = 1.2, b = 0.75). Words that a great many passages hold count
        only where the rarer ones do not find `limit` passages: they tell little, and every
        passage that holds one would have to be scored.
        """
        telling = self._telling(words)
        found = self._scored(telling, limit=limit, weights=weights, filters=filters)
        if len(found) < limit and len(telling) < len(words):
            found = self._scored(words, limit=limit, weights=weights, filters=filters)
        return found

    def _telling(self, words: Sequence[str]) -> list[str]:
        """The rarest of the words, as many as stand together in SCORED places at most."""
        held = {word: self.passages_with_word(word, most=SCORED) for word in words}
        rarest = sorted(held, key=held.__getitem__)
        places = accumulate(held[word] for word in rarest)
        few = {word for word, total in zip(rarest, places, strict=True) if total <= SCORED}
        return [word for word in words if word in few]

    def _scored(
        self, words: Sequence[str], *, limit: int, weights: Sequence[float], filters: Filters
    ) -> list[tuple[int, float]]:
        """The best (passage id, BM25) for any of these words; none for no words."""
        if not words or limit < 1:
            return []
        condition, values = condition_of(filters)
        score = f"bm25(words, {', '.join(str(float(weight)) for weight in weights)})"
        ranked = f"SELECT rowid AS id, {score} AS score FROM words WHERE words MATCH ?"
        match = " OR ".join(map(_phrase, words))
        if not values and not self._some_embargoed():
            return self._best(f"{ranked} ORDER BY score, id LIMIT ?", [match, limit])
        # To look at the article of every passage that holds a word takes longer than to score
        # it, so the filter is tried on the best first.
        tried = f"SELECT * FROM ({ranked} ORDER BY score, id LIMIT ?)"
        found: list[tuple[int, float]] = []
        for source, bounds in ((tried, [match, TRIED * limit]), (ranked, [match])):
            if len(found) < limit:
                found = self._best(
                    f"SELECT found.id, found.score FROM ({source}) found "
                    "JOIN passages p ON p.id = found.id "
                    "JOIN articles a ON a.id = p.article_id AND a.current "
                    f"WHERE {condition} ORDER BY found.score, found.id LIMIT ?",
                    [*bounds, *values, limit],
                )
        return found

    def _some_embargoed(self) -> bool:
        """Whether a search without a filter has articles to leave out; those are few, or none."""
        return bool(
            self._database.rows(
                f"SELECT 1 FROM articles a WHERE embargo IS NOT NULL AND {EMBARGOED} LIMIT 1"
            )
        )

    def _best(self, query: str, values: list[object]) -> list[tuple[int, float]]:
        return [(int(row[0]), -float(row[1])) for row in self._database.rows(query, values)]

    def passages_with_word(self, word: str, *, most: int) -> int:
        """In how many passages a word stands (stemmed as the index stems); counts up to `most`."""
        [(count,)] = self._database.rows(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            [_phrase(word), most],
        )
        return int(count)

    def vocabulary(self) -> list[str]:
        """Every word of the table, as the index stems it."""
        return [str(term) for (term,) in self._looked_up("row", "SELECT term FROM vocabulary_row")]

    def passages_of_stem(self, stem: str, *, limit: int) -> list[int]:
        """The ids of some passages with a word that the index stems so."""
        found = self._looked_up(
            "instance",
            "SELECT DISTINCT doc FROM vocabulary_instance WHERE term = ? LIMIT ?",
            stem,
            limit,
        )
        return [int(passage) for (passage,) in found]

    def _looked_up(self, kind: str, query: str, *values: object) -> list[Row]:
        with self._database.connected() as connection:
            connection.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary_{kind} "
                f"USING fts5vocab('main', 'words', '{kind}')"
            )
            return connection.execute(query, values).fetchall()


def _phrase(word: str) -> str:
    """A word's stem as FTS5 reads it: quoted, so that nothing in it is taken for an operator."""
    return '"' + findable(stemmed(word) or "").replace('"', '""').replace("\0", " ") + '"'
