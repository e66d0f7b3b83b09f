"""A question in, the passages most likely to answer it out.

Passages are found by words (BM25) and by meaning (cosine of embeddings) and scored by a weighted
sum; the best of them are looked at a second time, sentence by sentence. What a question says of its
sources counts: a publisher that it names gets its share of the list, a day that it names and the
days before it was asked are preferred. A text that several published is shown once (see
`qa/README.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

from index.intake import heading
from index.library import Library, words_of
from index.records import Filters, Hit, Origin
from qa.copies import Copies
from qa.rank import in_turn, recency, sentence_scores, weighted_sum
from qa.rerank import Reranker
from qa.sources import Sources, find_sources
from qa.types import Candidate, Question
from qa.understanding.window import Window
from qa.words import content_words, stem

POOL = 200
LOOKED_AT_TWICE = 60
RERANKED = 30
"""Passages. A re-ranker takes a run of its network for each."""
TOLD_LATER = timedelta(days=1)
"""What was so on a day is told on the next ("as of yesterday")."""
WHOLE_ARTICLES = 5
"""How many articles are read whole where every claim of a kind is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What each means of ranking weighs; 0 or False switches it off.

    Words and meaning share 1 between them; what the others are worth is added to that.
    """

    meaning: float = 0.3
    sentences: float = 0.3
    named_day: float = 0.3
    recency: float = 0.5
    publishers_in_turn: bool = True


class Retriever:
    """Searches one library."""

    def __init__(
        self, library: Library, *, ranking: Ranking, reranker: Reranker | None = None
    ) -> None:
        self._library = library
        self._ranking = ranking
        self._reranker = reranker
        self._beside = ThreadPoolExecutor(thread_name_prefix="meaning")

    def retrieve(
        self, question: Question, standalone: str, *, limit: int, window: Window | None = None
    ) -> tuple[Candidate, ...]:
        """The `limit` best passages for the standalone form of a question, best first.

        A `window` that restricts takes effect as `within` makes it; another is preferred here.
        """
        sources = self.sources(standalone, without=question.without)
        scores = self._found(question, standalone, sources)
        self._look_again(scores, sources)
        if self._reranker is not None:
            self._rerank(scores, standalone, self._reranker)
        origins = self._library.origins(scores)
        # What was removed meanwhile has no origin any more.
        scores = {
            passage: scores[passage] + self._fitting(origin, question, sources, window)
            for passage, origin in origins.items()
        }
        copies = Copies(self._library, origins, sources=sources, filters=self._filters(question))
        best = copies.told_once(_shared(scores, origins, sources), scores, limit=limit)
        passages = self._library.passages(list(best))
        articles = {
            passage.article_id: self._library.article(passage.article_id) for passage in passages
        }
        return tuple(
            Candidate(passage=passage, article=articles[passage.article_id], score=best[passage.id])
            for passage in passages
        )

    def sources(self, text: str, *, without: tuple[str, ...] = ()) -> Sources:
        """The publishers and days that a text names, but for those in `without`."""
        named = self._library.publishers() if self._ranking.publishers_in_turn else ()
        return find_sources(text, [publisher for publisher in named if publisher not in without])

    def _found(self, question: Question, standalone: str, sources: Sources) -> dict[int, float]:
        """The passages found by words, also among the publishers named alone, and by meaning."""
        words = query_words(sources.rest)
        everywhere = self._filters(question)
        searched = [everywhere]
        if sources.publishers and not everywhere.publishers:
            searched.append(replace(everywhere, publishers=frozenset(sources.publishers)))
        # Neither search holds the interpreter: the one by meaning runs on another core.
        by_meaning = self._beside.submit(
            self._library.search_meaning, standalone, limit=POOL, filters=everywhere
        )
        by_words: list[Hit] = []
        for filters in searched:
            by_words += self._library.search_words(words, limit=POOL, filters=filters)
        return weighted_sum(
            _merged(by_words), by_meaning.result(), meaning_weight=self._ranking.meaning
        )

    def _look_again(self, scores: dict[int, float], sources: Sources) -> None:
        """Adds to the best scores what their sentences are worth."""
        best = _best(scores, LOOKED_AT_TWICE)
        asked = query_stems(sources.rest)
        for passage, score in sentence_scores(asked, self._library.passages(best)).items():
            scores[passage] += self._ranking.sentences * score

    def _rerank(self, scores: dict[int, float], standalone: str, reranker: Reranker) -> None:
        """Puts the first passages in the order of the re-ranker.

        Their scores stay and change hands, as the re-ranker's own are of another scale than what a
        day or a publisher is worth.
        """
        first = _best(scores, RERANKED)
        passages = self._library.passages(first)
        articles = {
            article_id: self._library.article(article_id)
            for article_id in {passage.article_id for passage in passages}
        }
        texts = [heading(articles[each.article_id]) + each.text for each in passages]
        found = reranker.scores(standalone, texts).tolist()
        ordered = sorted(zip(found, passages, strict=True), key=lambda one: (-one[0], one[1].id))
        highest = sorted((scores[each.id] for each in passages), reverse=True)
        scores |= {each.id: score for (_, each), score in zip(ordered, highest, strict=True)}

    def _fitting(
        self, origin: Origin, question: Question, sources: Sources, window: Window | None
    ) -> float:
        """How well an article's day fits the question: it is named there, or lies just before."""
        if sources.days:
            return self._ranking.named_day if origin.published in sources.days else 0.0
        if window is not None and _within(origin, window):
            return self._ranking.named_day
        if question.asked is None:
            return 0.0
        return self._ranking.recency * recency(origin.published, question.asked)

    def _filters(self, question: Question) -> Filters:
        """What a question restricts itself to; what came out after it was asked is not known."""
        newest = self._library.newest()
        later = question.asked is not None and newest is not None and newest > question.asked
        return Filters(
            publishers=frozenset(question.publishers),
            since=question.since,
            until=question.until,
            known_by=question.asked if later else None,
            articles=frozenset(question.articles),
        )

    def retrieve_articles(
        self, question: Question, standalone: str, *, limit: int, window: Window | None = None
    ) -> tuple[Candidate, ...]:
        """The `limit` best passages, then every other passage of the first articles among them."""
        best = self.retrieve(question, standalone, limit=limit, window=window)
        articles = {found.article.id: found.article for found in best}
        first = dict(list(articles.items())[:WHOLE_ARTICLES])
        seen = {found.passage.id for found in best}
        rest = tuple(
            Candidate(passage=passage, article=first[passage.article_id], score=0.0)
            for passage in self._library.passages_of(*first)
            if passage.id not in seen
        )
        return best + rest

    def newest(self, question: Question, *, articles: int) -> tuple[Candidate, ...]:
        """Every passage of the latest articles that a question is restricted to."""
        latest = self._library.latest(limit=articles, filters=self._filters(question))
        chosen = {article.id: article for article in latest}
        return tuple(
            Candidate(passage=passage, article=chosen[passage.article_id], score=0.0)
            for article in chosen
            for passage in self._library.passages_of(article)
        )


