"""A question in, the passages most likely to answer it out.

Words (BM25) and meaning (cosine of embeddings) are fused by a weighted sum of their normalised
scores; on news, words weigh more (see qa/README.md for what was measured).
"""

from __future__ import annotations

from collections.abc import Sequence

from index.library import Library, words_of
from index.records import Filters, Hit
from qa.types import Candidate, Question
from qa.words import content_words

POOL = 200
MEANING_WEIGHT = 0.3
WHOLE_ARTICLES = 5
"""How many articles are read whole where every claim of a kind is looked for."""


class Retriever:
    """Searches one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def retrieve(self, question: Question, standalone: str, *, limit: int) -> tuple[Candidate, ...]:
        """The `limit` best passages for the standalone form of a question, best first."""
        filters = self._filters(question)
        by_words = self._library.search_words(query_words(standalone), limit=POOL, filters=filters)
        by_meaning = self._library.search_meaning(standalone, limit=POOL, filters=filters)
        scores = weighted_sum(by_words, by_meaning, meaning_weight=MEANING_WEIGHT)
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:limit]
        passages = self._library.passages(best)
        articles = {
            passage.article_id: self._library.article(passage.article_id) for passage in passages
        }
        return tuple(
            Candidate(
                passage=passage, article=articles[passage.article_id], score=scores[passage.id]
            )
            for passage in passages
        )

    def _filters(self, question: Question) -> Filters:
        """What a question restricts itself to; what came out after it was asked is not known."""
        newest = self._library.newest()
        later = question.asked is not None and newest is not None and newest > question.asked
        return Filters(
            publishers=frozenset(question.publishers),
            since=question.since,
            until=question.until,
            known_by=question.asked if later else None,
        )

    def retrieve_articles(
        self, question: Question, standalone: str, *, limit: int
    ) -> tuple[Candidate, ...]:
        """The `limit` best passages, then every other passage of the first articles among them."""
        best = self.retrieve(question, standalone, limit=limit)
        articles = {found.article.id: found.article for found in best}
        first = dict(list(articles.items())[:WHOLE_ARTICLES])
        seen = {found.passage.id for found in best}
        rest = tuple(
            Candidate(passage=passage, article=first[passage.article_id], score=0.0)
            for passage in self._library.passages_of(*first)
            if passage.id not in seen
        )
        return best + rest


def query_words(text: str) -> list[str]:
    """The words to search for: the content words, or all where there are none."""
    content = " ".join(text[word.start : word.end] for word in content_words(text))
    return words_of((content or text).lower())


def weighted_sum(
    by_words: Sequence[Hit], by_meaning: Sequence[Hit], *, meaning_weight: float
) -> dict[int, float]:
    """Passage id → score between 0 and 1 from two lists of hits.

    BM25 is divided by its maximum; cosines are stretched from 0 (the list's lowest) to 1. A
    passage that one list lacks gets 0 there.
    """
    scores: dict[int, float] = {}
    if by_words:
        top = by_words[0].score or 1.0
        for hit in by_words:
            scores[hit.passage_id] = (1 - meaning_weight) * hit.score / top
    if by_meaning:
        top, bottom = by_meaning[0].score, by_meaning[-1].score
        spread = (top - bottom) or 1.0
        for hit in by_meaning:
            score = meaning_weight * (hit.score - bottom) / spread
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + score
    return scores
