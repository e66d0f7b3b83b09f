"""Scores of passages from different sources in, one order out. Pure functions.

Every score lies between 0 and 1, the best passage of each source having 1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from index.records import Hit, Passage
from qa.words import stems_of_parts

TYPICAL_SENTENCE = 20
"""Words. A longer sentence needs more of the question's words for the same score."""
SATURATION = 0.6
LENGTH_SHARE = 0.75
"""k1 and b of BM25 (Robertson & Zaragoza 2009), here of sentences."""
RECENT_DAYS = 21


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


def sentence_scores(asked: Collection[str], passages: Sequence[Passage]) -> dict[int, float]:
    """Passage id → how much of the question its best sentence holds, 1 for the best passage.

    BM25 of single sentences, whose inverse document frequencies are those among these passages:
    of words that all of them share, being on the subject, none tells one from the other.
    `asked` are stems.
    """
    wanted = frozenset(asked)
    held = {
        passage.id: [_held(passage, start, end, wanted) for start, end in passage.sentences]
        for passage in passages
    }
    spread = Counter(
        word
        for found in held.values()
        for word in frozenset().union(*(words for words, _ in found))
    )
    weights = {
        word: math.log(1 + (len(passages) - count + 0.5) / (count + 0.5))
        for word, count in spread.items()
    }
    scores = {
        passage: max((_score(words, length, weights) for words, length in found), default=0.0)
        for passage, found in held.items()
    }
    top = max(scores.values(), default=0.0) or 1.0
    return {passage: score / top for passage, score in scores.items()}


def _held(
    passage: Passage, start: int, end: int, wanted: frozenset[str]
) -> tuple[frozenset[str], int]:
    """The question's words in one sentence, and how many words it has."""
    text = passage.text[start - passage.start : end - passage.start]
    return stems_of_parts(text) & wanted, len(text.split())


def _score(words: frozenset[str], length: int, weights: Mapping[str, float]) -> float:
    stretched = 1 - LENGTH_SHARE + LENGTH_SHARE * length / TYPICAL_SENTENCE
    return sum(weights[word] for word in words) * (SATURATION + 1) / (SATURATION * stretched + 1)


def recency(published: date | None, asked: date) -> float:
    """1 for what was published on the day of asking, falling by a factor e every RECENT_DAYS."""
    if published is None or published > asked:
        return 0.0
    return math.exp((published - asked).days / RECENT_DAYS)


def in_turn(lists: Sequence[Sequence[int]]) -> list[int]:
    """The first of each list, then the second of each, and so on."""
    rounds = zip_longest(*lists)
    return [passage for taken in rounds for passage in taken if passage is not None]
