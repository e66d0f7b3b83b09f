"""Question and candidates in, an answer out: the `Answerer` protocol and `Extractive`.

`Extractive` shows sentences of the articles and nothing else: every claim is a citation's exact
words. It says "not found" when no sentence is likely enough to answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.attribution.voices import voices
from qa.claims.asked import as_asked, in_scope_first
from qa.claims.compose import cite, compose
from qa.claims.make import make_claims
from qa.claims.rivals import compete, fits, in_order, of_one_kind, of_the_victims
from qa.kinds.sentences import share_held, subject_stems
from qa.reader import Reader
from qa.spans import stems_of_names
from qa.support import by_support, same_answer
from qa.types import Answer, Candidate, Evidence
from qa.understand import Understood
from qa.words import stem, stems

FIGURES = {"how_many", "share"}
"""Kinds of question to which several speakers in one article may give each their own answer."""
NOT_FOUND = "Not found in these articles."


class Answerer(Protocol):
    """Makes an answer of what retrieval found."""

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """An answer whose every claim cites exact words of the candidates' articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How likely evidence must be; chosen on development questions (see qa/README.md).

    `answer`: the best sentence, or the question is not answered. `beside`: a further sentence that
    completes the answer, as a share of the best one's probability. `differing`: the same for one
    that answers differently, or agrees, in another article or another speaker's words: worth
    showing even when it is weaker. `rival`: the same for rival superlative claims. `subject`: how
    much of the question's words a rival's article must hold, as a share of what the best one's
    holds; another subject's "first" is no rival. `named`: the same where the article holds all
    names of the question. `same`: the same for the sentence of a rival superlative claim, beside
    the sentence that holds most of them.
    """

    answer: float = 0.3
    beside: float = 0.8
    differing: float = 0.45
    rival: float = 0.3
    subject: float = 0.9
    named: float = 0.6
    same: float = 0.5


class Extractive:
    """Answers with sentences of the articles."""

    most_claims = 5
    most_beside = 2
    nearest_passages = 3

    def __init__(self, reader: Reader, *, thresholds: Thresholds) -> None:
        self._reader = reader
        self._thresholds = thresholds

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """See `Answerer.answer`."""
        evidence = as_asked(question, self._reader.read(question, candidates))
        if compete(question) and not question.superlatives:
            evidence = by_support(question.text, evidence)
        confidence = evidence[0].score if evidence else 0.0
        if not evidence or confidence < self._thresholds.answer:
            return self.not_found(question, candidates, confidence)
        read = _strong(evidence, self._thresholds.differing)
        claims = make_claims(question, self._chosen(question, evidence), read=read)
        if compete(question) and not question.superlatives:
            claims = [claim for claim in claims if claim.short_answer] or claims[:1]
            claims = in_order(claims)
        elif question.superlatives:
            claims = in_scope_first(question, claims)
        return compose(question, claims[: self.most_claims], confidence)

    def _chosen(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        best = evidence[0]
        if question.superlatives:
            strong = _strong(evidence, self._thresholds.rival)
            return self._of_the_same(question, self._on_the_subject(question, strong))
        if compete(question) and best.answer:
            strong = _strong(evidence, self._thresholds.differing)
            fitting = [found for found in strong if fits(question, found.short_answer or "")]
            counted = of_the_victims(question, fitting or [best])
            return self._on_the_subject(question, list(_one_a_voice(question, counted)))
        beside = [
            found
            for found in evidence[1 : 1 + self.most_beside]
            if found.score >= max(self._thresholds.beside * best.score, self._thresholds.answer)
        ]
        return [best, *beside]

    def _on_the_subject(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        """The evidence of the same subject as the first.

        Its article holds about as many of the question's words, or fewer and all of its names: what
        is told of a namesake, or by another paper, is told in other words. What confirms the first
        answer is of its subject too.
        """
        articles = {found.article.id: found.article for found in evidence}
        subject = _words_beside(question)
        named = stems_of_names(question.text)
        held = {key: share_held(subject, article) for key, article in articles.items()}
        best = evidence[0]
        most = held[best.article.id]

        def on_the_subject(found: Evidence) -> bool:
            words = held[found.article.id]
            if words >= self._thresholds.subject * most or same_answer(best, found):
                return True
            all_names = bool(named) and share_held(named, found.article) == 1
            return all_names and words >= self._thresholds.named * most

        return [found for found in evidence if on_the_subject(found)]

    def _of_the_same(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        """The first, and what holds about as many of the question's words as any other sentence.

        "The first private company to send astronauts" is no rival of the first person to walk.
        """
        asked = _words_beside(question)
        held = [len(asked & stems(found.text)) for found in evidence]
        needed = self._thresholds.same * max(held)
        return [
            found
            for place, found in enumerate(evidence)
            if place == 0 or held[place] >= max(needed, 1)
        ]

    def not_found(
        self, question: Understood, candidates: Sequence[Candidate], confidence: float
    ) -> Answer:
        """The honest answer where nothing answers: the nearest passages."""
        nearest = tuple(
            cite(
                Evidence(
                    article=candidate.article,
                    span=candidate.passage.sentences[0]._replace(end=candidate.passage.end),
                    score=0.0,
                ),
                number,
            )
            for number, candidate in enumerate(candidates[: self.nearest_passages], start=1)
        )
        return Answer(
            question=question.text,
            standalone=question.text,
            status="not_found",
            text=NOT_FOUND,
            short_answers=(),
            confidence=confidence,
            claims=(),
            citations=(),
            nearest=nearest,
        )


def _strong(evidence: Sequence[Evidence], share: float) -> list[Evidence]:
    """The evidence, best first, that has at least this share of the best one's probability."""
    least = share * evidence[0].score
    return [found for found in evidence if found.score >= least]


def _words_beside(question: Understood) -> frozenset[str]:
    """The stems of a question's words but for superlatives: whatever claims one holds it."""
    return subject_stems(question.text) - set(map(stem, question.superlatives))


def _one_a_voice(question: Understood, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """Of the evidence, best first, the best of each article; of figures also each speaker's.

    All that follow the first must answer in kind: a count beside a count, a name beside a name.
    """
    best = evidence[0]
    heard = {(best.article.id, _speaker(best))}
    yield best
    for found in evidence[1:]:
        if not of_one_kind(question, best.short_answer or "", found.short_answer or ""):
            continue
        voice = found.article.id, _speaker(found)
        again = found.article.id in {article for article, _ in heard}
        if again and (question.kind not in FIGURES or voice[1] is None or voice in heard):
            continue
        heard.add(voice)
        yield found


def _speaker(found: Evidence) -> str | None:
    return voices(found.article.text).of(found.span, found.answer).speaker