def _best(scores: Mapping[int, float], number: int) -> list[int]:
    """The passages with the highest scores, best first."""
    return sorted(scores, key=lambda passage: (-scores[passage], passage))[:number]


def within(question: Question, window: Window) -> Question:
    """The question, restricted to the days that its wording speaks of."""
    until = window.until and window.until + TOLD_LATER
    return replace(question, since=window.since, until=until)


def _within(origin: Origin, window: Window) -> bool:
    """Whether an article is of the days that a window prefers."""
    day = origin.published
    if day is None or window.restricts or (window.since is None and window.until is None):
        return False
    return (window.since is None or window.since <= day) and (
        window.until is None or day <= window.until
    )


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """Hits of several searches as one list, best first, each passage once."""
    found = {hit.passage_id: hit for hit in hits}
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.passage_id))


def _shared(
    scores: Mapping[int, float], origins: Mapping[int, Origin], sources: Sources
) -> list[int]:
    """The passages, best first; each publisher or day that is named has its turn, then the rest."""
    ranked = _best(scores, len(scores))
    by_publisher = [
        [passage for passage in ranked if _is(origins[passage].publisher, publisher)]
        for publisher in sources.publishers
    ]
    by_day = [
        [passage for passage in ranked if origins[passage].published == day] for day in sources.days
    ]
    named = by_publisher if len(sources.publishers) > 1 else by_day or by_publisher
    in_order = sorted(filter(None, named), key=lambda passages: -scores[passages[0]])
    # What others tell has its turn as well: "the BBC" may be whom the question is about.
    return list(dict.fromkeys(in_turn([*in_order, ranked])))


def _is(publisher: str | None, named: str) -> bool:
    return publisher is not None and publisher.casefold() == named.casefold()


def query_words(text: str) -> list[str]:
    """The words to search for: the content words, or all where there are none."""
    content = " ".join(text[word.start : word.end] for word in content_words(text))
    return words_of((content or text).lower())


def query_stems(text: str) -> set[str]:
    """The stems of the words to search for."""
    return {stem(word) for word in query_words(text)}
