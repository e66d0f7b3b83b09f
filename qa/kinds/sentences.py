"""A subject and candidates in; their sentences out, scored by how much of the subject they hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from index.records import Article, Span
from index.split import sentences
from qa.answering.apart import speaks_of_what_to_answer
from qa.language.reading import is_known
from qa.reader.trained import tells
from qa.spans import stems_of_names
from qa.types import Candidate, Evidence
from qa.words import content_words, stems, words

Found = TypeVar("Found", Candidate, Evidence)
SHARE_OF_ARTICLE = 0.6
"""So much of a subject's words an article must hold to be about it."""
SHARE_OF_BEST = 0.75
"""And so much of what the best article holds."""


def subject_stems(text: str) -> frozenset[str]:
    """The stems of a subject's content words."""
    return frozenset(word.stem for word in content_words(text))


def about(subject: frozenset[str], candidates: Sequence[Candidate]) -> list[Article]:
    """The articles of the candidates that are about a subject, in the order of the candidates."""
    articles = {found.article.id: found.article for found in candidates}
    held = {key: share_held(subject, article) for key, article in articles.items()}
    needed = max(SHARE_OF_ARTICLE, SHARE_OF_BEST * max(held.values(), default=0.0))
    return [article for key, article in articles.items() if held[key] >= needed]


def of_all_names(text: str, found: Sequence[Found]) -> Sequence[Found]:
    """What was found in articles that hold all names of a text, or all of it where none does."""
    named = stems_of_names(text)
    return [one for one in found if named <= stems_of_article(one.article)] or found


def told_of(text: str, candidates: Iterable[Candidate]) -> frozenset[str]:
    """The stems of a subject's words, without common words that the article on it has not.

    "The Velden disaster" is about Velden where the article calls it a flood: what is left must be
    half of the words and hold a name, which the article never writes in lower case.
    """
    subject = subject_stems(text)
    for article in {found.article.id: found.article for found in candidates}.values():
        written = f"{article.title or ''}\n{article.text}"
        held = subject & stems(written)
        plain = stems(" ".join(word for word in written.split() if word.islower()))
        named = (held & stems_of_names(written)) - plain
        if named and 2 * len(held) >= len(subject) and _are_common(text, subject - held):
            return held
    return subject


def _are_common(text: str, stemmed: frozenset[str]) -> bool:
    """Whether the words of a text with these stems are common ones of the language."""
    found = (text[word.start : word.end] for word in words(text) if word.stem in stemmed)
    return all(word.islower() and is_known(word) for word in found)


def share_held(subject: frozenset[str], article: Article) -> float:
    """The share of a subject's words that stand in an article; 1 of no words."""
    if not subject:
        return 1.0
    return len(subject & stems_of_article(article)) / len(subject)


def stems_of_article(article: Article) -> frozenset[str]:
    """The stems of all words of an article and its headline."""
    return stems(f"{article.title or ''}\n{article.text}")


def told(subject: frozenset[str], candidates: Iterable[Candidate]) -> list[Evidence]:
    """The sentences of candidates, each once, in order, without those on what to answer.

    `score` is the share of the subject's words that a sentence holds, from 0 to 1, each word
    weighing the more the fewer of these sentences hold it (inverse document frequency).
    """
    texts: dict[tuple[str, int], Evidence] = {}
    held: dict[tuple[str, int], frozenset[str]] = {}
    for candidate in candidates:
        for span in candidate.passage.sentences:
            key = candidate.article.id, span.start
            text = candidate.article.text[span.start : span.end]
            if key in texts or not tells(text):
                continue
            if not speaks_of_what_to_answer(candidate.article, span, asked=subject):
                texts[key] = Evidence(article=candidate.article, span=span, score=0.0)
                held[key] = subject & stems(text)
    spread = Counter(word for words in held.values() for word in words)
    weights = {
        word: math.log(1 + (len(held) - spread[word] + 0.5) / (spread[word] + 0.5))
        for word in subject
    }
    # Of a word that no sentence holds there is no telling how rare it is.
    whole = sum(weights[word] for word in sorted(subject)) or 1.0
    return [
        Evidence(
            article=found.article,
            span=found.span,
            score=sum(weights[word] for word in sorted(held[key])) / whole,
        )
        for key, found in texts.items()
    ]


def with_the_one_before(found: Evidence) -> Evidence:
    """The evidence with the sentence before its own, which tells what "its" or "he" points to."""
    before = [span for span in sentences(found.article.text) if span.start < found.span.start]
    return replace(found, span=Span(before[-1].start, found.span.end)) if before else found
