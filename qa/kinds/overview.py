"""A subject and candidates in, what they are about out: the lead and the key sentences.

Key sentences are found by LexRank (Erkan & Radev 2004): a sentence is central when it is like many
that are central themselves. Where there is a subject it draws the walk towards sentences that hold
it (Otterbacher, Erkan & Radev 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import about, told, told_of
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import content_words

ARTICLES = 3
"""So many are summed up where the library has more on a subject."""
KEY_SENTENCES = 3
JUMPS = 0.15
"""How often the walk starts anew (1 - d of PageRank)."""
STEPS = 50
ALIKE = 0.5
"""Sentences whose cosine is larger tell the same."""
SHORTEST = 6
"""Words. A shorter sentence means nothing by itself."""
LONGEST = 60


def overview(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The opening sentences of the first article on the subject and of the latest, key sentences.

    Of copies the first is read: the words of the others would only vote for its own.
    """
    subject = told_of(question.subject, candidates)
    telling = {one.article.id for one in told(subject, candidates) if _is_sized(one)}
    of_each: dict[int | str, str] = {}
    for article in about(subject, [one for one in candidates if one.article.id in telling]):
        of_each.setdefault(article.telling, article.id)
    articles = list(of_each.values())[:ARTICLES]
    found = told(subject, [one for one in candidates if one.article.id in articles])
    sentences = sorted(
        filter(_is_sized, found),
        key=lambda one: (articles.index(one.article.id), one.span.start),
    )
    if not sentences:
        return []
    likeness = cosines([[word.stem for word in content_words(one.text)] for one in sentences])
    central = lexrank(likeness, towards=np.array([one.score for one in sentences]))
    chosen = list(dict.fromkeys((0, _latest_opening(sentences))))
    for place in np.argsort(-central, kind="stable").tolist():
        if len(chosen) <= KEY_SENTENCES and all(likeness[place, other] < ALIKE for other in chosen):
            chosen.append(place)
    return make_claims(question, [sentences[place] for place in sorted(chosen)])


def _is_sized(found: Evidence) -> bool:
    """Whether a sentence means something by itself, and is no list or table."""
    return SHORTEST <= len(found.text.split()) <= LONGEST


def _latest_opening(sentences: Sequence[Evidence]) -> int:
    """The place of the first sentence of the latest article: how things stand now."""
    days = [one.article.published or date.min for one in sentences]
    return days.index(max(days))


def leads(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The opening sentence of each article: what a library is about when no subject is named.

    Copies of one text open once.
    """
    first: dict[int | str, Evidence] = {}
    for found in told(frozenset(), candidates):
        if len(found.text.split()) >= SHORTEST:
            first.setdefault(found.article.telling, found)
    return make_claims(question, list(first.values()))


def cosines(sentences: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """The cosine of every two sentences, shape (n, n), of their words weighed by tf-idf."""
    words = {word: place for place, word in enumerate(sorted({w for s in sentences for w in s}))}
    counts = np.zeros((len(sentences), max(1, len(words))))
    for row, sentence in enumerate(sentences):
        for word in sentence:
            counts[row, words[word]] += 1
    weighed = counts * np.log(1 + len(sentences) / np.maximum(1, (counts > 0).sum(axis=0)))
    lengths = np.linalg.norm(weighed, axis=1, keepdims=True)
    unit = weighed / np.where(lengths > 0, lengths, 1)
    return np.asarray(unit @ unit.T)


def lexrank(likeness: NDArray[np.float64], *, towards: NDArray[np.float64]) -> NDArray[np.float64]:
    """How central each sentence is, shape (n,), summing to 1.

    `towards` is how much each holds of the subject; where none holds any, all count alike.
    """
    count = len(likeness)
    # A sentence does not vote for itself: one like no other would keep all that comes to it.
    others = likeness * (1 - np.eye(count))
    rows = others.sum(axis=1, keepdims=True)
    moves = np.where(rows > 0, others / np.where(rows > 0, rows, 1), 1 / count)
    start = towards / towards.sum() if towards.sum() > 0 else np.full(count, 1 / count)
    central = np.full(count, 1 / count)
    for _ in range(STEPS):
        central = JUMPS * start + (1 - JUMPS) * (central @ moves)
    return np.asarray(central)
